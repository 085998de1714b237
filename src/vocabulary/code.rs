//! Reason codes and their parameters. The texts for them stand in the locale files of the extension.

macro_rules! params {
    ($( $(#[$doc:meta])* $name:ident = $text:literal ),* $(,)?) => {
        /// The evidence a reason points at. Its key is the key in JSON and the placeholder in the texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Param { $( $(#[$doc])* $name, )* }

        impl Param {
            /// The key as JSON and the locale files spell it.
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
    /// The name that is being imitated.
    Brand = "brand",
    /// A character, as written.
    Character = "character",
    /// A number of things.
    Count = "count",
    /// The registrable domain.
    Domain = "domain",
    /// A host name, in Unicode where it has such a form.
    Host = "host",
    /// What a character or text is made to look like.
    Imitates = "imitates",
    /// One label of a host name.
    Label = "label",
    /// A display name.
    Name = "name",
    /// A place by its own name: a platform, a service, a link wrapper.
    Place = "place",
    /// A port number.
    Port = "port",
    /// The URL scheme.
    Scheme = "scheme",
    /// A URL that a link leads on to.
    Target = "target",
    /// A piece of text, shortened.
    Text = "text",
    /// The word that decided.
    Word = "word",
}

macro_rules! codes {
    ($( $(#[$doc:meta])* $name:ident = $text:literal [$($param:ident),*] ),* $(,)?) => {
        /// Why a verdict is what it is. The words belong to the user interface; here is only the code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $( $(#[$doc])* $name, )* }

        impl Code {
            /// Every code, in order of declaration.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];

            /// The code as JSON and the locale files spell it.
            pub const fn text(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }

            /// The evidence this code always carries, and so what its text may name.
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
    // Where a link leads.
    /// A host where Amazon lets people sign in.
    GenuineHost = "genuine-host" [Host, Domain],
    /// The link is not encrypted. Said, not held against it: real notices contain such links.
    PlainHttp = "plain-http" [Host],
    /// Amazon's own, but nobody signs in there.
    OwnedHost = "owned-host" [Host, Domain],
    /// A genuine host forwards to somebody else.
    RedirectLeavesAmazon = "redirect-leaves-amazon" [Host, Target],
    /// A genuine host on a port Amazon does not use.
    OddPort = "odd-port" [Host, Port],
    /// Grants an application access to the seller account.
    ConsentPage = "consent-page" [Host],
    /// The same for an application that is still a draft.
    ConsentDraft = "consent-draft" [Host],
    /// Anyone can publish there.
    OpenPlatform = "open-platform" [Host, Place],
    /// A short link hides its target.
    Shortener = "shortener" [Host],
    /// A recognised wrapper whose target cannot be read.
    OpaqueWrapper = "opaque-wrapper" [Host, Place],
    /// The target a wrapper shows is decoration.
    WrapperDecoration = "wrapper-decoration" [Place, Host],
    /// The link was wrapped; this is what it leads to.
    Unwrapped = "unwrapped" [Place, Target],
    /// Wrapped more often than anyone does in earnest.
    WrappedTooDeep = "wrapped-too-deep" [Host],
    /// Somebody else's site.
    UnrelatedHost = "unrelated-host" [Host, Domain],
    /// Not reachable from the internet.
    LocalAddress = "local-address" [Host],
    /// A place that Amazon really uses for this, though it is not Amazon's.
    UsedByAmazon = "used-by-amazon" [Host, Place],

    // Names.
    /// The word, in another sense or another trade.
    NameUse = "name-use" [Label, Word],
    /// The brand beside a word of accounts and sign-ins.
    BrandWithAccountWord = "brand-with-account-word" [Label, Brand, Word],
    /// The brand beside a country, a language or an ending.
    BrandWithPlace = "brand-with-place" [Label, Brand, Word],
    /// The brand beside digits.
    BrandWithDigits = "brand-with-digits" [Label, Brand, Word],
    /// The brand beside letters that are no word.
    BrandWithLetters = "brand-with-letters" [Label, Brand, Word],
    /// The brand beside another word.
    BrandWithWord = "brand-with-word" [Label, Brand, Word],
    /// The brand under an ending that is not Amazon's.
    BrandForeignEnding = "brand-foreign-ending" [Host, Domain, Brand],
    /// The brand as a sub-domain of somebody else.
    BrandSubdomain = "brand-subdomain" [Label, Domain, Brand],
    /// Spelled with characters that look like others.
    ConfusableName = "confusable-name" [Label, Brand, Character, Imitates],
    /// One slip away from the name.
    MisspelledName = "misspelled-name" [Label, Brand],
    /// A whole Amazon host, or what is meant to be one, left of somebody else's domain.
    EmbeddedHost = "embedded-host" [Text, Domain],
    /// The ending of a marketplace in the middle of an address, where it ends nothing.
    EmbeddedEnding = "embedded-ending" [Text, Domain],

    // Hiding.
    /// What stands before the @ is not the host.
    UserInfo = "user-info" [Text, Host],
    /// The text names another host than the target.
    DisplayMismatch = "display-mismatch" [Text, Host],
    /// The text names Amazon, the target cannot be read.
    DisplayOpaque = "display-opaque" [Text, Host],
    /// Amazon's sign-in path on a foreign host.
    CopiedSignIn = "copied-sign-in" [Text, Host],
    /// A character that only looks like a slash or a dot.
    ConfusableSeparator = "confusable-separator" [Character, Host],
    /// A number or address written to hide that it is one.
    ObfuscatedIp = "obfuscated-ip" [Text, Host],
    /// A bare IP address.
    BareIp = "bare-ip" [Host],
    /// Runs a script or carries a page of its own.
    ScriptScheme = "script-scheme" [Scheme],
    /// Starts another program.
    ProgramScheme = "program-scheme" [Scheme],
    /// No browser would open it.
    InvalidUrl = "invalid-url" [Text],
    /// Not a link to the web.
    NotALink = "not-a-link" [Text],

    // Senders.
    /// The address is under a domain Amazon sends from.
    AmazonAddress = "amazon-address" [Address, Domain],
    /// A buyer, delivered by Amazon.
    RelayAddress = "relay-address" [Address],
    /// Another Amazon business.
    OwnedAddress = "owned-address" [Address, Domain],
    /// Owned by Amazon, used by fakes.
    NotASenderDomain = "not-a-sender-domain" [Address, Domain],
    /// A firm that rightly writes with Amazon's name.
    PartnerAddress = "partner-address" [Address, Place],
    /// Somebody else's address.
    UnrelatedAddress = "unrelated-address" [Address, Domain],
    /// The webmail says that another domain sent it.
    SentVia = "sent-via" [Host],
    /// The page shows no address.
    NoAddress = "no-address" [],
    /// Not an address that mail could come from.
    InvalidAddress = "invalid-address" [Text],
    /// The user does not want to be warned about it.
    Remembered = "remembered" [Text],
    /// The name speaks as Amazon.
    NameSpeaks = "name-speaks" [Name, Address],
    /// The name mentions Amazon.
    NameMentions = "name-mentions" [Name],
    /// The name contains an address that is not the sender's.
    AddressInName = "address-in-name" [Text, Address],
    /// The name is spelled with look-alike or invisible characters.
    ConfusableDisplayName = "confusable-display-name" [Name, Character, Imitates],
    /// Brand and role before the @ of a foreign address.
    BrandInLocalPart = "brand-in-local-part" [Address, Word],
    /// The user's own organisation.
    OwnOrganisation = "own-organisation" [Domain],

    // Messages.
    /// The message says it is Amazon; its sender is not.
    SenderNotAmazon = "sender-not-amazon" [Address],
    /// The message says it is Amazon; what it asks for leads elsewhere.
    ActionLeavesAmazon = "action-leaves-amazon" [Host, Text],
    /// A mail from an Amazon address asks for something elsewhere.
    AmazonMailActionElsewhere = "amazon-mail-action-elsewhere" [Host, Text],
    /// An answer would go to somebody else.
    ReplyLeavesAmazon = "reply-leaves-amazon" [Address],
    /// The answer would go to an address that poses as Amazon.
    ReplyPosesAsAmazon = "reply-poses-as-amazon" [Address],
    /// Nothing but an attachment or an image.
    OnlyAttachment = "only-attachment" [Text],
    /// The text spells words with invisible or look-alike characters.
    DisguisedText = "disguised-text" [Text, Character],
    /// The forwarded part gives this address as its sender.
    ForwardedFrom = "forwarded-from" [Address],
    /// Judged by the buyer's own words.
    BuyersWords = "buyers-words" [Address],
    /// A buyer's message that poses as Amazon.
    BuyerPosesAsAmazon = "buyer-poses-as-amazon" [Text],
    /// Sells verification or accounts.
    VerificationForSale = "verification-for-sale" [Text],
    /// Larger than what is judged; the rest was not read.
    NotAllJudged = "not-all-judged" [Count],
    /// Asks for a secret that Amazon never asks for by mail.
    AsksForSecret = "asks-for-secret" [Text],
    /// Wants to steer the reader's computer.
    AsksForRemoteAccess = "asks-for-remote-access" [Text],
    /// Wants gift cards, or money for a verification.
    AsksForPayment = "asks-for-payment" [Text],
    /// Gives hours or days to act.
    DeadlinePressure = "deadline-pressure" [Text],
    /// A page or a program comes with the mail.
    FormAttachment = "form-attachment" [Text],
    /// The receiving server found that the domain sent the mail. A hint.
    AuthenticationPassed = "authentication-passed" [Host, Domain],
    /// The receiving server found that it did not. Forwarding and lists have the same effect.
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
