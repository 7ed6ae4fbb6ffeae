// Defines <bantin-news>, <bantin-article>, <bantin-counter> and <bantin-app>. All else is fetched when the first of them comes
// near the screen. Of the page around them it touches nothing: no global but the names of the elements, no listener outside of
// them, neither head nor history.

const here = import.meta.url;
const at = (name) => new URL(name, here).href;
// Each with what its bytes hash to: whoever trusts this file by its own hash can trust what it loads.
const GLUE = [at("__GLUE__"), "__GLUE_INTEGRITY__"];
const WASM = [at("__WASM__"), "__WASM_INTEGRITY__"];
const STYLE = [at("__EMBED_STYLE__"), "__EMBED_STYLE_INTEGRITY__"];
const READER = [at("__READER__"), "__READER_INTEGRITY__"];
const READER_WASM = [at("__READER_WASM__"), "__READER_WASM_INTEGRITY__"];
const FORMATS = [at("__FORMATS__"), "__FORMATS_INTEGRITY__"];
const FORMATS_WASM = [at("__FORMATS_WASM__"), "__FORMATS_WASM_INTEGRITY__"];
const PURIFY = [at("__PURIFY__"), "__PURIFY_INTEGRITY__"];
const TEXT = __TEXT__;

const any = () => true;
const oneOf = (...allowed) => Object.assign((value) => allowed.includes(value), { allowed: allowed.join(", ") });
const upTo = (most) => Object.assign((value) => /^[1-9]\d*$/.test(value) && +value <= most, { allowed: `1 to ${most}` });

// What each element reads of its attributes, and what it takes for them.
const FEED = { source: any, format: oneOf("auto", "jsonfeed", "wordpress", "sharepoint", "ghost", "liferay", "drupal", "govuk", "newsarticle", "rss", "atom", "sitemap", "page"), fields: any };
const COMMON = { server: any, site: any, ...FEED, lang: oneOf("vi", "en"), "date-form": oneOf("long", "short", "day"), font: oneOf("inherit") };
const KEYED = { addressing: oneOf("hash", "query"), key: any };
const OPENING = { ...KEYED, open: oneOf("site", "here", "page"), page: any };
const ELEMENTS = {
  news: { ...COMMON, ...OPENING, category: any, count: upTo(100), heading: any, layout: oneOf("list", "compact", "cards", "ticker") },
  article: { ...COMMON, ...OPENING, article: any },
  counter: { ...COMMON, article: upTo(2 ** 53), layout: oneOf("boxes", "line", "badge") },
  app: { ...COMMON, ...KEYED },
};

// The room that is held free before something is there, in sizes of its text: about what it takes in a column of a page. What is
// longer than a screen moves nothing that can be seen.
const room = (kind, { layout, count = 5, heading, article }) => ({
  list: 6.4 * count, compact: 5.4 * count, cards: 11 * count, ticker: 2.3, boxes: article ? 2.9 : 4.4, line: 1.3, badge: 1.8,
}[layout ?? { news: "list", counter: "boxes" }[kind]] ?? 40) + (heading ? 3.6 : 0);

const base = new CSSStyleSheet();
base.replaceSync(
  ":host{display:block}:host([hidden]){display:none}" +
  // As wide as its text is large: what is measured here is the unit of all sizes inside.
  ".unit{position:absolute;visibility:hidden;inline-size:1em;block-size:0;font:var(--bantin-size,medium) serif}" +
  ":host([font=inherit]) .unit{font-size:var(--bantin-size,inherit)}" +
  ".root[hidden]{display:none}",
);

// A host that requires Trusted Types must allow this policy; what passes it is named above.
let policy;
function trusted(address) {
  try {
    policy ??= globalThis.trustedTypes?.createPolicy("bantin", { createScriptURL: (address) => address });
  } catch (refused) {
    // Where it is not allowed it may not be needed either.
  }
  return policy ? policy.createScriptURL(address) : address;
}

