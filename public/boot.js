// Starts the application: loads the glue and the wasm that the page names, and puts what they make in the place of what the
// server rendered. A file of its own, because the page's policy allows no inline script.

// What the visitor has chosen on this device, before anything else is done.
try {
  Object.assign(document.documentElement.dataset, JSON.parse(localStorage.getItem("bantin-display")));
} catch (wrong) {
  // Whoever lets nothing be kept sees the page as it is.
}

// The page names it `async`, or Chromium would not paint before it has come; so the rest of the page may be on its way still.
if (document.readyState === "loading") await new Promise((done) => addEventListener("DOMContentLoaded", done));

const $ = (id) => document.getElementById(id);
const page = $("bantin");
const rendered = "rendered" in page.dataset;
const frame = () => new Promise(requestAnimationFrame);
const config = (() => {
  try {
    return JSON.parse($("bantin-config").textContent);
  } catch (wrong) {
    // The application says what is wrong with it.
    return {};
  }
})();
// Whether the application runs, and whether it is what is shown.
let started = false;
let taken = false;

// A swap while a finger is down would lose the click, and one in a text field the word that is being composed.
let pressed = false;
const press = (event) => (pressed = event.type === "pointerdown");
for (const type of ["pointerdown", "pointerup", "pointercancel"]) addEventListener(type, press, true);
const busy = () => pressed || page.querySelector("input:focus,textarea:focus,[contenteditable]:focus") || document.querySelector("dialog[open]");

// A swap before the first paint would be taken for the page's largest.
async function painted() {
  for (let tries = 0; tries < 30 && !document.hidden; tries++) {
    if (performance.getEntriesByName("first-contentful-paint").length) return;
    await frame();
  }
}

// Which element stands for which. Those of an article's body stand for themselves: they are moved.
function pair(old, now, twins = new Map()) {
  twins.set(old, now);
  if (!old.matches(".body")) {
    [...old.children].forEach((child, at) => now.children[at] && pair(child, now.children[at], twins));
  }
  return twins;
}

// A picture that is shown already must not vanish for a frame.
function decoded(twins) {
  const decode = async ([old, now]) => {
    if (!old.matches("img") || !old.complete || !now.decode) return;
    now.loading = "eager";
    await now.decode();
  };
  const late = new Promise((done) => setTimeout(done, 500));
  return Promise.race([Promise.allSettled([...twins].map(decode)), late]);
}

// Where a point of the page is: an element, and how many letters into its text.
function place(node, offset) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return [element, before.toString().length];
}

function point(element, letters) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (letters <= texts.currentNode.length) return [texts.currentNode, letters];
    letters -= texts.currentNode.length;
  }
  return [element, 0];
}

// Puts one tree in the place of another that looks the same, with all that the visitor has done to it.
export function swap(old, now, twins = pair(old, now)) {
  const twin = (element) => twins.get(element) || element;
  const { scrollX, scrollY } = window;
  const scrolled = [...old.querySelectorAll("*")]
    .filter((element) => element.scrollLeft || element.scrollTop)
    .map((element) => [twin(element), element.scrollLeft, element.scrollTop]);
  for (const [was, is] of twins) {
    for (const key of ["open", "value", "checked"]) if (was[key] !== is[key]) is[key] = was[key];
  }
  const focused = old.contains(document.activeElement) && document.activeElement;
  const focusVisible = focused && focused.matches(":focus-visible");
  const chosen = getSelection();
  const ends = old.contains(chosen.anchorNode) && !chosen.isCollapsed && [
    place(chosen.anchorNode, chosen.anchorOffset),
    place(chosen.focusNode, chosen.focusOffset),
  ];
  const body = old.querySelector(".body");
  if (body && twins.has(body)) twin(body).replaceChildren(...body.childNodes);
  old.replaceWith(now);
  for (const [element, left, top] of scrolled) element.scrollTo(left, top);
  if (window.scrollY !== scrollY) scrollTo(scrollX, scrollY);
  if (focused) twin(focused).focus({ preventScroll: true, focusVisible });
  if (ends) {
    const [from, to] = ends.map(([element, letters]) => point(twin(element), letters));
    chosen.setBaseAndExtent(...from, ...to);
  }
}

// WebKit keeps a failed answer in memory, even over a reload; so what failed is first fetched anew.
async function again() {
  const parts = [$("bantin-glue"), $("bantin-wasm")];
  await Promise.allSettled(parts.map((part) => fetch(part.href, { cache: "reload" })));
  location.reload();
}

