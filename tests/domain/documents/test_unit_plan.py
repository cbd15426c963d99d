"""A commune drafts its own plan: what the draft says, the reader reads back, and nothing of the upper plan is lost."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sokehoach.domain.documents.plain_text import render_plain_text
from sokehoach.domain.documents.unit_plan import Author, UpperPlan, build_unit_plan
from sokehoach.domain.plans.coverage import Cover, compute_coverage
from sokehoach.domain.plans.plan_items import PlanItem
from sokehoach.domain.plans.reading import Reading, read_plan

UPPER = UpperPlan(
    "KẾ HOẠCH", "45/KH-UBND", date(2021, 3, 4), "UBND huyện Tuần Giáo", "Phòng, chống tệ nạn mại dâm năm 2021"
)
COMMUNE = Author(
    superior=(),
    letterhead=("Ủy ban nhân dân", "xã Tênh Phông"),
    name="UBND xã Tênh Phông",
    symbol="/KH-UBND",
    place="Tênh Phông",
    authority=("TM. Ủy ban nhân dân", "Chủ tịch"),
    filed="VT",
    reports_to="UBND huyện",
    reports_via="Phòng Lao động - TB&XH",
)
TARGETS = [
    PlanItem(
        "CT1",
        "target",
        "II.2",
        "Phấn đấu 100% số bản được tuyên truyền",
        value=Decimal(100),
        unit="%",
        bound="=",
    ),
    PlanItem("CT2", "target", "II.2", "Ít nhất 80% số hộ ký cam kết", value=Decimal(80), unit="%", bound=">="),
]
DUTIES = [
    PlanItem("NV1", "duty", "VI.10", "Vận động các hộ gia đình ký cam kết không vi phạm"),
    PlanItem("NV2", "duty", "VI.10", "Rà soát việc đăng ký tạm trú, tạm vắng trên địa bàn", due=date(2021, 6, 30)),
]


def drafted() -> str:
    return render_plain_text(
        build_unit_plan(
            upper=UPPER, author=COMMUNE, year=2021, targets=TARGETS, duties=DUTIES, frequencies=("six-month", "year")
        )
    )  # fmt: skip


def said(found: Reading) -> list[PlanItem]:
    goals = [
        PlanItem(f"CT{n}", "target", one.path, one.quote, value=Decimal(one.value), unit=one.unit, bound=one.bound)
        for n, one in enumerate(found.targets)
    ]
    work = [
        PlanItem(f"NV{n}", "duty", one.path, one.text, due=date(2021, 6, 30) if one.due_text else None)
        for n, one in enumerate(found.duties)
    ]
    return goals + work


def test_the_draft_reads_back_whole():
    found = read_plan(drafted())
    assert found.document.kind == "KẾ HOẠCH"
    assert found.document.basis == ("45/KH-UBND",)
    answers = compute_coverage([*TARGETS, *DUTIES], said(found))
    assert [one.state for one in answers] == [Cover.COVERED] * 4
    assert {one.agency for one in found.duties} == {"UBND xã Tênh Phông"}


def test_the_reports_go_where_the_upper_plan_says():
    rules = read_plan(drafted()).reporting
    assert {(rule.every, rule.to, rule.via) for rule in rules} == {
        ("six-month", "UBND huyện", "Phòng Lao động - TB&XH"),
        ("year", "UBND huyện", "Phòng Lao động - TB&XH"),
    }


def test_a_day_is_told_once():
    assert drafted().count("30/06/2021") == 1


def drafted_from(**changes: object) -> str:
    given = {
        "upper": UPPER,
        "author": COMMUNE,
        "year": 2021,
        "targets": TARGETS,
        "duties": DUTIES,
        "frequencies": ("year",),
    }
    return render_plain_text(build_unit_plan(**{**given, **changes}))


def test_a_duty_to_report_takes_the_place_of_the_frequencies():
    report = PlanItem("NV3", "duty", "VI", "Báo cáo kết quả về UBND huyện", recurs="quarter")
    once = replace(report, recurs="")
    other = replace(report, text="Tuyên truyền trên loa")
    assert "Định kỳ năm báo cáo" in drafted_from()
    assert "Định kỳ" not in drafted_from(duties=[*DUTIES, report])
    assert "Định kỳ năm báo cáo" in drafted_from(duties=[*DUTIES, once])
    assert "Định kỳ năm báo cáo" in drafted_from(duties=[*DUTIES, other])
    assert "Định kỳ" not in drafted_from(frequencies=("hourly",))


def test_without_targets_the_work_is_part_two_and_without_a_way_none_is_named():
    text = drafted_from(targets=(), author=replace(COMMUNE, reports_via=""))
    assert "II. TỔ CHỨC THỰC HIỆN" in text
    assert "CHỈ TIÊU" not in text
    assert "(qua" not in text
    assert "III. TỔ CHỨC THỰC HIỆN" in drafted_from()
    assert "(qua Phòng Lao động - TB&XH)" in drafted_from()


def test_the_year_is_added_to_a_title_without_it_and_a_duty_begins_with_a_capital():
    assert "tệ nạn mại dâm năm 2021" in drafted_from().lower()
    bare = drafted_from(
        upper=replace(UPPER, title="Phòng, chống tệ nạn"), duties=[replace(DUTIES[0], text="vận động các hộ;")]
    )
    assert "phòng, chống tệ nạn năm 2021" in bare.lower()
    assert "- Vận động các hộ." in bare


def test_a_day_that_the_duty_states_itself_is_not_added():
    due = replace(DUTIES[1], text="Rà soát tạm trú trước 30/06")
    assert "hoàn thành trước ngày" not in drafted_from(duties=[due])
    assert "Rà soát việc đăng ký tạm trú, tạm vắng trên địa bàn, hoàn thành trước ngày 30/06/2021." in drafted_from()


def test_a_title_in_capitals_is_cited_as_a_sentence():
    title = "KHẮC PHỤC MÔI TRƯỜNG TRÊN ĐỊA BÀN TỈNH ĐẮK LẮK"
    cited = UpperPlan("kế hoạch", "0130/KH-UBND", None, "UBND tỉnh Đắk Lắk", title).cited_whole
    assert cited.endswith("của UBND tỉnh Đắk Lắk về khắc phục môi trường trên địa bàn tỉnh Đắk Lắk")
