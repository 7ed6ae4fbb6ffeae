// The site, its addresses, and how it writes dates.
export const { site, api } = JSON.parse(document.getElementById("config").textContent);

export const load = (address) => fetch(address).then((answer) => answer.json());
export const articleHref = (item) => `/tin/${item.id}/${(item._bantin || item).slug}`;
export const categoryHref = (slug) => `/chuyen-muc/${slug}`;
export const categoryOf = (item) => site.categories.find((category) => category.slug === item._bantin.categories[0]);

const MONTHS = ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"];

// In the zone that the date is written in.
const parts = (date) => date.match(/\d+/g).map(Number);

export function day(date) {
  const [year, month, day] = parts(date);
  return `${day}/${month}/${year}`;
}

export function long(date) {
  const [year, month, day, hour, minute, second] = parts(date);
  const two = (number) => String(number).padStart(2, "0");
  return `${day} Tháng ${MONTHS[month - 1]} ${year} ${hour % 12 || 12}:${two(minute)}:${two(second)} ${hour < 12 ? "SA" : "CH"}`;
}