// Without the application the visit is reported from here, once the page is seen.
let reported = false;
function report() {
  // Plain files have nobody to report it to.
  if (reported || !config.api) return;
  if (document.hidden) return document.addEventListener("visibilitychange", report, { once: true });
  reported = true;
  const id = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => (byte + 256).toString(16).slice(1)).join("");
  const [way] = performance.getEntriesByType("navigation");
  const stayed = way && way.type !== "navigate";
  const entry = !stayed && !document.referrer.startsWith(`${location.origin}/`);
  // The host whose link led here, unless it is our own or the visitor asks to be left alone.
  const alone = navigator.globalPrivacyControl || navigator.doNotTrack === "1";
  const [, host] = (entry && !alone && document.referrer.match(/^[a-z-]+:\/\/([a-z\d._-]+)(?:[/:]|$)/)) || [];
  const from = host === location.hostname ? undefined : host;
  const visit = JSON.stringify({ id, article: config.article || null, entry, from });
  fetch(`${config.api}/visits`, { method: "POST", body: visit, keepalive: true }).catch(console.warn);
}

function fail(reason) {
  console.warn("bantin:", reason);
  // What the server rendered can be read and followed without us.
  if (rendered && !taken) return report();
  const notice = $("bantin-failed").content.cloneNode(true);
  notice.querySelector("a").href = config.api || config.files ? `${config.base || "/"}feed.json` : config.feed || "demo/feed.json";
  notice.querySelector("button").addEventListener("click", again);
  $("bantin").replaceChildren(notice);
}

// Who leaves before the application runs has still seen the page.
addEventListener("pagehide", () => rendered && !started && report());

// What the page shows comes first: on a slow line the wasm would take half of it away from the page's picture. The server
// leaves out its preload. `load` waits for no picture that is further down.
const arrived = () => new Promise((done) => {
  if (document.readyState === "complete") done();
  addEventListener("load", done);
  setTimeout(done, 3000);
});

const FIELD = "input[type=search]";

// A form for searching is a link that is yet to be written: the application follows it.
addEventListener("submit", (event) => {
  const form = event.target;
  if (!taken || !form.querySelector(FIELD)) return;
  event.preventDefault();
  const link = document.createElement("a");
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const action = form.getAttribute("action");
  // A route in a key of the query is one value there.
  link.href = action + (action.includes("?") ? encodeURIComponent(`?${asked}`) : `?${asked}`);
  form.append(link);
  link.click();
  link.remove();
});

// What few need is loaded when it is used, and then once. Says whether what was asked of it was done.
const bring = (address) => import(new URL(address, document.baseURI));
const loaded = {};
async function use(module, what, ...given) {
  try {
    const used = await (loaded[module] ||= bring(module).then(async (used) => (await used.default(), used)));
    await used[what](...given);
    return true;
  } catch (reason) {
    console.warn("bantin:", reason);
    delete loaded[module];
  }
}

// Titles are suggested to who is about to type.
let suggesting;
addEventListener("focusin", async ({ target }) => {
  if (!taken || !config.finder || suggesting || !target.matches?.(FIELD)) return;
  suggesting = true;
  suggesting = await use(config.finder, "suggest", bring);
});

addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-aid]");
  if (!button) return;
  if (button.dataset.aid === "print") return print();
  button.classList.toggle("failed", !(await use(config.aids, "aid", button.dataset.aid)));
});

addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const field = $("bantin").querySelector(FIELD);
  if (key !== "/" || ctrlKey || metaKey || altKey || !field || document.documentElement.dataset.keys || target.closest?.("input,textarea,select,dialog,[contenteditable]")) return;
  event.preventDefault();
  field.focus();
});

async function start() {
  if (rendered) await arrived();
  const glue = await import($("bantin-glue").href);
  // As the preload asked for it: another mode would fetch it a second time.
  const wasm = fetch($("bantin-wasm").href, { mode: "no-cors", credentials: "include" });
  // A trap ends the whole instance: nothing in it can be used any more.
  await glue.default({ module_or_path: wasm, ended: fail });
  const fresh = page.cloneNode(false);
  delete fresh.dataset.rendered;
  started = true;
  // How far this page was scrolled the browser has restored already.
  if (rendered) history.replaceState(null, "");
  glue.start(fresh, bring);
  if (rendered) {
    await painted();
    await decoded(pair(page, fresh));
    while (busy()) await frame();
  }
  taken = true;
  swap(page, fresh);
}

start().catch(fail);
