//! Limits the time for judging one message. A message comes from a stranger, and a costly one must not delay the answers about
//! other messages. The limit is far above the cost of any real mail.

use std::cell::Cell;

/// The default limit for one message, in milliseconds. The most expensive real mails take about ten.
const MOST_MILLISECONDS: u32 = 1000;
/// The amount of work between two looks at the clock, in bytes read.
const BETWEEN_LOOKS: usize = 4096;

/// A time limit for one message and the messages attached to it. It is cooperative: each step of judging reports its work, and
/// stops if the time is used up.
#[derive(Debug)]
pub struct Budget {
    clock: Clock,
    most: Option<u32>,
    since_look: Cell<usize>,
    spent: Cell<bool>,
}

impl Default for Budget {
    fn default() -> Self {
        Self::of_milliseconds(MOST_MILLISECONDS)
    }
}

impl Budget {
    /// Creates a limit of so many milliseconds from now on. With 0, the limit allows no step at all.
    pub fn of_milliseconds(most: u32) -> Self {
        Self { clock: Clock::start(), most: Some(most), since_look: Cell::new(BETWEEN_LOOKS), spent: Cell::new(false) }
    }

    /// Creates a budget without a limit.
    pub fn unlimited() -> Self {
        Self { most: None, ..Self::default() }
    }

    /// Whether there is time for a step that reads this number of bytes.
    pub(crate) fn allows(&self, bytes: usize) -> bool {
        if self.spent.get() {
            return false;
        }
        let work = self.since_look.get().saturating_add(bytes);
        if work < BETWEEN_LOOKS {
            self.since_look.set(work);
            return true;
        }
        self.since_look.set(0);
        self.spent.set(self.most.is_some_and(|most| self.clock.milliseconds() >= f64::from(most)));
        !self.spent.get()
    }

    /// Whether there is time for an expensive step. This call always reads the clock.
    pub(crate) fn allows_step(&self) -> bool {
        self.allows(BETWEEN_LOOKS)
    }

    /// Whether a step was refused.
    pub(crate) fn is_spent(&self) -> bool {
        self.spent.get()
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
struct Clock(std::time::Instant);

#[cfg(not(target_arch = "wasm32"))]
impl Clock {
    fn start() -> Self {
        Self(std::time::Instant::now())
    }

    fn milliseconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64() * 1000.0
    }
}

/// The browser's clock, which exists in service workers and in event pages.
#[cfg(target_arch = "wasm32")]
#[derive(Debug)]
struct Clock(f64);

#[cfg(target_arch = "wasm32")]
impl Clock {
    fn start() -> Self {
        Self(js_sys::Date::now())
    }

    fn milliseconds(&self) -> f64 {
        js_sys::Date::now() - self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_of_zero_allows_nothing_and_an_unlimited_one_everything() {
        let nothing = Budget::of_milliseconds(0);
        assert!(!nothing.is_spent(), "no step was refused yet");
        assert!(!nothing.allows(1) && !nothing.allows_step() && nothing.is_spent());
        let unlimited = Budget::unlimited();
        assert!((0..100).all(|_| unlimited.allows(1_000_000)) && !unlimited.is_spent());
    }

    #[test]
    fn a_spent_budget_stays_spent() {
        let budget = Budget::of_milliseconds(1);
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(!budget.allows_step());
        assert!(!budget.allows(0));
    }
}
