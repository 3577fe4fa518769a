//! Random bytes, for keys and for names that nobody else picks.

/// The system has no random bytes to give.
#[derive(Debug, thiserror::Error)]
#[error("cannot get random bytes from the system: {0}")]
pub struct ChanceError(pub String);

/// A source of random bytes.
pub trait Chance: Send + Sync {
    /// Fills a buffer with random bytes.
    ///
    /// # Errors
    /// [`ChanceError`] when the system has none to give.
    fn fill(&self, out: &mut [u8]) -> Result<(), ChanceError>;
}

/// The system's cryptographic random source.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealChance;

impl Chance for RealChance {
    fn fill(&self, out: &mut [u8]) -> Result<(), ChanceError> {
        getrandom::fill(out).map_err(|error| ChanceError(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        let (mut a, mut b) = ([0; 32], [0; 32]);
        RealChance.fill(&mut a).unwrap();
        RealChance.fill(&mut b).unwrap();
        assert_ne!(a, b);
    }
}
