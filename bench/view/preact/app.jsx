// The demo site by Preact, rendered in the browser from the same API: what `cargo xtask bench view` compares with. It makes
// the markup that ours makes, for the same style sheet. The frame (masthead, menu) stands in the document.
import { h, render, Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Article } from "./article.jsx";
import { Counter } from "./counter.jsx";
import { Brief, Lead, Row, Story } from "./cards.jsx";
import { api, categoryHref, load, site } from "./site.js";

const { data } = JSON.parse(document.getElementById("config").textContent);
const path = location.pathname;

const Block = ({ category, items }) => (
  <section class="block">
    <h2><a href={categoryHref(category.slug)}>{category.name}</a></h2>
    {items.slice(0, 1).map((item) => <Story item={item} plain />)}
    {items.slice(1).map((item) => <Brief item={item} />)}
    <p class="all"><a href={categoryHref(category.slug)} aria-label={`Xem tất cả: ${category.name}`}>Xem tất cả</a></p>
  </section>
);

// Those of a category's articles that the opening does not show.
const inBlock = (items, opening) => items.filter((item) => opening.every((shown) => shown.id !== item.id)).slice(0, 4);

function Home({ feed }) {
  const [blocks, setBlocks] = useState([]);
  useEffect(() => {
    // What the first screen does not show is asked for once that is there.
    const of = ({ slug }) => load(`${api}/articles?category=${slug}&page=1&per_page=10`);
    Promise.all(site.categories.map(of)).then(setBlocks);
  }, []);
  const [lead, ...others] = feed.items;
  return (
    <>
      <h1 class="visually-hidden" tabindex="-1">{site.name}</h1>
      <Lead item={lead} />
      <div class="stories">{others.slice(0, 3).map((item) => <Story item={item} />)}</div>
      <section class="latest">
        <h2>Tin mới nhất</h2>
        {others.slice(3).map((item) => <Row item={item} heading="h3" />)}
      </section>
      <div class="blocks">
        {blocks.map((block, at) => <Block category={site.categories[at]} items={inBlock(block.items, feed.items)} />)}
      </div>
    </>
  );
}

function Listing({ feed, slug }) {
  const { page, pages } = feed._bantin;
  const href = (to) => (to > 1 ? `${categoryHref(slug)}/trang/${to}` : categoryHref(slug));
  const numbers = Array.from({ length: pages }, (_, at) => at + 1);
  return (
    <>
      <nav class="breadcrumb" aria-label="Vị trí của trang"><ol><li><a href="/">Trang chủ</a></li></ol></nav>
      <h1 class="section" tabindex="-1">{site.categories.find((category) => category.slug === slug).name}</h1>
      <div class="listing">
        {feed.items.map((item) => <Row item={item} heading="h2" />)}
        {pages > 1 && (
          <nav class="pagination" aria-label="Các trang của danh sách">
            <p>{`Trang ${page} / ${pages}`}</p>
            <ul>
              {numbers.map((to) => (
                <li><a href={href(to)} aria-label={`Trang ${to}`} aria-current={to === page ? "page" : null}>{to}</a></li>
              ))}
              {page < pages && <li><a rel="next" href={href(page + 1)}>Trang sau</a></li>}
            </ul>
          </nav>
        )}
      </div>
    </>
  );
}

function Page() {
  const [feed, setFeed] = useState(null);
  useEffect(() => void load(data).then(setFeed), []);
  if (!feed) return null;
  const slug = path.match(/^\/chuyen-muc\/([^/]+)/);
  return (
    <>
      <main id="content" tabindex="-1">
        {path.startsWith("/tin/") ? <Article item={feed.items[0]} />
          : slug ? <Listing feed={feed} slug={slug[1]} /> : <Home feed={feed} />}
      </main>
      <aside class="ear"><Counter /></aside>
      <footer class="footer">
        <p>{site.name}</p>
        <p><a href="/feed.json" type="application/feed+json">Nguồn tin (JSON Feed)</a></p>
      </footer>
    </>
  );
}

render(<Page />, document.getElementById("rest"));
