//! Statements: one value of one property of one entity, as FollowTheMoney has it.

use sha1::{Digest, Sha1};

use crate::entity::{Entity, Value};
use crate::ftm::Property;
use crate::id::ListId;

/// The id of a statement: SHA-1, in hex, of `dataset.entity.property.value`, with `@lang` when the
/// language is known, as followthemoney 4.11 computes it.
#[must_use]
pub fn statement_id(list: &ListId, entity: &Entity, property: Property, value: &Value) -> String {
    let mut text = format!("{list}.{}.{property}.{}", entity.id, value.text);
    if let Some(lang) = &value.lang {
        text.push('@');
        text.push_str(lang);
    }
    Sha1::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EntityId, Schema};

    #[test]
    fn ids_agree_with_the_published_rule() {
        let list = ListId::new("made-up").unwrap();
        let mut entity = Entity::new(EntityId::new("made-up-1").unwrap(), Schema::COMPANY);
        entity.add(Property::NAME, "Example");
        let value = entity.get(Property::NAME).next().unwrap();
        // printf 'made-up.made-up-1.name.Example' | sha1sum
        assert_eq!(
            statement_id(&list, &entity, Property::NAME, value),
            "7f1328da4aeeab059afaf26f6883c604fa4b3205"
        );
    }
}
