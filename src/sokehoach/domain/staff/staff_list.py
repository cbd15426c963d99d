"""Read a list of staff to invite: find its columns, and check each line against units, roles and accounts.

A line is a unit (code or name), a full name, a title, a user name (proposed where it is blank) and roles. No other
column is read, so that nothing else about a person is stored.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sokehoach.domain.delimited_text import guess_delimiter, split_rows
from sokehoach.domain.staff.usernames import is_office_name, is_username, propose_username
from sokehoach.domain.text import fold_accents, fold_tones, normalize_nfc

MAX_PEOPLE = 200
MAX_COLUMNS = 30
MAX_LETTERS = 100_000
MAX_NAME = 150
_MAX_CELL = 300

type Table = tuple[tuple[str, ...], ...]
type Columns = Mapping[StaffColumn, int]  # places from 0


class StaffColumn(StrEnum):
    UNIT = "unit"
    FULL_NAME = "full_name"
    TITLE = "title"
    USERNAME = "username"
    ROLE = "role"


class ProblemKind(StrEnum):
    UNIT_MISSING = "unit_missing"
    UNIT_UNKNOWN = "unit_unknown"
    NAME_MISSING = "name_missing"
    NAME_WRONG = "name_wrong"  # letters alone, at least two words
    NAME_OF_OFFICE = "name_of_office"
    NAME_REPEATED = "name_repeated"  # in the line `other`
    NAME_KNOWN = "name_known"  # with the account `other`
    TITLE_WRONG = "title_wrong"  # too long, or a number in it
    USERNAME_WRONG = "username_wrong"
    USERNAME_REPEATED = "username_repeated"  # in the line `other`
    USERNAME_TAKEN = "username_taken"
    ROLE_MISSING = "role_missing"
    ROLE_UNKNOWN = "role_unknown"  # the name in `other`


class StaffListTooLargeError(ValueError):
    """More lines, columns or letters than a list may have."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    column: StaffColumn
    kind: ProblemKind
    typed: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who is to be invited. `unit` and `roles` are keys of the lookup."""

    unit: str
    full_name: str
    title: str
    username: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One line: its number as in the table (from 1), and the member or what is wrong."""

    number: int
    member: StaffMember | None
    problems: tuple[LineProblem, ...] = ()


@dataclass(frozen=True)
class StaffLookup:
    """What lines of a list are checked against.

    find_unit   name or code → key, «» where none or several fit
    roles       (unit key, folded name) → keys of the roles that it means
    accounts    (unit key, full name with one tone style, in small letters) → user name
    usernames   all that exist
    """

    find_unit: Callable[[str], str]
    roles: Mapping[tuple[str, str], str]
    accounts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    usernames: Collection[str] = ()


_HEADINGS: Mapping[StaffColumn, tuple[str, ...]] = {
    StaffColumn.UNIT: (
        "don vi", "ma don vi", "ten don vi", "xa phuong", "ma xa", "xa", "dia ban", "co quan", "noi lam viec",
    ),
    StaffColumn.FULL_NAME: ("ho va ten", "ho ten", "ten can bo", "can bo", "nguoi dung", "ho va ten can bo"),
    StaffColumn.TITLE: ("chuc vu", "chuc danh"),
    StaffColumn.USERNAME: ("ten dang nhap", "tai khoan", "dang nhap"),
    StaffColumn.ROLE: ("vai tro", "quyen"),
}  # fmt: skip
_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)+\.?")
_SAMPLE = 50  # lines by which columns are guessed
_TITLE_DIGITS = 6  # from that many digits on it is a number of a person or a telephone


