//! Reads the style of elements as far as the text depends on it: whether it is hidden, its colour, its size and direction.
//! extension/content/element-style.ts does the same for a page. docs/reading.md says what counts.

use std::borrow::Cow;
use std::collections::HashMap;

/// A colour without its opacity: red, green and blue.
pub type Color = [u8; 3];

/// The colour of letters or of the surface behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// One colour.
    Plain(Color),
    /// A picture, or a colour that cannot be read.
    Unknown,
    /// No colour at all. Letters without one cannot be seen.
    Clear,
}

impl Paint {
    /// The paint of a colour, if it could be read.
    pub fn of(color: Option<Color>) -> Self {
        color.map_or(Self::Unknown, Self::Plain)
    }

    /// Whether a text in this colour is not to be told from its background.
    pub fn is_lost_on(self, background: Self) -> bool {
        match (self, background) {
            (Self::Clear, _) => true,
            (Self::Plain(text), Self::Plain(background)) => is_without_contrast(text, background),
            _ => false,
        }
    }
}

/// Letters smaller than this, in pixels, are too small to read.
const LEAST_LETTERS: f32 = 4.0;
/// An opacity below this shows nothing.
const LEAST_OPACITY: f32 = 0.1;
/// A text that is moved this far to the left or up is out of the window, in pixels.
const FAR: f32 = 500.0;
/// A text that is moved this far to the right or down is, too.
const FAR_AHEAD: f32 = 3000.0;
/// A text has no contrast if its colour differs from the background by at most this much in red, green and blue.
const LEAST_CONTRAST: u8 = 20;

/// The declared effects of a style on the text inside its element.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Looks {
    /// Nothing inside the element is shown.
    pub hides: bool,
    /// Whether the letters are too small to read; `None` if the style declares no size.
    pub tiny: Option<bool>,
    /// The colour of the text; `None` if the style declares none.
    pub color: Option<Paint>,
    /// The surface behind the text; `None` if the style declares none.
    pub background: Option<Paint>,
    /// The direction is from right to left.
    pub rtl: Option<bool>,
    /// The letters are shown in that direction, whatever they are.
    pub overrides: bool,
}

/// A style in small letters, without comments and escapes.
pub fn normal(style: &str) -> Cow<'_, str> {
    if style.contains("/*") || style.contains('\\') {
        return unescaped(&without_comments(style)).to_ascii_lowercase().into();
    }
    if style.bytes().any(|b| b.is_ascii_uppercase()) { style.to_ascii_lowercase().into() } else { style.into() }
}

fn without_comments(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// Reads the escapes of CSS: a backslash and up to six hexadecimal digits, with one space behind them, or a backslash
/// and the character itself.
fn unescaped(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut chars = style.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let mut code = 0;
        let mut digits = 0;
        while let Some(digit) = chars.peek().and_then(|c| c.to_digit(16)).filter(|_| digits < 6) {
            code = code * 16 + digit;
            digits += 1;
            chars.next();
        }
        if digits == 0 {
            out.extend(chars.next());
        } else {
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            chars.next_if(char::is_ascii_whitespace);
        }
    }
    out
}

/// The declarations of a normal style, in order, without `!important`.
fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        Some((property.trim(), value.trim().trim_end_matches("!important").trim_end()))
    })
}

