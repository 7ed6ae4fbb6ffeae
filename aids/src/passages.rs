//! A text in pieces that are spoken one after the other.
//!
//! Some browsers fall silent in the midst of a long piece (Chromium after some fifteen seconds), and none can go on in the midst of one;
//! so pieces are sentences, and long sentences are cut where one would draw breath.

/// Characters of a piece, at most.
const LONGEST: usize = 180;

/// The pieces of a text; spaces around them are gone.
#[must_use]
pub fn passages(text: &str) -> Vec<String> {
    let mut passages = Vec::new();
    let mut passage = String::new();
    let mut letters = text.split_whitespace().peekable();
    while let Some(word) = letters.next() {
        if !passage.is_empty() {
            passage.push(' ');
        }
        passage.push_str(word);
        let ends = ends_sentence(word, letters.peek().copied());
        let draws_breath = passage.chars().count() > LONGEST / 2 && word.ends_with([',', ';', ':', '–']);
        if ends || draws_breath || passage.chars().count() > LONGEST {
            passages.push(std::mem::take(&mut passage));
        }
    }
    if !passage.is_empty() {
        passages.push(passage);
    }
    passages
}

/// Whether a sentence ends with a word: the next begins with a capital or a digit. So *TP. Hồ Chí Minh* and *ông Tr. Văn A* are cut too
/// often, which is a short breath; a number such as *1.500* never is.
fn ends_sentence(word: &str, next: Option<&str>) -> bool {
    let bare = word.trim_end_matches(['”', '"', ')', '’']);
    let is_short = bare.chars().count() <= 3;
    let begins = next.and_then(|next| next.trim_start_matches(['“', '"', '(']).chars().next());
    match bare.chars().next_back() {
        Some('!' | '?' | '…') => true,
        Some('.') => !is_short && begins.is_none_or(|letter| letter.is_uppercase() || letter.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_spoken_one_by_one() {
        assert_eq!(
            passages("Phường họp. Ai được mời?  Mọi người!\n“Đến đúng giờ.” Hết"),
            ["Phường họp.", "Ai được mời?", "Mọi người!", "“Đến đúng giờ.”", "Hết"]
        );
        assert_eq!(passages("Thu 1.500 đồng, tại TP. Hồ Chí Minh."), ["Thu 1.500 đồng, tại TP. Hồ Chí Minh."]);
        assert_eq!(passages("  \n "), [""; 0]);
    }

    #[test]
    fn a_long_sentence_is_cut_where_one_draws_breath() {
        let long = format!("{}, {} hết", "một hai ba bốn ".repeat(7).trim(), "năm sáu bảy ".repeat(30).trim());
        let cut = passages(&long);
        assert!(cut.len() > 2 && cut.iter().all(|passage| passage.chars().count() <= LONGEST + 10), "{cut:?}");
        assert!(cut[0].ends_with(','));
        assert_eq!(cut.join(" "), long);
    }
}