async function part([address, integrity], options) {
  const response = await fetch(address, { integrity, credentials: "omit", ...options });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

// A module, once its bytes have been checked: only a script's element can do that. Another query is another module, with nothing
// left of one that has ended.
async function checked([address, integrity], inside, number) {
  // Outside of a document it would never load, and never say so.
  if (!inside.isConnected) throw new Error(`${address}: its element is gone`);
  const from = number ? `${address}?${number}` : address;
  const script = document.createElement("script");
  const loaded = new Promise((done, failed) => {
    script.onload = done;
    script.onerror = () => failed(new Error(from));
  });
  Object.assign(script, { type: "module", crossOrigin: "anonymous", integrity, src: trusted(from) });
  inside.append(script);
  await loaded.finally(() => script.remove());
  return import(from);
}

// What the wasm may import: the reader of a site's own feed, what tells other formats, and what cleans articles. The wasm of the
// first two is checked as well.
const importing = (inside) => async (address) => {
  if (address === PURIFY[0]) return checked(PURIFY, inside);
  const [script, wasm] = address === FORMATS[0] ? [FORMATS, FORMATS_WASM] : [READER, READER_WASM];
  const module = await checked(script, inside);
  return { ...module, default: () => module.default(async () => ({ module_or_path: await part(wasm) })) };
};

// One instance of the wasm for all elements, until it ends.
let current;
let tries = 0;

async function start(inside) {
  const sheet = new CSSStyleSheet();
  const shown = new Set();
  // A browser may keep what failed in memory: it is asked for anew, the module by another name.
  const options = tries ? { cache: "reload" } : { priority: "low" };
  const [wasm, style, glue] = await Promise.all([part(WASM, options), part(STYLE, options), checked(GLUE, inside, tries++)]);
  sheet.replaceSync(await style.text());
  // A trap ends an instance for good. What its elements showed can no longer answer.
  const ended = () => {
    current = undefined;
    for (const element of new Set([...shown].map((one) => one.element))) element[LOST]();
  };
  await glue.default({ module_or_path: wasm, ended });
  return { sheet, shown, mount: glue.mount, unmount: glue.unmount };
}

function instance(inside) {
  current ??= start(inside).catch((reason) => {
    current = undefined;
    throw reason;
  });
  return current;
}

const LOST = Symbol();
const BEGIN = Symbol();
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) target[BEGIN]();
}, { rootMargin: "400px" });

const camel = (name) => name.replace(/-./g, (two) => two[1].toUpperCase());

