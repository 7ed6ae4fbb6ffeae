//! Vietnamese.

use super::Text;

pub(super) static TEXT: Text = Text {
    summary: "Mỗi con số trên trang này có nghĩa gì, lượt nào được tính, lượt nào không, và chúng tôi lưu lại những gì.",
    numbers: [
        (
            "Lượt truy cập",
            "Một lần một người vào trang, đọc một hay nhiều bài rồi rời đi. Nếu 30 phút liền người đó không mở thêm trang nào \
             thì lượt truy cập kết thúc; lần quay lại sau đó là một lượt mới.",
        ),
        ("Hôm nay", "Số lượt truy cập bắt đầu từ 0 giờ hôm nay, theo giờ địa phương."),
        (
            "Đang xem",
            "Số người đang mở trang trong vòng một phút vừa qua. Trang nằm ở thẻ bị che khuất thì không tính.",
        ),
        (
            "Số lượt người xem",
            "Số lần một bài viết được đọc. Cùng một người mở lại bài ấy trong vòng 30 phút vẫn chỉ là một lượt.",
        ),
        (
            "Người đọc",
            "Số người khác nhau đã đọc một bài trong một ngày, cộng lại qua các ngày. Người đọc hôm nay và ngày mai được \
             tính hai lần, vì sang ngày mới chúng tôi không còn nhận ra ai.",
        ),
    ],
    parts: [
        (
            "Khi nào một trang được tính",
            &[
                "Một trang chỉ được tính khi nó thật sự hiện ra trước mắt người đọc. Trang được tải về mà chưa ai nhìn thấy thì chưa \
                 tính; trang mở sẵn ở thẻ khác chỉ được tính khi người đọc chuyển sang thẻ đó.",
                "Con số chỉ tăng sau khi lượt truy cập đã được ghi vào đĩa của máy chủ. Một lượt bị gửi lại do mạng chập chờn vẫn chỉ \
                 được tính một lần.",
            ],
            &[],
        ),
        (
            "Những gì không được tính",
            &[
                "Các lượt sau đây không làm tăng con số nào ở trên; chúng được đếm riêng theo từng lý do, để ai kiểm tra cũng có thể đối chiếu.",
            ],
            &[
                "Máy tìm kiếm và các chương trình tự động khác.",
                "Dịch vụ theo dõi xem trang có hoạt động hay không.",
                "Trang được trình duyệt tải trước hoặc dựng trước mà người đọc chưa mở.",
                "Tải lại, hoặc mở lại cùng một bài trong vòng 30 phút.",
                "Truy cập của chính cán bộ quản trị trang, từ mạng của cơ quan.",
                "Hàng loạt lượt dồn dập từ một nơi, nhiều hơn sức đọc của một người.",
            ],
        ),
        (
            "Nếu bạn không muốn bị theo dõi",
            &[
                "Nếu trình duyệt của bạn bật tín hiệu Global Privacy Control hoặc Do Not Track, chúng tôi không tìm cách nhận ra bạn, \
                 dù chỉ trong một ngày. Khi đó mỗi bài hiện ra là một lượt xem, mỗi lần vào trang từ bên ngoài là một lượt truy cập, và \
                 bạn không được tính vào số người đọc. Chúng tôi cũng không ghi bạn đến từ trang nào.",
            ],
            &[],
        ),
        (
            "Chúng tôi lưu lại gì",
            &[
                "Không có cookie, không có mã theo dõi trên máy của bạn, không có dữ liệu nào gửi cho bên thứ ba. Cách hiển thị bạn \
                 chọn ở nút Aa chỉ nằm trên máy bạn. Địa chỉ IP không bao \
                 giờ được ghi xuống đĩa.",
                "Để không tính một người hai lần, máy chủ trộn địa chỉ, loại trình duyệt và ngôn ngữ với một khóa bí mật thành một dãy số \
                 không thể đọc ngược. Khóa này được thay mỗi ngày và bị hủy sau đó một ngày; từ lúc ấy dãy số không còn nói lên điều \
                 gì về ai. Nhiều người dùng chung một địa chỉ và cùng loại máy có thể bị tính thành một, nên con số thật có thể cao hơn.",
                "Những gì còn lại lâu dài chỉ là các tổng số: theo giờ, theo ngày, theo bài viết, và tên những trang web đã dẫn người \
                 đọc đến đây. Điều gì có từ năm người trở lên cùng tìm trong một ngày mà không thấy thì được ghi lại, viết không dấu, \
                 không ghi ai tìm, và bị xóa sau 400 ngày.",
            ],
            &[],
        ),
        (
            "Con số của trang cũ, và việc sửa số",
            &[
                "Khi trang này thay cho một trang cũ, con số của bộ đếm cũ được mang sang làm số khởi đầu: con số bạn thấy là số khởi đầu \
                 cộng với những gì đã đếm được từ đó đến nay. Ngày chuyển sang, phần đếm mới bắt đầu từ không; hai phần được lưu riêng.",
                "Không ai có thể lặng lẽ sửa con số. Mỗi lần đặt lại hay đính chính đều được ghi vào nhật ký kiểm tra, cùng với số cũ, số \
                 mới, thời điểm, người làm và lý do; nhật ký này chỉ được ghi thêm, không được sửa hay xóa.",
            ],
            &[],
        ),
    ],
};
