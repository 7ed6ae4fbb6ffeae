//! Each rule by itself, and what holds for any HTML.

use super::tidy;

/// As `String.prototype.normalize` does it, for the letters of these tests.
fn composed(text: &str) -> String {
    text.replace("e\u{302}\u{301}", "ế").replace("a\u{301}", "á").replace("o\u{323}\u{302}", "ộ")
}

fn made(html: &str) -> String {
    let once = tidy(html, Some("vi"), &composed);
    assert_eq!(tidy(&once, Some("vi"), &composed), once, "not the same again: {html}");
    once
}

/// Each pair: what is given, what becomes of it.
fn all(pairs: &[(&str, &str)]) {
    for (given, wanted) in pairs {
        assert_eq!(made(given), *wanted, "{given}");
    }
}

#[test]
fn headings_begin_below_the_title_and_leave_no_level_out() {
    all(&[
        ("<h1>A</h1><h3>B</h3><h2>C</h2>", "<h2>A</h2><h3>B</h3><h3>C</h3>"),
        ("<h2>A</h2><h4>B</h4><h2>C</h2>", "<h2>A</h2><h3>B</h3><h2>C</h2>"),
        ("<h2></h2><h3>&nbsp;<br></h3><p>a</p>", "<p>a</p>"),
        ("<h3><b><strong>A</strong></b></h3>", "<h2>A</h2>"),
        ("<h3><b>A</b> B</h3>", "<h2><b>A</b> B</h2>"),
        ("<h2><img src=\"a.png\"></h2>", "<p><img src=\"a.png\" alt=\"\"></p>"),
        ("<h2>A<br><br>B</h2>", "<h2>A</h2><h2>B</h2>"),
    ]);
}

