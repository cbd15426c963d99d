"""The line «Thời gian …», the duty's own words and the sentence after it: which limit is whose."""

from datetime import date

import pytest

from sokehoach.domain.plans.assignment import DutyNature
from sokehoach.domain.plans.deadlines import parse_deadline
from sokehoach.domain.plans.reading import read_plan, to_json
from tests.domain.plans import samples
from tests.domain.plans.plain import reading

WORK = "II. NHIỆM VỤ VÀ TỔ CHỨC THỰC HIỆN"


def limits(*paragraphs):
    found = reading(WORK, *paragraphs).duties
    return [(one.agency, one.deadline and one.deadline.text) for one in found if "Ban Thử" not in one.agency]


def test_a_line_dates_the_item_above_it():
    assert limits(
        "1. Sở Y tế",
        "- Lập danh sách các trạm.",
        "Thời gian hoàn thành: Trước ngày 15/4/2026.",
        "- Tập huấn cho các xã.",
        "Thời gian thực hiện: Tháng 5 - 6/2026.",
        "- Tổng hợp kết quả gửi Sở Tài chính.",
    ) == [
        ("Sở Y tế", "Trước ngày 15/4/2026"),
        ("Sở Y tế", "Tháng 5 - 6/2026"),
        ("Sở Y tế", None),
    ]


def test_one_line_dates_all_items_that_a_colon_announces():
    assert limits(
        "1. Sở Y tế",
        "- Hướng dẫn kiểm kê, trong đó:",
        "+ Sở Xây dựng: hướng dẫn kiểm kê đường.",
        "+ Sở Công Thương: hướng dẫn kiểm kê chợ.",
        "Thời gian thực hiện: Quý II/2026.",
        "- Kiểm tra các trạm.",
    ) == [("Sở Xây dựng", "Quý II/2026"), ("Sở Công Thương", "Quý II/2026"), ("Sở Y tế", None)]


def test_a_line_that_is_an_item_dates_its_clause_and_no_other():
    assert limits(
        "1. Dữ liệu",
        "a) Nhiệm vụ: Rà soát danh mục chợ.",
        "b) Cơ quan chủ trì: Sở Công Thương.",
        "c) Thời gian thực hiện: Quý I/2026.",
        "2. Nhân lực",
        "a) Nhiệm vụ: Tập huấn cán bộ xã.",
        "b) Cơ quan chủ trì: Sở Nội vụ.",
        "c) Thời gian thực hiện: Thường xuyên.",
    ) == [("Sở Công Thương", "Quý I/2026"), ("Sở Nội vụ", "Thường xuyên")]


def test_the_sentence_after_an_order_may_hold_its_limit():
    order = "Yêu cầu UBND các xã, thị trấn xây dựng kế hoạch cụ thể."
    report = "Định kỳ 6 tháng, năm báo cáo kết quả về UBND huyện."
    assert limits("1. Sở Y tế", "- Lập danh sách.", f"{order} {report}")[-1] == (
        "UBND các xã, thị trấn",
        "Định kỳ 6 tháng, năm",
    )


def test_what_has_no_day_is_standing_and_a_request_stays_one():
    found = reading(
        WORK,
        "1. Sở Y tế",
        "- Thường xuyên kiểm tra các trạm.",
        "- Báo cáo kết quả khi kết thúc đợt cao điểm.",
        "- Kiểm tra từ tháng 5/2026 đến khi kết thúc mùa mưa.",
        "2. Đề nghị Hội Nông dân tỉnh",
        "- Vận động hội viên trước ngày 15/4/2026.",
    ).duties
    assert [one.nature for one in found[:4]] == [DutyNature.STANDING] * 3 + [DutyNature.REQUEST]
    assert found[3].deadline.last_day == date(2026, 4, 15)


def test_the_year_is_that_of_the_title_or_of_the_signing():
    plan = """Số: 12/KH-UBND
Tuần Giáo, ngày 18 tháng 11 năm 2025

KẾ HOẠCH
{title}

I. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- Lập danh sách trước ngày 30/6.
- Tổng hợp kết quả trước ngày 30/11.
2. Ban Thử nghiệm theo dõi chung.
"""
    in_2026, from_now = ((date(2026, 6, 30), date(2026, 11, 30)), (date(2026, 6, 30), date(2025, 11, 30)))
    for title, days in (("Khám bệnh cho người già năm 2026", in_2026), ("Khám bệnh cho người già", from_now)):
        first, second, *_ = read_plan(plan.format(title=title)).duties
        assert (first.deadline.last_day, second.deadline.last_day) == days


