//! Levels and classes: the answers that a verdict gives.

use serde::Serialize;

/// How loud a verdict is. Ordered: a later level is the worse one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Matches what Amazon is known to use; never "safe".
    Ok,
    /// Nothing to warn about, nothing vouched for.
    #[default]
    Info,
    /// Check it in Seller Central first.
    Caution,
    /// Do not open.
    Danger,
}

/// What a link is, by where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum LinkClass {
    /// A host where Amazon lets people sign in.
    Genuine,
    /// A genuine host, but the link grants access or forwards elsewhere.
    RiskyAction,
    /// Amazon's, without a sign-in.
    AmazonOwned,
    /// Anyone can publish there.
    OpenPlatform,
    /// A shortener or tracker whose target cannot be read.
    Opaque,
    /// Somebody else's site, not pretending.
    Unrelated,
    /// Carries the word without posing as Amazon.
    NameUse,
    /// A name built to be read as Amazon's.
    Lookalike,
    /// Built to hide where it leads.
    Deceptive,
    /// No browser would open it, or it is no link at all.
    Invalid,
}

/// What a sender is, by address and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum SenderClass {
    /// The address is under a genuine sending domain. Addresses can be forged.
    Amazon,
    /// Delivered by Amazon, written by a stranger.
    Relay,
    /// Another Amazon business.
    AmazonOwned,
    /// Amazon owns the domain but does not send from it; fakes do.
    NotASender,
    /// A firm that rightly writes with Amazon's name.
    Partner,
    /// The address's domain is built to be read as Amazon's.
    Lookalike,
    /// The name speaks as Amazon, the domain is somebody else's.
    Impersonation,
    /// Somebody else, not pretending.
    Unrelated,
    /// No address is known.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worse_level_is_greater() {
        assert!(Level::Ok < Level::Info && Level::Info < Level::Caution && Level::Caution < Level::Danger);
    }
}