def parse_table(text: str) -> Table:
    """Parse a pasted or read table: columns by tab, by semicolon or by comma. Blank lines are dropped.

    Raises StaffListTooLargeError over the limits above.
    """
    if len(text) > MAX_LETTERS:
        raise StaffListTooLargeError
    lines = normalize_nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n")
    rows = []
    try:
        for cells in split_rows(lines, guess_delimiter(lines)):
            row = tuple(" ".join(cell.split()) for cell in cells)
            if any(row):
                rows.append(row)
    except csv.Error as error:
        raise StaffListTooLargeError from error
    if len(rows) > MAX_PEOPLE + 1 or any(len(row) > MAX_COLUMNS for row in rows):
        raise StaffListTooLargeError
    width = max((len(row) for row in rows), default=0)
    return tuple(tuple(cell[:_MAX_CELL] for cell in row) + ("",) * (width - len(row)) for row in rows)


def has_headings(table: Table) -> bool:
    return bool(table) and any(_find_heading(cell) is not None for cell in table[0])


def guess_columns(table: Table, lookup: StaffLookup) -> dict[StaffColumn, int]:
    """Guess the columns by their headings, those of unit and name otherwise by what their cells are."""
    columns: dict[StaffColumn, int] = {}
    if has_headings(table):
        for place, cell in enumerate(table[0]):
            column = _find_heading(cell)
            if column is not None:
                columns.setdefault(column, place)
        table = table[1:]
    width = len(table[0]) if table else 0
    fitting_tests: dict[StaffColumn, Callable[[str], bool]] = {
        StaffColumn.UNIT: lambda cell: bool(cell and lookup.find_unit(cell)),
        StaffColumn.FULL_NAME: lambda cell: _NAME.fullmatch(cell) is not None,
    }
    for column, is_fitting in fitting_tests.items():
        free = [place for place in range(width) if place not in columns.values()]
        counts = {place: sum(is_fitting(row[place]) for row in table[:_SAMPLE]) for place in free}
        if column not in columns and any(counts.values()):
            columns[column] = max(counts, key=counts.__getitem__)
    return columns


def read_members(
    table: Table, columns: Columns, lookup: StaffLookup, *, default_role: str = "", allows_offices: bool = False
) -> list[StaffLine]:
    """Read each line below the headings. A member with a problem is none.

    `default_role`: the name of the role of lines that name none. `allows_offices`: a name may read like that of an
    office.
    """
    head_rows = 1 if has_headings(table) else 0
    numbered_cells = [
        (number, {column: _get_cell(row, columns, column) for column in StaffColumn})
        for number, row in enumerate(table[head_rows:], start=head_rows + 1)
    ]
    if StaffColumn.FULL_NAME in columns:  # a unit of the template for which nobody is named is no line
        numbered_cells = [
            (number, cells)
            for number, cells in numbered_cells
            if any(text for column, text in cells.items() if column is not StaffColumn.UNIT)
        ]
    checker = _LineChecker(lookup, default_role, allows_offices)
    usernames = {*lookup.usernames, *(cells[StaffColumn.USERNAME].lower() for _number, cells in numbered_cells)}
    lines = []
    for number, cells in numbered_cells:
        line = checker.check_line(number, cells)
        if line.member is not None and not line.member.username:
            username = propose_username(line.member.full_name, usernames)
            usernames.add(username)
            line = replace(line, member=replace(line.member, username=username))
        lines.append(line)
    return lines


