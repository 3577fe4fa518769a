//! The only door to clock, chance and disk. Each is a small trait with one real implementation and
//! one simulated, so that a test can replay any failure from a seed.
//!
//! A room that touches the outside takes a [`World`] and goes through it, never around it. Start
//! with [`World::real`] in a program and [`Simulation`] in a test.
//!
//! Time is [`Timestamp`] (jiff's instant in UTC), cut to whole seconds by every [`Clock`].
//!
//! What is not here: the network, which belongs to `collect`.

mod chance;
mod clock;
mod disk;
mod real_disk;
pub mod sim;

use std::sync::Arc;

pub use chance::{Chance, ChanceError, RealChance};
pub use clock::{Clock, RealClock};
pub use disk::{Bytes, Disk, DiskError, LockGuard, Locking, Privacy};
pub use jiff::Timestamp;
pub use real_disk::RealDisk;
pub use sim::Simulation;

/// The outside, as one value to hand down. Cloning it is cheap and gives the same world.
#[derive(Clone)]
pub struct World {
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub chance: Arc<dyn Chance>,
    /// Where files are.
    pub disk: Arc<dyn Disk>,
}

impl World {
    /// The world as it is: the system's clock, random source and file system.
    #[must_use]
    pub fn real() -> Self {
        Self {
            clock: Arc::new(RealClock),
            chance: Arc::new(RealChance),
            disk: Arc::new(RealDisk),
        }
    }
}
