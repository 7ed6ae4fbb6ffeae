//! Something that is fetched: on its way, there, or failed with a way to try again.

use crate::error::LoadError;
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Waker};

/// How far it has come.
#[derive(Debug)]
pub enum Load<T> {
    /// On its way.
    Loading,
    /// There; shared, because whoever looks at it gets it whole.
    Ready(Arc<T>),
    /// Failed, for this reason.
    Failed(LoadError),
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(value) => Self::Ready(Arc::clone(value)),
            Self::Failed(error) => Self::Failed(*error),
        }
    }
}

type Fetch<T> = dyn Fn() -> Pin<Box<dyn Future<Output = Result<T, LoadError>>>> + Send + Sync;

/// Something that is fetched for as long as its owner lives: the request is ended with it.
pub struct Loadable<T: Send + Sync + 'static> {
    state: RwSignal<Load<T>>,
    /// `None` for what was there from the start.
    fetch: StoredValue<Option<Arc<Fetch<T>>>>,
    running: StoredValue<Option<AbortHandle>>,
}

impl<T: Send + Sync> Clone for Loadable<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Loadable<T> {}

impl<T: Send + Sync + 'static> Loadable<T> {
    /// Starts to fetch.
    pub fn new<F>(fetch: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, LoadError>> + 'static,
    {
        let load = Self::made(Load::Loading, Some(Arc::new(move || Box::pin(fetch()))));
        on_cleanup(move || load.stop());
        load.retry();
        load
    }

    /// There from the start; nothing is fetched.
    pub fn ready(value: Arc<T>) -> Self {
        Self::made(Load::Ready(value), None)
    }

    fn made(state: Load<T>, fetch: Option<Arc<Fetch<T>>>) -> Self {
        Self { state: RwSignal::new(state), fetch: StoredValue::new(fetch), running: StoredValue::new(None) }
    }

    fn stop(&self) {
        if let Some(handle) = self.running.try_get_value().flatten() {
            handle.abort();
        }
    }

    /// How far it is, and followed from then on.
    pub fn get(&self) -> Load<T> {
        self.state.get()
    }

    /// Whether it is no longer on its way; followed from then on.
    pub fn settled(&self) -> bool {
        self.state.with(|state| !matches!(state, Load::Loading))
    }

    /// Fetches anew.
    pub fn retry(&self) {
        let Some(fetch) = self.fetch.get_value() else { return };
        let state = self.state;
        state.set(Load::Loading);
        self.stop();
        let (answer, handle) = abortable(fetch());
        self.running.set_value(Some(handle));
        let mut running = Box::pin(async move {
            if let Ok(answer) = answer.await {
                // The owner may be gone in the very turn in which the answer came.
                state.try_set(answer.map_or_else(Load::Failed, |value| Load::Ready(Arc::new(value))));
            }
        });
        // What needs no request is there at once: a page that takes over another must not be empty for a moment.
        if running.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            spawn_local(running);
        }
    }
}