/// Reads a normal style.
pub fn looks(style: &str) -> Looks {
    let mut looks = Looks::default();
    let (mut no_size, mut clips) = (false, false);
    let (mut is_placed, mut is_far, mut is_cut) = (false, false, false);
    for (property, value) in declarations(style) {
        match property {
            "display" => looks.hides |= value == "none",
            "visibility" => looks.hides |= matches!(value, "hidden" | "collapse"),
            "content-visibility" => looks.hides |= value == "hidden",
            "mso-hide" => looks.hides |= value == "all",
            "opacity" => looks.hides |= amount(value).is_some_and(|opacity| opacity < LEAST_OPACITY),
            "filter" => looks.hides |= arguments(value, "opacity").is_some_and(is_faint),
            "max-height" | "height" | "width" | "max-width" => no_size |= pixels(value).is_some_and(|size| size < 2.0),
            "overflow" | "overflow-x" | "overflow-y" => clips |= value.contains("hidden") || value.contains("clip"),
            "clip-path" | "-webkit-clip-path" => looks.hides |= clips_all(value),
            "transform" | "-webkit-transform" | "scale" | "translate" => {
                looks.hides |= transforms_away(property, value);
            }
            "text-indent" | "margin-left" | "margin-top" => looks.hides |= is_out(value),
            "margin" => looks.hides |= value.split_whitespace().any(is_out),
            "letter-spacing" => looks.hides |= pixels(value).is_some_and(|spacing| spacing <= -5.0),
            "position" => is_placed = matches!(value, "absolute" | "fixed" | "relative" | "sticky"),
            "left" | "top" | "right" | "bottom" => is_far |= is_out(value),
            "clip" => is_cut = arguments(value, "rect").is_some_and(is_empty_rectangle),
            "font-size" => looks.tiny = is_tiny(value).or(looks.tiny),
            "font" => looks.tiny = shorthand_size(value).and_then(is_tiny).or(looks.tiny),
            "color" | "-webkit-text-fill-color" => looks.color = declared_color(value, looks.color),
            "background" | "background-color" | "background-image" => {
                looks.background = declared_background(value, looks.background);
            }
            "direction" => looks.rtl = Some(value == "rtl"),
            "unicode-bidi" => looks.overrides = value.contains("override"),
            _ => {}
        }
    }
    looks.hides |= no_size && clips || is_placed && (is_far || is_cut);
    // A background that is clipped to the letters shows them all the same.
    if style.contains("background-clip") && looks.color == Some(Paint::Clear) {
        looks.color = Some(Paint::Unknown);
    }
    looks
}

/// Whether a text in one colour is not to be told from its background.
fn is_without_contrast(text: Color, background: Color) -> bool {
    text.iter().zip(background).all(|(&a, b)| a.abs_diff(b) <= LEAST_CONTRAST)
}

/// A length in pixels. Units that depend on the surroundings count as in a usual mail: 16 pixels for the size of letters, 8 for a
/// percentage of a width.
fn pixels(value: &str) -> Option<f32> {
    let (number, unit) = split_unit(value)?;
    let factor = match unit {
        _ if number == 0.0 => 0.0,
        "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "em" | "rem" | "pc" => 16.0,
        "ex" | "ch" | "vw" | "%" => 8.0,
        "vh" => 6.0,
        "in" => 96.0,
        "cm" => 37.8,
        "mm" => 3.78,
        _ => return None,
    };
    Some(number * factor)
}

/// A number or a percentage.
fn amount(value: &str) -> Option<f32> {
    let (number, unit) = split_unit(value)?;
    match unit {
        "" => Some(number),
        "%" => Some(number / 100.0),
        _ => None,
    }
}

fn split_unit(value: &str) -> Option<(f32, &str)> {
    let value = value.trim();
    let end = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(value.len());
    Some((value[..end].parse().ok()?, value[end..].trim()))
}

/// Whether an offset moves a text out of the window.
fn is_out(value: &str) -> bool {
    pixels(value).is_some_and(|offset| offset <= -FAR || offset >= FAR_AHEAD)
}

/// Whether a size makes letters too small to read; `None` for sizes that are words.
fn is_tiny(value: &str) -> Option<bool> {
    let (number, unit) = split_unit(value)?;
    let size = if unit == "%" { number * 0.16 } else { pixels(value)? };
    Some(size < LEAST_LETTERS)
}

/// The size in a `font` declaration: the word before the family, or before a slash.
fn shorthand_size(value: &str) -> Option<&str> {
    value.split_whitespace().map(|word| word.split('/').next().unwrap_or(word)).find(|word| {
        let digit = word.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        digit && word.ends_with(|c: char| c.is_ascii_alphabetic() || c == '%') || *word == "0"
    })
}

/// The text between the parentheses of a function.
fn arguments<'v>(value: &'v str, function: &str) -> Option<&'v str> {
    let at =
        value.find(function).filter(|at| !value[..*at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))?;
    value[at + function.len()..].trim_start().strip_prefix('(')?.split(')').next()
}

