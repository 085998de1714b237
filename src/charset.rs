//! Charsets: the type of the decoder that the mail reader and the QR reader take. The WebAssembly build and the command line pass
//! different decoders.

/// Decodes bytes in a charset, given by its label of the WHATWG Encoding Standard. Returns `None` if the label is unknown. The
/// browser's `TextDecoder` and `encoding_rs` follow the same standard.
pub type Decode = fn(label: &str, bytes: &[u8]) -> Option<String>;

/// The native [`Decode`], which uses `encoding_rs`.
#[cfg(feature = "cli")]
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    Some(encoding_rs::Encoding::for_label(label.as_bytes())?.decode(bytes).0.into_owned())
}
