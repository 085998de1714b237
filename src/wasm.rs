//! The WebAssembly binding. Its functions take and return plain data, report errors as values, and handle a whole batch in one call.
//! The TypeScript types come from `vocabulary` and `input`.
//!
//! The build makes three modules from this file: one that judges, one that also reads pasted texts and raw mails, and one that reads QR
//! codes. The extension loads the last two only when the user checks something.

use serde::Serialize;
use wasm_bindgen::prelude::*;

/// An allocator that takes a third of the room of the default one.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Converts a value to a plain object, piece by piece. This is for calls outside the hot path; see docs/decisions/boundary.md.
fn to_object<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsError> {
    Ok(value.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// Reads a raw mail into the input of `judgeMessage`.
///
/// # Errors
/// Returns an error if the bytes are not a mail. The text of the error states the reason.
#[cfg(feature = "mail")]
#[wasm_bindgen(js_name = readMail, unchecked_return_type = "MessageInput")]
pub fn read_mail(raw: &[u8]) -> Result<JsValue, JsError> {
    to_object(&crate::mail::read(raw, decode)?)
}

/// Reads a raw mail and judges it.
///
/// # Errors
/// Returns an error if the bytes are not a mail. The text of the error states the reason.
#[cfg(feature = "paste")]
#[wasm_bindgen(js_name = checkMail, unchecked_return_type = "MessageVerdict")]
pub fn check_mail(
    raw: &[u8],
    #[wasm_bindgen(unchecked_optional_param_type = "string[]")] gateways: Option<js_sys::Array>,
) -> Result<JsValue, JsError> {
    let mut input = crate::mail::read(raw, decode)?;
    input.gateways = judging::hosts(gateways);
    judging::to_parsed(&crate::message::judge(&input))
}

/// Reads a pasted text: judges each link and address in it, and the text as a message. `html` is the HTML form of the same text, or
/// empty.
///
/// # Errors
/// Returns an error if the answer cannot be converted.
#[cfg(feature = "paste")]
#[wasm_bindgen(js_name = readPasted, unchecked_return_type = "Pasted")]
pub fn read_pasted(
    text: &str,
    html: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "string[]")] gateways: Option<js_sys::Array>,
) -> Result<JsValue, JsError> {
    judging::to_parsed(&crate::pasted::read_through(text, html, &judging::hosts(gateways), decode))
}

/// Reads the QR codes in a picture with four bytes per pixel, as a canvas returns it.
///
/// # Errors
/// Returns an error if there are too many pixels, or if their number does not fit the sides. The text of the error states the
/// reason.
#[cfg(feature = "qr")]
#[wasm_bindgen(js_name = readCodes, unchecked_return_type = "QrCode[]")]
pub fn read_codes(rgba: &[u8], width: u32, height: u32) -> Result<JsValue, JsError> {
    to_object(&crate::qr::read(rgba, width as usize, height as usize, decode)?)
}

/// Decodes a charset with the browser's own tables.
#[cfg(any(feature = "mail", feature = "qr"))]
fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    web_sys::TextDecoder::new_with_label(label).ok()?.decode_with_u8_array(bytes).ok()
}

#[cfg(feature = "judge")]
mod judging {
    use js_sys::Array;
    use serde::Serialize;
    use wasm_bindgen::prelude::*;

    use super::to_object;
    use crate::input::{Attachment, LinkInput, Mailbox, MessageInput, Segment, Trace};
    use crate::link::gateways::Gateways;

    /// Converts verdicts through one JSON text, which the browser parses. This is faster than piece by piece
    /// (docs/decisions/boundary.md).
    pub(super) fn to_parsed<T: Serialize + ?Sized>(verdicts: &T) -> Result<JsValue, JsError> {
        let text = serde_json::to_string(verdicts).map_err(|_| JsError::new("the verdicts cannot be written"))?;
        js_sys::JSON::parse(&text).map_err(|_| JsError::new("the verdicts cannot be handed over"))
    }

    /// Judges a message that comes from a webmail adapter or from the mail reader.
    ///
    /// # Errors
    /// Returns an error if the verdict cannot be converted.
    #[wasm_bindgen(js_name = judgeMessage, unchecked_return_type = "MessageVerdict")]
    pub fn judge_message(
        #[wasm_bindgen(unchecked_param_type = "MessageInput")] input: JsValue,
    ) -> Result<JsValue, JsError> {
        to_parsed(&crate::message::judge(&message(&input)))
    }

