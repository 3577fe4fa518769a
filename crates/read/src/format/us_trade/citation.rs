//! Citations of the Federal Register, several to a field, as the lists write them:
//! `84 FR 54004, 10/9/19. 85 FR 44161, 7/22/20` or
//! `67 F.R. 56530 9/4/02 and 67 F.R. 10890 3/11/02`.

use plaint_model::{Entity, PartialDate, Property};

use crate::dates::{self, FigureOrder};

/// A notice, as cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The citation as published, white space evened out.
    pub text: String,
    /// Volume and page, for instance `89 FR 99703`, where both are there.
    pub number: Option<String>,
    /// The date in it.
    pub date: Option<PartialDate>,
}

/// What a field of citations holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The citations, in the order of the field.
    pub all: Vec<Citation>,
    /// Words that belong to no citation.
    pub rest: Vec<String>,
}

impl Cited {
    /// The earliest date cited.
    pub fn first_date(&self) -> Option<PartialDate> {
        self.all.iter().filter_map(|citation| citation.date).min()
    }

    /// Puts the citations on a designation. The earliest is the listing, its date goes under
    /// `listed_on`; the later ones amended it, which the summary says.
    pub fn describe(&self, designation: &mut Entity, listed_on: Property) {
        for citation in &self.all {
            designation.add(Property::RECORD_ID, &citation.text);
        }
        let first = self.first_date();
        if let Some(date) = first {
            designation.add_date(listed_on, date);
        }
        for citation in self.all.iter().filter(|c| c.date > first) {
            designation.add(Property::SUMMARY, &format!("Amended by {}", citation.text));
        }
        for rest in &self.rest {
            designation.add(Property::SUMMARY, &format!("Notice: {rest}"));
        }
    }

    /// What tells that two rows stem from one notice: each volume and page, each date.
    pub fn marks(&self) -> Vec<String> {
        let numbers = self
            .all
            .iter()
            .filter_map(|citation| citation.number.clone());
        let dates = self.first_date().map(|date| date.to_string());
        numbers.chain(dates).collect()
    }
}

/// Takes a field of citations apart.
pub fn read(field: &str) -> Cited {
    let words: Vec<&str> = field.split_whitespace().collect();
    let starts: Vec<usize> = (0..words.len())
        .filter(|at| is_start(&words, *at))
        .collect();
    let mut cited = Cited::default();
    let Some(first) = starts.first() else {
        for piece in field.split(';') {
            push(&mut cited, piece);
        }
        return cited;
    };
    keep_rest(&mut cited, &words[..*first]);
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(words.len());
        let piece = &words[*start..end];
        let date_at = piece.iter().position(|word| is_date(word));
        let (citation, rest) = piece.split_at(date_at.map_or(piece.len(), |at| at + 1));
        push(&mut cited, &citation.join(" "));
        keep_rest(&mut cited, rest);
    }
    cited
}

fn push(cited: &mut Cited, piece: &str) {
    let text = piece.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_matches([',', ';', '.', ' ']);
    let text = text.strip_suffix(" and").unwrap_or(text);
    if text.is_empty() {
        return;
    }
    cited.all.push(Citation {
        text: text.to_owned(),
        number: number(text),
        date: date(text),
    });
}

fn keep_rest(cited: &mut Cited, words: &[&str]) {
    let rest = words.join(" ");
    let rest = rest.trim_matches([',', ';', '.', ' ']);
    if !rest.is_empty() && rest != "and" {
        cited.rest.push(rest.to_owned());
    }
}

/// `89 FR`, `89FR`, or `FR 1234` and `89 1234 1/2/24`, which lack a part.
fn is_start(words: &[&str], at: usize) -> bool {
    let digits = |at: usize| words.get(at).is_some_and(|word| is_number(word));
    let register = |at: usize| words.get(at).is_some_and(|word| is_register(word));
    let after_register = at > 0 && register(at - 1);
    if digits(at) {
        let lacks_name = digits(at + 1) && words.get(at + 2).is_some_and(|word| is_date(word));
        return !after_register && (register(at + 1) || lacks_name);
    }
    let glued = words[at].split_once(['F', 'f']).is_some_and(|(volume, _)| {
        is_number(volume) && is_register(words[at].trim_start_matches(|c: char| c.is_ascii_digit()))
    });
    glued || (register(at) && !(at > 0 && digits(at - 1)) && digits(at + 1))
}

