//! What the tabs of one origin say to each other.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs; dropping it leaves it.
pub struct Channel {
    channel: BroadcastChannel,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Joins the channel of this name; `heard` gets what others say. `None` where the browser has none.
    #[must_use]
    pub fn join(name: &str, mut heard: impl FnMut(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(said) = event.data().as_string() {
                heard(said);
            }
        });
        channel.add_event_listener_with_callback("message", closure.as_ref().unchecked_ref()).ok()?;
        Some(Self { channel, _heard: closure })
    }

    /// Says something to all others.
    pub fn say(&self, what: &str) {
        // Only a closed channel refuses it.
        let _ = self.channel.post_message(&what.into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
