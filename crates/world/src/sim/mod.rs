//! A world made up for tests: its clock moves when told, its chance comes from a seed, and its
//! disk forgets what a real one may forget when the power goes. Seed and step number replay any
//! failure.

mod disk;
mod power;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::chance::{Chance, ChanceError};
use crate::clock::Clock;
use crate::{Disk, World};

pub use disk::SimDisk;
pub use power::{After, Fate, Fault, Reach};

/// 2001-09-09T01:46:40Z, the billionth second: a time that nobody takes for a real one.
const START_SECOND: i64 = 1_000_000_000;

/// A made-up world and the handles that steer it.
#[derive(Clone)]
pub struct Simulation {
    /// Its clock.
    pub clock: SimClock,
    /// Its disk.
    pub disk: SimDisk,
    seed: u64,
}

impl Simulation {
    /// An empty disk at the billionth second. The same seed gives the same world.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            clock: SimClock::default(),
            disk: SimDisk::default(),
            seed,
        }
    }

    /// The world to hand to the code under test. Each call starts chance from the seed again.
    #[must_use]
    pub fn world(&self) -> World {
        World {
            clock: Arc::new(self.clock.clone()),
            chance: Arc::new(SimChance::new(self.seed)),
            disk: Arc::new(self.disk.clone()) as Arc<dyn Disk>,
        }
    }

    /// A copy that goes its own way from here: same time, same files, same chance.
    #[must_use]
    pub fn fork(&self) -> Self {
        let clock = SimClock::default();
        clock.advance(Duration::from_secs(self.clock.elapsed_s()));
        Self {
            clock,
            disk: self.disk.fork(),
            seed: self.seed,
        }
    }
}

/// A clock that moves only when told, or slept on. Clones share the time.
#[derive(Debug, Clone, Default)]
pub struct SimClock(Arc<Mutex<u64>>);

impl SimClock {
    /// Moves time on; parts of a second are dropped.
    pub fn advance(&self, duration: Duration) {
        let mut elapsed_s = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *elapsed_s = elapsed_s.saturating_add(duration.as_secs());
    }

    fn elapsed_s(&self) -> u64 {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for SimClock {
    fn now(&self) -> Timestamp {
        let elapsed_s = i64::try_from(self.elapsed_s()).unwrap_or(i64::MAX);
        Timestamp::from_second(START_SECOND.saturating_add(elapsed_s)).unwrap_or(Timestamp::MAX)
    }

    /// At least a second passes, so that a loop that waits comes to its end.
    fn sleep(&self, duration: Duration) {
        self.advance(duration.max(Duration::from_secs(1)));
    }
}

/// Chance from a seed: predictable, for tests only.
#[derive(Debug)]
pub struct SimChance(Mutex<Draws>);

impl SimChance {
    /// The same seed gives the same bytes.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(Draws(seed)))
    }
}

impl Chance for SimChance {
    fn fill(&self, out: &mut [u8]) -> Result<(), ChanceError> {
        let mut draws = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in out.chunks_mut(8) {
            let bytes = draws.next().to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
        Ok(())
    }
}

/// `SplitMix64`: small, and good enough to make tests vary.
#[derive(Debug, Clone)]
pub(crate) struct Draws(pub(crate) u64);

impl Draws {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `limit`, both included.
    pub(crate) fn up_to(&mut self, limit: usize) -> usize {
        let span = (limit as u64).saturating_add(1).max(1);
        usize::try_from(self.next() % span).unwrap_or(0)
    }

    pub(crate) fn coin(&mut self) -> bool {
        self.next() & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_world() {
        let draw = |seed| {
            let mut out = [0; 20];
            Simulation::new(seed).world().chance.fill(&mut out).unwrap();
            out
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn time_moves_when_told() {
        let sim = Simulation::new(1);
        let world = sim.world();
        assert_eq!(world.clock.now().to_string(), "2001-09-09T01:46:40Z");
        world.clock.sleep(Duration::from_millis(200));
        let fork = sim.fork();
        fork.clock.advance(Duration::from_secs(60));
        assert_eq!(world.clock.now().to_string(), "2001-09-09T01:46:41Z");
        assert_eq!(fork.clock.now().to_string(), "2001-09-09T01:47:41Z");
    }
}
