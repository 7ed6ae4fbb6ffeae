//! Signing in and out.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::asked::{Asked, Form};
use super::{Refused, html};
use crate::content::on_a_thread;
use crate::handlers::{App, viewer};
use crate::staff::session::Token;
use crate::staff::{account, pages, password};
use crate::store::{SessionRow, StoreError};

/// Shows the form; whoever is signed in goes on.
pub(super) fn form(app: &App, asked: &Asked) -> Result<Response, Refused> {
    if asked.came_from_elsewhere() {
        return Ok(html(StatusCode::OK, pages::again(&asked.edition, &asked.frame("dang-nhap").href("dang-nhap"))));
    }
    if asked.signed_in(app)?.is_some() {
        return Ok(asked.go_to("thong-ke"));
    }
    shown(asked, StatusCode::OK, "", None)
}

fn shown(asked: &Asked, status: StatusCode, name: &str, trouble: Option<pages::Trouble>) -> Result<Response, Refused> {
    let page = |token: &Token| pages::sign_in(&asked.frame("dang-nhap"), &token.form_key(), name, trouble);
    Ok(match &asked.token {
        Some(token) => html(status, page(token)),
        None => {
            let token = fresh()?;
            asked.holding(&token, html(status, page(&token)))
        }
    })
}

fn fresh() -> Result<Token, StoreError> {
    Token::fresh().map_err(|error| StoreError::Other(format!("no randomness: {error}")))
}

/// The form of a POST, once it is certain that it was sent from a page of ours to this browser; else what is answered.
async fn trusted(asked: &Asked, body: Body) -> Result<Result<Form, Response>, Refused> {
    if !asked.is_from_here() {
        return Ok(Err(html(StatusCode::FORBIDDEN, pages::foreign(&asked.frame("dang-nhap")))));
    }
    let form = Asked::form(body).await?;
    let known = asked.token.as_ref().is_some_and(|token| token.form_key() == form.field("ma"));
    if known {
        return Ok(Ok(form));
    }
    Ok(Err(shown(asked, StatusCode::FORBIDDEN, "", Some(pages::Trouble::Stale))?))
}

/// Signs in, or shows the form again.
pub(super) async fn sign_in(app: &App, asked: &Asked, body: Body) -> Result<Response, Refused> {
    let form = match trusted(asked, body).await? {
        Ok(form) => form,
        Err(answer) => return Ok(answer),
    };
    let typed = form.field("ten");
    // What can be nobody's name is tried all the same, and takes as long.
    let name = account::name(typed).unwrap_or_default();
    let address = viewer::client(&asked.parts, &app.settings.server.trusted_proxies);
    if let Err(seconds) = app.staff.attempts.take(address, &name, app.clock.now()) {
        tracing::warn!("signing in was tried too often");
        let answer = shown(asked, StatusCode::TOO_MANY_REQUESTS, typed, Some(pages::Trouble::Wait(seconds)))?;
        return Ok(later(answer, seconds));
    }
    let Ok(_place) = app.staff.places.try_acquire() else {
        app.staff.attempts.give_back(address, &name);
        let answer = shown(asked, StatusCode::SERVICE_UNAVAILABLE, typed, Some(pages::Trouble::Busy))?;
        return Ok(later(answer, 5));
    };
    let user = app.store.user(&name)?;
    let turn = app.staff.turns.acquire().await.map_err(|closed| StoreError::Other(closed.to_string()))?;
    let (typed_password, hash) = (form.field("mat-khau").to_owned(), user.map(|user| user.password));
    let is_right = on_a_thread(move || Ok(password::matches(&typed_password, hash.as_deref()))).await?;
    drop(turn);
    if !is_right {
        tracing::warn!("signing in was refused");
        return shown(asked, StatusCode::FORBIDDEN, typed, Some(pages::Trouble::Wrong));
    }
    app.staff.attempts.give_back(address, &name);
    let token = begun(app, asked, name).await?;
    Ok(asked.holding(&token, asked.go_to("thong-ke")))
}

/// Begins a session with a token of its own: what the browser held before is worth nothing any more.
async fn begun(app: &App, asked: &Asked, name: String) -> Result<Token, Refused> {
    let token = fresh()?;
    let now = app.clock.now();
    let session = SessionRow { token: token.hash(), name, begun: now, seen: now };
    let (store, former) = (app.store.clone(), asked.token.as_ref().map(Token::hash));
    let account = session.name.clone();
    on_a_thread(move || {
        if let Some(former) = former {
            store.remove_session(&former)?;
        }
        if store.put_session(&session)? { Ok(()) } else { Err(StoreError::Other("the account is gone".to_owned())) }
    })
    .await?;
    tracing::info!(account, "signed in");
    Ok(token)
}

/// Signs out.
pub(super) async fn sign_out(app: &App, asked: &Asked, body: Body) -> Result<Response, Refused> {
    if let Err(answer) = trusted(asked, body).await? {
        return Ok(answer);
    }
    if let Some(token) = asked.token.as_ref().map(Token::hash) {
        let store = app.store.clone();
        on_a_thread(move || store.remove_session(&token)).await?;
    }
    Ok(asked.holding_nothing(asked.go_to("dang-nhap")))
}

fn later(mut response: Response, seconds: i64) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
