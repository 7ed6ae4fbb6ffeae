//! Server-sent events.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

/// What a stream reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// It is open.
    Open,
    /// An event of this name came, with these data.
    Message(&'static str, String),
    /// It broke; the browser is trying again by itself.
    Broken,
    /// It broke for good.
    Ended,
}

/// An open stream; dropping it closes it.
pub struct Events {
    source: EventSource,
    _open: Closure<dyn FnMut()>,
    _error: Closure<dyn FnMut()>,
    _messages: Vec<Closure<dyn FnMut(MessageEvent)>>,
}

impl Events {
    /// Opens a stream that reports the events of these names. `None` where the browser cannot.
    #[must_use]
    pub fn open(address: &str, names: &[&'static str], report: impl Fn(Report) + Clone + 'static) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let open = Closure::<dyn FnMut()>::new({
            let report = report.clone();
            move || report(Report::Open)
        });
        source.set_onopen(Some(open.as_ref().unchecked_ref()));
        let error = Closure::<dyn FnMut()>::new({
            let (report, source) = (report.clone(), source.clone());
            move || report(if source.ready_state() == EventSource::CLOSED { Report::Ended } else { Report::Broken })
        });
        source.set_onerror(Some(error.as_ref().unchecked_ref()));
        let listen = |name: &&'static str| {
            let (report, name) = (report.clone(), *name);
            let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(data) = event.data().as_string() {
                    report(Report::Message(name, data));
                }
            });
            source.add_event_listener_with_callback(name, message.as_ref().unchecked_ref()).ok()?;
            Some(message)
        };
        let messages = names.iter().filter_map(listen).collect();
        Some(Self { source, _open: open, _error: error, _messages: messages })
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}
