//! Searching in the browser: a wasm of its own, loaded when somebody searches.
//!
//! This crate exists so that who never searches does not load what shows it. The application asks it for the page of a search, which
//! the very component makes that the server makes it with; the script that starts the application asks it to suggest titles. Where there
//! is a server of ours, that answers; else the shelf does, one more module. It may import the application's components and data, of its
//! browser's half only what `bantin::on_demand` gives out, and the crate `api`.
//!
//! | to find | look in |
//! | --- | --- |
//! | what is asked for, and who answers | `asked` |
//! | the field with its list of titles | `combobox`; which of them is chosen: `choice` |

pub mod choice;

#[cfg(target_arch = "wasm32")]
mod asked;
#[cfg(target_arch = "wasm32")]
mod combobox;

#[cfg(target_arch = "wasm32")]
mod entry {
    use crate::asked::Asked;
    use crate::combobox;
    use bantin::components::search::{content, title};
    use bantin::data::Search;
    use bantin::error::LoadError;
    use bantin::on_demand::import_with;
    use js_sys::Array;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// The page of a search, its title and its HTML: of the query of its address, in the language of a tag. `import` imports a module.
    ///
    /// # Errors
    /// The HTTP status that says why not, as [`LoadError::status`] has it.
    #[wasm_bindgen]
    pub async fn found(query: String, language: String, import: JsValue) -> Result<Array, JsValue> {
        import_with(import);
        let page = async {
            let asked = Asked::of_page(&language).await?;
            let search = Search::read(&query);
            let found = if search.asks() { Some(asked.found(&search).await?) } else { None };
            let mut html = String::new();
            content(&search, found.as_ref(), &asked.edition).print(&mut html);
            Ok([title(&search, &asked.edition), html])
        };
        page.await
            .map(|page| page.map(JsValue::from).into_iter().collect())
            .map_err(|error: LoadError| error.status().into())
    }

    /// Suggests titles in every field for searching that the page has or will have, from now on. `import` imports a module.
    #[wasm_bindgen]
    pub fn suggest(import: JsValue) {
        import_with(import);
        combobox::attend();
    }
}
