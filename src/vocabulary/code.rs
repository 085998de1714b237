//! Reason codes and their parameters. The locale files of the extension contain the texts.

macro_rules! params {
    ($( $(#[$doc:meta])* $name:ident = $text:literal ),* $(,)?) => {
        /// A kind of evidence of a reason. Its key is the key in JSON and the placeholder in the texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Param { $( $(#[$doc])* $name, )* }

        impl Param {
            /// Returns the key as JSON and the locale files spell it.
            pub const fn key(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }
        }

        #[cfg(target_arch = "wasm32")]
        mod typescript_params {
            use wasm_bindgen::prelude::*;
            #[wasm_bindgen(typescript_custom_section)]
            const PARAMS: &str = concat!("export type ReasonParam =", $( " | \"", $text, "\"", )* ";");
        }
    };
}

params! {
    /// An e-mail address.
    Address = "address",
    /// The name that is imitated.
    Brand = "brand",
    /// A character, as written.
    Character = "character",
    /// A number of things.
    Count = "count",
    /// The registrable domain.
    Domain = "domain",
    /// A host name, in Unicode if it has such a form.
    Host = "host",
    /// The text that a character or text is made to look like.
    Imitates = "imitates",
    /// One label of a host name.
    Label = "label",
    /// A display name.
    Name = "name",
    /// The name of a place: a platform, a service, a link wrapper.
    Place = "place",
    /// A port number.
    Port = "port",
    /// The URL scheme.
    Scheme = "scheme",
    /// A URL that a link forwards to.
    Target = "target",
    /// A piece of text, shortened.
    Text = "text",
    /// The word that decided.
    Word = "word",
}

macro_rules! codes {
    ($( $(#[$doc:meta])* $name:ident = $text:literal [$($param:ident),*] ),* $(,)?) => {
        /// The code of a reason for a verdict. The user interface has the texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $( $(#[$doc])* $name, )* }

        impl Code {
            /// Every code, in order of declaration.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];

            /// Returns the code as JSON and the locale files spell it.
            pub const fn text(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }

            /// Returns the evidence that this code always has, and that its text may name.
            pub const fn params(self) -> &'static [Param] {
                match self { $( Self::$name => &[$( Param::$param ),*], )* }
            }
        }

        #[cfg(target_arch = "wasm32")]
        mod typescript {
            use wasm_bindgen::prelude::*;
            #[wasm_bindgen(typescript_custom_section)]
            const CODES: &str = concat!("export type ReasonCode =", $( " | \"", $text, "\"", )* ";");
            #[wasm_bindgen(typescript_custom_section)]
            const REASON: &str = "export type Reason = { code: ReasonCode } & { [P in ReasonParam]?: string };";
        }
    };
}

codes! {
    // The target of a link.
    /// The host is one where Amazon lets people sign in.
    GenuineHost = "genuine-host" [Host, Domain],
    /// The link is not encrypted. The reason is stated but does not raise the level, because genuine notices contain such links.
    PlainHttp = "plain-http" [Host],
    /// The host is Amazon's own and has no sign-in.
    OwnedHost = "owned-host" [Host, Domain],
    /// A genuine host forwards to a foreign host.
    RedirectLeavesAmazon = "redirect-leaves-amazon" [Host, Target],
    /// The link leads to a genuine host, but to a port that Amazon does not use.
    OddPort = "odd-port" [Host, Port],
    /// The page grants an application access to the seller account.
    ConsentPage = "consent-page" [Host],
    /// The page grants access to an application that is still a draft.
    ConsentDraft = "consent-draft" [Host],
    /// Anyone can publish at this place.
    OpenPlatform = "open-platform" [Host, Place],
    /// A short link hides its target.
    Shortener = "shortener" [Host],
    /// A short link of Amazon's own, which leads to one of Amazon's pages.
    AmazonShortLink = "amazon-short-link" [Host],
    /// The target of a known wrapper cannot be read.
    OpaqueWrapper = "opaque-wrapper" [Host, Place],
    /// A wrapper shows a target, but the target is only decoration.
    WrapperDecoration = "wrapper-decoration" [Place, Host],
    /// The link was wrapped and leads to this target.
    Unwrapped = "unwrapped" [Place, Target],
    /// The link is wrapped more often than any legitimate link.
    WrappedTooDeep = "wrapped-too-deep" [Host],
    /// The host has nothing to do with Amazon.
    UnrelatedHost = "unrelated-host" [Host, Domain],
    /// The host cannot be reached from the internet.
    LocalAddress = "local-address" [Host],
    /// Amazon uses this place, although another firm runs it.
    UsedByAmazon = "used-by-amazon" [Host, Place],

    // Names.
    /// The name contains the word in another sense or for another trade.
    NameUse = "name-use" [Label, Word],
    /// The brand stands beside a word of accounts and sign-ins (combosquatting).
    BrandWithAccountWord = "brand-with-account-word" [Label, Brand, Word],
    /// The brand stands beside a country, a language or an ending (combosquatting).
    BrandWithPlace = "brand-with-place" [Label, Brand, Word],
    /// The brand stands beside digits (combosquatting).
    BrandWithDigits = "brand-with-digits" [Label, Brand, Word],
    /// The brand stands beside a random string (combosquatting).
    BrandWithLetters = "brand-with-letters" [Label, Brand, Word],
    /// The brand stands beside another word (combosquatting).
    BrandWithWord = "brand-with-word" [Label, Brand, Word],
    /// The brand is the registrable label under a public suffix that is not Amazon's.
    BrandForeignEnding = "brand-foreign-ending" [Host, Domain, Brand],
    /// The brand is a sub-domain of a foreign domain.
    BrandSubdomain = "brand-subdomain" [Label, Domain, Brand],
    /// The name spells the brand with confusable characters.
    ConfusableName = "confusable-name" [Label, Brand, Character, Imitates],
    /// The name is a typo of the brand (typosquatting).
    MisspelledName = "misspelled-name" [Label, Brand],
    /// A whole Amazon host, or an imitation of one, stands to the left of a foreign domain.
    EmbeddedHost = "embedded-host" [Text, Domain],
    /// The ending of a marketplace stands in the middle of a host.
    EmbeddedEnding = "embedded-ending" [Text, Domain],

    // Hidden targets.
    /// The text before the `@` is not the host.
    UserInfo = "user-info" [Text, Host],
    /// The text of the link names another host than its target.
    DisplayMismatch = "display-mismatch" [Text, Host],
    /// The text of the link names Amazon, and its target cannot be read.
    DisplayOpaque = "display-opaque" [Text, Host],
    /// A foreign host has Amazon's sign-in path or parameters.
    CopiedSignIn = "copied-sign-in" [Text, Host],
    /// A character of the host only looks like a slash or a dot.
    ConfusableSeparator = "confusable-separator" [Character, Host],
    /// The host is an IP address in a form that hides it.
    ObfuscatedIp = "obfuscated-ip" [Text, Host],
    /// The host is an IP address.
    BareIp = "bare-ip" [Host],
    /// The link runs a script or contains a page of its own.
    ScriptScheme = "script-scheme" [Scheme],
    /// The link starts another program.
    ProgramScheme = "program-scheme" [Scheme],
    /// No browser would open the link.
    InvalidUrl = "invalid-url" [Text],
    /// The text is not a link to the web.
    NotALink = "not-a-link" [Text],

    // Senders.
    /// The address is under a domain that Amazon sends from.
    AmazonAddress = "amazon-address" [Address, Domain],
    /// A buyer wrote the message, and Amazon delivered it.
    RelayAddress = "relay-address" [Address],
    /// The address belongs to another Amazon business.
    OwnedAddress = "owned-address" [Address, Domain],
    /// Amazon owns the domain but does not send from it; forged mails use it.
    NotASenderDomain = "not-a-sender-domain" [Address, Domain],
    /// The address belongs to a firm that has the right to write with Amazon's name.
    PartnerAddress = "partner-address" [Address, Place],
    /// The address has nothing to do with Amazon.
    UnrelatedAddress = "unrelated-address" [Address, Domain],
    /// The webmail shows that another domain sent the mail.
    SentVia = "sent-via" [Host],
    /// A service forwarded the mail under an alias, and the alias names the original sender.
    MailAlias = "mail-alias" [Host, Address],
    /// The page shows no address.
    NoAddress = "no-address" [],
    /// The page shows an address where it may show a name.
    UncertainAddress = "uncertain-address" [],
    /// No mail could come from this address.
    InvalidAddress = "invalid-address" [Text],
    /// The user muted the address or host.
    Remembered = "remembered" [Text],
    /// The display name speaks as Amazon (display-name impersonation).
    NameSpeaks = "name-speaks" [Name, Address],
    /// The display name only mentions Amazon.
    NameMentions = "name-mentions" [Name],
    /// The display name contains an address that is not the sender's.
    AddressInName = "address-in-name" [Text, Address],
    /// The display name spells the brand with confusable or invisible characters.
    ConfusableDisplayName = "confusable-display-name" [Name, Character, Imitates],
    /// The local part of a foreign address joins the brand and a role.
    BrandInLocalPart = "brand-in-local-part" [Address, Word],
    /// The address belongs to the user's own organisation.
    OwnOrganisation = "own-organisation" [Domain],

    // Messages.
    /// The message speaks as Amazon, but its sender is not Amazon.
    SenderNotAmazon = "sender-not-amazon" [Address],
    /// The message speaks as Amazon, but its action link leads elsewhere.
    ActionLeavesAmazon = "action-leaves-amazon" [Host, Text],
    /// The mail comes from an Amazon address, but its action link leads elsewhere.
    AmazonMailActionElsewhere = "amazon-mail-action-elsewhere" [Host, Text],
    /// A reply would go to a foreign address.
    ReplyLeavesAmazon = "reply-leaves-amazon" [Address],
    /// A reply would go to an address that poses as Amazon.
    ReplyPosesAsAmazon = "reply-poses-as-amazon" [Address],
    /// The message consists only of an attachment or an image.
    OnlyAttachment = "only-attachment" [Text],
    /// The message asks the reader to scan a code in order to sign in or to verify something.
    AsksToScan = "asks-to-scan" [Text],
    /// The text spells words with invisible or confusable characters.
    DisguisedText = "disguised-text" [Text, Character],
    /// The forwarded part gives this address as its sender.
    ForwardedFrom = "forwarded-from" [Address],
    /// Only the buyer's own words were judged.
    BuyersWords = "buyers-words" [Address],
    /// A buyer's message that poses as Amazon.
    BuyerPosesAsAmazon = "buyer-poses-as-amazon" [Text],
    /// The message sells verification or accounts.
    VerificationForSale = "verification-for-sale" [Text],
    /// The message is too large; the rest of it was not read.
    NotAllJudged = "not-all-judged" [Count],
    /// The message asks for a secret that Amazon never asks for by mail.
    AsksForSecret = "asks-for-secret" [Text],
    /// The message asks for remote access to the reader's computer.
    AsksForRemoteAccess = "asks-for-remote-access" [Text],
    /// The message asks for gift cards, or for money for a verification.
    AsksForPayment = "asks-for-payment" [Text],
    /// The message sets a deadline of hours or days.
    DeadlinePressure = "deadline-pressure" [Text],
    /// A page or a program is attached to the mail.
    FormAttachment = "form-attachment" [Text],
    /// The receiving server found that the domain sent the mail. This is only a hint.
    AuthenticationPassed = "authentication-passed" [Host, Domain],
    /// The receiving server found that the domain did not send the mail. Forwarding and mailing lists cause the same result.
    AuthenticationFailed = "authentication-failed" [Host, Domain],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_kebab_case() {
        let mut texts: Vec<_> = Code::ALL.iter().map(|code| code.text()).collect();
        assert!(texts.iter().all(|t| t.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }
}
