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
        "Thực hiện Kế hoạch 12 của tỉnh.",
        "Sửa chữa trạm 3G: trong đó công ty A 09 trạm.",
    ],
)
def test_what_is_no_goal(sentence):
    assert targets(sentence) == []


def test_outside_the_part_on_aims_only_what_is_striven_for_and_with_a_doubt():
    found = reading("II. NHIỆM VỤ", "1. Sở Y tế", "Phấn đấu tỷ lệ tiêm chủng đạt 95%.", "Tăng 10% kinh phí.").targets
    assert [target.value for target in found] == ["95"]
    assert "ngoài phần mục tiêu" in found[0].doubts[0]


def test_items_announced_as_targets_are_targets():
    found = reading(
        "II. NỘI DUNG", "1. Thi đua", "Phong trào có các chỉ tiêu cụ thể như sau:", "(1) 90% hộ tham gia.",
        "2. Việc khác",
    ).targets  # fmt: skip
    assert [(target.path, target.value) for target in found] == [("II.1.1", "90")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("19/19 bản ký cam kết không đốt rừng.", [("=", "19", "bản")]),
        ("Đạt 80-85% học sinh đọc sách.", [(">=", "80", "%"), ("<=", "85", "%")]),
        ("Từ 80% đến 85% hộ dân dùng nước sạch.", [(">=", "80", "%"), ("<=", "85", "%")]),
        ("Giảm tỷ lệ hộ nghèo từ 5% xuống còn 3%.", [("=", "3", "%")]),
        ("Tăng tỷ lệ che phủ rừng từ 42% lên 45%.", [("=", "45", "%")]),
        ("50 phần trăm số xã có điểm đọc sách.", [("=", "50", "%")]),
        ("Phục vụ 5.000 lượt người.", [("=", "5000", "lượt người")]),
        ("Tạo việc làm mới cho 2.000 lao động.", [("=", "2000", "lao động")]),
        ("02 mô hình điểm được nhân rộng.", [("=", "2", "mô hình điểm")]),
        ("Tỷ lệ mắc dưới 150/100.000 dân.", [("<", "150", "/100.000 dân")]),
        ("Hộ nghèo còn 4,5% (năm 2024 là 6,2%).", [("=", "4.5", "%")]),
        ("Giảm ít nhất 10% số vụ so với cùng kỳ năm trước.", [(">=", "10", "%")]),
        ("Có 15 sản phẩm đạt 3 sao trở lên.", [("=", "15", "sản phẩm")]),
        ("Thu nhập bình quân đạt 60 triệu đồng/người.", [("=", "60", "triệu đồng/người")]),
        ("Kinh phí thực hiện là 1.200 triệu đồng.", []),
        ("Thực hiện 3 nhiệm vụ trọng tâm, 5 nhóm giải pháp.", []),
        ("Đạt mục tiêu 95-95-95.", []),
    ],
)
def test_numbers_of_many_kinds(sentence, found):
    assert targets(sentence) == found


def test_each_goal_is_quoted_by_its_own_clause():
    found = reading("I. CHỈ TIÊU", "- Duy trì 05 câu lạc bộ, thành lập mới 03 đội văn nghệ.").targets
    assert [target.quote for target in found] == ["Duy trì 05 câu lạc bộ", "thành lập mới 03 đội văn nghệ"]


def test_a_goal_in_the_part_on_purpose_counts_with_a_doubt():
    (target,) = reading("I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "- Bảo đảm 100% học sinh biết bơi.").targets
    assert (target.value, bool(target.doubts)) == ("100", True)


def test_what_is_striven_for_goes_on_to_the_full_stop():
    found = reading(
        "II. NHIỆM VỤ",
        "1. Sở Y tế",
        "Làm tốt việc này: Phấn đấu 90% trẻ được tiêm; giảm 50% số ca. Tăng 5% vốn.",
    ).targets
    assert [target.value for target in found] == ["90", "50"]


def test_how_often_within_a_share_is_quoted_apart_and_the_share_whole():
    line = "- 100% thôn, bản được tuyên truyền về phòng, chống mại dâm ít nhất 02 lần trong năm."
    found = reading("II. CHỈ TIÊU", line).targets
    assert [(target.value, target.bound, target.quote) for target in found] == [
        ("100", "=", line.strip("- .")),
        ("2", ">=", "ít nhất 02 lần trong năm"),
    ]


def test_a_bracket_within_a_sentence_ends_no_target():
    (target,) = reading("I. MỤC TIÊU", "- Có ít nhất 70% hộ dân (bao gồm hộ ở trọ) ký cam kết giữ suối sạch.").targets
    assert target.quote == "Có ít nhất 70% hộ dân (bao gồm hộ ở trọ) ký cam kết giữ suối sạch"
    (target,) = reading("I. MỤC TIÊU", "- Ít nhất 70% hộ dân ký cam kết (bao gồm hộ ở trọ); có bể nước.").targets
    assert target.quote == "Ít nhất 70% hộ dân ký cam kết"


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Xây thử hệ thống wifi, camera cho tối thiểu 2 bến xe", None),
        ("Chiều dài làm mới tại các ngõ, ngách: trên 20 km", None),
        ("Hình thành mới 05 chợ, nâng tổng số lên 12 chợ", "nâng tổng số lên 12 chợ"),
        ("Đến năm 2030, cả huyện có ít nhất 20 thư viện", "cả huyện có ít nhất 20 thư viện"),
    ],
)
def test_a_comma_between_two_names_begins_no_clause(line: str, quote: str | None) -> None:
    assert reading("I. CHỈ TIÊU", f"- {line}.").targets[-1].quote == (quote or line)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Tốc độ đạt tối thiểu 30Mbit/s (90% lượt đạt).", [(">=", "30", "Mbit/s"), ("=", "90", "%")]),
        ("Không để mất nước quá 3 giờ liên tục.", [("<=", "3", "giờ liên tục")]),
        ("Thời gian chờ cấp giấy không quá 02 ngày.", [("<=", "2", "ngày")]),
        ("Biểu dương và giới thiệu 120 hội viên.", [("=", "120", "hội viên")]),
        ("Khám mắt cho 4.000 học sinh.", [("=", "4000", "học sinh")]),
        ("Cải tạo 30 km đê kè và 50 km ngõ.", [("=", "30", "km đê kè"), ("=", "50", "km ngõ")]),
        ("Phấn đấu có 40 cơ sở có doanh thu trên 5 tỷ đồng.", [("=", "40", "cơ sở")]),
    ],
)  # fmt: skip
def test_measures_durations_and_objects_of_verbs_are_goals(sentence, found):
    assert targets(sentence) == found


def test_a_title_that_ends_with_targets_heads_them_whatever_else_it_names():
    plan = reading("II. CHỈ TIÊU", "1. Văn hóa, trách nhiệm, gồm các chỉ tiêu:", "- 80% lớp có tủ sách.")
    assert [target.value for target in plan.targets] == ["80"]


def test_a_sum_is_quoted_with_what_it_is_of():
    line = "- Có 50 làng nghề, doanh thu bán hàng qua mạng của các làng nghề truyền thống trong tỉnh đạt 9 tỷ đồng/năm."
    assert [target.quote for target in reading("I. MỤC TIÊU", line).targets] == [
        "Có 50 làng nghề",
        "doanh thu bán hàng qua mạng của các làng nghề truyền thống trong tỉnh đạt 9 tỷ đồng/năm",
    ]
