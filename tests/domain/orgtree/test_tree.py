from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.orgtree.tree import InvalidTreeError, Tree
from sokehoach.domain.orgtree.unit import Unit, move_into_span
from tests.factories import levels

OLD, MERGER = date(2004, 1, 1), date(2025, 7, 1)
IN_2021, IN_2026 = date(2021, 6, 14), date(2026, 6, 14)

PROVINCE = Unit("11", "Tỉnh Điện Biên", levels.PROVINCE, None, OLD)
DISTRICT = Unit("099", "Huyện Tuần Giáo", levels.DISTRICT, "11", OLD, MERGER, ("03253", "03260"))
TOWNSHIP = Unit("03253", "Thị trấn Tuần Giáo", levels.TOWNSHIP, "099", OLD, MERGER, ("03253",))
TA_MA = Unit("03265", "Xã Ta Ma", levels.COMMUNE, "099", OLD, MERGER, ("03260",))
RANG_DONG = Unit("03260", "Xã Rạng Đông", levels.COMMUNE, "099", date(2012, 8, 25), MERGER, ("03260",))
POLICE = Unit("CAH", "Công an huyện", levels.AGENCY, "099", OLD, MERGER)
STATION = Unit("TYT-03265", "Trạm Y tế xã Ta Ma", levels.AGENCY, "03265", OLD, MERGER)
NEW_TUAN_GIAO = Unit("03253", "Xã Tuần Giáo", levels.COMMUNE, "11", MERGER)
PU_NHUNG = Unit("03260", "Xã Pú Nhung", levels.COMMUNE, "11", MERGER)
UNITS = (PROVINCE, DISTRICT, TOWNSHIP, TA_MA, RANG_DONG, POLICE, STATION, NEW_TUAN_GIAO, PU_NHUNG)


@dataclass(frozen=True)
class Owing:
    levels: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


def codes(units: tuple[Unit, ...]) -> list[str]:
    return [unit.code for unit in units]


def test_it_works() -> None:
    before = Tree(UNITS).as_of(IN_2021)
    assert before.unit("03260").name == "Xã Rạng Đông"
    assert codes(before.children("099")) == ["03253", "03260", "03265", "CAH"]
    assert codes(before.descendants("11")) == ["099", "03253", "03260", "03265", "TYT-03265", "CAH"]
    assert codes(before.descendants("099")) == ["03253", "03260", "03265", "TYT-03265", "CAH"]
    assert codes(before.ancestors("TYT-03265")) == ["03265", "099", "11"]


def test_the_same_code_is_another_commune_after_the_merger() -> None:
    after = Tree(UNITS).as_of(IN_2026)
    assert after.unit("03260").name == "Xã Pú Nhung"
    assert codes(after.ancestors("03260")) == ["11"]
    assert "099" not in after
    assert "03265" not in after


def test_the_real_merger_of_2025(real_tree: Tree) -> None:
    """Nineteen units of the district become five whole communes and parts of three others (geo.md 1)."""
    before, after = real_tree.as_of(IN_2021), real_tree.as_of(IN_2026)
    assert len(before.children("099")) == 19
    assert set(real_tree.successors(before.unit("099"))) == {
        heir for unit in before.children("099") for heir in real_tree.successors(unit)
    }
    assert (before.unit("03260").name, after.unit("03260").name) == ("Xã Rạng Đông", "Xã Pú Nhung")


def test_the_last_day_and_the_next() -> None:
    tree = Tree(UNITS)
    assert "03265" in tree.as_of(date(2025, 6, 30))
    assert "03265" not in tree.as_of(MERGER)
    assert tree.as_of(MERGER).unit("03260") is PU_NHUNG


def test_a_unit_hands_over_to_its_successors_of_the_day_after() -> None:
    tree = Tree(UNITS)
    assert tree.successors(TA_MA) == (PU_NHUNG,)
    assert tree.successors(RANG_DONG) == (PU_NHUNG,)  # by the same code
    assert tree.successors(DISTRICT) == (NEW_TUAN_GIAO, PU_NHUNG)
    assert tree.successors(PU_NHUNG) == ()
    assert tree.successors(POLICE) == ()


def test_a_version_is_got_by_its_first_day() -> None:
    assert Tree(UNITS).get_version("03260", MERGER) is PU_NHUNG
    with pytest.raises(LookupError, match="mã 03260 từ ngày 02/07/2025"):
        Tree(UNITS).get_version("03260", MERGER + timedelta(days=1))


def test_a_unit_not_yet_founded_is_absent() -> None:
    with pytest.raises(LookupError, match="Không có đơn vị mã 03260 vào ngày 01/01/2010"):
        Tree(UNITS).as_of(date(2010, 1, 1)).unit("03260")


@pytest.mark.parametrize("ask", ["children", "descendants", "ancestors", "place_level"])
def test_every_question_about_an_absent_unit_says_so(ask: str) -> None:
    with pytest.raises(LookupError, match="99999"):
        getattr(Tree(UNITS).as_of(IN_2021), ask)("99999")


def test_reporters_by_level_and_by_code() -> None:
    before = Tree(UNITS).as_of(IN_2021)
    communes = Owing(levels=("commune", "township"))
    assert codes(before.reporters(communes, root_code="099")) == ["03253", "03260", "03265"]
    assert codes(before.reporters(communes, root_code="03265")) == ["03265"]
    assert codes(before.reporters(Owing(codes=("CAH",)), root_code="099")) == ["CAH"]
    assert before.reporters(Owing(codes=("CAH",)), root_code="03265") == ()
    assert codes(before.reporters(Owing(levels=("commune",), codes=("CAH", "03265")), root_code="11")) == [
        "03260",
        "03265",
        "CAH",
    ]