fn numbers(arguments: &str) -> Vec<f32> {
    arguments
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/'))
        .filter_map(|word| if word == "auto" { None } else { split_unit(word) })
        .map(|(number, _)| number)
        .collect()
}

fn is_faint(opacity: &str) -> bool {
    amount(opacity).is_some_and(|opacity| opacity < LEAST_OPACITY)
}

/// Whether `rect(top, right, bottom, left)` leaves less than two pixels.
fn is_empty_rectangle(arguments: &str) -> bool {
    let [top, right, bottom, left] = numbers(arguments)[..] else { return false };
    bottom - top < 2.0 || right - left < 2.0
}

/// Whether a `clip-path` leaves nothing.
fn clips_all(value: &str) -> bool {
    if let Some(inset) = arguments(value, "inset") {
        let inset = inset.split("round").next().unwrap_or_default();
        let percent = |side: &str| amount(side).filter(|_| side.contains('%')).unwrap_or_default();
        let sides: Vec<f32> = inset.split_whitespace().map(percent).collect();
        let (vertical, horizontal) = match sides[..] {
            [all] => (all * 2.0, all * 2.0),
            [vertical, horizontal] => (vertical * 2.0, horizontal * 2.0),
            [top, horizontal, bottom] => (top + bottom, horizontal * 2.0),
            [top, right, bottom, left] => (top + bottom, right + left),
            _ => (0.0, 0.0),
        };
        return vertical >= 0.99 || horizontal >= 0.99;
    }
    if let Some(shape) = arguments(value, "circle").or_else(|| arguments(value, "ellipse")) {
        let radius = shape.split("at").next().unwrap_or_default();
        return numbers(radius).first().is_some_and(|&radius| radius < 2.0);
    }
    arguments(value, "polygon").is_some_and(|points| {
        let mut points: Vec<&str> = points.split(',').map(str::trim).filter(|point| !point.contains("odd")).collect();
        points.sort_unstable();
        points.dedup();
        points.len() < 3
    })
}

/// Whether a transformation scales a text to nothing, turns it away or moves it out of the window.
fn transforms_away(property: &str, value: &str) -> bool {
    let is_small = |scale: &str| numbers(scale).iter().take(2).any(|scale| scale.abs() < 0.1);
    match property {
        "scale" => value != "none" && is_small(value),
        "translate" => value.split_whitespace().any(is_out),
        _ => {
            let scaled = ["scale", "scalex", "scaley", "scale3d"];
            let turned = ["rotatex", "rotatey"];
            let moved = ["translate", "translatex", "translatey", "translate3d"];
            scaled.iter().any(|name| arguments(value, name).is_some_and(is_small))
                || turned.iter().any(|name| arguments(value, name).is_some_and(|angle| angle.trim() == "90deg"))
                || moved.iter().any(|name| arguments(value, name).is_some_and(|by| by.split(',').any(is_out)))
                || arguments(value, "matrix").is_some_and(|matrix| {
                    let [a, b, c, d, ..] = numbers(matrix)[..] else { return false };
                    (a * d - b * c).abs() < 0.01
                })
        }
    }
}

/// The colour of a text after one more declaration. `inherit` and such leave it as it is.
fn declared_color(value: &str, before: Option<Paint>) -> Option<Paint> {
    match value {
        "inherit" | "initial" | "unset" | "currentcolor" | "" => before,
        "transparent" => Some(Paint::Clear),
        _ if has_faint_opacity(value) => Some(Paint::Clear),
        _ => Some(Paint::of(color(value))),
    }
}

/// The background after one more declaration. A picture has no known colour, and a gradient has one only if all of its colours are
/// alike.
fn declared_background(value: &str, before: Option<Paint>) -> Option<Paint> {
    if value.contains("url(") || value.contains("image") {
        return Some(Paint::Unknown);
    }
    if value.contains("gradient(") {
        let colors: Option<Vec<Color>> = gradient_colors(value).map(color).collect();
        let alike = |colors: Vec<Color>| {
            colors.first().copied().filter(|&first| colors.iter().all(|&color| is_without_contrast(first, color)))
        };
        return Some(Paint::of(colors.and_then(alike)));
    }
    if matches!(value, "none" | "transparent" | "inherit" | "initial" | "unset" | "") {
        return before;
    }
    let found = value.split_whitespace().find_map(color).or_else(|| color(value));
    // A colour that is no more than a breath of one is that of the element around.
    if has_faint_opacity(value) { before } else { Some(Paint::of(found)) }
}

