// Put into every page by the door: reports what is amiss to the door itself.
(() => {
  if (document.currentScript?.src.endsWith("?gpc")) {
    Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { value: true });
  }
  const report = (kind, text) => navigator.sendBeacon("/__report", JSON.stringify({ kind, text: String(text) }));
  for (const name of ["error", "warn"]) {
    const original = console[name];
    console[name] = (...values) => { report("console", values.map(String).join(" ")); original.apply(console, values); };
  }
  addEventListener("error", (event) => { if (event.message) report("error", event.message); });
  addEventListener("unhandledrejection", (event) => report("rejection", event.reason));
  addEventListener("securitypolicyviolation", (event) => report("policy", `${event.violatedDirective} ${event.blockedURI}`));
  // What the page means to do later: each timer's delay, for journeys that ask whether it still means to do anything.
  const planned = new Map(), { setTimeout: plan, clearTimeout: drop } = window;
  window.setTimeout = (then, delay, ...values) => {
    const id = plan(() => { planned.delete(id); then(...values); }, delay);
    planned.set(id, delay);
    return id;
  };
  window.clearTimeout = (id) => { planned.delete(id); drop(id); };
  window.planned = () => [...planned.values()];
  const watch = new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) if (new URL(name).origin !== location.origin) report("foreign", name);
  });
  watch.observe({ type: "resource", buffered: true });
})();
