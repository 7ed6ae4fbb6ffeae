// What a frame on another host's page does beyond being read: it reports the visit, follows its numbers, and tells the page
// around it how tall it is. A file of its own, because the frame's policy allows no inline script.

const main = document.querySelector("main");
const { api, article, said, lost } = main.dataset;
const group = document.documentElement.lang === "vi" ? "." : ",";
const written = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, group);
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

// How tall it is: nothing that anybody may not know, so every page may hear it.
if (parent !== window) {
  const tell = () => parent.postMessage({ type: "bantin:height", height: Math.ceil(main.getBoundingClientRect().height) }, "*");
  new ResizeObserver(tell).observe(main);
  // The page's script may have come later than this one.
  addEventListener("message", (event) => event.source === parent && event.data?.type === "bantin:measure" && tell());
}

// One page of a host is one visit, however many of our frames stand on it. Those of other origins do not let themselves be read.
function told() {
  for (let at = 0; at < parent.length; at++) {
    try {
      if (parent[at] !== window && parent[at].bantinTold === api) return true;
    } catch {}
  }
  return false;
}

// Whether the site was entered by this, and by which host's link.
function arrival() {
  const way = performance.getEntriesByType("navigation")[0]?.type;
  const { referrer } = document;
  if (way === "reload" || way === "back_forward" || referrer.startsWith(`${location.origin}/`)) return { entry: false };
  const alone = navigator.globalPrivacyControl || navigator.doNotTrack === "1";
  const from = referrer.match(/^[a-z-]+:\/\/([a-z0-9._-]+)(?:[:/]|$)/)?.[1];
  return alone || !from || from === location.hostname ? { entry: true } : { entry: true, from };
}

async function report() {
  if (told()) return;
  window.bantinTold = api;
  // Reported again under the same id it counts once.
  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const body = JSON.stringify({ id, article: null, ...arrival() });
  for (const pause of [0, 1000, 5000, 20000]) {
    await wait(pause);
    const answer = await fetch(`${api}/visits`, { method: "POST", body, keepalive: true }).catch(() => null);
    if (answer?.ok) {
      const counts = await answer.json().catch(() => null);
      // What a stream brings is newer, and on its way.
      return stream?.readyState === EventSource.OPEN ? undefined : take(counts);
    }
    // What the server refuses once it refuses again, unless it was only too much.
    if (answer && answer.status !== 429 && answer.status < 500) return;
  }
}

const numbers = {};

// Takes counts or views, and shows them where they stand.
function take(news) {
  if (!news || said === undefined) return;
  if (news.visits) Object.assign(numbers, news.visits, { online: news.online });
  else if (String(news.article ?? article) === article) numbers.views = news.views;
  const named = (name) => (name in numbers ? written(numbers[name]) : null);
  // A number by itself is the last of them.
  const names = article ? ["views"] : ["online", "today", "total"];
  const spots = main.querySelectorAll("dd, .counted strong");
  spots.forEach((spot, at) => (spot.textContent = named(names.at(at - spots.length)) ?? spot.textContent));
  const counter = main.querySelector(".counter");
  const shown = article ? numbers.views : numbers.total;
  if (!counter || shown === undefined) return;
  const digits = counter.querySelector(".digits");
  const now = String(shown).padStart(6, "0");
  while (digits.childElementCount < now.length) digits.prepend(digits.firstElementChild.cloneNode());
  while (digits.childElementCount > now.length) digits.firstElementChild.remove();
  [...digits.children].forEach((digit, at) => (digit.dataset.digit = now[at]));
  counter.querySelector(".visually-hidden").textContent = said.replace(/\{(\w+)\}/g, (_, name) => named(name));
  counter.classList.remove("waiting");
}

function touch(lively) {
  main.querySelector(".counter")?.classList.toggle("out-of-touch", !lively);
  const spot = main.querySelector(".touch");
  if (spot) spot.textContent = lively ? "" : lost;
}

// The numbers are followed while they can be seen: by a stream, and by asking as long as there is none.
const ROUND = 10000;
const ROUNDS_BEFORE_STREAM = 6;
let stream;
let timer;
let asked = 0;

function open() {
  asked = 0;
  stream?.close();
  stream = new EventSource(`${api}/live${article ? `?article=${article}` : ""}`);
  stream.onopen = () => touch(true);
  for (const name of ["counts", "views"]) stream.addEventListener(name, (event) => take(JSON.parse(event.data)));
}

async function ask() {
  const path = article ? `/articles/${article}/views` : "/counts";
  const answer = await fetch(api + path).catch(() => null);
  const news = answer?.ok ? await answer.json().catch(() => null) : null;
  // Whatever a stream has brought meanwhile is newer.
  if (stream?.readyState === EventSource.OPEN) return;
  touch(Boolean(news));
  take(news);
}

function round() {
  timer = setTimeout(round, ROUND);
  if (stream?.readyState === EventSource.OPEN) return;
  if (!stream || ++asked >= ROUNDS_BEFORE_STREAM) open();
  else ask();
}

function follow() {
  clearTimeout(timer);
  stream?.close();
  stream = undefined;
  if (!document.hidden) round();
}

// Nothing is reported or followed that nobody sees.
let reported = false;
function seen() {
  if (said !== undefined) follow();
  if (document.hidden || reported) return;
  reported = true;
  report();
}
document.addEventListener("visibilitychange", seen);
seen();
