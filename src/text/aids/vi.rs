//! Vietnamese.

use super::AidsText;

pub(super) static TEXT: AidsText = AidsText {
    display: "Cách hiển thị",
    size: "Cỡ chữ",
    smaller: "chữ nhỏ hơn",
    usual: "cỡ chữ thường",
    larger: "chữ lớn hơn",
    spacing: "Giãn dòng và giãn chữ",
    contrast: "Tương phản cao",
    theme: "Nền",
    theme_of_device: "Theo máy",
    light: "Sáng",
    dark: "Tối",
    keys: "Phím / đưa đến ô tìm kiếm",
    kept_here: "Chỉ lưu trên máy này.",
    reset: "Trở về như cũ",
    close: "Đóng",
    share: "Chia sẻ bài này",
    copy: "Sao chép đường dẫn",
    copied: "Đã sao chép.",
    not_copied: "Máy không cho sao chép. Xin chọn đường dẫn ở ô trên rồi tự sao chép.",
    address: "Đường dẫn",
    mail: "Thư điện tử",
};
