//! The texts of an article beside its body: titles, summaries, names.

use super::characters::{Composing, visible};
use super::old_letters::Old;
use crate::{Article, plain_text, slugify};

/// Puts the texts of an article right that are no HTML: letters composed (NFC), those of TCVN3 and VNI read as Unicode's, characters
/// that nobody sees gone. The body is looked at too, as a title alone is too short to tell how it was written; it stays as it is
/// where it is HTML, for [`tidy`](super::tidy). A slug that was made of the title is made anew.
pub fn tidy_texts(article: &mut Article, compose: Composing<'_>) {
    let needed = |text: &str| !text.is_ascii();
    let body = article.content_html.as_deref().map(plain_text);
    let parts =
        [article.title.as_deref(), article.summary.as_deref(), article.content_text.as_deref(), body.as_deref()];
    if !parts.iter().flatten().any(|text| needed(text)) {
        return;
    }
    let whole = parts.iter().flatten().copied().collect::<Vec<_>>().join(" ");
    let old = Old::of(&whole);
    let right = |text: &mut String| {
        if needed(text) {
            let read = old.map(|old| old.read(text));
            *text = visible(read.as_ref().unwrap_or(text), compose);
        }
    };
    let made_of_title = article.title.as_deref().is_some_and(|title| slugify(title) == article.slug);
    let texts = [&mut article.title, &mut article.summary, &mut article.content_text].into_iter().flatten();
    texts.for_each(right);
    article.authors.iter_mut().filter_map(|author| author.name.as_mut()).for_each(right);
    article.attachments.iter_mut().filter_map(|file| file.title.as_mut()).for_each(right);
    for category in &mut article.categories {
        let made_of_name = slugify(&category.name) == category.slug;
        right(&mut category.name);
        if made_of_name {
            category.slug = slugify(&category.name);
        }
    }
    if let (true, Some(title)) = (made_of_title, &article.title) {
        article.slug = slugify(title);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Category;
    use icu_normalizer::ComposingNormalizerBorrowed;
    use proptest::prelude::*;

    fn compose(text: &str) -> String {
        ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
    }

    fn article(title: &str, body: &str) -> Article {
        Article {
            id: "1".into(),
            slug: slugify(title),
            title: Some(title.into()),
            content_html: Some(body.into()),
            categories: vec![Category { slug: slugify(title), name: title.into() }],
            ..Article::default()
        }
    }

    #[test]
    fn letters_are_composed_and_unseen_ones_go() {
        let mut told = article("Ho\u{323}p to\u{302}\u{309} da\u{302}n pho\u{302}\u{301}\u{200B}", "<p>x</p>");
        tidy_texts(&mut told, &compose);
        assert_eq!(told.title.as_deref(), Some("Họp tổ dân phố"));
        assert_eq!((told.slug.as_str(), told.categories[0].name.as_str()), ("hop-to-dan-pho", "Họp tổ dân phố"));
    }

    #[test]
    fn a_title_is_read_as_its_body_was_written() {
        // “Thông báo của ủy ban” and a text around it, as fonts of TCVN3 have them.
        let body = "<p>Th«ng b¸o vÒ viÖc tiÕp c«ng d©n ®Þnh kú cña ñy ban nh©n d©n ph\u{AD}êng, mêi bµ con ®Õn dù ®óng giê</p>";
        let mut told = article("Th«ng b¸o cña ñy ban", body);
        tidy_texts(&mut told, &compose);
        assert_eq!(told.title.as_deref(), Some("Thông báo của ủy ban"));
        assert_eq!(
            (told.slug.as_str(), told.categories[0].slug.as_str()),
            ("thong-bao-cua-uy-ban", "thong-bao-cua-uy-ban")
        );
        assert_eq!(told.content_html.as_deref(), Some(body), "that is put right where it is shown");
        let mut alone = article("Caf\u{e9} «cũ»", "<p>x</p>");
        let before = alone.clone();
        tidy_texts(&mut alone, &compose);
        assert_eq!(alone, before);
    }

    #[test]
    fn a_slug_of_the_sources_own_stays() {
        let mut told = Article { slug: "tin-7".into(), ..article("Ho\u{323}p", "") };
        tidy_texts(&mut told, &compose);
        assert_eq!(told.slug, "tin-7");
    }

    proptest! {
        #[test]
        fn what_is_right_stays_as_it_is(title in "\\PC{0,20}", body in "\\PC{0,40}") {
            let mut once = article(&title, &body);
            tidy_texts(&mut once, &compose);
            let mut twice = once.clone();
            tidy_texts(&mut twice, &compose);
            prop_assert_eq!(once, twice);
        }
    }
}
