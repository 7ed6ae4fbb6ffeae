// One article, whole.
import { h } from "preact";
import { Image, Time } from "./cards.jsx";
import { articleHref, categoryHref, categoryOf, day, long } from "./site.js";

const Neighbours = ({ kind, heading, of }) =>
  of && of.length > 0 && (
    <section class={kind}>
      <h2>{heading}</h2>
      <ul>
        {of.map((other) => (
          <li><a href={articleHref(other)}>{other.title}</a> <Time date={other.date_published} text={day(other.date_published)} /></li>
        ))}
      </ul>
    </section>
  );

const Attachments = ({ files }) =>
  files && files.length > 0 && (
    <section class="attachments">
      <h2>Tài liệu đính kèm</h2>
      <ul>
        {files.map((file) => (
          <li>
            <a href={file.url}>{file.title}</a>{" "}
            <span class="about">{`(${file.url.split(".").pop().toUpperCase()}, ${Math.round(file.size_in_bytes / 1000)} KB)`}</span>
          </li>
        ))}
      </ul>
    </section>
  );

export function Article({ item }) {
  const category = categoryOf(item);
  const { views, newer, older } = item._bantin;
  const begins = item.content_html.trimStart();
  const hasOwn = ["<figure", "<img", "<p><img"].some((start) => begins.startsWith(start));
  const authors = (item.authors || []).map((author) => author.name).join(", ");
  return (
    <article class="article">
      <nav class="breadcrumb" aria-label="Vị trí của trang">
        <ol><li><a href="/">Trang chủ</a></li><li><a href={categoryHref(category.slug)}>{category.name}</a></li></ol>
      </nav>
      <header>
        <p class="kicker"><a href={categoryHref(category.slug)}>{category.name}</a></p>
        <h1 tabindex="-1">{item.title}</h1>
        <p class="byline">
          <Time date={item.date_published} text={long(item.date_published)} />
          {authors && <span class="author">{authors}</span>}
          <span class="views">{`Số lượt người xem: ${views}`}</span>
        </p>
        {item.summary && <p class="summary">{item.summary}</p>}
      </header>
      {item.image && !hasOwn && <figure class="lead-picture"><Image item={item} sizes="(min-width:1000px) 800px,min(95vw,640px)" /></figure>}
      <div class="body" dangerouslySetInnerHTML={{ __html: item.content_html }} />
      <Attachments files={item.attachments} />
      <div class="neighbours">
        <Neighbours kind="newer" heading="Tin mới hơn" of={newer} />
        <Neighbours kind="older" heading="Tin đã đưa" of={older} />
      </div>
    </article>
  );
}