const element = (kind, attributes) => class extends HTMLElement {
  static observedAttributes = Object.keys(attributes);

  #state = "waiting";
  #slot = document.createElement("slot");
  #unit = Object.assign(document.createElement("span"), { className: "unit" });
  #place = document.createElement("div");
  // What is shown, or about to be: its element, its number in its instance.
  #mounted;
  #coming;
  #turn = 0;
  #changed = false;
  #sizes;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [base];
    this.#place.append(this.#slot, this.#unit);
    shadow.append(this.#place);
  }

  // `waiting`, `loading`, `ready` or `failed`.
  get state() {
    return this.#state;
  }

  // Asks for everything anew. What is shown stays until then.
  refresh() {
    this[BEGIN]();
  }

  connectedCallback() {
    // Properties that were set before the element was defined.
    for (const name of Object.keys(attributes).map(camel)) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    if (this.#state === "waiting") {
      this.#reserve(true);
      seen.observe(this);
    }
  }

  // A move is a removal that is followed by an insertion in the same turn; what is shown stays.
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#end());
  }

  connectedMoveCallback() {}

  attributeChangedCallback(name, former, value) {
    if (former === value || this.#changed || this.#state === "waiting") return;
    this.#changed = true;
    queueMicrotask(() => {
      this.#changed = false;
      this.refresh();
    });
  }

  async [BEGIN]() {
    seen.unobserve(this);
    // Who was seen may be gone by the time that it is told.
    if (!this.isConnected) return;
    const turn = ++this.#turn;
    this.#drop(this.#coming);
    this.#coming = undefined;
    this.#state = "loading";
    try {
      const options = this.#options();
      const made = await instance(this.#place);
      // In a task of its own: others' mounting, or the compiling, has had this one.
      await new Promise((next) => setTimeout(next));
      if (turn !== this.#turn) return;
      this.#show(made, options, turn);
    } catch (reason) {
      if (turn === this.#turn) this.#fail("load", reason);
    }
  }

  // What the wasm is told.
  #options() {
    const options = { kind, reader: READER[0], formats: FORMATS[0], purify: PURIFY[0] };
    for (const [name, fits] of Object.entries(attributes)) {
      const value = this.getAttribute(name);
      if (!value) continue;
      if (!fits(value)) throw new TypeError(`<${this.localName}>: ${name} is "${value}"; allowed: ${fits.allowed}`);
      options[name] = value;
    }
    // Where a page says that its links are seen from elsewhere, those that stay on it must name it.
    const { origin, pathname, search } = location;
    if (document.baseURI.split("#")[0] !== origin + pathname + search) options.here = pathname + search;
    const absolute = (address) => new URL(address, document.baseURI).href;
    if (options.source) options.source = absolute(options.source);
    else if (!options.site) throw new TypeError(`<${this.localName}>: site is missing: the id of a site, as its news server calls it`);
    const server = options.server ? absolute(options.server.replace(/\/?$/, "/")) : at(".");
    if (options.site) options.api = `${server}api/v1/sites/${encodeURIComponent(options.site)}`;
    return options;
  }

  #show(made, options, turn) {
    const root = Object.assign(document.createElement("div"), { className: `root ${kind}-root`, hidden: true });
    this.#coming = { element: this, made, root, number: 0 };
    this.shadowRoot.adoptedStyleSheets = [base, made.sheet];
    this.#place.append(root);
    this.#measure(root);
    this.#sizes ??= new ResizeObserver(() => this.#measure());
    this.#sizes.observe(this.#unit);
    made.shown.add(this.#coming);
    const said = (what, detail) => this.#said(turn, what, detail);
    const coming = this.#coming;
    coming.number = made.mount(root, JSON.stringify(options), importing(this.#place), said);
    // Where nothing else is to be seen, grey lines are better.
    if (!this.#mounted && !this.#hasFallback()) this.#reveal(coming);
  }

  #said(turn, what, detail) {
    const coming = this.#coming;
    if (what === "navigate") return this.#tell("navigate", { ...detail, article: detail.article || null }, true);
    if (turn !== this.#turn) return true;
    if (what === "ready" && this.#state !== "ready") {
      if (coming) this.#reveal(coming);
      this.#state = "ready";
      this.#reserve(false);
      queueMicrotask(() => this.#tell("ready", {}));
    }
    if (what === "error") {
      queueMicrotask(() => {
        if (turn !== this.#turn) return;
        if (this.#coming && this.#hasFallback()) return this.#fail(detail.reason, detail.reason);
        this.#state = "failed";
        this.#reserve(false);
        if (this.#coming) this.#reveal(this.#coming);
        this.#tell("error", { reason: detail.reason, message: detail.reason });
      });
    }
    return true;
  }

  #reveal(coming) {
    this.#drop(this.#mounted);
    this.#coming = undefined;
    this.#mounted = coming;
    coming.root.hidden = false;
    this.#slot.remove();
    this.#retry()?.remove();
  }

  // Nothing of ours can be shown: what the host wrote, and a way to try again.
  #fail(reason, what) {
    this.#clear();
    this.#state = "failed";
    this.#reserve(false);
    const text = TEXT[this.getAttribute("lang") === "en" ? "en" : "vi"];
    const retry = document.createElement("p");
    retry.className = "retry";
    retry.setAttribute("part", "retry");
    retry.setAttribute("role", "status");
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text.retry });
    // Whatever failed for one failed for all that were shown by it.
    button.onclick = () => this.refresh();
    retry.append(this.#hasFallback() ? "" : `${text.failed} `, button);
    this.#place.replaceChildren(this.#slot, this.#unit, retry);
    console.error(what);
    this.#tell("error", { reason, message: String(what?.message ?? what) });
  }

  [LOST]() {
    // Nothing of an instance that has ended may be called.
    for (const shown of [this.#coming, this.#mounted]) if (shown) shown.number = 0;
    this.#turn += 1;
    this.#fail("ended", new Error("bantin has ended; a retry starts it anew"));
  }

  #end() {
    seen.unobserve(this);
    this.#sizes?.disconnect();
    this.#turn += 1;
    this.#clear();
    this.#state = "waiting";
    this.#place.replaceChildren(this.#slot, this.#unit);
    this.shadowRoot.adoptedStyleSheets = [base];
  }

  #clear() {
    this.#drop(this.#coming);
    this.#drop(this.#mounted);
    this.#coming = this.#mounted = undefined;
  }

  #drop(shown) {
    if (!shown) return;
    if (shown.number) shown.made.unmount(shown.number);
    shown.made.shown.delete(shown);
    shown.root.remove();
  }

  #retry() {
    return this.#place.querySelector(".retry");
  }

  #hasFallback() {
    return [...this.childNodes].some((node) => node.nodeType === Node.ELEMENT_NODE || node.data?.trim());
  }

  #reserve(wanted) {
    const said = (name) => this.getAttribute(name) ?? undefined;
    const size = `var(--bantin-size, ${said("font") === "inherit" ? "1em" : "16px"})`;
    const guess = room(kind, { layout: said("layout"), count: said("count"), heading: said("heading"), article: said("article") });
    this.#place.style.minBlockSize = wanted ? `var(--bantin-height, calc(${guess} * ${size}))` : "";
  }

  // All sizes inside are parts of the text's size, and follow it when it changes: a reader's setting, a host's larger letters.
  #measure(root) {
    const size = Math.max(13, this.#unit.getBoundingClientRect().width || 16);
    const family = this.getAttribute("font") === "inherit" && getComputedStyle(this).fontFamily;
    for (const { style } of [root, this.#mounted?.root, this.#coming?.root].filter(Boolean)) {
      style.setProperty("--unit", `${size / 1.125}px`);
      for (const name of family ? ["--sans", "--serif"] : []) style.setProperty(name, family);
    }
  }

  #tell(what, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`bantin-${what}`, { bubbles: true, composed: true, cancelable, detail }));
  }
};

for (const [kind, attributes] of Object.entries(ELEMENTS)) {
  const made = element(kind, attributes);
  for (const name of Object.keys(attributes)) {
    const property = camel(name);
    if (property in HTMLElement.prototype) continue;
    Object.defineProperty(made.prototype, property, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        value == null ? this.removeAttribute(name) : this.setAttribute(name, value);
      },
    });
  }
  // Another copy of this file may have been first; its elements are as good.
  if (!customElements.get(`bantin-${kind}`)) customElements.define(`bantin-${kind}`, made);
}
