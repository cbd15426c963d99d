"""Targets in a table with a column for each year become one indicator with levels by year."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sokehoach.domain.plans.proposals.facts import BASE, DutyFacts, PlanFacts, TargetFacts
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import (
    ProposalContent,
    ProposalKind,
    find_content_problems,
    from_json,
    to_json,
)
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.plans.proposals.yearly_rows import format_levels, merge_row_targets, name_row, parse_levels
from sokehoach.domain.plans.reading import read_plan

WRITTEN = Path(__file__).resolve().parents[2] / "golden/labels/written"
DUTIES = (DutyFacts("NV1", "V.1", "Mở lớp", "Mở lớp xóa mù chữ", (BASE,)),)
FRAME = """ỦY BAN NHÂN DÂN
TỈNH NẬM RỐN

Số: 12/KH-UBND
Nậm Rốn, ngày 18 tháng 3 năm 2024

KẾ HOẠCH
Phát triển giáo dục giai đoạn 2024 - 2026

I. MỤC TIÊU
1. Mục tiêu cụ thể

{table}

II. NHIỆM VỤ
1. Sở Giáo dục và Đào tạo hướng dẫn các trường thực hiện Kế hoạch.
"""


def read_targets(text):
    """The targets of the text, as a confirmed plan states them."""
    reading = read_plan(text)
    signed = reading.document.date
    return tuple(
        TargetFacts(f"CT{n}", row.path, row.quote, Decimal(row.value), row.unit, row.bound, year=row.year)
        for n, row in enumerate(reading.targets, 1)
    ), None if signed is None else date.fromisoformat(signed)


def propose(text):
    targets, signed = read_targets(text)
    plan = PlanFacts("Phát triển giáo dục giai đoạn 2024 - 2026", signed, targets, DUTIES)
    return [item for item in propose_programme(plan) if item.key.startswith("CT")]


def test_the_literacy_plan_sets_two_indicators_with_three_levels_each():
    proposals = propose((WRITTEN / "b11_tinh_xoamuchu.txt").read_text("utf-8"))
    young, adults = (item.content for item in proposals if item.content.levels)
    assert young.levels == ((2024, Decimal("96.5")), (2025, Decimal("97.2")), (2026, Decimal(98)))
    assert adults.levels == ((2024, Decimal(88)), (2025, Decimal(90)), (2026, Decimal("92.5")))
    assert (young.measure, young.name) == (MeasureKind.SHARE, "Người biết chữ độ tuổi 15 - 35 mức độ 1")
    assert young.denominator == "Người độ tuổi 15 - 35"
    assert (young.year, young.value, young.reporters) == (2026, 98, (BASE,))
    assert [item.key for item in proposals][:3] == ["CT1", "CT4", "CT7"]
    assert not any(find_content_problems(content) for content in (young, adults))


@pytest.mark.parametrize("plan", sorted(path.stem for path in WRITTEN.glob("*.txt")))
def test_no_row_of_a_written_plan_is_without_words(plan):
    for item in propose((WRITTEN / f"{plan}.txt").read_text("utf-8")):
        if " | " in item.quote:
            assert item.content.kind is ProposalKind.INDICATOR, item


NAMES = st.sampled_from([
    ("Tỷ lệ hộ dân được sử dụng nước sạch", "%", MeasureKind.SHARE),
    ("Tỷ lệ dân số tham gia bảo hiểm y tế", "%", MeasureKind.SHARE),
    ("Trường đạt chuẩn quốc gia", "%", MeasureKind.SHARE),
    ("Số lớp xóa mù chữ mở mới", "lớp", MeasureKind.COUNT),
    ("Số xã đạt chuẩn nông thôn mới", "xã", MeasureKind.COUNT),
    ("Doanh thu du lịch", "tỷ đồng", MeasureKind.COUNT),
])  # fmt: skip
HEADS = st.sampled_from(["Năm {}", "KH {}", "Kế hoạch năm {}", "Mục tiêu {}", "{}", "Đến năm {}"])


@given(
    name=NAMES,
    head=HEADS,
    years=st.integers(1, 3),
    numbered=st.booleans(),
    past=st.booleans(),
    unit_at=st.sampled_from(["column", "name", "cell"]),
    tabs=st.booleans(),
    first=st.integers(50, 80),
    step=st.integers(1, 6),
)
@example(("Số lớp xóa mù chữ mở mới", "lớp", MeasureKind.COUNT), "{}", 3, True, True, "column", True, 50, 1)
def test_however_a_table_is_set_its_row_is_one_indicator(name, head, years, numbered, past, unit_at, tabs, first, step):
    words, unit, kind = name
    values = [first + step * n for n in range(years)]
    mark = f" {unit}" if unit_at == "cell" and unit != "%" else unit if unit_at == "cell" else ""
    heads = [
        *(["TT"] if numbered else []), "Chỉ tiêu", *(["Đơn vị tính"] if unit_at == "column" else []),
        *(["TH 2023"] if past else []), *(head.format(2024 + n) for n in range(years)),
    ]  # fmt: skip
    cells = [
        *(["1"] if numbered else []), f"{words} ({unit})" if unit_at == "name" else words,
        *([unit] if unit_at == "column" else []), *([f"{first - 1}{mark}"] if past else []),
        *(f"{value}{mark}" for value in values),
    ]  # fmt: skip
    if tabs and len(cells) < 3:
        return  # two columns are no table in plain text
    table = "\n".join(
        "\t".join(row) if tabs else f"| {' | '.join(row)} |"
        for row in (heads, *([] if tabs else [["---"] * len(heads)]), cells)
    )
    (proposal,) = propose(FRAME.format(table=table))
    content = proposal.content
    assert (content.kind, content.measure) == (ProposalKind.INDICATOR, kind)
    assert (content.year, content.value) == (2023 + years, values[-1])
    assert content.levels == (tuple((2024 + n, Decimal(value)) for n, value in enumerate(values)) if years > 1 else ())
    assert words.removeprefix("Tỷ lệ ").removeprefix("Số ").casefold() == content.name.casefold()


def row(value, year, *, text="Tỷ lệ hộ nghèo | 6 | 5", unit="%", bound="=", code="CT1"):
    return TargetFacts(code, "II.2", text, Decimal(value), unit, bound, year=year)


def test_a_share_that_falls_from_year_to_year_is_at_most_its_level():
    (merged,) = merge_row_targets([row(6, 2025), row(5, 2026)])
    assert (merged.bound, merged.text) == ("<=", "Tỷ lệ hộ nghèo đạt tối đa 5%")
    (lessons,) = merge_row_targets(
        [row(6, 2025, text="Số lớp | 6 | 5", unit="lớp"), row(5, 2026, text="Số lớp | 6 | 5", unit="lớp")]
    )
    assert lessons.bound == "="


@pytest.mark.parametrize(
    "second",
    [row(5, 2025), row(5, None), row(5, 2026, unit="hộ"), row(5, 2026, text="Tỷ lệ hộ khác | 6 | 5")],
)
def test_levels_that_are_no_further_years_of_a_row_stand_alone(second):
    assert len(merge_row_targets([row(6, 2025), second])) == 2


def test_a_minimum_and_a_maximum_are_not_joined():
    assert len(merge_row_targets([row(6, 2025, bound=">="), row(5, 2026, bound="<=")])) == 2


def test_a_sentence_of_the_plan_stays_as_it_is():
    sentence = row(5, None, text="Giảm tỷ lệ hộ nghèo xuống 5%")
    assert merge_row_targets([sentence]) == (sentence,)


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ("1.2. Trường đạt chuẩn (%) | 50", "Trường đạt chuẩn"),
        ("Số giường bệnh/vạn dân | giường | 30", "Số giường bệnh trên 10.000 dân"),
        ("- Doanh thu (Đơn vị: tỷ đồng) | 50", "Doanh thu"),
        ("Trẻ em dưới 5 tuổi | 50", "Trẻ em dưới 5 tuổi"),
    ],
)
def test_a_row_is_named_by_its_first_cell(cells, name):
    assert name_row(cells) == name


@given(st.dictionaries(st.integers(2000, 2100), st.decimals(0, 10**9, places=2), min_size=1))
def test_levels_are_read_as_they_are_written(levels):
    written = tuple(sorted(levels.items()))
    assert parse_levels(format_levels(written)) == written


@pytest.mark.parametrize("text", ["", "2025", "2025: x", "2025: 1; 2025: 2", "25: 1", "1999: 3", "2025: 1,5, 2026: 2"])
def test_other_text_is_no_levels(text):
    with pytest.raises(ValueError, match=r"\S"):
        parse_levels(text)


def test_stored_content_keeps_its_levels_and_older_content_has_none():
    levels = ((2025, Decimal("97.2")), (2026, Decimal(98)))
    content = ProposalContent(
        ProposalKind.INDICATOR, MeasureKind.SHARE, "A", "B", "hộ", Decimal(98), year=2026, levels=levels
    )
    stored = to_json(content)
    assert from_json(stored, name="A", denominator="B", unit="hộ") == content
    del stored["levels"]
    assert from_json(stored, name="A", denominator="B", unit="hộ").levels == ()


def test_each_level_of_a_share_is_a_percentage():
    content = ProposalContent(
        ProposalKind.INDICATOR, MeasureKind.SHARE, "A", "B", value=Decimal(98), year=2026, reporters=(BASE,),
        levels=((2025, Decimal(197)), (2026, Decimal(98))),
    )  # fmt: skip
    assert [field for field, _reason in find_content_problems(content)] == ["levels"]


def test_a_share_that_stays_the_same_is_no_maximum():
    (merged,) = merge_row_targets([row(5, 2025), row(5, 2026)])
    assert (merged.bound, merged.text) == ("=", "Tỷ lệ hộ nghèo đạt 5%")


def test_levels_of_one_row_are_joined_where_all_are_minima_or_all_are_maxima():
    (merged,) = merge_row_targets([row(5, 2025, bound=">="), row(6, 2026, bound=">=")])
    assert (merged.bound, merged.value) == (">=", 6)
    assert len(merge_row_targets([row(5, 2025, bound=">="), row(6, 2026, bound="<=")])) == 2


SCHOOL_YEARS = """2. Lộ trình một số chỉ tiêu