class _LineChecker:
    """Checks one line after another: a name or user name may stand in one of them alone."""

    def __init__(self, lookup: StaffLookup, default_role: str, allows_offices: bool) -> None:
        self._lookup, self._default_role, self._allows_offices = lookup, default_role, allows_offices
        self._lines_by_key: dict[tuple[str, ...], int] = {}

    def check_line(self, number: int, cells: Mapping[StaffColumn, str]) -> StaffLine:
        unit = self._lookup.find_unit(cells[StaffColumn.UNIT]) if cells[StaffColumn.UNIT] else ""
        username = cells[StaffColumn.USERNAME].lower()
        roles, role_problems = self._find_roles(unit, cells[StaffColumn.ROLE] or self._default_role)
        problems = [
            *self._check_unit(unit, cells[StaffColumn.UNIT]),
            *self._check_name(number, unit, username, cells[StaffColumn.FULL_NAME]),
            *self._check_title(cells[StaffColumn.TITLE]),
            *self._check_username(number, username),
            *role_problems,
        ]
        if problems:
            return StaffLine(number, None, tuple(problems))
        return StaffLine(
            number, StaffMember(unit, cells[StaffColumn.FULL_NAME], cells[StaffColumn.TITLE], username, roles)
        )

    def _check_unit(self, unit: str, text: str) -> Iterator[LineProblem]:
        if not unit:
            kind = ProblemKind.UNIT_UNKNOWN if text else ProblemKind.UNIT_MISSING
            yield LineProblem(StaffColumn.UNIT, kind, text)

    def _check_name(self, number: int, unit: str, username: str, full_name: str) -> Iterator[LineProblem]:
        key = (unit, fold_tones(full_name))
        if not full_name:
            yield LineProblem(StaffColumn.FULL_NAME, ProblemKind.NAME_MISSING, "")
        elif len(full_name) > MAX_NAME or not _NAME.fullmatch(full_name):
            yield LineProblem(StaffColumn.FULL_NAME, ProblemKind.NAME_WRONG, full_name)
        elif not self._allows_offices and is_office_name(username, full_name):
            yield LineProblem(StaffColumn.FULL_NAME, ProblemKind.NAME_OF_OFFICE, full_name)
        elif username_of_same := self._lookup.accounts.get(key, ""):
            yield LineProblem(StaffColumn.FULL_NAME, ProblemKind.NAME_KNOWN, full_name, username_of_same)
        elif unit and (first_line := self._lines_by_key.setdefault(key, number)) != number:
            yield LineProblem(StaffColumn.FULL_NAME, ProblemKind.NAME_REPEATED, full_name, str(first_line))

    def _check_title(self, title: str) -> Iterator[LineProblem]:
        if len(title) > MAX_NAME or sum(letter.isdigit() for letter in title) >= _TITLE_DIGITS:
            yield LineProblem(StaffColumn.TITLE, ProblemKind.TITLE_WRONG, title)

    def _check_username(self, number: int, username: str) -> Iterator[LineProblem]:
        if not username:
            return
        if not is_username(username):
            yield LineProblem(StaffColumn.USERNAME, ProblemKind.USERNAME_WRONG, username)
        elif username in self._lookup.usernames:
            yield LineProblem(StaffColumn.USERNAME, ProblemKind.USERNAME_TAKEN, username)
        elif (first_line := self._lines_by_key.setdefault((username,), number)) != number:
            yield LineProblem(StaffColumn.USERNAME, ProblemKind.USERNAME_REPEATED, username, str(first_line))

    def _find_roles(self, unit: str, text: str) -> tuple[tuple[str, ...], list[LineProblem]]:
        """The roles named in the text; of a line without a unit no role is looked for."""
        names = [name for part in text.split(";") if (name := part.strip())]
        if not names:
            return (), [LineProblem(StaffColumn.ROLE, ProblemKind.ROLE_MISSING, text)]
        roles = {name: self._lookup.roles.get((unit, fold_accents(name)), "") for name in names}
        problems = [
            LineProblem(StaffColumn.ROLE, ProblemKind.ROLE_UNKNOWN, text, name)
            for name, role in roles.items()
            if unit and not role
        ]
        return tuple(dict.fromkeys(roles.values())), problems


def _find_heading(cell: str) -> StaffColumn | None:
    folded = " ".join(re.findall(r"[a-z]+", fold_accents(cell)))
    return next((column for column, headings in _HEADINGS.items() if folded in headings), None)


def _get_cell(row: Sequence[str], columns: Columns, column: StaffColumn) -> str:
    place = columns.get(column, -1)
    return row[place] if 0 <= place < len(row) else ""
