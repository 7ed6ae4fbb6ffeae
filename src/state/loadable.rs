//! Something that is fetched: on its way, there, or failed with a way to try again.

use super::kept::Kept;
use super::watched::Watched;
use crate::error::LoadError;
use futures_util::future::{AbortHandle, abortable};
use leptos::task::spawn_local;
use std::any::Any;
use std::cell::RefCell;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Waker};

/// How far it has come.
#[derive(Debug)]
pub enum Load<T: ?Sized> {
    /// On its way.
    Loading,
    /// There; shared, because whoever looks at it gets it whole.
    Ready(Arc<T>),
    /// Failed, for this reason.
    Failed(LoadError),
}

impl<T: ?Sized> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(value) => Self::Ready(Arc::clone(value)),
            Self::Failed(error) => Self::Failed(*error),
        }
    }
}

/// What was fetched, whatever it is.
type Fetched = Arc<dyn Any + Send + Sync>;
type Fetching = Pin<Box<dyn Future<Output = Result<Fetched, LoadError>>>>;
type Fetch = dyn Fn() -> Fetching;

/// Something that is fetched for as long as its owner lives: the request is ended with it.
pub struct Loadable<T: Send + Sync + 'static> {
    any: AnyLoadable,
    kind: PhantomData<fn() -> T>,
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
        let fetch = move || -> Fetching {
            let fetched = fetch();
            Box::pin(async move { Ok(Arc::new(fetched.await?) as Fetched) })
        };
        let running = RefCell::new(None);
        let request = Kept::new(Rc::new(Request { fetch: Box::new(fetch), running }));
        let any = AnyLoadable { state: Watched::new(Load::Loading), request: Some(request) };
        any.retry();
        Self { any, kind: PhantomData }
    }

    /// There from the start; nothing is fetched.
    pub fn ready(value: Arc<T>) -> Self {
        let state: Watched<Load<dyn Any + Send + Sync>> = Watched::new(Load::Ready(value));
        Self { any: AnyLoadable { state, request: None }, kind: PhantomData }
    }

    /// How far it is, and followed from then on.
    pub fn get(&self) -> Load<T> {
        match self.any.state.get() {
            // Nothing else is ever put there.
            Some(Load::Ready(value)) => value.downcast().map_or(Load::Loading, Load::Ready),
            Some(Load::Failed(error)) => Load::Failed(error),
            Some(Load::Loading) | None => Load::Loading,
        }
    }

    /// Whether it is no longer on its way; followed from then on.
    pub fn settled(&self) -> bool {
        !matches!(self.any.state.get(), Some(Load::Loading) | None)
    }

    /// Fetches anew.
    pub fn retry(&self) {
        self.any.retry();
    }
}

/// What all of them have in common: compiled once and not for each type, which is 2 KB of the wasm.
#[derive(Clone, Copy)]
struct AnyLoadable {
    state: Watched<Load<dyn Any + Send + Sync>>,
    /// `None` for what was there from the start.
    request: Option<Kept<Request>>,
}

/// How it is fetched, and what ends the fetching.
struct Request {
    fetch: Box<Fetch>,
    running: RefCell<Option<AbortHandle>>,
}

impl Request {
    fn run(&self, running: Option<AbortHandle>) {
        if let Some(former) = self.running.replace(running) {
            former.abort();
        }
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.run(None);
    }
}

impl AnyLoadable {
    fn retry(self) {
        let Some(request) = self.request.and_then(|request| request.get()) else { return };
        let state = self.state;
        state.set(Load::Loading);
        let (answer, handle) = abortable((request.fetch)());
        request.run(Some(handle));
        let mut running = Box::pin(async move {
            if let Ok(answer) = answer.await {
                state.set(answer.map_or_else(Load::Failed, Load::Ready));
            }
        });
        // What needs no request is there at once: a page that takes over another must not be empty for a moment.
        if running.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            spawn_local(running);
        }
    }
}
