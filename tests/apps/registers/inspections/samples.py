"""Options as a programme supplies them."""

OPTIONS = {
    "establishment_type": [("lodging", "Cơ sở lưu trú"), ("karaoke", "Karaoke"), ("other", "Loại hình khác")],
    "establishment_subkind": [("guesthouse", "Nhà nghỉ")],
    "establishment_state": [("open", "Đang hoạt động"), ("suspended", "Tạm ngừng"), ("closed", "Đóng cửa")],
    "inspection_kind": [("planned", "Định kỳ"), ("surprise", "Đột xuất")],
    "team_body": [
        ("team_178", "Đội kiểm tra liên ngành 178"),
        ("police", "Tổ kiểm tra của Công an"),
        ("health", "Tổ kiểm tra của ngành y tế"),
        ("steering_committee", "Ban chỉ đạo"),
    ],
    "team_act": [("set_up", "Thành lập"), ("renewed", "Kiện toàn")],
}
