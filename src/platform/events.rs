//! Server-sent events.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

/// What a stream reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// It is open.
    Open,
    /// An event came, with these data.
    News(String),
    /// It broke; either the browser is trying again by itself, or it broke for good.
    Broken,
}

/// An open stream; dropping it closes it.
pub struct Events {
    source: EventSource,
    closure: Closure<dyn FnMut(MessageEvent)>,
}

impl Events {
    /// Opens a stream of counts and views. `None` where the browser cannot.
    #[must_use]
    pub fn open(address: &str, mut report: impl FnMut(Report) + 'static) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            report(match event.data().as_string() {
                Some(data) => Report::News(data),
                None if event.type_() == "open" => Report::Open,
                None => Report::Broken,
            });
        });
        let events = Self { source, closure };
        events.listen(true);
        Some(events)
    }

    fn listen(&self, listen: bool) {
        let heard = self.closure.as_ref().unchecked_ref();
        for name in ["open", "error", "counts", "views"] {
            // Only an invalid name of an event can fail.
            let _ = if listen {
                self.source.add_event_listener_with_callback(name, heard)
            } else {
                self.source.remove_event_listener_with_callback(name, heard)
            };
        }
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.source.close();
        // WebKit still tells a page that comes back of what ended when it went.
        self.listen(false);
    }
}
