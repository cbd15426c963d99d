"""Tables whose rows are areas: each cell is a target, each column one indicator with a level for each area."""

from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.facts import BASE, DutyFacts, PlanFacts, TargetFacts
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import find_content_problems, from_json, to_json
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.plans.reading import read_plan

DUTIES = (DutyFacts("NV1", "II.1", "Vận động", "Vận động người dân mua thẻ", (BASE,)),)
HEADS = "Xã\tThẻ bảo hiểm y tế (thẻ)\tTrong đó: cấp mới (thẻ)\tTỷ lệ hộ dùng nước sạch (%)"
ROWS = ("Pú Nhi\t1.250\t80\t71,5", "Keo Lôm\t900\t65\t68", "Mường Luân\t1.100\t90\t80,5")
TOTAL = "Cộng\t3.250\t235\t73,4"


def read(*lines, heading="I. CHỈ TIÊU GIAO CÁC XÃ"):
    text = ("Lạc Sơn, ngày 18 tháng 10 năm 2025", "KẾ HOẠCH", "Thử nghiệm năm 2026", "", heading, "", *lines)
    return read_plan(
        "\n".join((*text, "", "II. TỔ CHỨC THỰC HIỆN", "1. Ban Thử nghiệm theo dõi chung.", "2. Tổng kết."))
    )


def levels(*lines, **more):
    return [(target.quote, target.value, target.unit) for target in read(*lines, **more).targets]


def propose(*lines):
    targets = tuple(
        TargetFacts(f"CT{n}", row.path, row.quote, Decimal(row.value), row.unit, row.bound, year=row.year)
        for n, row in enumerate(read(*lines).targets, 1)
    )
    plan = PlanFacts("Thử nghiệm năm 2026", None, targets, DUTIES)
    return [item for item in propose_programme(plan) if item.key.startswith("CT")]


def test_each_cell_is_a_target_named_by_its_area_and_head():
    assert levels(HEADS, ROWS[0]) == [
        ("Xã Pú Nhi · Thẻ bảo hiểm y tế (thẻ) | 1.250 | 80 | 71,5", "1250", "thẻ"),
        ("Xã Pú Nhi · Thẻ bảo hiểm y tế, trong đó cấp mới (thẻ) | 1.250 | 80 | 71,5", "80", "thẻ"),
        ("Xã Pú Nhi · Tỷ lệ hộ dùng nước sạch (%) | 1.250 | 80 | 71,5", "71.5", "%"),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("| TT | Đơn vị | Số lớp học nghề |", "|---|---|---|", "| 1 | Phường Tô Hiệu | 4 |"), ["Phường Tô Hiệu"]),
        (("Xã, phường\tSố hộ thoát nghèo\tTỷ lệ hộ nghèo (%)", "Tô Hiệu\t40\t2,5"), ["Tô Hiệu", "Tô Hiệu"]),
        (("Thôn\tĐã có năm 2024 (hộ)\tKế hoạch 2026 (hộ)", "Nà Khoa\t12\t20"), ["Thôn Nà Khoa"]),
        (("Thôn\tHiện có (hộ)\tGhi chú\tPhấn đấu (hộ)", "Nà Khoa\t12\tvùng cao\t20"), ["Thôn Nà Khoa"]),
        (("Xã\tNgười phụ trách\tThời gian", "Nà Khoa\tông Lò Văn A\tquý II"), []),
        (("Nội dung\tSố lớp\tGhi chú", "Tập huấn\t3\tnăm 2026"), []),
    ],
)
def test_which_tables_have_areas_as_rows(lines, expected):
    assert [quote.partition(" · ")[0] for quote, _value, _unit in levels(*lines)] == expected


def test_columns_may_be_parted_by_wide_gaps_alone():
    lines = (
        "Xã            Thẻ bảo hiểm y tế (thẻ)    Tỷ lệ hộ dùng nước sạch (%)",
        "Pú Nhi        1.250                      71,5",
        "Keo Lôm       900                        68%",
        "Các xã phải đạt mức này trong năm.",
    )
    assert [value for _quote, value, _unit in levels(*lines)] == ["1250", "71.5", "900", "68"]
    assert levels("Xã            Phụ trách      Ghi chú", "Pú Nhi        ông A       3") == []


def test_a_table_of_areas_outside_the_targets_sets_none():
    assert levels(HEADS, *ROWS, heading="I. TÌNH HÌNH CÁC XÃ") == []