    /// Judges links as they stand in an `href`, each by itself, in one call. There is no warning about links to `remembered` hosts,
    /// and the links of `gateways` are judged by the URL inside them.
    ///
    /// # Errors
    /// Returns an error if the verdicts cannot be converted.
    #[wasm_bindgen(js_name = judgeLinks, unchecked_return_type = "Verdict[]")]
    pub fn judge_links(
        #[wasm_bindgen(unchecked_param_type = "string[]")] links: &Array,
        #[wasm_bindgen(unchecked_param_type = "string[]")] remembered: &Array,
        #[wasm_bindgen(unchecked_optional_param_type = "string[]")] gateways: Option<Array>,
    ) -> Result<JsValue, JsError> {
        let (remembered, gateways) = (all_texts(remembered), hosts(gateways));
        let gateways = Gateways::new(&gateways);
        let verdicts: Vec<_> =
            all_texts(links).iter().map(|link| crate::message::judge_link(link, &remembered, &gateways)).collect();
        to_parsed(&verdicts)
    }

    /// Reads a list of hosts that may be missing.
    pub(super) fn hosts(list: Option<Array>) -> Vec<String> {
        list.map_or_else(Vec::new, |list| all_texts(&list))
    }

    /// Reads the texts of a list through one joined text, which is several times cheaper than one by one. An item that is not a text
    /// becomes an empty text.
    fn all_texts(list: &Array) -> Vec<String> {
        const DIVIDER: char = '\0';
        let joined = String::from(list.join("\0"));
        let count = usize::try_from(list.length()).unwrap_or(0);
        if joined.matches(DIVIDER).count() < count {
            return joined.split(DIVIDER).take(count).map(str::to_owned).collect();
        }
        // An item contains the divider. The items are read one by one, so that each verdict stays with its item.
        list.iter().map(|item| item.as_string().unwrap_or_default()).collect()
    }

    /// Judges texts that the user entered: links, hosts or senders.
    ///
    /// # Errors
    /// Returns an error if the verdicts cannot be converted.
    #[wasm_bindgen(unchecked_return_type = "Verdict[]")]
    pub fn check(
        #[wasm_bindgen(unchecked_param_type = "string[]")] texts: &Array,
        claims_amazon: bool,
        #[wasm_bindgen(unchecked_optional_param_type = "string[]")] gateways: Option<Array>,
    ) -> Result<JsValue, JsError> {
        let gateways = hosts(gateways);
        let gateways = Gateways::new(&gateways);
        let verdicts: Vec<_> =
            all_texts(texts).iter().map(|text| crate::check::check_through(text, claims_amazon, &gateways)).collect();
        to_parsed(&verdicts)
    }

    /// Returns the regions of Amazon's marketplaces, each with the page of its Seller Central that shows the genuine notices.
    ///
    /// # Errors
    /// Returns an error if the list cannot be converted.
    #[wasm_bindgen(js_name = notificationPages, unchecked_return_type = "[region: string, url: string][]")]
    pub fn notification_pages() -> Result<JsValue, JsError> {
        to_object(&crate::tables::amazon::notification_pages().collect::<Vec<_>>())
    }

    /// Returns the part of each dangerous address that a blocking rule may cover. `own` holds the user's own mail addresses.
    ///
    /// # Errors
    /// Returns an error if the answers cannot be converted.
    #[wasm_bindgen(js_name = ruleFor, unchecked_return_type = "(\"dangerous-host\" | \"host\" | \"address\" | \"nothing\")[]")]
    pub fn rule_for(
        #[wasm_bindgen(unchecked_param_type = "string[]")] addresses: &Array,
        #[wasm_bindgen(unchecked_param_type = "string[]")] own: &Array,
    ) -> Result<JsValue, JsError> {
        let own = all_texts(own);
        let reaches: Vec<_> =
            all_texts(addresses).iter().map(|address| crate::link::blocking::reach(address, &own).name()).collect();
        to_parsed(&reaches)
    }

    /// Returns the reason why the extension must not watch pages at this host. Returns `None` if it may watch them.
    #[wasm_bindgen(js_name = refusalOf, unchecked_return_type = "\"site-is-amazons\" | \"site-amazon-uses\" | undefined")]
    pub fn refusal_of(host: &str) -> Option<String> {
        crate::check::refusal(host).map(str::to_owned)
    }

