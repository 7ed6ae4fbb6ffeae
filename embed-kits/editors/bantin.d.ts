/** The elements that bantin's `embed.js` defines, for TypeScript and for editors. Made to fit `elements.json`; a test says when it does not. */

/** What all of them have. */
interface BantinElement extends HTMLElement {
  /** `waiting` until it comes near the screen, then `loading`, then `ready` or `failed`. */
  readonly state: "waiting" | "loading" | "ready" | "failed";
  /** Asks for everything anew. What is shown stays until then. */
  refresh(): void;
  /** The site's id on its news server. */
  site: string | null;
  /** The news server's address, where it is not the one that the script came from. */
  server: string | null;
  /** The address of what a site publishes itself, read in the browser with no server of ours: a JSON Feed, WordPress, RSS … With `site`, visits are still counted there. */
  source: string | null;
  /** The format of `source`, where it cannot be told from the document. */
  format: "auto" | "jsonfeed" | "wordpress" | "sharepoint" | "ghost" | "liferay" | "drupal" | "govuk" | "newsarticle" | "rss" | "atom" | "sitemap" | "page" | null;
  /** Where `source` keeps what: columns of a list, or the recipe of a web page, as in `title: TieuDe; summary: TomTat`. */
  fields: string | null;
  /** How dates are written: with the time, short, or the day alone. */
  dateForm: "long" | "short" | "day" | null;
  /** `inherit` takes the font and the size of the text around the element. */
  font: "inherit" | null;
}

/** `<bantin-news>`: The newest articles of a site. */
interface BantinNews extends BantinElement {
  /** Only articles of the category with this slug. */
  category: string | null;
  /** How many articles are listed, 1 to 100; 5 where it is left out. */
  count: string | null;
  /** Rows with a summary and a picture, headlines alone, cards, or one line that moves. */
  layout: "list" | "compact" | "cards" | "ticker" | null;
  /** A heading above the list. */
  heading: string | null;
  /** Where articles open: on the news site, in place, or on the host's own `page`. */
  open: "site" | "here" | "page" | null;
  /** The host's own page that shows an article, with a `<bantin-article>` or `<bantin-app>` on it. */
  page: string | null;
  /** Which part of the host's address holds what is shown: one key of its hash, or of its query. */
  addressing: "hash" | "query" | null;
  /** The key; `bantin` where it is left out. */
  key: string | null;
}

/** `<bantin-article>`: One article, or the one that the host's address names. */
interface BantinArticle extends BantinElement {
  /** The id of the article; where it is left out, the host's address names it. */
  article: string | null;
  /** Which part of the host's address holds what is shown: one key of its hash, or of its query. */
  addressing: "hash" | "query" | null;
  /** The key; `bantin` where it is left out. */
  key: string | null;
  /** Where articles open: on the news site, in place, or on the host's own `page`. */
  open: "site" | "here" | "page" | null;
  /** The host's own page that shows an article, with a `<bantin-article>` or `<bantin-app>` on it. */
  page: string | null;
}

/** `<bantin-counter>`: The visits of a site, or the views of one article, as they are now. */
interface BantinCounter extends BantinElement {
  /** Digits in boxes, one line of text, or one number in a small frame. */
  layout: "boxes" | "line" | "badge" | null;
  /** The id of an article, whose views are shown in place of the site's visits. */
  article: string | null;
}

/** `<bantin-app>`: The whole news site in a column, with its addresses in the host's own. */
interface BantinApp extends BantinElement {
  /** Which part of the host's address holds what is shown: one key of its hash, or of its query. */
  addressing: "hash" | "query" | null;
  /** The key; `bantin` where it is left out. */
  key: string | null;
}

interface BantinNavigateDetail {
  /** The link's address, as it is written. */
  href: string;
  /** The id of the article that it leads to. */
  article: string | null;
}

interface BantinErrorDetail {
  /** `network`, `timeout`, `server`, `answer`, `not-found`, `withdrawn`, `load` or `ended`. */
  reason: string;
  message: string;
}

interface HTMLElementTagNameMap {
  "bantin-news": BantinNews;
  "bantin-article": BantinArticle;
  "bantin-counter": BantinCounter;
  "bantin-app": BantinApp;
}

interface HTMLElementEventMap {
  "bantin-ready": CustomEvent<Record<string, never>>;
  "bantin-navigate": CustomEvent<BantinNavigateDetail>;
  "bantin-error": CustomEvent<BantinErrorDetail>;
}
