//! Words with which one asks, and which say nothing of what is asked for.

use crate::query::Asked;
use crate::word::{Word, words};
use std::sync::LazyLock;

/// Such words, of Vietnamese and of English.
const ASKING: &str = "ai anh bao bị bởi các cách cái cần chị cho chưa có cùng của do đã đâu đây để đến đi đó được gì giờ hay hoặc hết hơn khi không là \
    lâu lên lúc mà mấy mình mỗi này nào nếu ngày ngoài nhiêu những như ở phải qua ra rồi sao sau sẽ tại thế theo thì thể tôi tới trên \
    trong từ và vào vẫn vậy về vì việc với xin xong \
    a an and are at can do does for from how i in is it my of on or the to what when where which who why with you";

/// Whether a word only asks. One that was typed with diacritics is one of these as it is spelled alone: *đâu* is, *đầu* is none.
#[must_use]
pub fn only_asks(word: &Asked) -> bool {
    static KNOWN: LazyLock<Vec<Word>> = LazyLock::new(|| words(ASKING));
    KNOWN.iter().any(|known| known.folded == word.folded && (word.spelled.is_none() || word.spelled == known.spelled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;

    #[test]
    fn what_is_asked_for_is_left() {
        let left = |typed: &str| {
            let query = Query::read(typed);
            let words: Vec<_> = query.words().filter(|word| !only_asks(word)).map(|word| word.typed.clone()).collect();
            words.join(" ")
        };
        assert_eq!(left("làm giấy khai sinh cho con ở đâu"), "làm giấy khai sinh con");
        assert_eq!(left("bi cup nuoc toi khi nao"), "cup nuoc");
        assert_eq!(left("đầu đường"), "đầu đường");
        assert_eq!(left("where is the ferry"), "ferry");
    }
}
