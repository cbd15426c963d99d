import pytest

from tests.domain.plans.plain import reading


def rules(sentence):
    found = reading("II. TỔ CHỨC THỰC HIỆN", "1. Công an huyện", sentence).reporting
    return [(rule.every, rule.to, rule.via, rule.due) for rule in found]


def test_it_works():
    sentence = (
        "Định kỳ 6 tháng, 01 năm báo cáo kết quả về UBND huyện (qua phòng Lao động - TB&XH) để tổng hợp."
    )
    assert rules(sentence) == [
        ("six-month", "UBND huyện", "phòng Lao động - TB&XH", None),
        ("year", "UBND huyện", "phòng Lao động - TB&XH", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "every", "to"),
    [
        ("Hằng tháng báo cáo UBND huyện kết quả xử lý.", "month", "UBND huyện"),
        ("Báo cáo kết quả về Sở Y tế trước ngày 20 hằng tháng.", "month", "Sở Y tế"),
        ("Hàng quý gửi báo cáo về Văn phòng UBND huyện.", "quarter", "Văn phòng UBND huyện"),
        ("Tổng hợp, báo cáo UBND huyện kết quả thực hiện hằng năm.", "year", "UBND huyện"),
        ("Định kỳ báo cáo thống kê số vụ vi phạm về UBND huyện.", "ad-hoc", "UBND huyện"),
        (
            "Báo cáo Bộ Tư pháp và Ủy ban Dân tộc về tình hình thực hiện.",
            "ad-hoc",
            "Bộ Tư pháp và Ủy ban Dân tộc",
        ),
    ],
)
def test_frequencies(sentence, every, to):
    assert [(rule[0], rule[1]) for rule in rules(sentence)] == [(every, to)]


def test_a_deadline_is_given_as_printed():
    assert rules("Báo cáo UBND huyện trước ngày 15/11/2023.") == [
        ("ad-hoc", "UBND huyện", None, "trước ngày 15/11/2023")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện chế độ báo cáo đầy đủ.",
        "Lập danh sách gửi phòng Y tế để tổng hợp, báo cáo UBND huyện.",
        "Báo cáo UBND huyện phê duyệt dự toán.",
        "Nếu có vướng mắc thì báo cáo UBND huyện.",
        "Cử báo cáo viên về UBND xã.",
    ],
)
def test_what_is_no_report(sentence):
    assert rules(sentence) == []


def test_who_reports():
    (own,) = reading("II. TỔ CHỨC THỰC HIỆN", "1. Công an huyện", "Hằng tháng báo cáo UBND huyện.").reporting
    assert own.who == "Công an huyện"
    (all_,) = reading("II. TỔ CHỨC THỰC HIỆN", "1. Các sở, ngành", "Hằng tháng báo cáo UBND tỉnh.").reporting
    assert all_.who == "chung"