Chỉ tiêu\t2024 - 2025\t2025 - 2026
Tỷ lệ trường đạt chuẩn quốc gia (%)\t85\t90"""
AREAS = """2. Lộ trình cấp nước sạch theo khu vực

TT\tKhu vực\tNăm 2025\tNăm 2026
1\tCác xã đồng bằng\t71%\t86%
2\tCác xã miền núi\t35%\t55%"""


def test_levels_below_a_roadmap_are_targets_of_the_part_around_it():
    targets, _signed = read_targets(FRAME.format(table=SCHOOL_YEARS))
    assert [(target.year, target.value, target.unit) for target in targets] == [(2025, 85, "%"), (2026, 90, "%")]
    work = FRAME.replace("I. MỤC TIÊU\n1. Mục tiêu cụ thể", "I. NHIỆM VỤ\n1. Các bước").format(table=SCHOOL_YEARS)
    assert read_targets(work)[0] == ()
    costs = SCHOOL_YEARS.replace("Lộ trình một số chỉ tiêu", "Lộ trình và kinh phí")
    assert read_targets(FRAME.format(table=costs))[0] == ()


def test_rows_that_are_areas_are_named_with_what_their_heading_is_about():
    text = FRAME.format(table=AREAS)
    targets, signed = read_targets(text)
    clauses = tuple((clause.path, clause.starts) for clause in read_plan(text).clauses)
    plan = PlanFacts("Cấp nước sạch giai đoạn 2024 - 2026", signed, targets, DUTIES, clauses=clauses)
    names = [item.content.name for item in propose_programme(plan) if item.key.startswith("CT")]
    assert names == ["Cấp nước sạch: các xã đồng bằng", "Cấp nước sạch: các xã miền núi"]
