"""Words of work within names, and names within descriptions: who is meant, and where the work begins."""

import pytest

from tests.domain.plans.plain import duties

WORK = "II. TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    ("sentence", "agency", "duty"),
    [
        (
            "Đoàn kiểm tra, giám sát làm việc với các thư viện.",
            "Đoàn kiểm tra, giám sát",
            "làm việc với các thư viện.",
        ),
        ("Tổ thanh tra và giám sát lập biên bản.", "Tổ thanh tra và giám sát", "lập biên bản."),
        (
            "Đồng chí Trưởng Ban xây dựng Đảng - Trưởng Tiểu ban: Phụ trách chung.",
            "Đồng chí Trưởng Ban xây dựng Đảng - Trưởng Tiểu ban",
            "Phụ trách chung.",
        ),
        (
            "Ban Chỉ đạo xây dựng nông thôn mới xã chủ trì họp thôn.",
            "Ban Chỉ đạo xây dựng nông thôn mới xã",
            "chủ trì họp thôn.",
        ),
        ("Thư ký hội nghị lập biên bản.", "Thư ký hội nghị", "lập biên bản."),
        ("Các cơ quan có người ứng cử gửi danh sách.", "Các cơ quan có người ứng cử", "gửi danh sách."),
        (
            "Đối với việc ở nơi làm thì cơ quan, tổ chức, đơn vị trực tiếp quản lý người đọc có trách nhiệm trả lời.",
            "cơ quan, tổ chức, đơn vị trực tiếp quản lý người đọc",
            "trả lời.",
        ),
        (
            "Sau hội nghị lần thứ hai, trên cơ sở danh sách, Ban Thường trực Hội xã ban hành Kế hoạch.",
            "Ban Thường trực Hội xã",
            "ban hành Kế hoạch.",
        ),
        (
            "Từ ngày 04/02/2026: Ban Thường trực Hội họp với người của các cơ quan, tổ chức, đơn vị có thư viện.",
            "Ban Thường trực Hội",
            "họp với người của các cơ quan, tổ chức, đơn vị có thư viện.",
        ),
    ],
)
def test_a_name_ends_where_the_work_begins(sentence, agency, duty):
    assert duties(WORK, f"1. {sentence}") == [(agency, duty)]


@pytest.mark.parametrize(
    "bullet",
    [
        "Trách nhiệm của các thư viện trong việc đăng tải danh mục.",
        "Cơ quan chủ trì, thành phần, số lượng cử tri tham dự hội nghị.",
        "Chủ tịch, Phó Chủ tịch xã, người ứng cử đại biểu được mời dự.",
        "Đoàn kiểm tra trong quá trình làm việc nếu có vấn đề gì phát sinh thì báo cáo kịp thời.",
    ],
)
def test_what_is_looked_at_or_may_happen_is_nobodys_duty(bullet):
    assert duties("II. NỘI DUNG THỰC HIỆN", "1. Hội nghị đọc sách", f"- {bullet}") == []


def test_responsibility_after_a_colon_is_a_duty():
    assert duties(WORK, "1. Hội nghị", "- Trách nhiệm của các trường: Tổ chức ngày đọc sách.") == [
        ("các trường", "Tổ chức ngày đọc sách.")
    ]


def test_the_last_sentence_of_an_introduction_may_say_whose_items_follow():
    found = duties(
        "II. NỘI DUNG THỰC HIỆN",
        "1. Khai mạc ngày đọc sách. Người chủ trì có trách nhiệm sau đây:",
        "- Giới thiệu mục đích của ngày đọc sách;",
        "- Báo cáo số người dự.",
        "2. Bế mạc",
    )
    assert found == [
        ("Người chủ trì", "Giới thiệu mục đích của ngày đọc sách;"),
        ("Người chủ trì", "Báo cáo số người dự."),
    ]


def test_orders_at_the_beginning_of_an_item_are_still_orders():
    items = ("Cử người dự họp.", "Trình Sở phê duyệt danh mục.", "Ký cam kết đọc sách.")
    assert duties(WORK, "1. Phòng Đọc", *(f"- {item}" for item in items)) == [("Phòng Đọc", item) for item in items]
