"""Reports whose introduction says who sends them to whom, and whose items say how often; each day with its report."""

import pytest

from sokehoach.domain.plans.reading import Reading, read_plan

HEAD = """ỦY BAN NHÂN DÂN TỈNH
Số: 12/KH-UBND, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Phát triển thể thao cho mọi người năm 2026
"""
INTRODUCED = """\
IV. CHẾ ĐỘ BÁO CÁO
1. Các sở, ngành và Ủy ban nhân dân các xã, phường báo cáo kết quả về Sở Văn hóa, Thể thao và Du lịch như sau:
a) Báo cáo tháng: gửi trước ngày 18 hằng tháng.
b) Báo cáo năm: gửi trước ngày 03 tháng 12 năm 2026.
2. Sở Văn hóa, Thể thao và Du lịch tổng hợp, báo cáo Ủy ban nhân dân tỉnh \
trước ngày 25 của tháng cuối quý đối với báo cáo quý và trước ngày 15 tháng 12 năm 2026 đối với báo cáo năm.
"""


def read(body: str) -> Reading:
    return read_plan(HEAD + body)


def test_items_have_the_names_of_their_introduction() -> None:
    rules = read(INTRODUCED).reporting
    rows = [(rule.path, rule.who, rule.to, rule.every) for rule in rules[:2]]
    office = "Sở Văn hóa, Thể thao và Du lịch"
    assert rows == [("IV.1.a", "chung", office, "month"), ("IV.1.b", "chung", office, "year")]
    assert all(rule.path != "IV.1" for rule in rules)


def test_each_report_of_a_sentence_has_its_own_day() -> None:
    dues = {rule.every: rule.due for rule in read(INTRODUCED).reporting if rule.path == "IV.2"}
    assert dues == {"quarter": "trước ngày 25 của tháng cuối quý", "year": "trước ngày 15 tháng 12 năm 2026"}


def test_a_periodic_report_is_no_task_beside_its_rule() -> None:
    assert not read(INTRODUCED).tasks


def test_an_introduction_without_periodic_items_keeps_its_own_report() -> None:
    (rule,) = read(
        "IV. CHẾ ĐỘ BÁO CÁO\n1. Các sở báo cáo kết quả về Sở Nội vụ, gồm:\na) Thuận lợi.\nb) Khó khăn.\n"
    ).reporting
    assert (rule.path, rule.to, rule.every) == ("IV.1", "Sở Nội vụ", "ad-hoc")


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("a) Tỉnh đoàn tổ chức các đợt ra quân “Ngày Chủ nhật xanh”.", ["Tỉnh đoàn"]),
        ("a) Huyện đoàn chỉ đạo các chi đoàn tập thể dục buổi sáng.", ["Huyện đoàn"]),
        ("a) Rà soát các điểm tập kết, trạm trung chuyển chất thải rắn; xóa bỏ điểm tự phát.", []),
    ],
)
def test_names_end_before_the_order(text: str, agencies: list[str]) -> None:
    reading = read(f"III. NHIỆM VỤ, GIẢI PHÁP\n1. Phong trào\n{text}\nb) Tập huấn cho hướng dẫn viên.\n")
    assert [duty.agency for duty in reading.duties] == agencies


def test_kinds_listed_with_their_days_are_reports_of_their_own() -> None:
    text = (
        "IV. BÁO CÁO\n1. Sở Y tế tổng hợp, báo cáo Ủy ban nhân dân tỉnh: tháng trước ngày 20 hằng tháng, "
        "quý trước ngày 25 của tháng cuối quý, năm trước ngày 31 tháng 12.\n"
        "2. Các sở gửi báo cáo quý về Sở Y tế cùng thời hạn nêu trên.\n"
    )
    rows = [(rule.every, rule.to, rule.due) for rule in read(text).reporting]
    assert rows == [
        ("month", "Ủy ban nhân dân tỉnh", "trước ngày 20 hằng tháng"),
        ("quarter", "Ủy ban nhân dân tỉnh", "trước ngày 25 của tháng cuối quý"),
        ("year", "Ủy ban nhân dân tỉnh", "trước ngày 31 tháng 12"),
        ("quarter", "Sở Y tế", None),
    ]
