//! The mapping from columns to properties, checked before a row is read.

use plaint_model::{ListInfo, Property, Schema};

use crate::dates::FigureOrder;

/// What a column is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Id,
    Schema,
    Lang,
    Party(Property),
    Sanction(Property),
}

/// The mapping of one table.
pub(super) struct Mapping {
    pub(super) columns: Vec<(Role, usize)>,
    pub(super) unmapped: Vec<String>,
    pub(super) schema: Schema,
    pub(super) separator: u8,
    pub(super) multi: Option<String>,
    pub(super) order: FigureOrder,
}

/// A header row and what separates its cells.
pub(super) struct Header {
    pub(super) cells: Vec<String>,
    pub(super) separator: u8,
}

/// The first row of a table.
pub(super) fn header(text: &str, separator: Option<u8>) -> Option<Header> {
    let line = text.trim_start_matches('\u{feff}').lines().next()?;
    let most = || {
        let count = |c: &u8| line.bytes().filter(|b| b == c).count();
        b",\t;|"
            .iter()
            .copied()
            .rev()
            .max_by_key(count)
            .unwrap_or(b',')
    };
    let separator = separator.unwrap_or_else(most);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .from_reader(line.as_bytes());
    let record = reader.records().next()?.ok()?;
    let cells = record.iter().map(|cell| cell.trim().to_owned()).collect();
    Some(Header { cells, separator })
}

impl Mapping {
    /// Makes the mapping of a table. An error is a sentence with the remedy.
    pub(super) fn new(list: &ListInfo, text: &str) -> Result<Self, String> {
        let separator = match list.setting("separator") {
            None => None,
            Some("tab" | "\t") => Some(b'\t'),
            Some(one) => match one.as_bytes() {
                [byte] => Some(*byte),
                _ => return Err(format!("[reader] separator \"{one}\" is not one character")),
            },
        };
        let Some(header) = header(text, separator) else {
            return Err("there is no header row in it; give the whole table".to_owned());
        };
        let schema = list.setting("schema").unwrap_or("LegalEntity");
        let schema = Schema::find(schema)
            .ok_or_else(|| format!("[reader] schema \"{schema}\" is not FollowTheMoney's"))?;
        let order = match list.setting("date_order") {
            None | Some("day-first") => FigureOrder::DayFirst,
            Some("month-first") => FigureOrder::MonthFirst,
            Some(other) => {
                return Err(format!(
                    "[reader] date_order \"{other}\" is neither day-first nor month-first"
                ));
            }
        };
        let mut columns = columns(list, &header)?;
        // Names come first: an entity without a name is no entry.
        columns.sort_by_key(|(role, _)| *role != Role::Party(Property::NAME));
        let skipped: Vec<&str> = list
            .setting("skip")
            .unwrap_or_default()
            .split(", ")
            .collect();
        let unmapped = header.cells.iter().enumerate().filter(|(at, cell)| {
            !columns.iter().any(|(_, column)| column == at) && !skipped.contains(&cell.as_str())
        });
        Ok(Self {
            unmapped: unmapped.map(|(_, cell)| cell.clone()).collect(),
            columns,
            schema,
            separator: header.separator,
            multi: list.setting("multi").map(str::to_owned),
            order,
        })
    }

    /// Whether a column holds this.
    pub(super) fn has(&self, wanted: Role) -> bool {
        self.columns.iter().any(|(role, _)| *role == wanted)
    }

    /// Whether any column tells of the designation.
    pub(super) fn has_sanction(&self) -> bool {
        self.columns
            .iter()
            .any(|(role, _)| matches!(role, Role::Sanction(_)))
    }
}

fn columns(list: &ListInfo, header: &Header) -> Result<Vec<(Role, usize)>, String> {
    let mut columns = Vec::new();
    for (key, heading) in &list.reader {
        let Some(name) = key.strip_prefix("column.") else {
            continue;
        };
        let role = match (name, name.strip_prefix("sanction.")) {
            ("id", _) => Some(Role::Id),
            ("schema", _) => Some(Role::Schema),
            ("lang", _) => Some(Role::Lang),
            (_, Some(name)) => Property::find(name)
                .filter(|p| Schema::SANCTION.property_type(*p).is_some())
                .map(Role::Sanction),
            (name, None) => Property::find(name).map(Role::Party),
        };
        let Some(role) = role else {
            return Err(format!(
                "[reader] \"{key}\" names no FollowTheMoney property"
            ));
        };
        let Some(at) = header.cells.iter().position(|cell| cell == heading) else {
            return Err(format!(
                "the header row has no column \"{heading}\", which [reader] \"{key}\" names; \
                 it has {}",
                header.cells.join(", ")
            ));
        };
        columns.push((role, at));
    }
    if !columns
        .iter()
        .any(|(role, _)| *role == Role::Party(Property::NAME))
    {
        return Err("the list's TOML maps no column to the name: add \"column.name\"".to_owned());
    }
    Ok(columns)
}