/// Whether a colour has so little opacity that it shows nothing.
fn has_faint_opacity(color: &str) -> bool {
    let parts = arguments(color, "rgba").or_else(|| arguments(color, "rgb"));
    let mut parts = parts.into_iter().flat_map(|parts| parts.split([',', '/', ' '])).filter(|part| !part.is_empty());
    parts.nth(3).is_some_and(is_faint)
}

/// The colours in a gradient.
fn gradient_colors(value: &str) -> impl Iterator<Item = &str> {
    let inner = value.split_once('(').map_or("", |(_, inner)| inner);
    inner
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'))
        .filter(|word| word.starts_with('#') || NAMES.iter().any(|(name, _)| name == word))
}

/// The names that mails use for the colours of letters and backgrounds. <https://www.w3.org/TR/css-color-4/#named-colors>
const NAMES: &[(&str, Color)] = &[
    ("aliceblue", [240, 248, 255]),
    ("azure", [240, 255, 255]),
    ("black", [0, 0, 0]),
    ("blue", [0, 0, 255]),
    ("floralwhite", [255, 250, 240]),
    ("ghostwhite", [248, 248, 255]),
    ("gold", [255, 215, 0]),
    ("gray", [128, 128, 128]),
    ("green", [0, 128, 0]),
    ("grey", [128, 128, 128]),
    ("honeydew", [240, 255, 240]),
    ("ivory", [255, 255, 240]),
    ("lightgray", [211, 211, 211]),
    ("lightgrey", [211, 211, 211]),
    ("lightyellow", [255, 255, 224]),
    ("mintcream", [245, 255, 250]),
    ("navy", [0, 0, 128]),
    ("orange", [255, 165, 0]),
    ("red", [255, 0, 0]),
    ("seashell", [255, 245, 238]),
    ("silver", [192, 192, 192]),
    ("snow", [255, 250, 250]),
    ("white", [255, 255, 255]),
    ("whitesmoke", [245, 245, 245]),
    ("yellow", [255, 255, 0]),
];

/// A colour that is a name, a number after `#`, or `rgb()`. Returns `None` for others.
pub fn color(value: &str) -> Option<Color> {
    let value = value.trim();
    if let Some(digits) = value.strip_prefix('#') {
        return hexadecimal(digits);
    }
    if let Some(arguments) = arguments(value, "rgb").or_else(|| arguments(value, "rgba")) {
        let parts: Vec<&str> = arguments
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/'))
            .filter(|part| !part.is_empty())
            .collect();
        let channel = |part: &&str| {
            let (number, unit) = split_unit(part)?;
            let number = if unit == "%" { number * 2.55 } else { number };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "its range is clamped")]
            Some(number.clamp(0.0, 255.0) as u8)
        };
        return Some([channel(parts.first()?)?, channel(parts.get(1)?)?, channel(parts.get(2)?)?]);
    }
    NAMES.iter().find(|(name, _)| *name == value).map(|(_, color)| *color)
}

/// A colour of 3, 4, 6 or 8 hexadecimal digits.
fn hexadecimal(digits: &str) -> Option<Color> {
    let digits: Vec<u8> =
        digits.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    match digits[..] {
        [r, g, b] | [r, g, b, _] => Some([r * 17, g * 17, b * 17]),
        [r, r2, g, g2, b, b2] | [r, r2, g, g2, b, b2, _, _] => Some([r * 16 + r2, g * 16 + g2, b * 16 + b2]),
        _ => None,
    }
}

/// A colour as an attribute has it, where the sign of the number may be missing.
pub fn attribute_color(value: &str) -> Option<Color> {
    let value = value.trim().to_ascii_lowercase();
    color(&value).or_else(|| hexadecimal(&value))
}

/// The hosts in `url()`.
pub fn urls(style: &str) -> impl Iterator<Item = &str> {
    style.split("url(").skip(1).filter_map(|rest| rest.split(')').next()).map(|url| url.trim_matches([' ', '"', '\'']))
}

