// Judges pages by Lighthouse, as on a phone. On standard input, as JSON: where Chromium is (`chrome`), what it is started with
// (`flags`), and `pages`, each with its `address` and the `categories` to be judged. On standard output, as JSON: for each page
// its scores, from 0 to 100, and what was found wanting.
import { readFileSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const { chrome, flags, pages } = JSON.parse(readFileSync(0, "utf8"));

// The first things that an audit names, so that one knows where to look.
const places = ({ details }) =>
  (details?.items || []).slice(0, 3).map((item) =>
    [item.node?.snippet, item.url, item.description, item.source].find((place) => typeof place === "string"));

async function judge({ address, categories }) {
  // Chromium anew for each, so that none finds what another has stored.
  const browser = await launch({ chromePath: chrome, chromeFlags: flags, logLevel: "silent" });
  try {
    const measures = categories.includes("performance");
    const { lhr } = await lighthouse(address, {
      port: browser.port,
      onlyCategories: categories,
      // Pages that say that nothing is there are pages too.
      ignoreStatusCode: true,
      // A slow line changes nothing in what is not measured.
      throttlingMethod: measures ? "simulate" : "provided",
      logLevel: "silent",
    });
    if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
    const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round((score ?? 0) * 100)]);
    const weighs = new Set(Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight).map(({ id }) => id)));
    const wanting = Object.values(lhr.audits)
      .filter(({ id, score }) => weighs.has(id) && score !== null && score < 0.9)
      .map((audit) => [`${audit.id}: ${audit.title}`, audit.displayValue, ...places(audit)].filter(Boolean).join(" · "));
    return { scores: Object.fromEntries(scores), wanting };
  } finally {
    await browser.kill();
  }
}

const judged = [];
for (const page of pages) judged.push(await judge(page));
console.log(JSON.stringify(judged));
