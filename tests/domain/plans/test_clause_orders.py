"""Work that later sentences and clauses of a paragraph give to bodies of their own, and names glued to their work."""

import pytest

from tests.domain.plans.plain import duties, reading

WORK = "II. TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "1. Chia vắc xin về xã; hộ nào không cho tiêm thì trưởng thôn lập biên bản.",
            [("trưởng thôn", "lập biên bản.")],
        ),
        (
            "1. Rà soát hộ nghèo hằng quý. Sở Công Thương cho ký cam kết với các cửa hàng.",
            [("Sở Công Thương", "cho ký cam kết với các cửa hàng.")],
        ),
        (
            "1. Sửa nhà dột: Phòng Văn hóa - Xã hội khảo sát, chụp ảnh, Hội Cựu chiến binh vận động vật liệu.",
            [
                ("Phòng Văn hóa - Xã hội", "khảo sát, chụp ảnh"),
                ("Hội Cựu chiến binh", "vận động vật liệu."),
            ],
        ),
        # a list goes on
        ("1. Tập huấn cho Công an xã, Trạm Y tế về quy trình mới.", []),
        ("1. Sở Y tế chủ trì, Công an tỉnh phối hợp.", [("Sở Y tế", "chủ trì, Công an tỉnh phối hợp.")]),
    ],
)
def test_a_later_clause_gives_work_to_its_own_body(item, expected):
    assert duties(WORK, item) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. Khoa Dược. Bảo đảm thuốc cấp cứu."], [("Khoa Dược", "Bảo đảm thuốc cấp cứu.")]),
        (["1. Trung tâm Văn hóa huyện Phát tin trên loa."], [("Trung tâm Văn hóa huyện", "Phát tin trên loa.")]),
        (["1. Sở Nội vụ chiêu sinh trước quý III."], [("Sở Nội vụ", "chiêu sinh trước quý III.")]),
    ],
)
def test_a_name_ends_where_its_work_begins(lines, expected):
    assert duties(WORK, *lines) == expected


def test_one_of_several_bodies_above_has_its_own_work():
    assert duties(WORK, "1. Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh", "- Công an tỉnh phân luồng giao thông.") == [
        ("Công an tỉnh", "phân luồng giao thông.")
    ]


def reports(*paragraphs: str) -> list[tuple[str, str | None]]:
    return [(rule.every, rule.to) for rule in reading(*paragraphs).reporting]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "1. Sở Y tế báo cáo UBND tỉnh hằng quý, riêng số ca mắc gửi Bộ Y tế hằng tuần.",
            [("quarter", "UBND tỉnh"), ("week", "Bộ Y tế")],
        ),
        (
            "1. Công an xã báo cáo Đảng ủy hằng tuần và báo ngay khi có vụ việc.",
            [("ad-hoc", "Đảng ủy"), ("week", "Đảng ủy")],
        ),
        ("1. Văn phòng gom số liệu, ngày 20 hằng tháng trình Thường trực.", [("month", "Thường trực")]),
        ("1. Phòng Kinh tế trả lời dân, mỗi quý gửi kế hoạch cho các xã.", []),
        (
            "1. Công an xã báo cáo hằng quý trước ngày 20 tháng cuối quý, hằng năm trước ngày 10/12 gửi Sở Y tế.",
            [("quarter", "Sở Y tế"), ("year", "Sở Y tế")],
        ),
    ],
)
def test_a_clause_orders_a_report_of_its_own(sentence, expected):
    assert reports(WORK, sentence) == expected


def test_each_line_of_a_cell_on_a_line_of_its_own():
    table = "TT|Nội dung|Chủ trì|Phối hợp|Thời gian|1|Sửa định mức bảo|trì trạm cân|Cục Kinh tế -|Quản lý xây dựng|"
    table += "Cục Đường bộ|Việt Nam|Quý II/|2026|2|Lắp trạm cân|tự động|Sở Xây dựng|các địa phương| |Trước|31/10/2026"
    assert duties(WORK, table.replace("|", "\n"), "XI. KINH PHÍ") == [
        ("Cục Kinh tế - Quản lý xây dựng", "Sửa định mức bảo trì trạm cân"),
        ("Sở Xây dựng các địa phương", "Lắp trạm cân tự động"),
    ]
