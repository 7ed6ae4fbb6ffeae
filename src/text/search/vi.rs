//! Vietnamese.

use super::SearchText;
use bantin_api::Language;

pub(super) static TEXT: SearchText = SearchText {
    language: Language::Vi,
    advice: "Gõ điều cần tìm, có dấu hay không dấu đều được. Đặt trong ngoặc kép để tìm đúng cụm từ, ví dụ “giấy khai sinh”.",
    category: "Chuyên mục",
    by_day: "Chọn khoảng ngày đăng",
    from: "Từ ngày",
    to: "Đến ngày",
    filters: "Lọc kết quả",
    year: "Năm",
    take_off: "bỏ lọc",
    nothing_advice: "Xin thử ít từ hơn, từ khác gần nghĩa, hoặc bỏ bớt điều kiện lọc.",
    results: "Kết quả tìm kiếm",
    suggestions: "Tin gợi ý",
};
