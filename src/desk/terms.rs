//! The closed lists of the Desk: units of time, kinds of notices, types of documents.

use serde::Serialize;

/// The unit of an amount of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours of absolute time.
    Hours,
    /// Days of the calendar.
    Days,
    /// Days on which offices work.
    BusinessDays,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// The kind of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The account is deactivated.
    Deactivated,
    /// The account will be deactivated.
    WillBeDeactivated,
    /// The account is at risk of deactivation.
    AtRisk,
    /// The account or an identity is verified.
    Verification,
    /// A video call verifies the identity.
    Video,
    /// Documents are asked for, and nothing else is known.
    Documents,
    /// A listing.
    Listing,
    /// An A-to-z claim or a chargeback.
    Claim,
    /// Taxes, or the duties of producers.
    TaxOrEpr,
    /// Ways of payment and payouts.
    Payment,
    /// Brands and intellectual property.
    Brand,
    /// The safety of products.
    Safety,
    /// Anything else.
    Other,
}

/// What a word about documents means: the type of a document, or a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// A licence to trade.
    BusinessLicence,
    /// An identity document.
    Id,
    /// A bill of a utility, or another proof of the address.
    UtilityBill,
    /// A statement of a bank.
    BankStatement,
    /// The card of the account.
    CardOnFile,
    /// Invoices of a supplier.
    Invoice,
    /// An authorisation.
    AuthorisationLetter,
    /// A plan of action.
    PlanOfAction,
    /// A video call.
    VideoInterview,
    /// A number or certificate of taxes or of a producer's duties.
    TaxOrEpr,
    /// Test reports, safety data sheets, certificates of products.
    ComplianceTest,
    /// A proof of delivery.
    ProofOfDelivery,
    /// An extract of a register, a deed.
    CompanyRecord,
    /// Anything else, by its own words.
    Other,
    /// Announces a list.
    #[serde(skip)]
    Intro,
    /// Refuses pictures of a screen.
    #[serde(skip)]
    NoScreenshot,
    /// Has to agree with the account.
    #[serde(skip)]
    MustMatch,
    /// Only some sellers need it.
    #[serde(skip)]
    IfApplicable,
}

impl Fact {
    /// Whether it is a type of a document.
    pub(super) fn is_document(self) -> bool {
        !matches!(self, Self::Intro | Self::NoScreenshot | Self::MustMatch | Self::IfApplicable)
    }
}
