//! One article.

use super::Desk;
use crate::components::article as component;
use crate::components::skeleton::{Shape, skeleton};
use crate::data::Whole;
use crate::markup::{Markup, live};
use crate::route::Route;
use crate::state::loadable::{Load, Loadable};

/// The article with this id; `slug` is what the address said of it.
pub fn article(desk: Desk, id: String, slug: String) -> Markup {
    let client = desk.client.clone();
    let load = Loadable::new(move || {
        let (client, id) = (client.clone(), id.clone());
        async move { client.article(&id).await }
    });
    live(move || match load.get() {
        Load::Loading => skeleton(Shape::Article, desk.edition.text()).into(),
        Load::Ready(whole) => {
            arrived(&desk, &whole, &slug);
            let views = views(&desk, &whole);
            component::article(&whole.article, &whole.body, &desk.edition, views).into()
        }
        Load::Failed(error) => desk.failed(error, load),
    })
}

fn arrived(desk: &Desk, whole: &Whole, slug: &str) {
    let article = &whole.article;
    if slug != article.slug {
        let route = Route::Article { id: article.id.clone(), slug: article.slug.clone() };
        desk.navigation.correct(desk.edition.language, &route);
    }
    desk.shown(Some(article.title.as_deref().unwrap_or(desk.edition.text().untitled)));
    let number = desk.client.number_of(&whole.article.id);
    desk.live.follow_article(number);
    desk.reports.shown(number);
}

fn views(desk: &Desk, whole: &Whole) -> Markup {
    let (counts, edition, start) = (desk.live, desk.edition.clone(), whole.article.views);
    let number = desk.client.number_of(&whole.article.id);
    live(move || {
        let now = number.and_then(|number| counts.views_of(number)).or(start);
        now.map(|count| component::views(count, &edition)).into()
    })
}
