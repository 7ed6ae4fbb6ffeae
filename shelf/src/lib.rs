//! What a site has that no server answers for, searched in the browser: a wasm of its own that answers as the server does.
//!
//! This crate exists so that a site of plain files, or one that shows a feed, can be searched as one with a server: by the same words,
//! in the same order. The finder loads it, only there. It may import the application's `data` and `config`, of its browser's half only
//! what `bantin::on_demand` gives out, and the crates `search`, `feed` and `api`.

mod shelf;

pub use shelf::Shelf;

#[cfg(target_arch = "wasm32")]
mod entry {
    use crate::Shelf;
    use bantin::config::{CONFIG, Config};
    use bantin::data::Search;
    use bantin::error::LoadError;
    use bantin::on_demand::{Client, Tree, import_with, text_of};
    use bantin_api::Language;
    use std::cell::RefCell;
    use std::rc::Rc;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        /// What the page's site has, once it was read.
        static SHELF: RefCell<Option<Rc<Shelf>>> = const { RefCell::new(None) };
    }

    /// What the API answers at a path: `/articles?q=…`, `/suggestions?q=…`. Articles that name no language are in that of the tag;
    /// `import` imports a module.
    ///
    /// # Errors
    /// The HTTP status that says why not, as [`LoadError::status`] has it.
    #[wasm_bindgen]
    pub async fn answer(path: String, language: String, import: JsValue) -> Result<String, JsValue> {
        import_with(import);
        let shelf = shelf(&language).await.map_err(LoadError::status)?;
        let (path, query) = path.split_once('?').unwrap_or((&path, ""));
        let search = Search::read(query);
        let answer = match path {
            "/articles" => shelf.found(&search),
            _ => serde_json::to_string(&shelf.suggestions(&search.q)).ok(),
        };
        answer.ok_or_else(|| JsValue::from(LoadError::NotFound.status()))
    }

    async fn shelf(language: &str) -> Result<Rc<Shelf>, LoadError> {
        if let Some(shelf) = SHELF.with_borrow(Clone::clone) {
            return Ok(shelf);
        }
        let written = text_of(CONFIG).and_then(|json| Tree::parse(&json)).ok_or(LoadError::Answer)?;
        // The application has started with it, so that it can be read.
        let config = Config::read(&written).map_err(|_| LoadError::Answer)?;
        let everything = Client::new(&config).everything().await?;
        let shelf = Rc::new(Shelf::of(everything.items, Language::of_tag(language).unwrap_or_default()));
        SHELF.set(Some(Rc::clone(&shelf)));
        Ok(shelf)
    }
}