/// The rules of a style sheet, by the class (`.x`), id (`#x`) or name of element (`td`) that they are for.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The effects of the rules for one class or id alone, outside of any condition.
    rules: HashMap<String, Looks>,
    /// The classes, ids and elements that other rules give a colour or a background.
    colored: HashMap<String, Unknown>,
    /// The texts that rules add before or behind elements.
    contents: HashMap<String, Vec<Content>>,
}

/// A text that a rule adds.
#[derive(Debug)]
enum Content {
    /// The text itself.
    Text(String),
    /// The attribute of the element that holds it.
    Attribute(String),
}

/// What is unknown about an element because a rule sets it under a condition.
#[derive(Clone, Copy, Debug, Default)]
struct Unknown {
    color: bool,
    background: bool,
}

/// Further texts that the rules for one key add are ignored, and each text is read up to so many characters. A sender could otherwise
/// have every element repeat a long text.
const MOST_CONTENTS: usize = 8;
const LONGEST_CONTENT: usize = 100;
/// Further rules are ignored. No real mail has so many.
const MOST_RULES: usize = 10_000;

impl Sheet {
    /// Reads the text of a `style` element.
    pub fn read(&mut self, sheet: &str) {
        let sheet = without_comments(sheet);
        let mut rest = &*sheet;
        while let Some(open) = rest.find('{') {
            let selector = rest[..open].trim();
            let body = &rest[open + 1..];
            if selector.starts_with('@') {
                // The rules inside an at-rule, such as a media query, hold only under a condition.
                let after = skip_block(body);
                self.read_conditional(&body[..body.len() - after.len()]);
                rest = after;
                continue;
            }
            let close = body.find('}').unwrap_or(body.len());
            self.add(selector, &body[..close], false);
            rest = body.get(close + 1..).unwrap_or_default();
        }
    }

    fn read_conditional(&mut self, block: &str) {
        let mut rest = block;
        while let Some(open) = rest.find('{') {
            let selector = rest[..open].trim().trim_start_matches('}').trim_start();
            let body = &rest[open + 1..];
            let close = body.find('}').unwrap_or(body.len());
            self.add(selector, &body[..close], true);
            rest = body.get(close + 1..).unwrap_or_default();
        }
    }

    fn add(&mut self, selector: &str, body: &str, is_conditional: bool) {
        let raw = body;
        let style = normal(body);
        let looks = looks(&style);
        for part in selector.split(',').map(str::trim) {
            if self.rules.len() + self.colored.len() + self.contents.len() >= MOST_RULES {
                return;
            }
            let (part, pseudo) = part.split_once(':').unwrap_or((part, ""));
            let pseudo = pseudo.trim_start_matches(':').to_ascii_lowercase();
            let last = part.rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
            let key = last.rfind(['.', '#']).map_or_else(|| last.to_ascii_lowercase(), |at| last[at..].to_owned());
            if matches!(&*pseudo, "before" | "after") {
                let added = content(raw);
                if !added.is_empty() && !key.is_empty() {
                    let known = self.contents.entry(key).or_default();
                    known.extend(added);
                    known.truncate(MOST_CONTENTS);
                }
                continue;
            }
            let is_simple = !is_conditional && pseudo.is_empty() && !part.contains([' ', '>', '+', '~', '[', '*']);
            if is_simple && key.starts_with(['.', '#']) {
                let rule = self.rules.entry(key).or_default();
                *rule = rule.then(looks);
            } else if looks.color.is_some() || looks.background.is_some() {
                let unknown = self.colored.entry(key).or_default();
                unknown.color |= looks.color.is_some();
                unknown.background |= looks.background.is_some();
            }
        }
    }

