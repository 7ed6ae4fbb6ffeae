//! The field for searching, with a list of titles under it while somebody types: an editable combobox with list autocomplete (ARIA
//! Authoring Practices). Without it the field is a field, and a form that is sent.

use crate::asked::Asked;
use crate::choice::Move;
use bantin::components::Edition;
use bantin::on_demand::Timer;
use bantin::route::Route;
use bantin::text::search_text;
use bantin_api::Suggestion;
use futures_util::future::{AbortHandle, abortable};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent};

/// How long nobody types before titles are asked for, in milliseconds.
const RESTING: i32 = 150;

/// Which fields are for searching.
const FIELD: &str = "input[type=search][name=q]";

/// The list, of which there is one in a page.
const LIST: &str = "suggested";

thread_local! {
    /// The field that is typed in.
    static TYPING: RefCell<Option<Typing>> = const { RefCell::new(None) };
}

/// A field, and what has become of it.
struct Typing {
    field: HtmlInputElement,
    /// Holds the options; empty and hidden where there are none.
    list: Element,
    /// Says how many there are.
    status: Element,
    chosen: Option<usize>,
    /// Runs out when titles are to be asked for.
    resting: Option<Timer>,
    /// Ends the request under way.
    asking: Option<AbortHandle>,
}

/// Listens to all fields from now on. The page is closed with it.
pub(crate) fn attend() {
    let Some(document) = document() else { return };
    let listen = |name: &str, then: fn(&Event)| {
        let closure = Closure::<dyn FnMut(Event)>::new(move |event| then(&event));
        // Only an invalid name of an event can fail.
        let _ = document.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        closure.forget();
    };
    listen("input", |event| {
        if let Some(field) = field_of(event) {
            with(&field, Typing::wait);
        }
    });
    listen("keydown", |event| {
        if let (Some(field), Some(key)) = (field_of(event), event.dyn_ref::<KeyboardEvent>())
            && !key.is_composing()
            && with(&field, |typing| typing.press(&key.key())).unwrap_or(false)
        {
            event.prevent_default();
        }
    });
    listen("focusout", |event| {
        if field_of(event).is_some() {
            close();
        }
    });
    // The field would lose the focus, and with it the list, before the click has come.
    listen("mousedown", |event| {
        if is_in_list(event) {
            event.prevent_default();
        }
    });
    listen("click", |event| {
        // With a key held it opens elsewhere, and this page stays as it is.
        let is_plain =
            |click: &MouseEvent| !click.ctrl_key() && !click.meta_key() && !click.shift_key() && !click.alt_key();
        if is_in_list(event) && event.dyn_ref().is_some_and(is_plain) {
            close();
            // It is answered; the field may stay where the page changes around it.
            TYPING.with_borrow(|typing| typing.iter().for_each(|typing| typing.field.set_value("")));
        }
    });
    // It may have been typed in while this was loaded.
    if let Some(field) = document.active_element().and_then(|element| field(&element)) {
        with(&field, Typing::wait);
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn field(element: &Element) -> Option<HtmlInputElement> {
    if element.matches(FIELD).ok()? { element.dyn_ref::<HtmlInputElement>().cloned() } else { None }
}

fn field_of(event: &Event) -> Option<HtmlInputElement> {
    field(event.target()?.dyn_ref::<Element>()?)
}

fn is_in_list(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.and_then(|target| target.closest("[role=listbox]").ok().flatten()).is_some_and(|list| list.id() == LIST)
}

/// Calls `then` with what is known of a field, which is now the one that is typed in.
fn with<T>(field: &HtmlInputElement, then: impl FnOnce(&mut Typing) -> T) -> Option<T> {
    let is_known = TYPING.with_borrow(|typing| typing.as_ref().is_some_and(|typing| typing.field == *field));
    if !is_known {
        close();
        TYPING.set(Typing::begin(field));
    }
    TYPING.with_borrow_mut(|typing| typing.as_mut().map(then))
}

fn close() {
    // An option that is taken out while it has the focus says so at once, from within.
    TYPING.with(|typing| {
        if let Ok(mut typing) = typing.try_borrow_mut() {
            typing.iter_mut().for_each(Typing::close);
        }
    });
}

impl Typing {
    fn begin(field: &HtmlInputElement) -> Option<Self> {
        let document = document()?;
        // Of a field that has left the page.
        for id in [LIST, "suggested-count"] {
            document.get_element_by_id(id).iter().for_each(Element::remove);
        }
        let beside = field.parent_element()?;
        let make = |id: &str, attributes: &[(&str, &str)]| {
            let element = document.create_element("div").ok()?;
            element.set_id(id);
            set(&element, attributes);
            beside.append_child(&element).ok()?;
            Some(element)
        };
        let list = make(LIST, &[("role", "listbox"), ("class", "suggested"), ("hidden", "")])?;
        let status = make("suggested-count", &[("role", "status"), ("class", "visually-hidden")])?;
        let combobox = [("role", "combobox"), ("aria-autocomplete", "list"), ("aria-controls", LIST)];
        set(field, &combobox);
        set(field, &[("aria-expanded", "false")]);
        Some(Self { field: field.clone(), list, status, chosen: None, resting: None, asking: None })
    }

    fn is_open(&self) -> bool {
        !self.list.has_attribute("hidden")
    }

    fn options(&self) -> usize {
        self.list.child_element_count() as usize
    }

    fn close(&mut self) {
        self.stop();
        self.choose(None);
        set(&self.list, &[("hidden", "")]);
        set(&self.field, &[("aria-expanded", "false")]);
        self.status.set_text_content(None);
    }

    fn stop(&mut self) {
        self.resting = None;
        if let Some(asking) = self.asking.take() {
            asking.abort();
        }
    }

    /// Asks once nobody has typed for a moment.
    fn wait(&mut self) {
        self.stop();
        let field = self.field.clone();
        let ask = move || {
            with(&field, Self::ask);
        };
        self.resting = Timer::after(RESTING, ask);
    }

    fn ask(&mut self) {
        self.stop();
        let typed = self.field.value();
        if typed.trim().is_empty() {
            return self.close();
        }
        let field = self.field.clone();
        let language =
            document().and_then(|document| document.document_element()).and_then(|root| root.get_attribute("lang"));
        let (asking, handle) = abortable(async move {
            let asked = Asked::of_page(&language.unwrap_or_default()).await?;
            Ok((asked.suggestions(&typed).await?, asked.edition))
        });
        self.asking = Some(handle);
        spawn_local(async move {
            // Aborted, somebody has typed on. Failed, there is the button still, whose page says what is wrong.
            let told: Result<Result<_, bantin::error::LoadError>, _> = asking.await;
            let (titles, edition) = match told {
                Ok(Ok(told)) => told,
                Ok(Err(_)) => return close(),
                Err(_) => return,
            };
            with(&field, |typing| typing.show(&titles, &edition));
        });
    }

    fn show(&mut self, titles: &[Suggestion], edition: &Edition) {
        self.choose(None);
        self.list.set_text_content(None);
        if titles.is_empty() {
            return self.close();
        }
        let text = search_text(edition.language);
        set(&self.list, &[("aria-label", text.suggestions)]);
        for (at, Suggestion { id, slug, title }) in titles.iter().enumerate() {
            let href = edition.href(&Route::Article { id: id.clone(), slug: slug.clone() });
            let Some(option) = document().and_then(|document| document.create_element("a").ok()) else { return };
            option.set_id(&format!("{LIST}-{at}"));
            option.set_text_content(Some(title));
            set(&option, &[("role", "option"), ("href", &href), ("tabindex", "-1"), ("aria-selected", "false")]);
            // Only what stands above it could not be put in.
            let _ = self.list.append_child(&option);
        }
        // Only a name that is none can fail.
        let _ = self.list.remove_attribute("hidden");
        set(&self.field, &[("aria-expanded", "true")]);
        self.status.set_text_content(Some(&text.suggested(titles.len())));
    }

    /// Marks an option as the chosen one, or none.
    fn choose(&mut self, chosen: Option<usize>) {
        let option = |at: usize| self.list.children().item(u32::try_from(at).ok()?);
        if let Some(former) = self.chosen.and_then(option) {
            set(&former, &[("aria-selected", "false")]);
        }
        match chosen.and_then(option) {
            Some(option) => {
                set(&option, &[("aria-selected", "true")]);
                set(&self.field, &[("aria-activedescendant", &option.id())]);
            }
            None => _ = self.field.remove_attribute("aria-activedescendant"),
        }
        self.chosen = chosen;
    }

    /// Says whether the key is ours.
    fn press(&mut self, key: &str) -> bool {
        match (Move::of_key(key), key, self.is_open()) {
            (Some(way), _, true) => {
                let chosen = way.from(self.chosen, self.options());
                self.choose(chosen);
                true
            }
            (Some(Move::Down), _, false) => {
                self.ask();
                true
            }
            (None, "Escape", true) => {
                self.close();
                true
            }
            (None, "Enter", true) => self.follow(),
            (None, "Enter", false) => {
                // It is sent: what was about to be suggested is not wanted any more.
                self.stop();
                false
            }
            _ => false,
        }
    }

    /// Goes to what is chosen. Says whether anything is.
    fn follow(&mut self) -> bool {
        let at = self.chosen.and_then(|at| u32::try_from(at).ok());
        let option =
            at.and_then(|at| self.list.children().item(at)).and_then(|option| option.dyn_into::<HtmlElement>().ok());
        let Some(option) = option else {
            self.close();
            return false;
        };
        // Not from within: the list is closed by that click.
        spawn_local(async move { option.click() });
        true
    }
}

fn set(element: &Element, attributes: &[(&str, &str)]) {
    for (name, value) in attributes {
        // Only a name that is none can fail.
        let _ = element.set_attribute(name, value);
    }
}
