//! Typed ids. A list id cannot be passed where an entity id is asked for.

use std::fmt;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// A list id is lower-case ASCII letters, digits and single hyphens, at most 64 bytes.
    #[error("\"{0}\" is not a list id: use lower-case letters, digits and hyphens, at most 64")]
    List(String),
    /// An entity id is 1 to 255 bytes without white space or control characters.
    #[error("\"{0}\" is not an entity id: use 1 to 255 bytes without white space")]
    Entity(String),
}

/// The id of an official list, for instance `us-ofac-sdn`. It is also the FollowTheMoney dataset
/// name of the list's statements.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(String);

impl ListId {
    /// Checks and wraps a list id.
    ///
    /// # Errors
    /// [`IdError::List`] when the text is not lower-case letters, digits and inner hyphens.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let inner = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        let edges = !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        if !text.is_empty() && text.len() <= 64 && text.bytes().all(inner) && edges {
            Ok(Self(text.to_owned()))
        } else {
            Err(IdError::List(text.to_owned()))
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ListId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The id of an entity, for instance `us-ofac-sdn-29159`: the list's id, then the publisher's own
/// number where there is one, else a digest of the facts that identify the entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(String);

impl EntityId {
    /// The most bytes an id has, whoever made it.
    const BYTES_MAX: usize = 255;

    /// Wraps an id as another system gave it (a FollowTheMoney file, a command line).
    ///
    /// # Errors
    /// [`IdError::Entity`] when it is empty, over 255 bytes, or holds white space or control
    /// characters.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let bad = |c: char| c.is_whitespace() || c.is_control();
        if text.is_empty() || text.len() > Self::BYTES_MAX || text.chars().any(bad) {
            Err(IdError::Entity(text.to_owned()))
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The id of an entry that its publisher numbers: `{list}-{number}`. Anything but letters,
    /// digits, dots, underscores and hyphens becomes a hyphen. Of a number too long for an id the
    /// end becomes a digest, so that different numbers give different ids.
    #[must_use]
    pub fn numbered(list: &ListId, number: &str) -> Self {
        let keep = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
        let slug: String = number
            .trim()
            .chars()
            .map(|c| if keep(c) { c } else { '-' })
            .collect();
        Self::capped(format!("{list}-{slug}"))
    }

    /// The id of an entry that its publisher does not number: `{list}-` and 12 hex digits of the
    /// SHA-256 of the parts (trimmed, case folded, joined by U+001F). The same facts give the same
    /// id in every snapshot.
    #[must_use]
    pub fn derived(list: &ListId, parts: &[&str]) -> Self {
        let joined: Vec<String> = parts.iter().map(|p| p.trim().to_lowercase()).collect();
        let digest = crate::Digest::of(joined.join("\u{1f}").as_bytes()).to_string();
        Self(format!("{list}-{}", &digest[..12]))
    }

    /// The id of an entity that belongs to this one: `{id}-{kind}-{n}`, for instance a designation
    /// or an identity paper. Too long a one is made shorter as in [`EntityId::numbered`].
    #[must_use]
    pub fn related(&self, kind: &str, n: usize) -> Self {
        Self::capped(format!("{}-{kind}-{n}", self.0))
    }

    /// An id of at most [`EntityId::BYTES_MAX`] bytes: the beginning of too long a text, and 12 hex
    /// digits of the SHA-256 of all of it.
    fn capped(mut text: String) -> Self {
        if text.len() > Self::BYTES_MAX {
            let digest = crate::Digest::of(text.as_bytes()).to_string();
            text.truncate(text.floor_char_boundary(Self::BYTES_MAX - 13));
            text.push('-');
            text.push_str(&digest[..12]);
        }
        Self(text)
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_ids_are_checked() {
        assert!(ListId::new("us-ofac-sdn").is_ok());
        for bad in ["", "US", "a--b", "-a", "a-", "a b", "../x"] {
            assert!(ListId::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_are_made_from_the_publishers_number_or_from_facts() {
        let list = ListId::new("us-ofac-sdn").unwrap();
        assert_eq!(
            EntityId::numbered(&list, " 29159 ").as_str(),
            "us-ofac-sdn-29159"
        );
        assert_eq!(
            EntityId::numbered(&list, "a/b c").as_str(),
            "us-ofac-sdn-a-b-c"
        );
        let a = EntityId::derived(&list, &["Example Firm ", "CN"]);
        let b = EntityId::derived(&list, &["example firm", "cn"]);
        assert_eq!(a, b);
        assert_ne!(a, EntityId::derived(&list, &["example", "firm", "cn"]));
        assert_eq!(a.related("sanction", 1).as_str(), format!("{a}-sanction-1"));
    }

    #[test]
    fn an_id_is_never_too_long_to_be_read_back() {
        let list = ListId::new("us-ofac-sdn").unwrap();
        let long = "号".repeat(200);
        let ids = [&long, &format!("{long}1")].map(|number| EntityId::numbered(&list, number));
        assert_ne!(ids[0], ids[1]);
        for id in ids {
            let designation = id.related("sanction", 1);
            assert_ne!(designation, id.related("sanction", 2));
            for id in [id, designation] {
                assert_eq!(EntityId::new(id.as_str()).as_ref(), Ok(&id));
            }
        }
    }
}
