//! Parses a URL. In the WebAssembly build the browser does, so that the modules contain no parser and no tables of Unicode for host
//! names; in the native build the `url` crate does.

/// Returns a link as the URL standard writes it. Returns `None` if no browser would open it.
#[cfg(not(target_arch = "wasm32"))]
pub fn serialized(link: &str, base: Option<&str>) -> Option<String> {
    let url = match base {
        Some(base) => url::Url::parse(base).ok()?.join(link),
        None => url::Url::parse(link),
    };
    Some(url.ok()?.into())
}

/// Returns a link as the URL standard writes it. Returns `None` if this browser would not open it.
#[cfg(target_arch = "wasm32")]
pub fn serialized(link: &str, base: Option<&str>) -> Option<String> {
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

    Some(Parsed::new(link, base).ok()?.href())
}
