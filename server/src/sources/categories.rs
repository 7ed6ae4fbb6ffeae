//! A source's categories, as the site has them. Pure.

use bantin_feed::Category;

use crate::settings::{CategorySetting, EVERY_OTHER};

/// The categories of an article as a source's map has them, each once. `map`: the slug or name there, and the slug here. `menu`: what
/// the site calls its categories.
#[must_use]
pub fn mapped(categories: Vec<Category>, map: &[(String, String)], menu: &[CategorySetting]) -> Vec<Category> {
    if map.is_empty() {
        return categories;
    }
    let mut ours: Vec<Category> = Vec::new();
    for category in categories {
        let category = match target(&category, map) {
            Some(slug) => {
                let name = menu.iter().find(|known| known.slug == slug).map(|known| known.name.clone());
                Category { name: name.unwrap_or_else(|| category.name.clone()), slug: slug.to_owned() }
            }
            None => category,
        };
        if !ours.iter().any(|known| known.slug == category.slug) {
            ours.push(category);
        }
    }
    ours
}

/// The slug that a category becomes; `None` where it stays what it is.
#[must_use]
pub fn target<'m>(category: &Category, map: &'m [(String, String)]) -> Option<&'m str> {
    let named = |(from, _): &&(String, String)| *from == category.slug || *from == category.name;
    let other = |(from, _): &&(String, String)| from == EVERY_OTHER;
    map.iter().find(named).or_else(|| map.iter().find(other)).map(|(_, to)| to.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(slug: &str, name: &str) -> Category {
        Category { slug: slug.into(), name: name.into() }
    }

    #[test]
    fn categories_are_found_by_slug_or_name_and_stand_once() {
        let map = [("tin-hoat-dong", "tin-tuc"), ("Tin mới", "tin-tuc"), ("*", "khac")];
        let map: Vec<(String, String)> = map.iter().map(|(from, to)| ((*from).into(), (*to).into())).collect();
        let menu = [CategorySetting { slug: "tin-tuc".into(), name: "Tin tức".into(), name_en: None }];
        let theirs = vec![category("tin-moi", "Tin mới"), category("tin-hoat-dong", "Hoạt động"), category("a", "A")];
        assert_eq!(mapped(theirs.clone(), &map, &menu), [category("tin-tuc", "Tin tức"), category("khac", "A")]);
        assert_eq!(mapped(theirs.clone(), &[], &menu), theirs);
    }
}