#[test]
fn blocks_stand_below_each_other_and_nothing_is_there_for_distance() {
    all(&[
        ("<div><div>a</div><div><div>b</div></div></div>", "<p>a</p><p>b</p>"),
        ("a<br><br>b<br>\n<br>&nbsp;<br>c<br>d<br>", "<p>a</p><p>b</p><p>c<br>d</p>"),
        ("<p>a</p><p>&nbsp;</p><p> <br> </p><p><b> </b></p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p><b>a<br><br>b</b></p>", "<p><b>a</b></p><p><b>b</b></p>"),
        ("<b><p>a</p><p>b</p></b>", "<p>a</p><p>b</p>"),
        ("<a href=\"/x\"><p>a</p></a>", "<p><a href=\"/x\" rel=\"noopener\">a</a></p>"),
        ("<del><ul><li>a</li></ul></del>", "<ul><li><del>a</del></li></ul>"),
        (
            "<div lang=\"en\"><p>These are English words</p></div>",
            "<div lang=\"en\"><p>These are English words</p></div>",
        ),
        ("<blockquote>a<div>b</div></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<ul><li><p>a</p></li><li></li>x<ul><li>b</li></ul></ul>", "<ul><li>a</li><li>x<ul><li>b</li></ul></li></ul>"),
        ("<li>a</li><li>b</li><p>c</p>", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("<details><summary><p>a</p></summary>b</details>", "<details><summary>a</summary><p>b</p></details>"),
        ("<pre>a  b\n c</pre>", "<pre>a  b\n c</pre>"),
        ("<td>a</td><tr><td>b</td></tr><figcaption>c</figcaption>", "<p>a</p><p>b</p><p>c</p>"),
    ]);
}

#[test]
fn what_stands_on_a_line_says_something() {
    all(&[
        ("<p><span>a</span><span lang=\"EN-US\">, </span><b></b><i>b</i><i>c</i></p>", "<p>a, <i>bc</i></p>"),
        ("<p><b><b>a</b></b> <em> </em></p>", "<p><b>a</b></p>"),
        (
            "<p><span lang=\"en\">of the people</span> <span lang=\"EN-US\">của dân ta</span></p>",
            "<p><span lang=\"en\">of the people</span> của dân ta</p>",
        ),
        ("<p dir=\"ltr\" lang=\"vi\">a</p><p dir=\"rtl\">b</p>", "<p>a</p><p dir=\"rtl\">b</p>"),
        ("<p>a<b><br></b>b</p>", "<p>a<br>b</p>"),
    ]);
}

#[test]
fn links_lead_somewhere() {
    for nowhere in ["#", "", "#muc-1", "javascript:void(0)", " java\tscript:x", "data:text/html,x", "file:///C:/a.doc"]
    {
        assert_eq!(made(&format!("<p><a href=\"{nowhere}\">a</a></p>")), "<p>a</p>", "{nowhere}");
    }
    all(&[
        ("<p><a>a</a> <a href=\"/x\"> </a>b</p>", "<p>a b</p>"),
        ("<p><a href=\"/a.pdf\">tải về</a></p>", "<p><a href=\"/a.pdf\" rel=\"noopener\">tải về</a></p>"),
        ("<p><a href=\"mailto:a@b.vn\">a</a></p>", "<p><a href=\"mailto:a@b.vn\" rel=\"noopener\">a</a></p>"),
        ("<p><a href=\"/x\">a</a><a href=\"/x\">b</a></p>", "<p><a href=\"/x\" rel=\"noopener\">ab</a></p>"),
    ]);
}

#[test]
fn a_space_is_a_space() {
    all(&[
        ("<p>&nbsp; a &nbsp;b&nbsp;c  </p>", "<p>a b c</p>"),
        (
            "<p>10&nbsp;000 người, 5&nbsp;km, 7&nbsp;%, 3&nbsp; m, 2&nbsp;</p>",
            "<p>10&nbsp;000 người, 5&nbsp;km, 7&nbsp;%, 3 m, 2</p>",
        ),
        ("<p>xa\u{200B}\u{FEFF} bi\u{AD}ên \u{202A}a\u{7}</p>", "<p>xa biên a</p>"),
        ("<p>bie\u{302}\u{301}n <b>bo\u{323}\u{302}</b></p>", "<p>biến <b>bộ</b></p>"),
        ("<p>a <br> b</p>", "<p>a<br>b</p>"),
        ("<p>👨\u{200D}👩\u{200D}👧</p>", "<p>👨\u{200D}👩\u{200D}👧</p>"),
    ]);
}

#[test]
fn typed_lists_are_lists() {
    let list = "<ul><li>a</li><li>b</li></ul>";
    for sign in ["· ", "•", "- ", "-", "+ ", "o&nbsp;&nbsp; ", "§&nbsp; ", "\u{F0B7}", "·&nbsp;&nbsp;&nbsp;&nbsp; "]
    {
        assert_eq!(made(&format!("<p>{sign}a</p><p><span>{sign}</span>b</p>")), list, "{sign}");
        assert_eq!(made(&format!("<p>x</p><p>{sign}a<br>{sign}b</p>")), format!("<p>x</p>{list}"), "{sign}");
    }
    all(&[
        ("<p>Gồm:<br>- a<br>- b</p>", "<p>Gồm:</p><ul><li>a</li><li>b</li></ul>"),
        ("<p>- a</p><p>+ b</p><p>+ c</p><p>- d</p>", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
        ("<p><b>- A:</b> b</p><p><b>- C:</b> d</p>", "<ul><li><b>A:</b> b</li><li><b>C:</b> d</li></ul>"),
        ("<p>1. Một</p><p>2. Hai</p><p>3. Ba</p>", "<ol><li>Một</li><li>Hai</li><li>Ba</li></ol>"),
    ]);
    for plain in [
        "<p>- a</p><p>b</p>",
        "<p>o a</p><p>o b</p>",
        "<p>-5 độ</p><p>-7 độ</p>",
        "<p>– Anh đi đâu?</p><p>– Tôi ra bến.</p>",
        "<p>§ 5 Bộ luật</p><p>§ 6 Bộ luật</p>",
        "<p>1. Một</p><p>2. Hai</p>",
        "<p>2. Một</p><p>3. Hai</p><p>4. Ba</p>",
        "<p>1. Một</p><p>3. Hai</p><p>4. Ba</p>",
        "<p>1. 2. 2026</p><p>2. 2. 2026</p><p>3. 2. 2026</p>",
        "<p>•</p><p>•</p>",
    ] {
        assert_eq!(made(plain), plain);
    }
}

const FRAME: &str = r#"<div class="table" role="region" tabindex="0" aria-label="Bảng 1">"#;

#[test]
fn tables_have_a_head_a_name_and_a_frame_that_scrolls() {
    let row = "<tr><td>1</td><td>2</td></tr>";
    let whole = format!(
        "{FRAME}<table><thead><tr><th scope=\"col\">A</th><th scope=\"col\">B</th></tr></thead><tbody>{row}</tbody></table></div>"
    );
    for head in ["<td><b>A</b></td><td><p><strong>B</strong></p></td>", "<th>A</th><th>B</th>"] {
        assert_eq!(made(&format!("<table width=\"605\"><tbody><tr>{head}</tr>{row}</tbody></table>")), whole);
    }
    assert_eq!(made(&format!("<table><thead><tr><td>A</td><td>B</td></tr></thead>{row}</table>")), whole);
    let plain = format!("<table><tbody>{row}{row}</tbody></table>");
    let two = made(&format!("{plain}<table><caption>Lịch <b>họp</b></caption>{row}</table>{plain}"));
    for name in ["Bảng 1", "Lịch họp", "Bảng 3"] {
        assert!(two.contains(&format!("aria-label=\"{name}\"")), "{two}");
    }
    assert!(tidy(&plain, Some("en-GB"), &composed).contains("aria-label=\"Table 1\""));
    // All bold is no head, nor is one that nothing follows.
    let bold = "<tr><td><b>1</b></td><td><b>2</b></td></tr>";
    for html in [format!("<table>{bold}{bold}</table>"), format!("<table>{bold}</table>")] {
        assert!(!made(&html).contains("<thead>"), "{html}");
    }
}

#[test]
fn a_head_of_two_rows_is_whole() {
    let html = "<table><tr><th rowspan=\"2\">A</th><th colspan=\"2\">B</th></tr><tr><th>C</th><th></th></tr>\
        <tr><th>1</th><td>2</td><td>3</td></tr></table>";
    let wanted = "<thead><tr><th rowspan=\"2\" scope=\"col\">A</th><th colspan=\"2\" scope=\"colgroup\">B</th></tr>\
        <tr><th scope=\"col\">C</th><th scope=\"col\">D</th></tr></thead><tbody><tr><th scope=\"row\">1</th><td>2</td><td>3</td></tr></tbody>";
    let html = html.replace("<th></th>", "<th>D</th>");
    assert_eq!(made(&html), format!("{FRAME}<table>{wanted}</table></div>"));
}

#[test]
fn cells_reach_no_further_than_there_is_and_nothing_is_empty() {
    let huge =
        "<table><tr><td colspan=\"99999\" rowspan=\"7\">a</td><td>b</td></tr><tr><td rowspan=\"2\">c</td></tr></table>";
    assert_eq!(
        made(huge),
        format!(
            "{FRAME}<table><tbody><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table></div>"
        )
    );
    let holes = "<table><tr><td>a</td><td>&nbsp;</td><td>b</td></tr><tr><td> </td><td></td><td><p></p></td></tr>\
        <tr><td>c</td><td></td><td></td></tr></table>";
    assert_eq!(
        made(holes),
        format!("{FRAME}<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody></table></div>")
    );
}

#[test]
fn tables_that_only_arrange_are_none() {
    all(&[
        ("<table><tr><td><p>a</p>b</td></tr></table>", "<p>a</p><p>b</p>"),
        ("<table><tr><td></td></tr></table>", ""),
        ("<table><tr><td><h2>A</h2>x</td><td>b</td></tr></table>", "<h2>A</h2><p>x</p><p>b</p>"),
        (
            "<table><tr><td><img src=\"a.jpg\" alt=\"Cầu\"></td></tr><tr><td><p>Cầu mới</p></td></tr></table>",
            "<figure><img src=\"a.jpg\" alt=\"Cầu\"><figcaption>Cầu mới</figcaption></figure>",
        ),
    ]);
    let nested = "<table><tr><td>x</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>";
    assert_eq!(
        made(nested),
        format!("<p>x</p>{FRAME}<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>")
    );
}

#[test]
fn pictures_have_the_words_that_are_theirs() {
    for name in ["IMG_2034.jpg", "image001.png", "Ảnh 3.JPG", "IMG_2034", "DSC 0012", "image", "z5123"] {
        let wanted = if name == "image" { name } else { "" };
        let html = format!("<p><img alt=\"{name}\" src=\"a.jpg\" title=\"{name}\"></p>");
        let title = if name == "image" { " title=\"image\"" } else { "" };
        assert_eq!(made(&html), format!("<p><img src=\"a.jpg\" alt=\"{wanted}\"{title}></p>"));
    }
    let figure = "<figure><img src=\"a.jpg\" alt=\"\"><figcaption>Cầu mới</figcaption></figure>";
    all(&[
        ("<p><img src=\"a.jpg\"></p>", "<p><img src=\"a.jpg\" alt=\"\"></p>"),
        ("<p><img></p>", ""),
        ("<p><img alt=\"Cầu mới\"><img alt=\"a.jpg\"></p>", "<p>Cầu mới</p>"),
        ("<p><img src=\"a.jpg\"></p><p><i>Cầu mới</i></p>", figure),
        ("<p><img src=\"a.jpg\"><br><em>Cầu mới</em></p>", figure),
        ("<figure><p><img src=\"a.jpg\"></p><figcaption><p>Cầu mới</p></figcaption></figure>", figure),
        ("<figure><figcaption>a</figcaption></figure><figure></figure>", "<p>a</p>"),
        ("<p>Vui <img alt=\"🎉\" src=\"https://s.w.org/x.svg\"></p>", "<p>Vui 🎉</p>"),
    ]);
    for apart in [
        "<p><img src=\"a.jpg\" alt=\"\"></p><p>Cầu mới</p>".to_owned(),
        format!("<p><img src=\"a.jpg\" alt=\"\"></p><p><i>{}</i></p>", "dài ".repeat(60).trim()),
    ] {
        assert_eq!(made(&apart), apart);
    }
    assert_eq!(made(&figure.repeat(2)), format!("<div class=\"gallery\">{}</div>", figure.repeat(2)));
    assert_eq!(
        made(&format!("<figure>{figure}{figure}</figure>")),
        format!("<div class=\"gallery\">{}</div>", figure.repeat(2))
    );
}

#[test]
fn a_link_to_a_video_that_stands_alone_is_one() {
    let video = |words: &str| {
        format!(
            "<figure class=\"player\"><a data-player=\"https://www.youtube-nocookie.com/embed/abcdefghijk\" \
             href=\"https://www.youtube.com/watch?v=abcdefghijk\" rel=\"noopener\">{words}</a></figure>"
        )
    };
    let plain = video("Xem video trên YouTube");
    all(&[
        ("<p>https://youtu.be/abcdefghijk</p>", &plain),
        ("<p><a href=\"https://youtu.be/abcdefghijk\">https://youtu.be/abcdefghijk</a></p>", &plain),
        ("<figure><div>\nhttps://www.youtube.com/watch?v=abcdefghijk\n</div></figure>", &plain),
        (
            "<p><a href=\"https://youtu.be/abcdefghijk\">Lễ khai mạc</a></p>",
            &video("Xem video trên YouTube: Lễ khai mạc"),
        ),
    ]);
    let inside = "<p>Xem <a href=\"https://youtu.be/abcdefghijk\" rel=\"noopener\">video</a></p>";
    assert_eq!(made(inside), inside);
    // Nobody else can write what is played.
    let forged = "<p><a data-player=\"https://evil.example/\" href=\"https://a.vn/\" class=\"x\">a</a></p>";
    assert_eq!(made(forged), "<p><a href=\"https://a.vn/\" rel=\"noopener\">a</a></p>");
    assert!(
        tidy("<p>https://youtu.be/abcdefghijk</p>", Some("en"), &composed).contains(">Watch the video on YouTube<")
    );
}
