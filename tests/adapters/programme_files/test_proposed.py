"""A programme made of accepted proposals is one that the reader of programmes takes without a fault."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.adapters.programme_files.proposed import ProgrammeHead, build_proposed_programme, write_symbol
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.shipped import SHIPPED
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.domain.documents.report_writer import write_report_body
from sokehoach.domain.indicators.level import Change, LevelRule
from sokehoach.domain.orgtree.level import Level, Levels
from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType, list_periods
from sokehoach.domain.periods.window import ND09
from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE, EVERYBODY
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import (
    ProgrammeProposal,
    ProposalContent,
    ProposalKind,
    find_content_problems,
)
from sokehoach.domain.reporting.form_periods import list_owed_periods
from sokehoach.domain.text import cut_year

HEALTH, SCIENCE = "51.SYT", "51.SKHCN"
HEAD = ProgrammeHead("ke_hoach_moi", "Chương trình mới", "Mới", SCIENCE, date(2026, 1, 1), "Kế hoạch 12/KH-UBND", "51")


@cache
def read_base():
    return read_programme(SHIPPED / "chuyen_doi_so_quang_ngai_2026")


@pytest.fixture
def base():
    return read_base()


def indicator(key, measure=MeasureKind.SHARE, **more):
    fields = {"name": f"Trường {key} đạt", "denominator": "Trường", "unit": "trường", "value": Decimal(80), "per": 100}
    return ProgrammeProposal(
        key, "II.1", f"80% trường {key} đạt", ProposalContent(ProposalKind.INDICATOR, measure, **(fields | more)), 0.9
    )


def duty(key, kind, path="III.1", **more):
    return ProgrammeProposal(key, path, "việc", ProposalContent(kind, name=f"Việc {key}", unit="cuộc", **more), 0.9)


def schedule(key, every, due, reporters=EVERYBODY):
    content = ProposalContent(ProposalKind.SCHEDULE, name="Báo cáo", every=every, due=due, reporters=reporters)
    return ProgrammeProposal(key, "V", "báo cáo", content, 0.9)


OUTLINE = ProgrammeProposal("DC", "", "", ProposalContent(ProposalKind.OUTLINE, name="Kết quả thực hiện kế hoạch"), 0.8)
CLAUSES = (("II", "MỤC TIÊU"), ("III", "NHIỆM VỤ"), ("III.1", "Truyền thông"))


def build(base, *accepted, head=HEAD):
    made_rows = build_proposed_programme(base, head, accepted, clauses=CLAUSES)
    return read_programme(write_programme(made_rows))


def test_a_form_without_targets_begins_with_part_a(base):
    (form,) = build(
        base, duty("NV1", ProposalKind.COUNT, reporters=(BASE,)), schedule("BC1", "quarter", "ngày 20")
    ).forms
    assert [(section.code, section.title) for section in form.sections] == [("A", "Nhiệm vụ thường xuyên")]


def test_a_share_has_two_cells_a_check_an_indicator_and_its_level(base):
    programme = build(base, indicator("CT1", reporters=(BASE,), year=2030), schedule("BC1", "quarter", "ngày 20"))
    (form,) = programme.forms
    assert [(cell.code, cell.element, cell.depth) for cell in form.cells] == [("A1", "CT1B", 0), ("A1.1", "CT1A", 1)]
    assert form.checks[0].cells == ("A1.1", "A1")
    assert form.reporters.levels == ("commune", "ward", "special_zone")
    assert (form.period_type, form.due) == ("quarter", DayOfMonth(20))
    (share,) = programme.indicators
    assert (share.numerator.text, share.denominator.text, share.on_map) == ("CT1A", "CT1B", True)
    (level,) = share.target_levels
    assert (level.value, level.year, level.source) == (Decimal(80), 2030, "Kế hoạch 12/KH-UBND, mục II.1")


def test_two_targets_of_one_whole_share_its_cell(base):
    programme = build(base, indicator("CT1", reporters=(BASE,)), indicator("CT2", reporters=(BASE,)))
    assert [cell.code for cell in programme.forms[0].cells] == ["A1", "A1.1", "A1.2"]
    assert {row.denominator.text for row in programme.indicators} == {"CT1B"}


def test_communes_that_are_counted_themselves_answer_yes_or_no(base):
    programme = build(base, indicator("CT1", reporters=(BASE,), denominator="Xã, phường"))
    (element,) = programme.elements
    assert element.kind == "flag"
    assert programme.indicators[0].denominator.text == "1"


def test_a_fall_is_compared_with_the_year_before(base):
    fall = indicator(
        "CT1", MeasureKind.CHANGE, denominator="", per=None, falls=True, is_stock=False, reporters=(HEALTH,)
    )
    rule = build(base, fall).indicators[0].rule
    assert (rule.per, rule.change) == (None, Change.FALL_PERCENT)


def test_a_fall_by_so_many_is_no_fall_in_percent(base):
    fall = indicator(
        "CT1", MeasureKind.CHANGE, name="Tỷ suất sinh thô", denominator="", unit="‰", per=None, value=Decimal("0.2"),
        falls=True, in_own_unit=True, is_stock=False, reporters=(HEALTH,),
    )  # fmt: skip
    programme = build(base, fall)
    assert programme.indicators[0].rule == LevelRule(None, Change.FALL)
    assert programme.elements[0].kind == "decimal"


def test_counts_of_persons_have_cells_and_no_indicator(base):
    persons = indicator("CT1", reporters=(HEALTH,), counts_persons=True)
    programme = build(base, persons)
    assert {element.counts_persons for element in programme.elements} == {True}
    assert programme.indicators == ()
    assert "{CT1A}/{CT1B}" in programme.reports[0].outline.sections[1].sentences[0].text


def test_duties_stand_in_the_form_of_their_lead_and_below_the_heading_of_the_plan(base):
    duties = (
        duty("NV1", ProposalKind.COUNT, reporters=(HEALTH,)),
        duty("NV2", ProposalKind.NARRATIVE, reporters=(BASE,)),
    )
    programme = build(base, *duties, OUTLINE)
    codes = {form.code: [cell.element for part in form.sections for cell in part.cells] for form in programme.forms}
    assert codes == {"01-SYT": ["NV1"], "02-XA": ["NV2"]}
    headings = [section.heading for section in programme.reports[0].outline.sections]
    assert headings[1:4] == ["Nhiệm vụ", "Việc NV1", "Việc NV2"]
    assert programme.reports[0].outline.title == "Kết quả thực hiện kế hoạch"
    assert programme.reports[0].annexes == ("01-SYT",), "a form of words has no figures for an annex"


def test_a_count_is_told_once_below_its_heading_with_its_unit(base):
    count = duty("NV1", ProposalKind.COUNT, reporters=(HEALTH,))
    count = replace(count, content=replace(count.content, name="Số cuộc: kiểm tra cơ sở"))
    point = build(base, count, OUTLINE).reports[0].outline.sections[2]
    assert point.heading == "Kiểm tra cơ sở"
    assert [sentence.text for sentence in point.sentences] == ["Đã thực hiện {NV1} cuộc."]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Quan trắc môi trường năm 2026", "Quan trắc môi trường"), ("Tiêm chủng, NĂM 2031", "Tiêm chủng"),
        ("Đợt cao điểm trong năm 2026", "Đợt cao điểm"), ("Chuyển đổi số đến năm 2030", ""), ("Năm 2026", ""),
        ("Kiểm kê ngày 01 tháng 01 năm 2026", ""), ("Giai đoạn 2026 - năm 2030", ""), ("Việc quý II năm 2026", ""),
    ],
)  # fmt: skip
def test_the_title_of_a_report_leaves_the_year_to_its_period(text: str, title: str) -> None:
    assert cut_year(text) == (title or text)


def test_the_years_report_is_made_of_the_quarters(base):
    programme = build(
        base, indicator("CT1", reporters=(BASE,)), schedule("BC1", "quarter", "2 ngày làm việc"),
        schedule("BC2", "year", "5 ngày làm việc"),
    )  # fmt: skip
    assert (programme.forms[0].period_type, programme.forms[0].also_for) == ("quarter", (PeriodType.YEAR,))
    (regime,) = programme.reporting_schedules
    assert regime.period_types == (PeriodType.QUARTER, PeriodType.YEAR)
    assert regime.stages[0].through == SCIENCE


def test_communes_that_the_plan_asks_for_a_report_get_a_form_in_words(base):
    programme = build(base, indicator("CT1", reporters=(HEALTH,)), schedule("BC1", "year", "15/12"))
    health, communes = programme.forms
    assert health.reporters.codes == (HEALTH,)
    assert (communes.cells, communes.reporters.codes, len(communes.narratives)) == ((), (), 4)
    assert communes.reporters.levels
    assert (
        len(build(base, indicator("CT1", reporters=(HEALTH,)), schedule("BC1", "year", "15/12", (AGENCIES,))).forms)
        == 1
    )
    changed = build(
        base,
        schedule("BC1", "year", "15/12"),
        indicator("CT1", reporters=(HEALTH,)),
        head=replace(HEAD, code=base.code),
    )
    assert len(changed.forms) == len(base.forms) + 1, "its communes have forms already"


@pytest.mark.parametrize(("printed", "due"), [("20/6", (6, 20)), ("15/6", (6, 18)), ("20/12", (12, 20))])
def test_one_date_makes_the_report_of_one_half_year(base, printed, due):
    """15/6 is a Saturday in some years, one day after counting ends: the first day that the law allows is taken."""
    programme = build(base, indicator("CT1", reporters=(BASE,)), schedule("BC1", "six-month", printed))
    form = programme.forms[0]
    assert form.due == DatesOfYear((due,))
    half = "S1" if due[0] == 6 else "S2"
    assert [period.id[4:] for period in list_owed_periods(form, 2027, 2027)] == [half]


def test_half_a_year_and_the_year_keep_both_printed_days(base):
    schedules = (schedule("BC1", "six-month", "20/6, 20/12"), schedule("BC2", "year", "20/12"))
    programme = build(base, indicator("CT1", reporters=(BASE,)), *schedules)
    assert programme.forms[0].due == DatesOfYear(((6, 20), (12, 20)))
    assert programme.reporting_schedules[0].stages[1].due == DatesOfYear(((6, 25), (12, 25)))


@pytest.mark.parametrize(
    ("rows", "due", "office_due"),
    [
        # 15 December follows the last day that counts; in some years it is a Sunday.
        ([("year", "15/12", EVERYBODY)], WorkingDaysAfter(1), WorkingDaysAfter(2)),
        ([("year", "15/12", (SCIENCE,))], WorkingDaysAfter(1), WorkingDaysAfter(2)),
        (
            [("year", "2 ngày làm việc", EVERYBODY), ("year", "15/12", (SCIENCE,))],
            WorkingDaysAfter(1), WorkingDaysAfter(2),
        ),
        # The office's own day is no day of those who report to it.
        ([("year", "20/12", (SCIENCE,))], WorkingDaysAfter(2), DatesOfYear(((12, 20),))),
        ([("year", "20/12", EVERYBODY)], DatesOfYear(((12, 20),)), DatesOfYear(((12, 25),))),
        (
            [("year", "18/12", (BASE,)), ("year", "28/12", (SCIENCE,))],
            DatesOfYear(((12, 18),)), DatesOfYear(((12, 28),)),
        ),
        ([("quarter", "2 ngày làm việc", EVERYBODY)], WorkingDaysAfter(2), WorkingDaysAfter(5)),
    ],
)  # fmt: skip
def test_no_form_is_due_after_the_day_that_the_plan_states(base, rows, due, office_due):
    schedules = [schedule(f"BC{number}", *row) for number, row in enumerate(rows)]
    programme = build(base, indicator("CT1", reporters=(BASE,)), *schedules)
    assert programme.forms[0].due == due
    assert [stage.due for stage in programme.reporting_schedules[0].stages] == [due, office_due]


@pytest.mark.parametrize(
    ("rows", "due", "office_due", "cut_off"),
    [
        ([("year", "15/11", EVERYBODY)], DatesOfYear(((11, 15),)), DatesOfYear(((11, 20),)), date(2026, 10, 31)),
        ([("year", "30/11", EVERYBODY)], DatesOfYear(((11, 30),)), DatesOfYear(((12, 5),)), date(2026, 11, 14)),
        ([("year", "10/12", EVERYBODY)], DatesOfYear(((12, 10),)), DatesOfYear(((12, 15),)), date(2026, 11, 30)),
        # Those who report to the office have sent theirs before its own day.
        ([("year", "15/11", (SCIENCE,))], WorkingDaysAfter(2), DatesOfYear(((11, 15),)), date(2026, 10, 31)),
        (
            [("six-month", "10/6, 10/12", EVERYBODY), ("year", "10/12", EVERYBODY)],
            DatesOfYear(((6, 10), (12, 10))), DatesOfYear(((6, 15), (12, 15))), date(2026, 11, 30),
        ),
        ([("quarter", "ngày 5", EVERYBODY)], DayOfMonth(5), DayOfMonth(10), date(2026, 11, 30)),
        # Nothing ends so early: it is that of the following year.
        ([("year", "15/7", EVERYBODY)], DatesOfYear(((7, 15),)), DatesOfYear(((7, 20),)), date(2026, 12, 14)),
    ],
)  # fmt: skip
def test_a_day_before_the_cut_off_of_the_decree_is_kept_and_counting_ends_before_it(
    base, rows, due, office_due, cut_off
):
    schedules = [schedule(f"BC{number}", *row) for number, row in enumerate(rows)]
    programme = build(base, indicator("CT1", reporters=(BASE,)), *schedules)
    (form,) = programme.forms
    last_period = list_periods(PeriodType(form.period_type), 2026, 2026)[-1]
    assert form.due == due
    assert form.get_window(last_period).cut_off == cut_off
    stages = programme.reporting_schedules[0].stages
    assert [(stage.due, stage.window) for stage in stages] == [
        (due, form.counting_window), (office_due, form.counting_window),
    ]  # fmt: skip
    assert any("chốt số liệu" in text for text in form.assumed) == (form.counting_window != ND09)


def test_without_a_schedule_the_form_says_what_is_assumed(base):
    (form,) = build(base, indicator("CT1", reporters=(BASE,))).forms
    assert (form.period_type, form.assumed) == ("year", ("kỳ báo cáo, hạn gửi",))


def test_a_changed_programme_keeps_what_it_has_and_gets_new_codes(base):
    own_type = base.elements[0]
    known_elements = indicator(
        "CT1", MeasureKind.COUNT, denominator="", numerator_code="DV06", reporters=(BASE,), per=None
    )
    head = replace(HEAD, code=base.code)
    first = build(base, known_elements, indicator("CT2", reporters=(BASE,)), head=head)
    assert own_type in first.elements
    assert len(first.elements) == len(base.elements) + 2
    assert "DV06" in {row.numerator.text for row in first.indicators}
    second = build(first, indicator("CT2", reporters=(BASE,)), head=head)
    assert {"CT2A", "CT2AK2"} <= {element.code for element in second.elements}
    assert len({form.code for form in second.forms}) == len(first.forms) + 1


CONTENTS = st.builds(
    ProposalContent,
    kind=st.sampled_from([ProposalKind.INDICATOR, ProposalKind.COUNT, ProposalKind.NARRATIVE]),
    measure=st.sampled_from([kind for kind in MeasureKind if kind is not MeasureKind.NONE]),
    name=st.sampled_from(["Trường đạt chuẩn", "Hộ có nước sạch", "Số vụ {cháy} [rừng] |", "A" * 290]),
    denominator=st.sampled_from(["Trường", "Hộ", "xã, phường", "sở, ngành"]),
    unit=st.sampled_from(["trường", "hộ", "ha", "triệu đồng"]),
    value=st.decimals(0, 100, places=1),
    bound=st.sampled_from([">=", "<=", ">", "<", "=="]),
    year=st.none() | st.integers(2026, 2035),
    per=st.sampled_from([100, 1000]),
    falls=st.booleans(),
    is_stock=st.booleans(),
    reporters=st.sampled_from([(BASE,), (AGENCIES,), EVERYBODY, (HEALTH,), (SCIENCE,)]),
)
SCHEDULES = st.tuples(
    st.sampled_from(["week", "month", "quarter", "six-month", "nine-month", "year"]),
    st.sampled_from(["2 ngày làm việc", "ngày 20", "ngày 5 tháng sau", "15/12", "20/6, 20/12"]),
    st.sampled_from([(BASE,), (AGENCIES,), EVERYBODY]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(CONTENTS, min_size=1, max_size=8), st.lists(SCHEDULES, max_size=4), st.booleans())
def test_whatever_is_accepted_reads_without_a_fault(contents, schedules, has_outline):
    accepted = [
        ProgrammeProposal(f"CT{at}", "II.1", "lời của kế hoạch", content, 0.9)
        for at, content in enumerate(contents)
        if not find_content_problems(content)
    ]
    accepted += [schedule(f"BC{at}", *row) for at, row in enumerate(schedules)]
    programme = build(read_base(), *accepted, *([OUTLINE] if has_outline else []))
    assert programme.code == HEAD.code


def test_more_duties_than_letters_are_divided_as_the_plan_divides_them(base):
    """A plan with 25 duties in one part gave a report that could not be written: there is no letter for point 24."""
    duties = [
        duty(f"NV{n}", ProposalKind.NARRATIVE, f"III.{1 if n < 25 else 2}", reporters=(BASE,)) for n in range(1, 27)
    ]
    programme = build(base, *duties, OUTLINE)
    sections = programme.reports[0].outline.sections
    assert [section.heading for section in sections if section.level == 2] == [
        "Truyền thông", "Truyền thông (tiếp theo)", "Nhiệm vụ",
    ]  # fmt: skip
    assert write_report_body(programme.reports[0].outline, period="2026Q1", figures={}, narratives={})


def test_an_outline_with_a_point_that_has_no_letter_is_refused_where_it_stands(base):
    (template,) = build(base, duty("NV1", ProposalKind.NARRATIVE, reporters=(BASE,)), OUTLINE).reports
    files = write_programme(build(base, duty("NV1", ProposalKind.NARRATIVE, reporters=(BASE,)), OUTLINE))
    name = f"outlines/{template.outline.code}.yaml"
    point = "- heading: Việc\n  level: 3\n"
    files = files | {name: files[name].replace("sections:\n", "sections:\n- heading: A\n  level: 1\n" + point * 24, 1)}
    with pytest.raises(DefinitionError) as error:
        read_programme(files)
    (problem,) = error.value.problems
    assert "23 điểm" in problem.reason
    line = files[name].splitlines()[problem.line - 1]
    assert line == "  level: 3"


def test_a_form_of_many_agencies_is_named_by_their_number(base):
    agencies = tuple(row.unit.code for row in base.units if row.unit.level.attached)[:4]
    programme = build(
        base,
        duty("NV1", ProposalKind.NARRATIVE, reporters=agencies),
        duty("NV2", ProposalKind.NARRATIVE, reporters=agencies[:1]),
    )
    many, single = programme.forms
    assert (many.name, many.code) == ("Mới: kết quả của 4 cơ quan", "01-CQ")
    assert "cơ quan" not in single.name


def test_the_heading_of_a_point_has_no_full_stop_at_its_end(base):
    row = duty("NV1", ProposalKind.NARRATIVE, reporters=(BASE,))
    row = row.replace_content(replace(row.content, name="Mở lớp (ví dụ: tin học)."))
    points = [section for section in build(base, row).reports[-1].outline.sections if section.level == 3]
    assert [section.heading for section in points] == ["Mở lớp (ví dụ: tin học)"]


def test_the_code_of_a_form_of_several_levels_does_not_name_the_lowest_alone(base):
    """Of an own list, where districts report beside communes."""
    row = next(row for row in base.units if row.unit.level.is_base)
    district = Level("district", row.unit.level.rank, "huyện")
    mixed = replace(
        base,
        units=(*base.units, replace(row, unit=replace(row.unit, code="H1", name="Huyện H1", level=district))),
        levels=Levels([*base.levels, district]),
    )
    (form,) = build_proposed_programme(mixed, HEAD, (duty("NV1", ProposalKind.COUNT, reporters=(BASE,)),)).forms
    assert form.code == "01-DV"


@pytest.mark.parametrize(
    ("code", "name", "symbol"),
    [
        ("51.SGDDT", "Sở Giáo dục và Đào tạo", "SGDĐT"),
        ("AB.TT", "Sở Giáo dục và Đào tạo", "SGDĐT"),
        ("AB.TT", "Sở Lao động - Thương binh và Xã hội", "SLĐTBXH"),
        ("AB.TT", "Văn phòng UBND", "VPUBND"),
        ("51.SYT", "Cơ quan y tế", "SYT"),
        ("P04", "Phòng Kế hoạch - Tổng hợp", "PKHTH"),
        ("51.D178", "Đội 178", "D178"),
    ],
)
def test_the_symbol_of_an_office_has_the_letters_of_its_name(code, name, symbol):
    assert write_symbol(code, name) == symbol
