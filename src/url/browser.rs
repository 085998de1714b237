//! Calls the browser's own URL parser in the WebAssembly build. The browser has Unicode's tables for host names, so the module
//! does not need to contain them (`crates/idna_adapter`). The native build uses only the `url` crate.

use std::borrow::Cow;

/// Returns the link unchanged, because the `url` crate of the native build has Unicode's tables.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unnecessary_wraps, reason = "the browser build returns `None` for an invalid link")]
pub fn parsed<'a>(link: &'a str, _base: Option<&str>) -> Option<Cow<'a, str>> {
    Some(Cow::Borrowed(link))
}

/// Returns a link that the `url` crate can parse without Unicode's tables: the browser parses a link first if its host is not plain
/// ASCII. Returns `None` if no browser would open the link.
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

/// Whether a link's authority is plain ASCII, without percent-encoding and Punycode. The rest of the link does not matter.
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