    /// Returns the reason why this host cannot be named as a mail gateway. Returns `None` if it can.
    #[wasm_bindgen(
        js_name = gatewayRefusal,
        unchecked_return_type = "\"gateway-invalid\" | \"gateway-is-amazons\" | \"gateway-is-known\" | \"gateway-is-shared\" | \"gateway-imitates\" | undefined"
    )]
    pub fn gateway_refusal(host: &str) -> Option<String> {
        crate::link::gateways::refusal(host).map(str::to_owned)
    }

    /// Whether the user may mute this host or address.
    #[wasm_bindgen(js_name = mayBeMuted)]
    pub fn may_be_muted(value: &str) -> bool {
        crate::link::blocking::may_be_muted(value)
    }

    #[wasm_bindgen]
    extern "C" {
        /// Any object of the input. Reading a property by a fixed name is several times cheaper than through serde. A property of
        /// the wrong type counts as missing.
        type Object;
        #[wasm_bindgen(method, getter)]
        fn from(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter, js_name = otherSenders)]
        fn other_senders(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter, js_name = replyTo)]
        fn reply_to(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn subject(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn segments(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn links(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn picture(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn attachments(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn recipients(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn via(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn uncertain(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn user(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn sent(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn remembered(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn gateways(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn base(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter, js_name = leftOut)]
        fn left_out(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn attached(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn name(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn address(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn text(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn link(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter, js_name = break)]
        fn starts_block(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn quoted(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn hidden(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn image(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn href(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn written(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn button(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn form(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter, js_name = mediaType)]
        fn media_type(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn trace(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn server(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn method(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn result(this: &Object) -> JsValue;
        #[wasm_bindgen(method, getter)]
        fn domain(this: &Object) -> JsValue;
    }

    fn text(value: &JsValue) -> String {
        value.as_string().unwrap_or_default()
    }

    fn number(value: &JsValue) -> Option<u32> {
        let number = value.as_f64().filter(|number| (0.0..=f64::from(u32::MAX)).contains(number))?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "its range is checked")]
        Some(number as u32)
    }

    /// Reads the objects of a list. A value that is not a list counts as empty, and an item that is not an object is left out.
    fn list<T>(value: &JsValue, read: impl Fn(&Object) -> T) -> Vec<T> {
        let Some(array) = value.dyn_ref::<Array>() else { return Vec::new() };
        array.iter().filter(JsValue::is_object).map(|item| read(item.unchecked_ref())).collect()
    }

    fn texts(value: &JsValue) -> Vec<String> {
        let Some(array) = value.dyn_ref::<Array>() else { return Vec::new() };
        array.iter().filter_map(|item| item.as_string()).collect()
    }

    fn mailbox(object: &Object) -> Mailbox {
        Mailbox {
            name: object.name().as_string(),
            address: object.address().as_string(),
            via: object.via().as_string(),
            uncertain: object.uncertain().is_truthy(),
        }
    }

    fn message(value: &JsValue) -> MessageInput {
        if !value.is_object() {
            return MessageInput::default();
        }
        let object: &Object = value.unchecked_ref();
        let from = object.from();
        MessageInput {
            from: if from.is_object() { mailbox(from.unchecked_ref()) } else { Mailbox::default() },
            other_senders: list(&object.other_senders(), mailbox),
            reply_to: list(&object.reply_to(), mailbox),
            subject: text(&object.subject()),
            #[cfg(feature = "mail")]
            date: None,
            segments: list(&object.segments(), |segment| Segment {
                picture: segment.picture().as_string(),
                text: text(&segment.text()),
                link: number(&segment.link()),
                starts_block: segment.starts_block().is_truthy(),
                quoted: segment.quoted().is_truthy(),
                hidden: segment.hidden().is_truthy(),
                image: segment.image().is_truthy(),
            }),
            links: list(&object.links(), |link| LinkInput {
                href: text(&link.href()),
                written: link.written().as_string(),
                button: link.button().is_truthy(),
                form: link.form().is_truthy(),
            }),
            attachments: list(&object.attachments(), |attachment| Attachment {
                name: text(&attachment.name()),
                media_type: text(&attachment.media_type()),
            }),
            recipients: texts(&object.recipients()),
            user: texts(&object.user()),
            sent: object.sent().is_truthy(),
            remembered: texts(&object.remembered()),
            gateways: texts(&object.gateways()),
            base: object.base().as_string(),
            left_out: number(&object.left_out()).unwrap_or(0),
            attached: list(&object.attached(), |attached| message(attached)),
            trace: list(&object.trace(), |trace| Trace {
                server: text(&trace.server()),
                method: text(&trace.method()),
                result: text(&trace.result()),
                domain: text(&trace.domain()),
            }),
        }
    }
}
