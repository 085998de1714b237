//! A greyscale picture, and the filters that make a QR code in it readable: half or double size, negative, black and
//! white. This module does not know about codes.

/// A greyscale picture, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    /// Pixels in a row; at least one.
    pub width: usize,
    /// Rows; at least one.
    pub height: usize,
    pixels: Vec<u8>,
}

/// The background that shows through transparent pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    White,
    Black,
}

impl Grey {
    /// Converts red, green, blue and opacity, which are not premultiplied. `rgba` must hold exactly as many pixels as
    /// the sides say.
    pub fn from_rgba(rgba: &[u8], width: usize, height: usize, ground: Ground) -> Self {
        let below = if ground == Ground::White { 255 } else { 0 };
        let pixels = rgba
            .as_chunks()
            .0
            .iter()
            .map(|&[red, green, blue, alpha]| {
                let [red, green, blue, alpha] = [red, green, blue, alpha].map(u32::from);
                // The luma weights of ITU-R BT.601.
                let grey = (299 * red + 587 * green + 114 * blue) / 1000;
                byte((grey * alpha + below * (255 - alpha)) / 255)
            })
            .collect();
        Self { width, height, pixels }
    }

    pub fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }

    fn map(&self, change: impl Fn(u8) -> u8) -> Self {
        Self { pixels: self.pixels.iter().map(|&grey| change(grey)).collect(), ..*self }
    }

    /// The negative, for light codes on a dark background.
    pub fn inverted(&self) -> Self {
        self.map(|grey| 255 - grey)
    }

    /// The picture at half its size. Each pixel is the mean of four, which removes noise and moiré.
    pub fn halved(&self) -> Self {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let (right, down) = ((self.width - 1).min(1), (self.height - 1).min(1));
        let mean = |x: usize, y: usize| {
            let sum: u32 = [(x, y), (x + right, y), (x, y + down), (x + right, y + down)]
                .map(|(x, y)| u32::from(self.at(x, y)))
                .iter()
                .sum();
            byte(sum / 4)
        };
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| mean(2 * x, 2 * y));
        Self { width, height, pixels: pixels.collect() }
    }

    /// The picture at double its size, interpolated, so that squares of one or two pixels become large enough to
    /// measure.
    pub fn doubled(&self) -> Self {
        let (width, height) = (self.width * 2, self.height * 2);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            // The neighbour nearer to this quarter of the pixel has a weight of a quarter.
            let (row, other) = near(y, self.height);
            for x in 0..width {
                let (column, beside) = near(x, self.width);
                let grey = |x, y| u32::from(self.at(x, y));
                let here = 3 * grey(column, row) + grey(beside, row);
                let there = 3 * grey(column, other) + grey(beside, other);
                pixels.push(byte((3 * here + there) / 16));
            }
        }
        Self { width, height, pixels }
    }

    /// Black and white, split at the threshold that separates dark and light pixels best (Otsu 1979), for codes in two
    /// similar shades.
    pub fn split(&self) -> Self {
        let mut counts = [0u64; 256];
        for &grey in &self.pixels {
            counts[usize::from(grey)] += 1;
        }
        let threshold = threshold_of(&counts);
        self.map(|grey| if usize::from(grey) <= threshold { 0 } else { 255 })
    }

    /// Black and white, split at the mean of each pixel's surroundings, for shadows and uneven light.
    pub fn split_locally(&self) -> Self {
        let reach = (self.width.min(self.height) / 16).clamp(4, 60);
        let sums = self.sums();
        let stride = self.width + 1;
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..self.height {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(self.height));
            for x in 0..self.width {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(self.width));
                let area = (bottom - top) * (right - left);
                let sum = sums[bottom * stride + right]
                    .wrapping_sub(sums[top * stride + right])
                    .wrapping_sub(sums[bottom * stride + left])
                    .wrapping_add(sums[top * stride + left]);
                // The threshold lies a little below the mean, so that a flat background does not become speckled.
                let dark = (usize::from(self.at(x, y)) + 6) * area < sum as usize;
                pixels.push(if dark { 0 } else { 255 });
            }
        }
        Self { pixels, ..*self }
    }

    /// Whether a black-and-white picture is mostly grain: almost every third pixel differs from the one before it. Text
    /// and readable codes change far less often.
    pub fn is_grainy(&self) -> bool {
        let changes: usize =
            self.pixels.chunks(self.width).map(|row| row.windows(2).filter(|pair| pair[0] != pair[1]).count()).sum();
        changes * 10 > self.pixels.len() * 3
    }

    /// The summed-area table, with a row and a column of zeros before the first. Sums wrap around, which does no harm
    /// because every difference that callers take is small enough.
    fn sums(&self) -> Vec<u32> {
        let stride = self.width + 1;
        let mut sums = vec![0u32; stride * (self.height + 1)];
        for y in 0..self.height {
            let mut row = 0u32;
            for x in 0..self.width {
                row = row.wrapping_add(u32::from(self.at(x, y)));
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1].wrapping_add(row);
            }
        }
        sums
    }
}