def test_each_column_is_one_indicator_with_a_level_for_each_area():
    cards, new_cards, water = (item.content for item in propose(HEADS, *ROWS, TOTAL))
    assert cards.unit_levels == (("Xã Pú Nhi", 1250), ("Xã Keo Lôm", 900), ("Xã Mường Luân", 1100))
    assert (cards.measure, cards.name, cards.value) == (MeasureKind.COUNT, "Thẻ bảo hiểm y tế", 3250)
    assert (new_cards.name, new_cards.value) == ("Thẻ bảo hiểm y tế, trong đó cấp mới", 235)
    assert (water.measure, water.name, water.denominator) == (MeasureKind.SHARE, "Hộ dùng nước sạch", "Hộ")
    assert (water.value, [value for _name, value in water.unit_levels]) == (
        Decimal("73.4"), [Decimal("71.5"), 68, Decimal("80.5")],
    )  # fmt: skip
    assert not any(find_content_problems(content) for content in (cards, new_cards, water))
    stored = to_json(water)
    assert from_json(stored, name=water.name, denominator=water.denominator, unit=water.unit) == water


def test_the_proposal_rests_on_the_row_of_the_sum():
    assert [item.key for item in propose(HEADS, *ROWS, TOTAL)] == ["CT10", "CT11", "CT12"]


def test_without_a_sum_a_person_states_the_level_of_the_whole():
    for item in propose(HEADS, *ROWS):
        assert item.content.value is None
        assert len(item.content.unit_levels) == 3
        assert [field for field, _reason in find_content_problems(item.content)] == ["value"]
        assert not item.is_sure


def test_a_single_row_is_a_target_of_its_area():
    (proposal,) = propose("Xã\tThẻ bảo hiểm y tế (thẻ)\tGhi chú", "Pú Nhi\t1.250\tđợt 1")
    assert (proposal.content.name, proposal.content.value) == ("Thẻ bảo hiểm y tế, xã Pú Nhi", 1250)
    assert proposal.content.unit_levels == ()


def test_a_share_of_an_area_above_a_hundred_is_refused():
    (proposal,) = propose("Xã\tTỷ lệ hộ dùng nước sạch (%)\tGhi chú", "Pú Nhi\t120\tx", "Keo Lôm\t90\tx", "Cộng\t95\tx")
    assert find_content_problems(proposal.content)


YEARS = (
    "TT\tNăm\tSố căn hoàn thành\tTrong đó: căn cho thuê\tTỷ lệ lấp đầy (%)\tGhi chú",
    "1\t2025\t900\t80\t70\t",
    "2\t2026\t1.080\t120\t75\t-",
    "3\tNăm 2027\t1.650\t-\t80\t",
    "\tCộng\t3.630\t200\t\t",
)


def test_rows_that_are_years_give_each_column_a_level_for_each_year():
    assert levels(*YEARS)[:2] == [
        ("Năm 2025 · Số căn hoàn thành | 900 | 80 | 70", "900", "căn hoàn thành"),
        ("Năm 2025 · Số căn hoàn thành, trong đó căn cho thuê | 900 | 80 | 70", "80", "căn hoàn thành"),
    ]
    done, rented, filled = propose(*YEARS)
    assert done.content.levels == ((2025, 900), (2026, 1080), (2027, 1650))
    assert (done.content.value, done.content.year, done.content.measure) == (1650, 2027, MeasureKind.COUNT)
    assert rented.content.levels == ((2025, 80), (2026, 120))
    assert (filled.content.measure, filled.content.levels[-1]) == (MeasureKind.SHARE, (2027, 80))


def test_years_of_two_tables_are_not_joined():
    head, rows = "Năm\tSố lớp\tSố học viên", ("2026\t4\t90", "2027\t5\t110")
    tables = ("1. Phía Đông", head, *rows, "2. Phía Tây", head, "2026\t7\t150", "2027\t8\t160")
    last_levels = {item.content.levels[-1] for item in propose(*tables)}
    assert last_levels == {(2027, 5), (2027, 110), (2027, 8), (2027, 160)}


def test_heads_that_name_what_is_counted_need_no_number_word_and_may_set_a_bound():
    heads = "TT\tKhu vực\tLượt khám sức khỏe\tBệnh nhân mới\tSố vụ (tối thiểu)\tTỷ lệ hộ nghèo (không quá)"
    rows = read(heads, "1\tTân Ninh - Hòa Thành\t640\t150\t12\t3,5", "2\tTrảng Bàng\t520\t130\t9\t2").targets
    assert [(row.unit, row.value, row.bound) for row in rows[:4]] == [
        ("lượt khám sức khỏe", "640", "="), ("bệnh nhân mới", "150", "="), ("vụ", "12", ">="), ("%", "3.5", "<="),
    ]  # fmt: skip
    assert {row.path for row in rows} == {"I"}  # the numbers of the rows make no clauses


def test_the_only_area_of_a_column_keeps_its_capital():
    item = propose("Khu vực\tSố lớp học nghề (lớp)\tSố trạm bơm (trạm)", "Trảng Bàng\t4\t2")[0]
    assert item.content.name == "Lớp học nghề, Trảng Bàng"
