// One article in a listing.
import { h } from "preact";
import { articleHref, categoryHref, categoryOf, day } from "./site.js";

export const Time = ({ date, text }) => <time datetime={date}>{text}</time>;

// In the sizes that the server offers, as our own pages show it; without `lazy` it is the first that the eye falls on.
export const Image = ({ item, sizes, lazy }) => {
  const { srcset, width, height } = item._bantin.picture || { width: 1200, height: 800 };
  return (
    <img alt="" fetchpriority={lazy ? undefined : "high"} loading={lazy ? "lazy" : undefined} decoding="async"
      sizes={srcset && sizes} srcset={srcset} width={width} height={height} src={item.image} />
  );
};

const Picture = ({ item, sizes, lazy }) =>
  item.image && (
    <a class="picture" tabindex="-1" aria-hidden="true" href={articleHref(item)}><Image item={item} sizes={sizes} lazy={lazy} /></a>
  );

const Kicker = ({ item, plain }) => {
  const category = !plain && categoryOf(item);
  return (
    <p class="kicker">
      {item._bantin.pinned && <strong class="pinned">Ghim</strong>}
      {category && <a href={categoryHref(category.slug)}>{category.name}</a>}
      <Time date={item.date_published} text={day(item.date_published)} />
    </p>
  );
};

const Headline = ({ item, heading: Heading }) => (
  <Heading class="headline"><a href={articleHref(item)}>{item.title}</a></Heading>
);

const Summary = ({ item }) => item.summary && <p class="summary">{item.summary}</p>;

export const Lead = ({ item }) => (
  <article class={item.image ? "lead" : "lead bare"}>
    <Picture item={item} sizes="(min-width:760px) min(53vw,640px),95vw" />
    <div class="lead-text"><Kicker item={item} /><Headline item={item} heading="h2" /><Summary item={item} /></div>
  </article>
);

export const Story = ({ item, plain }) => (
  <article class="story">
    <Picture item={item} sizes="(min-width:620px) min(45vw,360px),95vw" lazy />
    <Kicker item={item} plain={plain} />
    <Headline item={item} heading="h3" />
    {!item.image && <Summary item={item} />}
  </article>
);

export const Row = ({ item, heading }) => (
  <article class="row">
    <div class="row-text"><Kicker item={item} /><Headline item={item} heading={heading} /><Summary item={item} /></div>
    <Picture item={item} sizes="(min-width:760px) 220px,28vw" lazy />
  </article>
);

export const Brief = ({ item }) => (
  <article class="brief">
    <Headline item={item} heading="h3" />
    <Time date={item.date_published} text={day(item.date_published)} />
  </article>
);
