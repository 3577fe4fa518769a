//! One plain Latin spelling for a word of another script.
//!
//! It is one reading, not the reading: [`crate::sound`] makes the many ways a word is romanised
//! meet. Sources: BGN/PCGN romanisation of Russian and Ukrainian for Cyrillic; `any_ascii` for the
//! scripts without a table of their own.

use crate::limits::WORD_BYTES_MAX;
use crate::script::Script;

/// Romanises a folded word into `a`–`z` and digits. Chinese is not done here: see [`crate::han`].
#[must_use]
pub fn romanise(word: &str, script: Script) -> String {
    let mut out = String::new();
    let last = word.chars().count().saturating_sub(1);
    for (at, c) in word.chars().enumerate() {
        let latin = match script {
            Script::Cyrillic => cyrillic(c),
            // At the start ain and hamza carry a vowel; the feminine ending is mostly written a.
            Script::Arabic if at == 0 && "عءئؤ".contains(c) => Some("a"),
            Script::Arabic if at == last && c == 'ة' => Some("a"),
            Script::Arabic => arabic(c),
            _ => None,
        };
        match latin {
            Some(latin) => out.push_str(latin),
            None => out.push_str(any_ascii::any_ascii_char(c)),
        }
    }
    out.retain(|c| c.is_ascii_alphanumeric());
    out.make_ascii_lowercase();
    out.truncate(WORD_BYTES_MAX);
    out
}

fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ғ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'й' => "y",
        'ї' => "yi",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'ң' => "ng",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ұ' => "u",
        'ў' => "w",
        'ф' => "f",
        'х' => "kh",
        'һ' => "h",
        'ц' => "ts",
        'ч' | 'ҷ' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ы' => "y",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ә' => "a",
        'җ' | 'ј' => "j",
        'ћ' => "c",
        'ђ' => "dj",
        'љ' => "lj",
        'њ' => "nj",
        'џ' => "dz",
        _ => return None,
    })
}

/// Uyghur letters are written with their vowels; Arabic and Persian mostly without.
fn arabic(c: char) -> Option<&'static str> {
    Some(match c {
        'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ة' => "t",
        'ث' => "th",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' | 'ھ' | 'ہ' => "h",
        'خ' => "kh",
        'د' => "d",
        'ذ' => "dh",
        'ر' => "r",
        'ز' | 'ظ' => "z",
        'ژ' => "zh",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'ض' => "d",
        'ع' | 'ء' | 'ئ' | 'ؤ' => "",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' => "g",
        'ڭ' => "ng",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'و' | 'ۋ' => "w",
        'ۇ' | 'ۈ' => "u",
        'ۆ' => "o",
        'ې' => "e",
        'ە' => "e",
        'ي' | 'ی' => "y",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings() {
        assert_eq!(romanise("видеоанализа", Script::Cyrillic), "videoanaliza");
        assert_eq!(romanise("нтехлаб", Script::Cyrillic), "ntekhlab");
        assert_eq!(romanise("محمد", Script::Arabic), "mhmd");
        assert_eq!(romanise("γιωργος", Script::Other), "giorgos");
    }
}