def test_a_dissolved_unit_owes_nothing() -> None:
    after = Tree(UNITS).as_of(IN_2026)
    assert after.reporters(Owing(codes=("CAH",)), root_code="11") == ()
    assert codes(after.reporters(Owing(levels=("commune", "township")), root_code="11")) == ["03253", "03260"]


def test_an_agency_stands_at_the_level_of_its_unit() -> None:
    before = Tree(UNITS).as_of(IN_2021)
    assert before.place_level("CAH") == levels.DISTRICT
    assert before.place_level("TYT-03265") == levels.COMMUNE
    assert before.place_level("03253") == levels.TOWNSHIP


def test_a_parent_may_stand_in_several_versions() -> None:
    renamed = date(2015, 1, 1)
    earlier = replace(DISTRICT, name="Huyện Tuần Giáo (cũ)", valid_to=renamed, successors=("099",))
    later = replace(DISTRICT, valid_from=renamed)
    units = (*(unit for unit in UNITS if unit is not DISTRICT), earlier, later)
    assert Tree(units).as_of(date(2010, 1, 1)).ancestors("03265")[0] is earlier


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            replace(TA_MA, valid_to=OLD),
            r"Xã Ta Ma \(mã 03265, từ 01/01/2004\): ngày kết thúc 01/01/2004 không sau ngày bắt đầu",
        ),
        (
            replace(TA_MA, parent="098"),
            r"Xã Ta Ma .*đơn vị cấp trên mã 098 không tồn tại vào ngày 01/01/2004",
        ),
        (
            replace(TA_MA, valid_to=None, successors=()),
            r"Xã Ta Ma .*cấp trên mã 099 không tồn tại vào ngày 01/07/2025",
        ),
        (replace(TA_MA, valid_from=date(2003, 1, 1)), r"Xã Ta Ma .*mã 099 không tồn tại vào ngày 01/01/2003"),
        (
            replace(TA_MA, successors=("03265",)),
            r"Xã Ta Ma .*kế thừa mã 03265 không tồn tại vào ngày 01/07/2025",
        ),
        (replace(PU_NHUNG, successors=("03253",)), r"Xã Pú Nhung .*chưa có ngày kết thúc"),
        (
            replace(PU_NHUNG, valid_from=date(2025, 6, 30)),
            r"Xã Pú Nhung \(mã 03260, từ 30/06/2025\): trùng thời gian với phiên bản từ 25/08/2012",
        ),
        (replace(PROVINCE, parent="11"), r"Tỉnh Điện Biên .*là cấp trên của chính mình \(11 → 11\)"),
    ],
)
def test_a_wrong_unit_is_refused_by_name(wrong: Unit, message: str) -> None:
    others = [unit for unit in UNITS if (unit.code, unit.name) != (wrong.code, wrong.name)]
    with pytest.raises(InvalidTreeError, match=message) as refusal:
        Tree([*others, wrong])
    assert refusal.value.unit == wrong


def test_an_open_version_forbids_a_later_one_of_its_code() -> None:
    with pytest.raises(InvalidTreeError, match="trùng thời gian"):
        Tree([PROVINCE, replace(PROVINCE, valid_from=MERGER)])


def test_a_ring_that_closes_later_is_found() -> None:
    a = Unit("A", "Xã A", levels.COMMUNE, None, OLD, MERGER)
    b = Unit("B", "Xã B", levels.COMMUNE, "A", OLD)
    assert len(list(Tree([a, b, replace(a, valid_from=MERGER, valid_to=None)]).as_of(IN_2026))) == 2
    with pytest.raises(InvalidTreeError, match="chính mình"):
        Tree([a, b, replace(a, valid_from=MERGER, valid_to=None, parent="B")])


@st.composite
def forests(draw: st.DrawFn) -> list[Unit]:
    """Units whose parents are drawn among the earlier ones, in any order."""
    parents = [draw(st.none() | st.integers(0, i - 1)) if i else None for i in range(draw(st.integers(1, 12)))]
    units = [
        Unit(f"{i:02}", f"Đơn vị {i}", levels.COMMUNE, None if up is None else f"{up:02}", OLD)
        for i, up in enumerate(parents)
    ]
    return draw(st.permutations(units))


@settings(max_examples=40)
@given(forests())
def test_ancestors_and_descendants_are_two_views_of_one_tree(units: list[Unit]) -> None:
    snapshot = Tree(units).as_of(IN_2021)
    for unit in snapshot:
        for below in snapshot.descendants(unit.code):
            assert unit in snapshot.ancestors(below.code)
        for above in snapshot.ancestors(unit.code):
            assert unit in snapshot.descendants(above.code)
    roots = [unit for unit in snapshot if unit.parent is None]
    assert sum(1 + len(snapshot.descendants(root.code)) for root in roots) == len(units)


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2003, 12, 31), OLD),
        (OLD, OLD),
        (IN_2021, IN_2021),
        (date(2025, 6, 30), date(2025, 6, 30)),
        (MERGER, date(2025, 6, 30)),
        (IN_2026, date(2025, 6, 30)),
    ],
)
def test_a_day_is_moved_to_the_nearest_on_which_a_version_was_in_force(day: date, moved: date) -> None:
    assert move_into_span(day, OLD, MERGER) == moved
    assert move_into_span(day, OLD, None) == max(day, OLD)
