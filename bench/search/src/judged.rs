//! Questions to the demo site whose answers somebody has judged, and how good an order of answers is.

use anyhow::{Context, Result, ensure};

/// The questions: their kind, what is typed, the articles that answer it.
const TABLE: &str = include_str!("../judged.tsv");

/// Places of an order that are looked at.
const LOOKED_AT: usize = 100;

/// A question.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// How it is asked.
    pub(crate) kind: &'static str,
    /// What is typed.
    pub(crate) typed: String,
    /// The ends of the ids of the articles that answer it.
    pub(crate) relevant: Vec<&'static str>,
}

/// All questions; each that is spelled is there a second time, without its diacritics.
pub(crate) fn questions() -> Result<Vec<Question>> {
    let mut questions = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut parts = line.split('\t');
        let (kind, typed, relevant) = (parts.next(), parts.next(), parts.next());
        let (Some(kind), Some(typed), Some(relevant)) = (kind, typed, relevant) else {
            anyhow::bail!("judged.tsv: three parts with tabs between them are needed in {line:?}");
        };
        let relevant: Vec<&str> = relevant.split_whitespace().collect();
        ensure!(!relevant.is_empty(), "judged.tsv: nothing answers {typed:?}");
        questions.push(Question { kind, typed: typed.to_owned(), relevant: relevant.clone() });
        if kind == "spelled" {
            questions.push(Question { kind: "spelled, without diacritics", typed: bare(typed), relevant });
        }
    }
    Ok(questions)
}

/// A text without its diacritics.
pub(crate) fn bare(text: &str) -> String {
    let mut bare = String::new();
    let mut end = 0;
    for word in bantin_search::words(text) {
        bare.push_str(text.get(end..word.start).unwrap_or_default());
        bare.push_str(&word.folded);
        end = word.end;
    }
    bare + text.get(end..).unwrap_or_default()
}

/// How good an order of answers to one question is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    /// One divided by the place of the first that answers; 0 where none does.
    pub(crate) reciprocal_rank: f64,
    /// The part of those that answer which is found at all.
    pub(crate) recall: f64,
}

impl Question {
    /// Scores ids in the order in which they were found.
    pub(crate) fn score(&self, found: &[String]) -> Score {
        let answers = |id: &String| self.relevant.iter().any(|end| id.ends_with(&format!("bl-{end}")));
        let first = found.iter().take(LOOKED_AT).position(answers);
        let all = found.iter().take(LOOKED_AT).filter(|id| answers(id)).count();
        Score {
            reciprocal_rank: first.map_or(0.0, |at| 1.0 / (at + 1) as f64),
            recall: all as f64 / self.relevant.len() as f64,
        }
    }
}

/// The kinds of questions, in the order of the table.
pub(crate) fn kinds(questions: &[Question]) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    for question in questions {
        if !kinds.contains(&question.kind) {
            kinds.push(question.kind);
        }
    }
    kinds
}

/// Checks that every id that is named is one of these.
pub(crate) fn check(questions: &[Question], ids: &[String]) -> Result<()> {
    for question in questions {
        for end in &question.relevant {
            let known = ids.iter().any(|id| id.ends_with(&format!("bl-{end}")));
            known.then_some(()).with_context(|| format!("judged.tsv: there is no article {end}"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_answers_counts() {
        let question = Question { kind: "bare", typed: "x".into(), relevant: vec!["1", "2"] };
        let score = question.score(&["bl-9".into(), "bl-2".into()]);
        assert_eq!((score.reciprocal_rank, score.recall), (0.5, 0.5));
        assert_eq!(question.score(&[]).reciprocal_rank, 0.0);
        assert_eq!(bare("Đường \"Vườn Trầu\", số 7"), "duong \"vuon trau\", so 7");
    }
}
