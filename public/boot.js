// Starts the application: loads the glue and the wasm that the page names, and says so when that fails.
// A file of its own, because the page's policy allows no inline script.

const $ = (id) => document.getElementById(id);

function feed() {
  try {
    const config = JSON.parse($("bantin-config").textContent);
    return config.api ? `${config.base ?? "/"}feed.json` : config.feed || "demo/feed.json";
  } catch {
    return "feed.json";
  }
}

// WebKit keeps a failed answer in memory, even over a reload; so what failed is first fetched anew.
async function again() {
  const parts = [$("bantin-glue"), $("bantin-wasm")];
  await Promise.allSettled(parts.map((part) => fetch(part.href, { cache: "reload" })));
  location.reload();
}

function fail(reason) {
  console.warn("bantin:", reason);
  const notice = $("bantin-failed").content.cloneNode(true);
  notice.querySelector("a").href = feed();
  notice.querySelector("button").addEventListener("click", again);
  $("bantin").replaceChildren(notice);
}

// A trap ends the whole instance: nothing in it can be used any more.
addEventListener("error", (event) => event.error instanceof WebAssembly.RuntimeError && fail(event.error));
addEventListener("unhandledrejection", (event) => event.reason instanceof WebAssembly.RuntimeError && fail(event.reason));

try {
  const glue = await import($("bantin-glue").href);
  // As the preload asked for it: another mode would fetch it a second time.
  const wasm = fetch($("bantin-wasm").href, { mode: "no-cors", credentials: "include" });
  await glue.default({ module_or_path: wasm });
  glue.start((address) => import(new URL(address, document.baseURI)));
} catch (reason) {
  fail(reason);
}
