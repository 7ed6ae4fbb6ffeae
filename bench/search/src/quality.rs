//! The judged questions to our own search, to plain FTS5 and to PostgreSQL with `unaccent`.

use anyhow::Result;
use bantin_feed::Article;

use crate::judged::{Question, Score, bare, check, kinds, questions};
use crate::library::Library;
use crate::plain::{Fts5, Unaccent};

/// What the mean reciprocal rank is to be, at least.
const AIM: f64 = 0.9;

/// Gives the ids that a question finds, the best first.
type Find<'w> = Box<dyn FnMut(&str) -> Result<Vec<String>> + 'w>;

/// One way to search.
struct Way<'w> {
    name: &'static str,
    find: Find<'w>,
}

/// Asks all questions in each way, and prints how good the answers are.
pub(crate) fn run(demo: &[Article]) -> Result<()> {
    let questions = questions()?;
    let ids: Vec<String> = demo.iter().map(|article| article.id.clone()).collect();
    check(&questions, &ids)?;
    let folder = tempfile::tempdir()?;
    let library = Library::open(&folder.path().join("ours"))?;
    library.import(demo, true)?;
    let plain = Fts5::with(&folder.path().join("plain"), demo)?;
    let mut ways = vec![
        Way { name: "bantin", find: Box::new(|typed| ours(&library, &ids, typed)) },
        Way { name: "FTS5, remove_diacritics 2", find: Box::new(|typed| plain.find(typed)) },
    ];
    match Unaccent::with(demo)? {
        Some(mut unaccent) => {
            ways.push(Way { name: "PostgreSQL, unaccent", find: Box::new(move |typed| unaccent.find(typed)) });
        }
        None => println!(
            "NOT MEASURED: PostgreSQL with unaccent. BANTIN_POSTGRES does not name its programs' folder, or it lacks the extension"
        ),
    }
    println!("\n{} questions to the demo site's {} articles\n", questions.len(), demo.len());
    println!(
        "| questions | asked | {} |",
        ways.iter().map(|way| format!("{}: MRR, recall", way.name)).collect::<Vec<_>>().join(" | ")
    );
    println!("| --- | --: |{}", " --- |".repeat(ways.len()));
    let mut all = vec![Vec::new(); ways.len()];
    for kind in kinds(&questions) {
        let of_kind: Vec<&Question> = questions.iter().filter(|question| question.kind == kind).collect();
        let mut cells = Vec::new();
        for (way, all) in ways.iter_mut().zip(&mut all) {
            let scores = of_kind.iter().map(|question| Ok(question.score(&(way.find)(&question.typed)?)));
            let scores: Vec<Score> = scores.collect::<Result<_>>()?;
            cells.push(mean(&scores));
            all.extend(scores);
        }
        println!("| {kind} | {} | {} |", of_kind.len(), cells.join(" | "));
    }
    let means: Vec<String> = all.iter().map(|scores| mean(scores)).collect();
    println!("| all | {} | {} |", questions.len(), means.join(" | "));
    let reached = mean_rank(all.first().map(Vec::as_slice).unwrap_or_default());
    println!("\nMRR {reached:.3}, aim {AIM}: {}", if reached >= AIM { "met" } else { "MISSED" });
    let lost = lost(&library, &ids, &questions)?;
    println!("Relevant articles that are lost when diacritics are left out: {}", lost.len());
    lost.iter().for_each(|lost| println!("- {lost}"));
    worst(&library, &ids, &questions)
}

/// The ids that we find, the best first; ours are numbers from 1 in the order of the feed.
fn ours(library: &Library, ids: &[String], typed: &str) -> Result<Vec<String>> {
    let place = |id: &u64| usize::try_from(*id).ok()?.checked_sub(1);
    Ok(library.find(typed, 100)?.ids.iter().filter_map(|id| ids.get(place(id)?).cloned()).collect())
}

fn mean_rank(scores: &[Score]) -> f64 {
    scores.iter().map(|score| score.reciprocal_rank).sum::<f64>() / scores.len().max(1) as f64
}

fn mean(scores: &[Score]) -> String {
    let recall = scores.iter().map(|score| score.recall).sum::<f64>() / scores.len().max(1) as f64;
    format!("{:.3}, {recall:.3}", mean_rank(scores))
}

/// Questions with diacritics that find something which they do not find without.
fn lost(library: &Library, ids: &[String], questions: &[Question]) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    for question in questions {
        let without = ours(library, ids, &bare(&question.typed))?;
        let with = ours(library, ids, &question.typed)?;
        let is_lost = |id: &&String| question.score(&[(*id).clone()]).recall > 0.0 && !without.contains(id);
        lost.extend(with.iter().filter(is_lost).map(|id| format!("{}: {id}", question.typed)));
    }
    Ok(lost)
}

/// The questions whose first answer is none.
fn worst(library: &Library, ids: &[String], questions: &[Question]) -> Result<()> {
    println!("\nQuestions whose first answer is none, with the place of the first that is:\n");
    for question in questions {
        let found = ours(library, ids, &question.typed)?;
        let rank = question.score(&found).reciprocal_rank;
        if rank < 1.0 {
            let place = if rank > 0.0 { format!("{:.0}", 1.0 / rank) } else { "–".to_owned() };
            println!(
                "- {} ({}): {place}; first {}",
                question.typed,
                question.kind,
                found.first().map_or("nothing", String::as_str)
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::demo;

    #[test]
    fn what_is_asked_is_found_first_and_nothing_is_lost_without_diacritics() {
        let demo =
            demo(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/demo/feed.json"))).unwrap();
        let questions = questions().unwrap();
        assert!(questions.len() >= 120);
        let ids: Vec<String> = demo.iter().map(|article| article.id.clone()).collect();
        check(&questions, &ids).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&folder.path().join("db")).unwrap();
        library.import(&demo, true).unwrap();
        let score = |question: &Question| question.score(&ours(&library, &ids, &question.typed).unwrap());
        let scores: Vec<Score> = questions.iter().map(score).collect();
        assert!(mean_rank(&scores) >= AIM, "{}", mean_rank(&scores));
        assert_eq!(lost(&library, &ids, &questions).unwrap(), [] as [&str; 0]);
    }
}
