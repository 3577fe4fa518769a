//! The nouns every room shares, and nothing else.
//!
//! Entities, property names, schema names and topics are FollowTheMoney's (the field's common
//! language), so data goes in and out without loss. Start with [`entity`], then [`list`].
//!
//! Invariants:
//! - No input or output, no clock, no chance, no async: this crate cannot fail for outside reasons.
//! - A date is never more precise than its source ([`date::PartialDate`]).
//! - An id of one kind cannot be passed for an id of another ([`id`]).
//! - Nothing here can be serialised by itself: the wire formats belong to the doors, the storage
//!   format to `ledger`.

pub mod date;
pub mod digest;
pub mod entity;
pub mod ftm;
pub mod id;
pub mod list;
pub mod statement;

pub use date::PartialDate;
pub use digest::Digest;
pub use entity::{Entity, Entry, Value};
pub use ftm::{Property, PropertyType, Schema};
pub use id::{EntityId, ListId};
pub use list::{Expectation, ListInfo, Origin};