def test_json_says_days_and_rules_in_plain_values():
    found = to_json(reading(WORK, "1. Sở Y tế", "- Báo cáo trước ngày 20 hằng tháng.", "- Xong trước ngày 15/4/2026."))[
        "duties"
    ]
    assert found[0]["deadline"] == {
        "text": "trước ngày 20 hằng tháng",
        "kind": "every",
        "from": None,
        "to": None,
        "every": "month",
        "also_every": [],
        "on": ["20"],
        "after": None,
        "words": "trước ngày 20 hằng tháng",
    }
    assert (found[1]["deadline"]["kind"], found[1]["deadline"]["to"]) == ("by", "2026-04-15")
    assert found[0]["coordinating"] == ()


COMMUNE = """ỦY BAN NHÂN DÂN
XÃ MƯỜNG THÍN
Số: 12/KH-UBND
Mường Thín, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Phòng, chống rét cho gia súc năm 2026

I. MỤC ĐÍCH
1. Giữ đàn gia súc.

II. NHIỆM VỤ
1. Rà soát chuồng trại (Chủ trì: Phòng Kinh tế; phối hợp: Công an xã, các bản; thời gian: xong trước ngày 20/01).
2. Tập huấn kỹ thuật cho người dân
- Cơ quan chủ trì: Trạm Khuyến nông; phối hợp: Hội Nông dân xã, Đoàn Thanh niên xã; thời gian thực hiện: Quý I/2026.
3. Mua vôi bột
Cơ quan chủ trì: Phòng Kinh tế
Cơ quan phối hợp: Văn phòng HĐND và UBND xã; các trưởng bản
Thời gian: trước 15/02/2026
Sản phẩm: báo cáo

III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
a) Chủ trì, phối hợp với Công an xã, Ban Chỉ huy Quân sự xã và các đoàn thể tuần tra 02 lần/tuần.
b) Tổng hợp, báo cáo UBND xã trước 16 giờ thứ Năm hằng tuần; tổng kết trước ngày 15/4.
2. Công an xã
Hằng tháng, phối hợp với các trưởng bản kiểm tra các chợ gia súc.
3. Trạm Y tế: Phối hợp cùng Phòng Kinh tế tổ chức phun khử trùng trong tháng 2 và tháng 3.
4. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội vận động hội viên
che chắn chuồng trại, hoàn thành trong tháng 01/2026.
5. Các trưởng bản
- Thống kê đàn gia súc, gửi Phòng Kinh tế trong thời hạn 05 ngày kể từ ngày ban hành Kế hoạch này.
- Báo cáo ngay khi có gia súc chết.
Trên đây là Kế hoạch phòng, chống rét./.

Nơi nhận:
- UBND huyện;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn A
"""


def test_a_plan_of_a_commune_whole():
    found = read_plan(COMMUNE).duties
    assert [(one.agency, one.coordinating) for one in found if one.coordinating] == [
        ("Phòng Kinh tế", ("Công an xã", "các bản")),
        ("Trạm Khuyến nông", ("Hội Nông dân xã", "Đoàn Thanh niên xã")),
        ("Phòng Kinh tế", ("Văn phòng HĐND và UBND xã", "các trưởng bản")),
        ("Phòng Kinh tế", ("Công an xã", "Ban Chỉ huy Quân sự xã", "các đoàn thể")),
        ("Công an xã", ("các trưởng bản",)),
        ("Trạm Y tế", ("Phòng Kinh tế",)),
    ]
    assert [one.deadline.text_vi if one.deadline else "" for one in found] == [
        "trước ngày 20/01/2026",
        "trong quý I/2026",
        "trước ngày 15/02/2026",
        "hằng tuần",
        "thứ Năm hằng tuần",
        "hằng tháng",
        "từ ngày 01/02/2026 đến ngày 31/3/2026",
        "trong tháng 01/2026",
        "trong thời hạn 05 ngày kể từ ngày ban hành Kế hoạch này",
        "",
    ]
    assert found[8].deadline.last_day == date(2026, 1, 10)


@pytest.mark.parametrize(
    ("duty", "printed", "nature"),
    [
        ("Thường xuyên kiểm tra các trạm y tế xã.", None, DutyNature.STANDING),
        ("Hằng tháng lập danh sách các trạm.", None, DutyNature.DATED),
        ("Lập danh sách trước ngày 15/4/2026.", "trước ngày 15/4/2026", DutyNature.DATED),
        ("Lập danh sách các trạm.", None, DutyNature.STANDING),
    ],
)
def test_a_duty_prints_the_limit_in_its_words_unless_it_is_a_rhythm_alone(duty, printed, nature):
    [found] = [one for one in reading(WORK, "1. Sở Y tế", f"- {duty}").duties if one.agency == "Sở Y tế"]
    assert (found.due_text, found.nature) == (printed, nature)


def test_json_has_the_tasks_without_an_agency_too():
    read = read_plan(samples.SPACED)
    [task] = to_json(read)["tasks"]
    assert (task["path"], task["text"], task["deadline"]) == ("I.1", read.tasks[0].text, None)


