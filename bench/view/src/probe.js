// Runs before a page's own scripts, and takes down what is seen of it.
{
  const seen = (window.__seen = { first: null, largest: null, what: "", shift: 0, blocked: 0, longest: 0, link: null, taken: null });
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch("paint", (entry) => entry.name === "first-contentful-paint" && (seen.first = entry.startTime));
  watch("largest-contentful-paint", (entry) => {
    seen.largest = entry.startTime;
    seen.what = entry.url ? entry.url.replace(/.*\//, "") : (entry.element || {}).localName || "";
  });
  watch("layout-shift", (entry) => entry.hadRecentInput || (seen.shift += entry.value));
  watch("longtask", ({ duration }) => {
    seen.blocked += Math.max(0, duration - 50);
    seen.longest = Math.max(seen.longest, duration);
  });

  // A link of the page's main part is there: from the next frame on a tap on it leads somewhere.
  const look = (now) => (document.querySelector("main a[href]") ? (seen.link = now) : requestAnimationFrame(look));
  requestAnimationFrame(look);

  // The application has put its own tree in the place of the server's.
  document.addEventListener("DOMContentLoaded", () => {
    const taken = () => document.querySelector("#bantin:not([data-rendered])");
    if (taken()) return;
    new MutationObserver((_, observer) => {
      if (!taken()) return;
      seen.taken = performance.now();
      observer.disconnect();
    }).observe(document.body, { childList: true });
  });

  // Bytes as they came over the network, heads included; requests that were answered by then.
  window.__loaded = () => {
    const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    const sent = all.filter((entry) => entry.transferSize > 0);
    return { ...seen, content: window.__content ?? null, bytes: sent.reduce((sum, entry) => sum + entry.transferSize, 0), requests: sent.length };
  };
}
