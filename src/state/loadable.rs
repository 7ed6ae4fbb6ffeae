//! Something that is fetched: on its way, there, or failed with a way to try again.

use crate::error::LoadError;
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

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

type Fetch<T> = dyn Fn() -> Pin<Box<dyn Future<Output = Result<T, LoadError>>>>;

/// Something that is fetched for as long as its owner lives: the request is ended with it.
pub struct Loadable<T: Send + Sync + 'static> {
    state: RwSignal<Load<T>>,
    start: StoredValue<SendWrapper<Rc<dyn Fn()>>>,
}

impl<T: Send + Sync> Clone for Loadable<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Loadable<T> {}

impl<T: Send + Sync + 'static> Loadable<T> {
    /// Starts to fetch.
    pub fn new<F>(fetch: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, LoadError>> + 'static,
    {
        Self::boxed(Rc::new(move || Box::pin(fetch())))
    }

    /// There from the start; nothing is fetched.
    pub fn ready(value: T) -> Self {
        Self {
            state: RwSignal::new(Load::Ready(Arc::new(value))),
            start: StoredValue::new(SendWrapper::new(Rc::new(|| {}))),
        }
    }

    fn boxed(fetch: Rc<Fetch<T>>) -> Self {
        let state = RwSignal::new(Load::Loading);
        let running: Rc<RefCell<Option<AbortHandle>>> = Rc::default();
        let start: Rc<dyn Fn()> = Rc::new({
            let running = running.clone();
            move || {
                state.set(Load::Loading);
                let (answer, handle) = abortable(fetch());
                if let Some(former) = running.replace(Some(handle)) {
                    former.abort();
                }
                spawn_local(async move {
                    if let Ok(answer) = answer.await {
                        // The owner may be gone in the very turn in which the answer came.
                        state.try_set(answer.map_or_else(Load::Failed, |value| Load::Ready(Arc::new(value))));
                    }
                });
            }
        });
        let running = SendWrapper::new(running);
        on_cleanup(move || {
            if let Some(handle) = running.take().take() {
                handle.abort();
            }
        });
        start();
        Self { state, start: StoredValue::new(SendWrapper::new(start)) }
    }

    /// How far it is, and followed from then on.
    pub fn get(&self) -> Load<T> {
        self.state.get()
    }

    /// Whether it is no longer on its way; followed from then on.
    pub fn settled(&self) -> bool {
        self.state.with(|state| !matches!(state, Load::Loading))
    }

    /// Tries again.
    pub fn retry(&self) {
        let start = self.start.with_value(|start| Rc::clone(start));
        start();
    }
}
