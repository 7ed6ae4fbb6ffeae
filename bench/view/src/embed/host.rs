//! A host's page: a ward's portal as there are many, with its own picture first, and a column for what is embedded.

use super::Guest;
use crate::pages::{SITE, api};

/// The host's own picture, which is its largest paint.
pub(crate) const PICTURE: &str = "/anh.jpg";
/// The list in plain JavaScript.
pub(crate) const SCRIPT: &str = "/danh-sach.js";

/// Where a guest's page is.
pub(crate) fn path(guest: Guest) -> String {
    format!("/{guest:?}").to_lowercase()
}

/// The page.
pub(crate) fn document(guest: Guest, news: &str) -> String {
    let loader = format!("<script type=\"module\" src=\"{news}/embed.js\"></script>");
    let ready = |count: u8| {
        format!(
            "<script>let left={count};addEventListener('bantin-ready',()=>--left||(window.__content=performance.now()))</script>"
        )
    };
    let inside = match guest {
        Guest::None => String::new(),
        Guest::Elements | Guest::Held => format!(
            "{}<bantin-news site=\"{SITE}\" count=\"5\"></bantin-news><bantin-counter site=\"{SITE}\"></bantin-counter>{loader}",
            ready(2)
        ),
        Guest::Counter => format!("{}<bantin-counter site=\"{SITE}\"></bantin-counter>{loader}", ready(1)),
        Guest::Frames => format!(
            "<script>let left=2;const came=()=>--left||(window.__content=performance.now())</script>\
             <iframe title=\"Tin\" src=\"{news}/khung/{SITE}/tin?count=5\" width=\"100%\" height=\"480\" onload=\"came()\"></iframe>\
             <iframe title=\"Lượt truy cập\" src=\"{news}/khung/{SITE}/bo-dem\" width=\"100%\" height=\"120\" onload=\"came()\"></iframe>"
        ),
        Guest::Script => format!("<div id=\"tin\"></div><script async src=\"{SCRIPT}\"></script>"),
    };
    // As the page of lines writes it.
    let room = if guest == Guest::Held {
        "bantin-news:not(:defined){display:block;min-height:512px}bantin-counter:not(:defined){display:block;min-height:71px}"
    } else {
        ""
    };
    let paragraph = "<p>Ủy ban nhân dân phường tiếp nhận và trả kết quả hồ sơ vào các buổi sáng trong tuần tại bộ phận một cửa.</p>";
    format!(
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Cổng thông tin</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>body{{margin:0;font:16px/1.5 sans-serif}}main{{padding:16px}}\
         img{{display:block;width:100%;height:300px;object-fit:cover}}iframe{{border:0}}{room}</style></head><body>\
         <main><h1>Cổng thông tin phường</h1><img src=\"{PICTURE}\" alt=\"\">{inside}{}<a href=\"/\">Trang chủ</a></main></body></html>",
        paragraph.repeat(12)
    )
}

/// The script: fetches the same list and shows it, nothing more.
pub(crate) fn script(news: &str) -> String {
    format!(
        "(async()=>{{const answer=await fetch('{news}{}/articles?page=1&per_page=5');const feed=await answer.json();\
         const list=document.createElement('ul');for(const item of feed.items){{const row=document.createElement('li');\
         const link=document.createElement('a');link.href='{news}'+item.url;link.textContent=item.title;\
         const text=document.createElement('p');text.textContent=item.summary||'';row.append(link,text);\
         if(item.image){{const picture=new Image(120,80);picture.loading='lazy';picture.src='{news}'+item.image;row.prepend(picture)}}\
         list.append(row)}}document.getElementById('tin').append(list);window.__content=performance.now()}})()",
        api()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_guest_has_its_page() {
        for guest in Guest::ALL {
            let page = document(guest, "http://news.example");
            assert!(page.contains(PICTURE), "{page}");
            assert_eq!(page.contains("news.example"), !matches!(guest, Guest::None | Guest::Script), "{page}");
        }
        assert!(script("http://news.example").contains("http://news.example/api/v1/sites/demo/articles"));
    }
}
