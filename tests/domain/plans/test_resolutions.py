"""A resolution that gives work under headings is read like a plan and says so; other documents are refused."""

import pytest

from sokehoach.domain.plans.reading import NotAPlanError, read_plan

RESOLUTION = """\
TỈNH ỦY SUỐI BẠC ĐẢNG CỘNG SẢN VIỆT NAM
*
Số 12-NQ/TU Suối Bạc, ngày 05 tháng 01 năm 2026

NGHỊ QUYẾT

CỦA BAN THƯỜNG VỤ TỈNH ỦY

về phát triển thư viện

I. QUAN ĐIỂM, MỤC TIÊU

1. Quan điểm

- Thư viện góp phần đưa tỷ lệ người đọc vượt 10% như cả vùng.

2. Mục tiêu

(1) Thành lập mới ít nhất 05 thư viện xã.

II. TỔ CHỨC THỰC HIỆN

1. Đảng ủy Ủy ban nhân dân tỉnh chỉ đạo lập danh mục thư viện.

2. Các cơ quan tham mưu, giúp việc Tỉnh ủy kiểm tra việc mở thư viện.

Nơi nhận: T/M BAN THƯỜNG VỤ
- Các xã,
- Lưu Văn phòng.
Nông Văn Sách
"""
COUNCIL = """\
HỘI ĐỒNG NHÂN DÂN XÃ SUỐI BẠC
Số: 12/NQ-HĐND

Suối Bạc, ngày 05 tháng 01 năm 2026

NGHỊ QUYẾT

NHIỆM VỤ ĐỌC SÁCH NĂM 2026

QUYẾT NGHỊ:

Điều 1. Mục tiêu, chỉ tiêu

1. Mọi nhà đọc sách.

2. Tỷ lệ hộ có tủ sách đạt 30%.

Điều 2. Nhiệm vụ, giải pháp

1. Phòng Kinh tế chủ trì lập danh mục sách.

2. Trạm Y tế tổ chức đọc sách.
"""


def test_a_resolution_with_headings_and_work_is_read_and_tells_what_it_is():
    reading = read_plan(RESOLUTION)
    document = reading.document
    assert (document.kind, document.number, document.title) == (
        "NGHỊ QUYẾT",
        "12-NQ/TU",
        "về phát triển thư viện",
    )
    assert [(target.path, target.value) for target in reading.targets] == [("I.2.1", "5")]
    assert [duty.agency for duty in reading.duties] == [
        "Đảng ủy Ủy ban nhân dân tỉnh",
        "Các cơ quan tham mưu, giúp việc Tỉnh ủy",
    ]
    assert "nghị quyết và được đọc như một kế hoạch" in reading.missing[0]


def test_a_resolution_of_articles_with_items_that_give_work_is_read():
    reading = read_plan(COUNCIL)
    assert (reading.document.kind, reading.document.title) == ("NGHỊ QUYẾT", "NHIỆM VỤ ĐỌC SÁCH NĂM 2026")
    assert [clause.path for clause in reading.clauses][:3] == ["Điều 1", "Điều 1.1", "Điều 1.2"]
    assert [target.quote for target in reading.targets] == ["Tỷ lệ hộ có tủ sách đạt 30%"]
    assert [duty.agency for duty in reading.duties] == ["Phòng Kinh tế", "Trạm Y tế"]


def test_a_plan_issued_with_a_resolution_is_the_plan():
    plan = "KẾ HOẠCH\n\nMở thư viện\n\nII. VIỆC\n\n1. Sở Y tế tổ chức họp."
    reading = read_plan(f"NGHỊ QUYẾT\n\nBan hành Kế hoạch mở thư viện\n\n{plan}")
    assert reading.document.kind == "KẾ HOẠCH"
    assert reading.missing == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # Articles alone approve something; nobody has to do it item by item.
        (
            "NGHỊ QUYẾT\n\nThông qua đề án\n\nĐiều 1. Thông qua.\n\nĐiều 2. Giao Sở Y tế tổ chức.\n\nĐiều 3. Hiệu lực.",
            "NGHỊ QUYẾT",
        ),
        ("NGHỊ QUYẾT\n\nVề sách\n\nI. SÁCH HAY\n\n1. Sách cũ\n\n2. Sách mới", "NGHỊ QUYẾT"),
        ("BÁO CÁO\n\nI. KẾT QUẢ\n\n1. Sở Y tế tổ chức khám.\n\n2. Sở Nội vụ lập hồ sơ.\n\nII. NÊU TÊN", "BÁO CÁO"),
        ("CHỈ THỊ\n\nVề sách\n\n1. Sở Y tế tổ chức đọc.\n\n2. Sở Nội vụ lập tủ sách.\n\n3. Hết", "CHỈ THỊ"),
        ("QUY CHẾ\n\nĐọc sách\n\n1. Đọc to.\n\n2. Đọc thầm.\n\n3. Sở Y tế kiểm tra.", "QUY CHẾ"),
        ("BÁO CÁO\n\nI. KẾT QUẢ\n\n1. Đọc.\n\nNGHỊ QUYẾT\n\nII. VIỆC\n\n1. Sở Y tế lập tủ sách.", "BÁO CÁO"),
    ],
)
def test_what_gives_no_work_or_is_something_else_stays_refused(text, kind):
    with pytest.raises(NotAPlanError, match=f"Văn bản này là {kind}"):
        read_plan(text)
