//! The one way to write a JSON value: keys sorted, no spaces, whole numbers only.
//!
//! This is RFC 8785 for values without fractions and with ASCII keys, so a reader in another
//! language can check a leaf with its own library.

use serde_json::{Map, Value};

/// The largest whole number that every JSON reader keeps exactly.
const NUMBER_MAX: u64 = (1 << 53) - 1;

/// The canonical text of a value.
///
/// # Errors
/// A sentence, when the value has no canonical text.
pub(crate) fn write(value: &Value) -> Result<String, String> {
    Ok(sorted(value)?.to_string())
}

/// Reads a text and checks that it is written the one way.
///
/// # Errors
/// A sentence that says what is wrong.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, String> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|error| format!("it is not JSON: {error}"))?;
    if write(&value)?.as_bytes() == bytes {
        Ok(value)
    } else {
        Err("it is JSON, but not canonical: keys sorted and once each, no spaces".to_owned())
    }
}

/// Recursion is bounded: a parsed value is at most 128 deep, and a record of ours a handful.
fn sorted(value: &Value) -> Result<Value, String> {
    match value {
        Value::Object(map) => {
            let mut items: Vec<_> = map.iter().collect();
            items.sort_by_key(|(key, _)| key.as_str());
            let items = items
                .into_iter()
                .map(|(key, value)| Ok((key.clone(), sorted(value)?)));
            Ok(Value::Object(items.collect::<Result<Map<_, _>, String>>()?))
        }
        Value::Array(items) => Ok(Value::Array(
            items.iter().map(sorted).collect::<Result<_, _>>()?,
        )),
        Value::Number(number) => match number.as_u64() {
            Some(whole) if whole <= NUMBER_MAX => Ok(value.clone()),
            _ => Err(format!(
                "{number} is not a whole number from 0 to {NUMBER_MAX}"
            )),
        },
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let value = serde_json::json!({"b": [{"z": 1, "y": "é\n\u{1}"}], "a": null});
        let text = write(&value).unwrap();
        assert_eq!(text, r#"{"a":null,"b":[{"y":"é\n\u0001","z":1}]}"#);
        assert_eq!(read(text.as_bytes()).unwrap(), value);
    }

    #[test]
    fn other_ways_to_write_are_refused() {
        for text in [
            r#"{"b":1,"a":2}"#,
            r#"{"a": 1}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"a":1.0}"#,
            r#"{"a":1e2}"#,
            r#"{"a":-1}"#,
            r#"{"a":-0}"#,
            r#"{"a":9007199254740992}"#,
            r#"{"a":"\u0041"}"#,
            r#"{"a":"\/"}"#,
            "{}\n",
            "",
            "{",
            "\u{feff}{}",
        ] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
        assert!(read(&[b'"', 0xff, b'"']).is_err());
        assert!(read("[".repeat(100_000).as_bytes()).is_err());
    }
}
