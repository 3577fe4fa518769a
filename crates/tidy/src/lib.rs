//! The rules of the house that neither the compiler nor clippy can keep, kept by tests.
//!
//! Nothing but tests is here; they read the checkout as text. Start with `checkout`, which finds
//! the files; every other module is one group of rules. A rule that stands in the way is changed
//! here, in review, with its reason: there is no way to silence it from where it fails.

#[cfg(test)]
mod checkout;
#[cfg(test)]
mod edges;
#[cfg(test)]
mod forgotten;
#[cfg(test)]
mod manifests;
#[cfg(test)]
mod shape;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod words;
