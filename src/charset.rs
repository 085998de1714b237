//! Charsets: the decoder that the mail reader and the QR reader are given. Browsers and the command line bring different ones.

/// Decodes bytes of a charset, named by its label of the WHATWG Encoding Standard. Returns `None` if the label is unknown. The
/// browser's `TextDecoder` and `encoding_rs` follow the same standard.
pub type Decode = fn(label: &str, bytes: &[u8]) -> Option<String>;

/// The native [`Decode`], by `encoding_rs`.
#[cfg(feature = "cli")]
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    Some(encoding_rs::Encoding::for_label(label.as_bytes())?.decode(bytes).0.into_owned())
}
