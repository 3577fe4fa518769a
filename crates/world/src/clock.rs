//! What time it is, and waiting.

use std::time::Duration;

use jiff::Timestamp;

/// A clock that people set: it can jump, and two readings need not be in order.
pub trait Clock: Send + Sync {
    /// The time now in UTC, in whole seconds.
    fn now(&self) -> Timestamp;

    /// Waits.
    fn sleep(&self, duration: Duration);
}

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealClock;

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        // Any instant's second is itself an instant: the fallback is never taken.
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }

    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_in_whole_seconds() {
        let now = RealClock.now();
        assert_eq!(now.subsec_nanosecond(), 0);
        let text = now.to_string();
        assert!(text.ends_with('Z') && text.len() == 20, "{text}");
    }
}
