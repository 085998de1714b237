//! The kinds of findings about a message: deceptions and contradictions.

use crate::vocabulary::Reason;

/// The kind of a deception. Each kind is a row of the level rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeceptionKind {
    /// The sender's domain is built to be read as Amazon's.
    LookalikeSender,
    /// The sender's name or local part is built to be read as Amazon's.
    SenderName,
    /// The name of a sender that speaks as Amazon contains another address.
    ForeignAddressInName,
    /// A link is dangerous by itself.
    Link,
    /// Replies would go to an address that poses as Amazon.
    ReplyTo,
    /// The text spells words with invisible or look-alike characters.
    DisguisedText,
    /// The header block of a forwarded message names such a sender.
    ForwardedSender,
}

/// A construction that is built to deceive.
#[derive(Clone, Debug)]
pub struct Deception {
    /// Its kind.
    pub kind: DeceptionKind,
    /// The id of the link rule that found it, for a link.
    pub rule: Option<&'static str>,
    /// The reason to show.
    pub reason: Reason,
}

/// The kind of a contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContradictionKind {
    /// The sender is not Amazon.
    SenderElsewhere,
    /// A buyer writes it through Amazon's relay.
    FromBuyer,
    /// A link that it asks the reader to follow leads elsewhere.
    ActionElsewhere,
    /// It asks for nothing but a call or a message to a number or handle.
    ContactElsewhere,
    /// It asks the reader to scan a code for an account.
    CodeToScan,
    /// Replies go to another domain.
    ReplyElsewhere,
    /// A page or a program is attached.
    FormAttached,
    /// It consists of an attachment or a picture.
    OnlyAttachment,
}

impl ContradictionKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::SenderElsewhere,
        Self::FromBuyer,
        Self::ActionElsewhere,
        Self::ContactElsewhere,
        Self::CodeToScan,
        Self::ReplyElsewhere,
        Self::FormAttached,
        Self::OnlyAttachment,
    ];

    /// The id under which docs/judgement.md describes it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::SenderElsewhere => "claims-amazon-sender-elsewhere",
            Self::FromBuyer => "claims-amazon-from-buyer",
            Self::ActionElsewhere => "claims-amazon-action-elsewhere",
            Self::ContactElsewhere => "claims-amazon-contact-elsewhere",
            Self::CodeToScan => "claims-amazon-code-to-scan",
            Self::ReplyElsewhere => "claims-amazon-reply-elsewhere",
            Self::FormAttached => "claims-amazon-form-attached",
            Self::OnlyAttachment => "claims-amazon-only-attachment",
        }
    }
}

/// A finding that does not agree with a message of Amazon.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// Its kind.
    pub kind: ContradictionKind,
    /// The reason to show.
    pub reason: Reason,
}