    /// Whether there are no rules.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.colored.is_empty() && self.contents.is_empty()
    }

    /// The effects of the rules on an element.
    pub fn looks(&self, name: &str, classes: &str, id: &str) -> Looks {
        let mut looks = Looks::default();
        if self.rules.is_empty() && self.colored.is_empty() {
            return looks;
        }
        for key in keys(name, classes, id) {
            if let Some(unknown) = self.colored.get(&*key) {
                looks.color = if unknown.color { Some(Paint::Unknown) } else { looks.color };
                looks.background = if unknown.background { Some(Paint::Unknown) } else { looks.background };
            }
            if let Some(rule) = self.rules.get(&*key) {
                looks = looks.then(*rule);
            }
        }
        looks
    }

    /// The text that rules add to an element with these attributes.
    pub fn content(
        &self,
        name: &str,
        classes: &str,
        id: &str,
        attribute: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        if self.contents.is_empty() {
            return None;
        }
        let added = keys(name, classes, id).filter_map(|key| self.contents.get(&*key)).flatten();
        let texts: String = added
            .map(|content| match content {
                Content::Text(text) => text.clone(),
                Content::Attribute(name) => attribute(name).unwrap_or_default(),
            })
            .collect();
        (!texts.is_empty()).then_some(texts)
    }
}

/// The keys under which rules for an element stand.
fn keys<'e>(name: &'e str, classes: &'e str, id: &'e str) -> impl Iterator<Item = Cow<'e, str>> {
    let classes = classes.split_ascii_whitespace().map(|class| format!(".{class}").into());
    let id = (!id.is_empty()).then(|| format!("#{id}").into());
    ["*".into(), name.into()].into_iter().chain(classes).chain(id)
}

impl Looks {
    /// These effects, and those of declarations that come after them.
    pub fn then(self, later: Self) -> Self {
        Self {
            hides: self.hides || later.hides,
            tiny: later.tiny.or(self.tiny),
            color: later.color.or(self.color),
            background: later.background.or(self.background),
            rtl: later.rtl.or(self.rtl),
            overrides: self.overrides || later.overrides,
        }
    }
}

