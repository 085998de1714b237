//! The browser's own URL parser, where this crate runs in a browser: it knows Unicode's tables for host names, and so the
//! WebAssembly module need not bring them (`crates/idna_adapter`). Natively the `url` crate does it all.

use std::borrow::Cow;

/// A link as it can be parsed here: one whose host is not plain ASCII yet is parsed by the browser first. Nothing where no
/// browser would open it.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unnecessary_wraps, reason = "in a browser there may be nothing")]
pub fn parsed<'a>(link: &'a str, _base: Option<&str>) -> Option<Cow<'a, str>> {
    Some(Cow::Borrowed(link))
}

/// A link as it can be parsed here: one whose host is not plain ASCII yet is parsed by the browser first. Nothing where no
/// browser would open it.
#[cfg(target_arch = "wasm32")]
pub fn parsed<'a>(link: &'a str, base: Option<&str>) -> Option<Cow<'a, str>> {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = URL)]
        type Parsed;
        #[wasm_bindgen(constructor, js_class = "URL", catch)]
        fn new(link: &str, base: Option<&str>) -> Result<Parsed, JsValue>;
        #[wasm_bindgen(method, getter)]
        fn href(this: &Parsed) -> String;
    }

    if is_plain(link) {
        return Some(Cow::Borrowed(link));
    }
    Parsed::new(link, base).ok().map(|parsed| Cow::Owned(parsed.href()))
}

/// Whether a link's authority is plain ASCII: no character or escape beyond it, no Punycode. What stands behind the first
/// slash after it does not matter.
#[cfg(any(target_arch = "wasm32", test))]
fn is_plain(link: &str) -> bool {
    let is_slash = |byte: u8| matches!(byte, b'/' | b'\\');
    let rest = link.split_once(':').map_or(link, |(_, rest)| rest).as_bytes();
    let start = rest.iter().position(|&byte| !is_slash(byte)).unwrap_or(rest.len());
    let length = rest[start..].iter().position(|&byte| is_slash(byte) || matches!(byte, b'?' | b'#'));
    let authority = &rest[start..length.map_or(rest.len(), |length| start + length)];
    authority.iter().all(|byte| byte.is_ascii() && *byte != b'%')
        && !authority.windows(4).any(|four| four.eq_ignore_ascii_case(b"xn--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_authority_decides_whether_the_browser_is_asked() {
        for link in ["https://shop.example/ä?%41", "//shop.example#ä", "https:\\\\shop.example\\ä", "http://[::1]/"]
        {
            assert!(is_plain(link), "{link}");
        }
        for link in [
            "https://shöp.example",
            "https://%65vil.example/",
            "//a@XN--MAZON-3VE.com/",
            "http:shop。example",
            "https:/ä/",
        ] {
            assert!(!is_plain(link), "{link}");
        }
    }
}
