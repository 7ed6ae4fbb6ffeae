//! The files that belong to an article, each with its type and size.

use super::Edition;
use crate::markup::{Element, Markup, el};
use crate::text::size;
use bantin_feed::Attachment;

/// The list, or nothing where there are none.
#[must_use]
pub fn attachments(files: &[Attachment], edition: &Edition) -> Option<Element> {
    let item = |file: &Attachment| {
        let name = file.title.clone().unwrap_or_else(|| file_name(&file.url));
        let size = file.size_in_bytes.filter(|bytes| *bytes > 0).map(|bytes| size(bytes, edition.language));
        let about = [Some(kind(file)), size].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let link = el("a").attr("href", file.url.clone()).with(name);
        el("li").with(link).with(" ").with(el("span.about").with(format!("({about})")))
    };
    let list = el("ul").with(files.iter().map(item).collect::<Markup>());
    let heading = el("h2").with(edition.text().attachments);
    (!files.is_empty()).then(|| el("section.attachments").with(heading).with(list))
}

/// What people call the type: the address's ending, else the last part of the media type.
fn kind(file: &Attachment) -> String {
    let name = file_name(&file.url);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| (1..=5).contains(&ending.len()));
    let kind = ending.unwrap_or_else(|| file.mime_type.rsplit(['/', '.']).next().unwrap_or_default());
    kind.to_ascii_uppercase()
}

fn file_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str, mime_type: &str) -> Attachment {
        Attachment { url: url.into(), mime_type: mime_type.into(), ..Attachment::default() }
    }

    #[test]
    fn a_type_is_named_as_people_name_it() {
        assert_eq!(kind(&file("/media/a.PDF?v=1", "application/pdf")), "PDF");
        assert_eq!(kind(&file("/tai-ve/3", "application/vnd.ms-excel")), "MS-EXCEL");
        assert_eq!(kind(&file("/tai-ve/3", "audio/mpeg")), "MPEG");
        assert_eq!(file_name("https://a.example/b/c.docx#x"), "c.docx");
    }
}