def due_days(text: str, *head: str) -> list[list[date]]:
    found = read_plan("\n\n".join([*head, "KẾ HOẠCH", "Thử nghiệm năm 2026", WORK, "1. Sở Y tế", text])).duties
    return [[*one.deadline.due_days] if one.deadline else [] for one in found if one.agency == "Sở Y tế"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Kiểm kê kho thuốc trước ngày 15/4/2026 và ngày 20/11/2026.", [date(2026, 4, 15), date(2026, 11, 20)]),
        ("- Tập huấn cán bộ xã trước ngày 10/6 và ngày 10/12.", [date(2026, 6, 10), date(2026, 12, 10)]),
        (
            "- Ban hành kế hoạch trước ngày 15/4/2026; tổng kết trước ngày 20/11/2026.",
            [date(2026, 4, 15), date(2026, 11, 20)],
        ),
        ("- Tập huấn cán bộ xã trước ngày 10/6 và ngày 10/12 hằng năm.", []),
        ("- Tập huấn cán bộ xã trước ngày 15/4/2026.", [date(2026, 4, 15)]),
    ],
)
def test_work_with_several_days_is_due_on_each(text: str, expected: list[date]):
    assert due_days(text) == [expected]


def test_a_day_before_the_signing_is_past_and_the_others_stay():
    head = ("SỞ Y TẾ", "Số: 7/KH-SYT", "Lào Cai, ngày 01 tháng 5 năm 2026")
    assert due_days("- Tập huấn cán bộ xã trước ngày 15/4 và ngày 20/11.", *head) == [[date(2026, 11, 20)]]
    three = "- Tập huấn cán bộ xã trước ngày 15/4, ngày 15/7 và ngày 20/11."
    assert due_days(three, *head) == [[date(2026, 7, 15), date(2026, 11, 20)]]


# --- the period of an introduction


def rhythms(*paragraphs):
    duties = reading("1. Mở đầu", WORK, *paragraphs).duties
    return [(one.deadline and one.deadline.text_vi, one.recurs) for one in duties if "Ban Thử" not in one.agency]


@pytest.mark.parametrize("opening", ["Hằng năm thực hiện:", "Hàng năm, tổ chức các việc sau:", "Mỗi năm:"])
def test_the_period_of_an_introduction_is_that_of_its_items(opening):
    assert rhythms(
        "1. Sở Y tế",
        f"a) {opening}",
        "- Thẩm định hồ sơ của các huyện;",
        "- Tham mưu UBND tỉnh quyết định công nhận trước ngày 30 tháng 12.",
        "b) Hướng dẫn các trạm lập hồ sơ trước ngày 15/4/2026.",
    ) == [
        ("hằng năm", "year"),
        ("trước ngày 30/12 hằng năm", "year"),
        ("trước ngày 15/4/2026", None),
    ]


def test_an_item_with_a_year_or_a_period_keeps_its_own():
    assert rhythms(
        "1. Sở Y tế",
        "a) Hằng năm thực hiện:",
        "- Lập danh sách các trạm trước ngày 15/4/2026;",
        "- Hằng quý, kiểm tra các trạm.",
    ) == [("trước ngày 15/4/2026", None), ("hằng quý", "quarter")]


def test_what_the_plan_of_each_year_says_is_no_period_of_the_items():
    assert rhythms("1. Sở Y tế", "a) Trong kế hoạch hằng năm có nội dung:", "- Lập danh sách các trạm.") == [
        (None, None)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hằng năm, tham mưu công nhận các trạm trước ngày 30 tháng 12.", "trước ngày 30/12 hằng năm"),
        ("Hàng năm tổ chức tập huấn cho các trạm, hoàn thành trước ngày 30/9", "trước ngày 30/9 hằng năm"),
        ("Hằng năm, tham mưu công nhận các trạm trước ngày 30/12/2026.", "trước ngày 30/12/2026"),
        ("Kế hoạch hằng năm của các trạm xong trước ngày 30/4.", "trước ngày 30/4/2026"),
        ("Hằng năm, tổ chức kiểm tra; tổng hợp danh sách trước ngày 20/11.", "trước ngày 20/11/2026"),
    ],
)
def test_a_day_behind_the_period_of_its_sentence_is_due_each_year(text, words):
    deadline = parse_deadline(text, plan_date=date(2026, 1, 12))
    assert deadline is not None
    assert deadline.text_vi == words


@pytest.mark.parametrize(
    ("text", "is_dated"),
    [
        ("trong vòng 01 tháng kể từ ngày ký", True),
        ("chậm nhất 01 ngày sau khi có kết quả", True),
        ("khi có yêu cầu", False),
        ("thường xuyên", False),
        ("từ ngày 01/3 đến ngày 15/4/2024", True),
        ("từ ngày 01/3/2024 đến khi hoàn thành", False),
        ("hằng quý", True),
    ],
)
def test_work_is_dated_where_a_day_follows_from_the_words(text, is_dated):
    deadline = parse_deadline(text, plan_date=date(2024, 1, 1), is_labelled=True)
    assert deadline is not None
    assert deadline.is_dated is is_dated
