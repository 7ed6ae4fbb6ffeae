//! Signing in.

use maud::html;

use super::Frame;

/// Why the form is shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// An unknown name, or a wrong password: which of them is not said.
    Wrong,
    /// The form belongs to no page that was sent to this browser.
    Stale,
    /// It was tried too often; in so many seconds it may be tried again.
    Wait(i64),
    /// Too many sign in at once.
    Busy,
}

/// The form; `key` is what it brings along, `name` what was typed before.
#[must_use]
pub fn sign_in(frame: &Frame<'_>, key: &str, name: &str, trouble: Option<Trouble>) -> String {
    let words = frame.words();
    let said = trouble.map(|trouble| match trouble {
        Trouble::Wrong => words.wrong.to_owned(),
        Trouble::Stale => words.stale.to_owned(),
        Trouble::Wait(seconds) => words.wait(seconds),
        Trouble::Busy => words.busy.to_owned(),
    });
    let (first, again) = (said.is_none(), said.as_ref().map(|_| "loi"));
    let body = html! {
        div.door {
            h1 { (words.sign_in) }
            p.quiet { (words.for_staff) }
            @if let Some(said) = &said { p.failed id="loi" role="alert" { (said) } }
            form method="post" action=(frame.href("dang-nhap")) aria-describedby=[again] {
                input type="hidden" name="ma" value=(key);
                label for="ten" { (words.name) }
                input #ten type="text" name="ten" value=(name) autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required autofocus[first];
                label for="mat-khau" { (words.password) }
                input #mat-khau type="password" name="mat-khau" autocomplete="current-password" maxlength="1024" required autofocus[!first];
                button type="submit" { (words.sign_in) }
            }
            p.quiet { (words.forgotten) }
        }
    };
    frame.whole(words.sign_in, &body)
}
