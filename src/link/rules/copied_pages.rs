//! Rules about pages that copy Amazon's sign-in.

use crate::brand::lookalike::Finding;
use crate::link::rules::common::{finding, is_amazons, is_local};
use crate::tables::SIGN_IN_PAGES;
use crate::url::host::{self, Candidate, Parsed, percent_decoded};
use crate::vocabulary::{Code, Level, LinkClass, Reason};

/// Finds one of Amazon's sign-in paths on a foreign host.
pub(super) fn copied_sign_in(candidate: &Candidate) -> Option<Finding> {
    const UNDER: &str = "/ap/";
    if is_amazons(&candidate.host) || is_local(&candidate.host) {
        return None;
    }
    let path = candidate.read().path();
    let (at, page) = path.match_indices(UNDER).find_map(|(at, _)| {
        let rest = &path[at + UNDER.len()..];
        let copied = |page: &&&str| {
            rest.strip_prefix(**page).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        SIGN_IN_PAGES.iter().find(copied).map(|page| (at, page))
    })?;
    let copied = &path[at..at + UNDER.len() + page.len()];
    finding(Level::Danger, LinkClass::Deceptive, Reason::new(Code::CopiedSignIn, [copied, &*candidate.host.shown()]))
}

/// Finds the OpenID parameters of Amazon's sign-in on a foreign host. Other sites do not use these parameters.
pub(super) fn copied_openid(candidate: &Candidate) -> Option<Finding> {
    if is_amazons(&candidate.host) {
        return None;
    }
    let whole = &candidate.read().as_str()[candidate.url.scheme().len()..];
    let at = whole.find("openid.")?;
    let rest = percent_decoded(&whole[at..]);
    let handle = rest.split("openid.assoc_handle=").nth(1).map(|value| value.split('&').next().unwrap_or(value));
    let returns = rest.split("openid.return_to=").nth(1).map(|value| value.split('&').next().unwrap_or(value));
    let copied = rest.contains("openid.pape.max")
        || handle.is_some_and(|handle| handle.contains("flex") || handle.contains("amzn"))
        || returns
            .is_some_and(|link| matches!(host::parse(link, None), Ok(Parsed::Web(target)) if is_amazons(&target.host)));
    if !copied {
        return None;
    }
    finding(Level::Danger, LinkClass::Deceptive, Reason::new(Code::CopiedSignIn, ["openid", &*candidate.host.shown()]))
}
