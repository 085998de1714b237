//! The levels and classes of verdicts.

use serde::Serialize;

/// The level of a verdict. The levels are ordered: a later one is worse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The link or sender matches a host that Amazon is known to use. This does not mean "safe".
    Ok,
    /// There is no warning, and no confirmation either.
    #[default]
    Info,
    /// The user should check in Seller Central first.
    Caution,
    /// The user should not open it.
    Danger,
}

/// The class of a link, by its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum LinkClass {
    /// The host is one where Amazon lets people sign in.
    Genuine,
    /// The host is genuine, but the link grants access, forwards elsewhere or uses an odd port.
    RiskyAction,
    /// The host is Amazon's and has no sign-in.
    AmazonOwned,
    /// Anyone can publish at the host.
    OpenPlatform,
    /// The link is a short link or a wrapper with an unreadable target.
    Opaque,
    /// The site is another firm's or person's and does not imitate Amazon.
    Unrelated,
    /// The host contains the word without posing as Amazon.
    NameUse,
    /// The host is built to be read as Amazon's.
    Lookalike,
    /// The link is built to hide its target.
    Deceptive,
    /// No browser would open the text, or the text is not a link.
    Invalid,
}

impl LinkClass {
    /// Every class, in order of declaration.
    pub const ALL: [Self; 10] = [
        Self::Genuine,
        Self::RiskyAction,
        Self::AmazonOwned,
        Self::OpenPlatform,
        Self::Opaque,
        Self::Unrelated,
        Self::NameUse,
        Self::Lookalike,
        Self::Deceptive,
        Self::Invalid,
    ];
}

/// The class of a sender, by its address and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum SenderClass {
    /// The address is under a genuine sending domain. Addresses can be forged.
    Amazon,
    /// Amazon delivered the message, and a stranger wrote it.
    Relay,
    /// The address belongs to another Amazon business.
    AmazonOwned,
    /// Amazon owns the domain but does not send from it; forged mails use it.
    NotASender,
    /// The address belongs to a firm that has the right to write with Amazon's name.
    Partner,
    /// The address's domain is built to be read as Amazon's.
    Lookalike,
    /// The name speaks as Amazon, but the domain is foreign (display-name impersonation), or a deception was found.
    Impersonation,
    /// The sender is another firm or person and does not imitate Amazon.
    Unrelated,
    /// No address is known.
    Unknown,
}

impl SenderClass {
    /// Every class, in order of declaration.
    pub const ALL: [Self; 9] = [
        Self::Amazon,
        Self::Relay,
        Self::AmazonOwned,
        Self::NotASender,
        Self::Partner,
        Self::Lookalike,
        Self::Impersonation,
        Self::Unrelated,
        Self::Unknown,
    ];

    /// Whether Amazon itself writes from such an address, or delivers the messages from it.
    pub fn is_amazons(self) -> bool {
        matches!(self, Self::Amazon | Self::AmazonOwned | Self::Relay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worse_level_is_greater() {
        assert!(Level::Ok < Level::Info && Level::Info < Level::Caution && Level::Caution < Level::Danger);
    }
}
