"""A list of staff to invite: which column is what, and what is wrong with a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.delimited_text import join_rows
from sokehoach.domain.staff.staff_list import (
    MAX_LETTERS,
    MAX_NAME,
    MAX_PEOPLE,
    ProblemKind,
    StaffColumn,
    StaffLine,
    StaffListTooLargeError,
    StaffLookup,
    Table,
    guess_columns,
    has_headings,
    parse_table,
    read_members,
)
from sokehoach.domain.staff.usernames import is_username
from sokehoach.domain.text import fold_accents, fold_tones

UNITS = {"xa tenh phong": "1", "03304": "1", "xa pu xi": "2", "03269": "2"}
ROLES = {(unit, name): f"{unit}.{name}" for unit in "12" for name in ("cong chuc", "nguoi xem")}
LOOKUP = StaffLookup(
    find_unit=lambda text: UNITS.get(fold_accents(text), ""),
    roles=ROLES | {("2", "truong phong"): "2.truong phong"},
    accounts={("1", fold_tones("Lò Thị Minh")): "minh.lt"},
    usernames={"minh.lt", "hoa.lt"},
)
HEAD = "Đơn vị\tHọ và tên\tChức vụ\tTên đăng nhập\tVai trò\n"


def read(text: str, **options: object) -> list[StaffLine]:
    table = parse_table(text)
    return read_members(table, guess_columns(table, LOOKUP), LOOKUP, **options)  # type: ignore[arg-type]


def kinds(text: str, **options: object) -> list[ProblemKind]:
    return [problem.kind for line in read(text, **options) for problem in line.problems]


def test_it_works() -> None:
    [first, second] = read(
        HEAD + "03304\tSùng A Páo\tCông chức\t\tcông chức\nXã Pú Xi\tCà Thị Hoa\t\thoa.ct\tCông chức; Người xem\n"
    )
    assert first.member is not None
    assert second.member is not None
    assert (first.number, second.number) == (2, 3)
    assert (first.member.unit, first.member.username, first.member.title) == ("1", "pao.sa", "Công chức")
    assert second.member.roles == ("2.cong chuc", "2.nguoi xem")


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_a_table_may_come_from_excel_or_from_a_csv_file(separator: str) -> None:
    text = "STT\tMã đơn vị\tHọ tên\tVai trò\tĐiện thoại\n1\t03304\tSùng A Páo\tCông chức\t0912345678\n"
    [line] = read(text.replace("\t", separator))
    assert line.member is not None
    assert "0912345678" not in str(line), "other columns are not read"


def test_without_headings_the_cells_say_what_they_are() -> None:
    text = "1\tSùng A Páo\tXã Tênh Phông\n2\tCà Thị Hoa\tXã Pú Xi\n"
    table = parse_table(text)
    assert not has_headings(table)
    assert guess_columns(table, LOOKUP) == {StaffColumn.UNIT: 2, StaffColumn.FULL_NAME: 1}
    lines = read(text, default_role="Công chức")
    assert [(line.number, line.member is not None) for line in lines] == [(1, True), (2, True)]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ("\tSùng A Páo\t\t\tCông chức", ProblemKind.UNIT_MISSING),
        ("Xã Khác\tSùng A Páo\t\t\tCông chức", ProblemKind.UNIT_UNKNOWN),
        ("03304\t\tCông chức\t\tCông chức", ProblemKind.NAME_MISSING),
        ("03304\tPáo\t\t\tCông chức", ProblemKind.NAME_WRONG),
        ("03304\tSùng A Páo 0912345678\t\t\tCông chức", ProblemKind.NAME_WRONG),
        ("03304\t" + "Sùng A " * 30 + "Páo\t\t\tCông chức", ProblemKind.NAME_WRONG),
        ("03304\tVăn thư xã\t\t\tCông chức", ProblemKind.NAME_OF_OFFICE),
        ("03304\tLò Thị Minh\t\t\tCông chức", ProblemKind.NAME_KNOWN),
        ("03304\tSùng A Páo\t0912 345 678\t\tCông chức", ProblemKind.TITLE_WRONG),
        ("03304\tSùng A Páo\t\tp p\tCông chức", ProblemKind.USERNAME_WRONG),
        ("03304\tSùng A Páo\t\tHOA.lt\tCông chức", ProblemKind.USERNAME_TAKEN),
        ("03304\tSùng A Páo\t\t\t", ProblemKind.ROLE_MISSING),
        ("03304\tSùng A Páo\t\t\tTrưởng phòng", ProblemKind.ROLE_UNKNOWN),
    ],
)
def test_each_defect_of_a_line_is_named(cells: str, kind: ProblemKind) -> None:
    assert kinds(HEAD + cells + "\n") == [kind]


def test_doubles_name_the_line_that_they_repeat() -> None:
    text = (
        HEAD
        + "03304\tSùng A Páo\t\tpao1\tCông chức\n03269\tCà Thị Hoa\t\tpao1\tCông chức\n"
        + "03304\tsùng a páo\t\t\tCông chức\n"
    )
    assert [(problem.kind, problem.other) for line in read(text) for problem in line.problems] == [
        (ProblemKind.USERNAME_REPEATED, "2"), (ProblemKind.NAME_REPEATED, "2")
    ]  # fmt: skip


def test_the_same_name_in_two_communes_is_two_people_with_two_user_names() -> None:
    [first, second] = read(HEAD + "03304\tSùng A Páo\t\t\tCông chức\n03269\tSùng A Páo\t\t\tCông chức\n")
    assert first.member is not None
    assert second.member is not None
    assert {first.member.username, second.member.username} == {"pao.sa", "pao.sa2"}


def test_a_proposed_user_name_leaves_a_typed_one_alone() -> None:
    [first, second] = read(HEAD + "03304\tSùng A Páo\t\t\tCông chức\n03269\tCà Thị Hoa\t\tpao.sa\tCông chức\n")
    assert first.member is not None
    assert second.member is not None
    assert (first.member.username, second.member.username) == ("pao.sa2", "pao.sa")


def test_an_office_may_be_allowed_and_a_role_be_given_to_blank_lines() -> None:
    assert kinds(HEAD + "03304\tVăn thư xã\t\t\tCông chức\n", allows_offices=True) == []
    assert kinds(HEAD + "03304\tSùng A Páo\t\t\t\n", default_role="Người xem") == []


def test_units_of_the_template_for_which_nobody_is_named_are_no_lines() -> None:
    assert len(read(HEAD + "03304\t\t\t\t\n03269\tCà Thị Hoa\t\t\tCông chức\n")) == 1
    assert read(HEAD) == []
    assert read("") == []


@pytest.mark.parametrize("text", ["a" * (MAX_LETTERS + 1), HEAD + "x\ty\n" * (MAX_PEOPLE + 1), "a\t" * 40])
def test_a_list_is_bounded(text: str) -> None:
    with pytest.raises(StaffListTooLargeError):
        parse_table(text)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=6), max_size=8))
def test_a_written_table_reads_as_it_was(rows: list[list[str]]) -> None:
    width = max((len(row) for row in rows), default=0)
    table = parse_table(join_rows([row + [""] * (width - len(row)) for row in rows]))
    again = parse_table(join_rows(table))
    assert table == again


@given(st.text(max_size=400), st.dictionaries(st.sampled_from(StaffColumn), st.integers(-2, 8)))
def test_whatever_is_typed_is_read_or_told(text: str, columns: dict[StaffColumn, int]) -> None:
    table: Table = parse_table(text)
    usernames = []
    for line in read_members(table, columns, LOOKUP, default_role="Công chức"):
        assert (line.member is None) == bool(line.problems)
        if line.member is not None:
            assert line.member.unit in {"1", "2"}
            assert is_username(line.member.username)
            usernames.append(line.member.username)
    assert len(usernames) == len(set(usernames))
    assert not set(usernames) & set(LOOKUP.usernames)


@pytest.mark.parametrize(("title", "problems"), [("Tổ 12345", []), ("Tổ 123456", [ProblemKind.TITLE_WRONG])])
def test_a_title_with_six_digits_is_a_number_of_somebody(title: str, problems: list[ProblemKind]) -> None:
    assert kinds(f"{HEAD}03304\tSùng A Páo\t{title}\t\tcông chức\n") == problems


@pytest.mark.parametrize(("letters", "is_wrong"), [(MAX_NAME, False), (MAX_NAME + 1, True)])
def test_a_name_has_no_more_letters_than_the_account_takes(letters: int, is_wrong: bool) -> None:
    name = ("Lò " * MAX_NAME)[: letters - 1] + "a"
    assert (ProblemKind.NAME_WRONG in kinds(f"{HEAD}03304\t{name}\tCông chức\t\tcông chức\n")) is is_wrong