fn is_number(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.']);
    !word.is_empty() && word.len() <= 7 && word.bytes().all(|b| b.is_ascii_digit())
}

/// `FR`, `F.R.`, `FR.`, and `F.R.56530` with the page glued to it.
fn is_register(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    bare.strip_prefix("FR")
        .is_some_and(|page| page.bytes().all(|b| b.is_ascii_digit()))
}

fn is_date(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ';', ')']);
    word.split('/').filter(|part| !part.is_empty()).count() >= 2
        && word.bytes().all(|b| b.is_ascii_digit() || b == b'/')
}

fn number(text: &str) -> Option<String> {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty());
    let named = text
        .split_whitespace()
        .any(|word| is_register(word.trim_start_matches(|c: char| c.is_ascii_digit())));
    let (volume, page) = (numbers.next()?, numbers.next()?);
    (named && page.len() >= 2).then(|| format!("{volume} FR {page}"))
}

fn date(text: &str) -> Option<PartialDate> {
    let in_brackets = text.rsplit_once('(').map(|(_, rest)| rest);
    let last_word = text.split_whitespace().next_back();
    let candidates = [in_brackets, last_word.filter(|word| is_date(word))];
    candidates.into_iter().flatten().find_map(|candidate| {
        dates::parse(
            candidate.trim_matches([')', '.', ' ']),
            FigureOrder::MonthFirst,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(field: &str) -> Vec<String> {
        let cited = read(field);
        let dated = |c: &Citation| {
            let date = c.date.map(|date| date.to_string()).unwrap_or_default();
            format!("{}|{date}|{}", c.text, c.number.clone().unwrap_or_default())
        };
        let all = cited.all.iter().map(dated);
        all.chain(cited.rest.iter().map(|rest| format!("rest {rest}")))
            .collect()
    }

    #[test]
    fn fields_as_published() {
        for (field, expected) in [
            (
                "89 FR 111, 12/11/24",
                vec!["89 FR 111, 12/11/24|2024-12-11|89 FR 111"],
            ),
            (
                "77 FR 116\n4/18/12",
                vec!["77 FR 116 4/18/12|2012-04-18|77 FR 116"],
            ),
            (
                "64 FR 128,\n5/28/99.\n75 FR 83, 12/17/10",
                vec![
                    "64 FR 128, 5/28/99|1999-05-28|64 FR 128",
                    "75 FR 83, 12/17/10|2010-12-17|75 FR 83",
                ],
            ),
            (
                "67 F.R. 530 9/4/02 and 67 F.R.890 3/11/02, NEW NOTICE SOON",
                vec![
                    "67 F.R. 530 9/4/02|2002-09-04|67 FR 530",
                    "67 F.R.890 3/11/02|2002-03-11|67 FR 890",
                    "rest NEW NOTICE SOON",
                ],
            ),
            (
                "82 F.R. 788, 788 4/6/2017, 83 799 4/7/2017, F.R. 22 1/1/18",
                vec![
                    "82 F.R. 788, 788 4/6/2017|2017-04-06|82 FR 788",
                    "83 799 4/7/2017|2017-04-07|",
                    "F.R. 22 1/1/18|2018-01-01|",
                ],
            ),
            (
                "91 FR 189 (June 10, 2026)",
                vec!["91 FR 189 (June 10, 2026)|2026-06-10|91 FR 189"],
            ),
            (
                "66 FR 266, 77 FR 006 (no. 182)",
                vec!["66 FR 266||66 FR 266", "77 FR 006 (no. 182)||77 FR 006"],
            ),
            (
                "Vol. 83, No. 91, 05/10/2018",
                vec!["Vol. 83, No. 91, 05/10/2018|2018-05-10|"],
            ),
            ("", vec![]),
        ] {
            assert_eq!(shown(field), expected, "{field}");
        }
    }
}