/// The texts of a `content` declaration that have letters.
fn content(body: &str) -> Vec<Content> {
    let style = unescaped(body);
    let mut found = Vec::new();
    let Some(at) = style.to_ascii_lowercase().find("content") else { return found };
    let value = style.get(at + "content".len()..).unwrap_or_default().trim_start();
    let mut rest = value.strip_prefix(':').unwrap_or_default().trim_start();
    while let Some(first) = rest.chars().next().filter(|c| *c != ';') {
        if matches!(first, '"' | '\'') {
            let (text, after) = rest[1..].split_once(first).unwrap_or((&rest[1..], ""));
            found.extend(
                text.contains(char::is_alphanumeric)
                    .then(|| Content::Text(text.chars().take(LONGEST_CONTENT).collect())),
            );
            rest = after;
        } else if let Some(name) = rest.strip_prefix("attr(") {
            let (name, after) = name.split_once(')').unwrap_or((name, ""));
            found.push(Content::Attribute(name.trim().to_ascii_lowercase()));
            rest = after;
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    found
}

/// The text after a block whose opening brace is already consumed.
fn skip_block(body: &str) -> &str {
    let mut depth = 1;
    for (at, c) in body.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &body[at + 1..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_leave_nothing_to_see_hide() {
        for style in [
            "display:none",
            "Display : NONE !important",
            "visibility:hidden",
            "opacity:0",
            "opacity: .02",
            "filter:opacity(0)",
            "max-height:0;overflow:hidden",
            "height:1px; overflow-y: clip",
            "clip-path:inset(100%)",
            "clip-path: inset(50% 0)",
            "clip-path:inset(0 0 0 100%)",
            "-webkit-clip-path:circle(0)",
            "clip-path:polygon(0 0, 0 0, 0 0)",
            "position:absolute;clip:rect(0,0,0,0)",
            "position:absolute; clip: rect(1px 1px 1px 1px)",
            "transform:scale(0)",
            "transform: scaleY(0)",
            "scale:0",
            "transform:rotateX(90deg)",
            "transform:matrix(0,0,0,0,0,0)",
            "transform:translateX(-9999px)",
            "text-indent:-9999px",
            "text-indent:-100em",
            "position:absolute;left:-9999px",
            "position:fixed;top:-200vh",
            "margin-left:-5000px",
            "letter-spacing:-1em",
            "displ\\61y:none",
            "disp/**/lay:no/* */ne",
        ] {
            assert!(looks(&normal(style)).hides, "{style}");
        }
        for style in [
            "",
            "display:block",
            "opacity:.8",
            "height:1px",
            "overflow:hidden",
            "overflow:hidden;height:40px",
            "clip-path:inset(10px)",
            "clip-path:circle(50%)",
            "clip-path:polygon(0 0, 100% 0, 100% 100%)",
            "clip:rect(0,0,0,0)",
            "position:absolute;clip:rect(0,100px,40px,0)",
            "transform:scale(1.2)",
            "transform:translate(10px,20px)",
            "text-indent:2em",
            "text-indent:-20px",
            "position:absolute;left:0",
            "left:-9999px",
            "margin:0 auto",
            "margin-top:-10px",
            "letter-spacing:-0.5px",
            "color:#fff",
            "background:transparent",
            "border:1px solid transparent",
        ] {
            assert!(!looks(&normal(style)).hides, "{style}");
        }
    }

    #[test]
    fn letters_below_four_pixels_are_too_small_to_read() {
        for (style, tiny) in [
            ("font-size:0", Some(true)),
            ("font-size:2px", Some(true)),
            ("font-size:.1em", Some(true)),
            ("font-size:2pt", Some(true)),
            ("font-size:10%", Some(true)),
            ("font:2px/1 Arial", Some(true)),
            ("font: bold 14px/20px Arial", Some(false)),
            ("font: 600 1em x", Some(false)),
            ("font-size:9px", Some(false)),
            ("font-size:small", None),
            ("font-family:x", None),
        ] {
            assert_eq!(looks(&normal(style)).tiny, tiny, "{style}");
        }
    }

    #[test]
    fn colours_are_read_in_every_usual_form() {
        for (text, expected) in [
            ("#fff", Some([255, 255, 255])),
            ("#fefefe", Some([254, 254, 254])),
            ("#ffffffff", Some([255, 255, 255])),
            ("white", Some([255, 255, 255])),
            ("rgb(255, 254, 253)", Some([255, 254, 253])),
            ("rgb(100% 0% 0%)", Some([255, 0, 0])),
            ("rgba(1,2,3,.5)", Some([1, 2, 3])),
            ("var(--x)", None),
            ("#12", None),
        ] {
            assert_eq!(color(text), expected, "{text}");
        }
        assert_eq!(attribute_color("FFFFFF"), Some([255, 255, 255]));
        assert_eq!(looks("background:#232f3e url(x.png)").background, Some(Paint::Unknown));
        assert_eq!(looks("background:linear-gradient(#fff, #fefefe)").background, Some(Paint::Plain([255, 255, 255])));
        assert_eq!(looks("background:linear-gradient(#000, #fff)").background, Some(Paint::Unknown));
        assert_eq!(looks("color:transparent").color, Some(Paint::Clear));
        assert_eq!(looks("color:rgba(0,0,0,.01)").color, Some(Paint::Clear));
        assert_eq!(looks("background-clip:text;color:transparent").color, Some(Paint::Unknown));
        assert_eq!(looks("background:none").background, None);
    }

    #[test]
    fn rules_of_a_style_sheet_count_for_their_class_id_or_element() {
        let mut sheet = Sheet::default();
        sheet.read(
            "/* x */ .a{display:none} #b , .c { color:#fff } .d p{color:red} @media print{.a2{display:none;background:red}} \
             .e::before{content:'Ama'} .f:after { CONTENT : \"\\5a on\" } .g::before{content:''} td{background:#000}",
        );
        assert!(sheet.looks("p", "x a", "").hides);
        assert!(!sheet.looks("p", "a2", "").hides);
        assert_eq!(sheet.looks("p", "a2", "").background, Some(Paint::Unknown));
        assert_eq!(sheet.looks("p", "", "b").color, Some(Paint::Plain([255, 255, 255])));
        assert_eq!(sheet.looks("p", "", "").color, Some(Paint::Unknown));
        assert_eq!(sheet.looks("td", "", "").background, Some(Paint::Unknown));
        assert_eq!(sheet.content("i", "e", "", |_| None).as_deref(), Some("Ama"));
        assert_eq!(sheet.content("i", "f", "", |_| None).as_deref(), Some("Zon"));
        assert_eq!(sheet.content("i", "g", "", |_| None), None);
    }
}
