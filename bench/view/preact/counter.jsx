// The visit counter.
import { h } from "preact";
import { useEffect, useState } from "preact/hooks";
import { api, load } from "./site.js";

export function Counter() {
  const [counts, setCounts] = useState(null);
  useEffect(() => void load(`${api}/counts`).then(setCounts), []);
  const { visits, online } = counts || { visits: { total: 0, today: 0 }, online: 0 };
  const digits = [...String(visits.total).padStart(6, "0")];
  const lines = [["Đang xem", online], ["Hôm nay", visits.today], ["Tổng cộng", visits.total]];
  return (
    <section class={counts ? "counter" : "counter waiting"}>
      <h2>Số lượt truy cập</h2>
      <p class="digits" aria-hidden="true">{digits.map((digit) => <span class="digit" data-digit={digit} />)}</p>
      <dl aria-hidden="true">
        {lines.map(([name, count]) => <div><dt>{name}</dt><dd>{count.toLocaleString("vi")}</dd></div>)}
      </dl>
    </section>
  );
}
