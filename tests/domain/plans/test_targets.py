import pytest

from tests.domain.plans.plain import reading, targets


def test_it_works():
    (target,) = reading("I. MỤC TIÊU", "- Phấn đấu 95% hộ dân dùng nước sạch.").targets
    assert (target.quote, target.value, target.unit, target.bound) == (
        "Phấn đấu 95% hộ dân dùng nước sạch", "95", "%", "=",
    )  # fmt: skip
    assert target.path == "I"


@pytest.mark.parametrize(
    ("sentence", "bound", "value"),
    [
        ("100% số thôn có nhà văn hóa.", "=", "100"),
        ("Ít nhất 80% hộ đạt gia đình văn hóa.", ">=", "80"),
        ("Tối thiểu 85,5% học sinh được khám.", ">=", "85.5"),
        ("Tỷ lệ hộ có xe đạt từ 98% trở lên.", ">=", "98"),
        ("Trên 70% xã có sân chơi.", ">", "70"),
        ("Tỷ lệ hộ nghèo còn dưới 3%.", "<", "3"),
        ("Tỷ lệ thất thoát nước không quá 12%.", "<=", "12"),
        ("Tỷ lệ người từ 65 tuổi trở lên được khám đạt khoảng 60%.", "=", "60"),
    ],
)
def test_bounds(sentence, bound, value):
    assert targets(sentence) == [(bound, value, "%")]


def test_counted_things_have_their_noun_for_unit():
    assert targets("Xây dựng ít nhất 03 mô hình tại các xã.") == [(">=", "3", "mô hình")]
    assert targets("Trồng 1.500 cây trong năm.") == [("=", "1500", "cây")]


def test_two_goals_in_one_sentence_are_two():
    assert targets("Trên 80% trạm y tế và 100% bệnh viện có máy phát.") == [
        (">", "80", "%"),
        ("=", "100", "%"),
    ]
    assert targets("Giảm 50% số vụ cháy, giảm 60% số người chết.") == [("=", "50", "%"), ("=", "60", "%")]


def test_a_number_beside_a_percentage_only_describes():
    assert targets("70% phụ nữ mang thai được tầm soát ít nhất 4 loại bệnh.") == [("=", "70", "%")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hoàn thành trước năm 2030.",
        "Trẻ em dưới 15 tuổi được vui chơi.",
        "Thực hiện Nghị quyết số 21-NQ/TW.",
        "Hiện nay đã có 40% số hộ dùng nước sạch.",
        "Nâng cao nhận thức của người dân.",
    ],
)
def test_what_is_no_goal(sentence):
    assert targets(sentence) == []


def test_outside_the_part_on_aims_only_what_is_striven_for_and_with_a_doubt():
    found = reading(
        "II. NHIỆM VỤ", "1. Sở Y tế", "Phấn đấu tỷ lệ tiêm chủng đạt 95%.", "Tăng 10% kinh phí."
    ).targets
    assert [target.value for target in found] == ["95"]
    assert "ngoài phần mục tiêu" in found[0].doubts[0]


def test_items_announced_as_targets_are_targets():
    found = reading(
        "II. NỘI DUNG", "1. Thi đua", "Phong trào có các chỉ tiêu cụ thể như sau:", "(1) 90% hộ tham gia.",
        "2. Việc khác",
    ).targets  # fmt: skip
    assert [(target.path, target.value) for target in found] == [("II.1.1", "90")]