fn near(place: usize, length: usize) -> (usize, usize) {
    let at = place / 2;
    let beside = if place.is_multiple_of(2) { at.saturating_sub(1) } else { (at + 1).min(length - 1) };
    (at, beside)
}

#[expect(clippy::cast_possible_truncation, reason = "means of bytes")]
fn byte(value: u32) -> u8 {
    debug_assert!(value < 256);
    value as u8
}

/// The threshold at which the two groups of pixels differ most (Otsu).
#[expect(clippy::cast_precision_loss, reason = "counts of pixels")]
fn threshold_of(counts: &[u64; 256]) -> usize {
    let total: u64 = counts.iter().sum();
    let weight: u64 = counts.iter().zip(0u64..).map(|(&count, grey)| count * grey).sum();
    let (mut below, mut weight_below) = (0u64, 0u64);
    let (mut best, mut threshold) = (0.0, 127);
    for (grey, &count) in counts.iter().enumerate() {
        below += count;
        weight_below += count * grey as u64;
        let above = total - below;
        if below == 0 || above == 0 {
            continue;
        }
        let apart = weight_below as f64 / below as f64 - (weight - weight_below) as f64 / above as f64;
        let between = below as f64 * above as f64 * apart * apart;
        if between > best {
            (best, threshold) = (between, grey);
        }
    }
    threshold
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: usize, pixels: &[u8]) -> Grey {
        Grey { width, height: pixels.len() / width, pixels: pixels.to_vec() }
    }

    #[test]
    fn transparent_pixels_show_the_background() {
        let rgba = [0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255];
        assert_eq!(Grey::from_rgba(&rgba, 3, 1, Ground::White).pixels, [0, 255, 255]);
        assert_eq!(Grey::from_rgba(&rgba, 3, 1, Ground::Black).pixels, [0, 0, 255]);
    }

    #[test]
    fn a_picture_of_one_row_or_column_is_halved_and_doubled_too() {
        for picture in [grey(1, &[7]), grey(3, &[1, 3, 5]), grey(1, &[1, 3, 5])] {
            let half = picture.halved();
            assert_eq!((half.width, half.height), ((picture.width / 2).max(1), (picture.height / 2).max(1)));
            assert_eq!(picture.doubled().pixels.len(), picture.pixels.len() * 4);
        }
        assert_eq!(grey(2, &[0, 100, 100, 200]).halved().pixels, [100]);
    }

    #[test]
    fn only_grain_is_grainy() {
        let squares = |side: usize| {
            (0..64 * 64).map(move |at| if (at % 64 / side + at / 64 / side).is_multiple_of(2) { 0 } else { 255 })
        };
        assert!(!grey(64, &squares(4).collect::<Vec<_>>()).is_grainy());
        assert!(grey(64, &squares(1).collect::<Vec<_>>()).is_grainy());
    }

    #[test]
    fn two_close_shades_become_black_and_white() {
        assert_eq!(grey(4, &[100, 101, 110, 111]).split().pixels, [0, 0, 255, 255]);
    }

    #[test]
    fn a_local_split_ignores_a_shadow_over_half_of_a_picture() {
        // Squares of 8 pixels, dark and light; the right side has a third of the light.
        let is_dark = |x: usize, y: usize| (x / 8 + y / 8).is_multiple_of(2);
        let lit = |x: usize, y: usize| (if is_dark(x, y) { 60 } else { 240 }) / if x < 128 { 1 } else { 3 };
        let picture =
            Grey { width: 256, height: 256, pixels: (0..256 * 256).map(|at| lit(at % 256, at / 256)).collect() };
        let local = picture.split_locally();
        let right = (0..256 * 256).filter(|at| {
            let (x, y) = (at % 256, at / 256);
            (local.at(x, y) == 0) == is_dark(x, y)
        });
        assert!(right.count() > 256 * 256 * 9 / 10);
        assert_ne!(picture.split().at(8, 0), picture.split().at(136, 0));
    }
}
