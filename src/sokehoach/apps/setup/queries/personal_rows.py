"""Rows of a list of units that name a person: none becomes a unit, unless whoever sends it says that it is a place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sokehoach.adapters.programme_files.definition import UnitRow
from sokehoach.adapters.programme_files.national_units import is_national_unit
from sokehoach.adapters.programme_files.unit_sheets import RowProblem, SheetLine
from sokehoach.apps.shell.pii_filter import find_hits, find_text_problem
from sokehoach.domain.messages import say

_STORED = ("code", "name", "level")  # the name of a level that the list alone has becomes a level
_MOST_QUOTED = 50  # as of a draft


@dataclass(frozen=True, slots=True)
class PersonalRows:
    """`problems`: of the rows that are refused; `file_problem`: of the name of their file, the source of each unit.

    `quoted`: the refused words, one a line, and those that are declared places: a page that asks about them repeats
    these too, so that what was declared stays declared.
    """

    problems: tuple[RowProblem, ...] = ()
    file_problem: str = ""
    quoted: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.problems and not self.file_problem


def find_personal_rows(rows: Sequence[SheetLine], file_name: str) -> PersonalRows:
    """By what would be stored of each row, value by value, as the files of a draft are judged."""
    problems: list[RowProblem] = []
    file_problem = find_text_problem(file_name)
    refused_words = dict.fromkeys([file_name] if file_problem else ())
    declared_words = dict.fromkeys([file_name] if not file_problem and find_hits(file_name) else ())
    for row, values in rows:
        for cell_text in _list_words(values):
            if not (problem := find_text_problem(cell_text)):
                declared_words |= dict.fromkeys([cell_text] if find_hits(cell_text) else ())
            elif not is_national_unit(cell_text, values.get("code", "")):  # «Xã Cô Ba», «Xã Bà Nà»
                problems.append(RowProblem(row, problem))
                refused_words[cell_text] = None
    quoted = "\n".join([*declared_words, *[*refused_words][:_MOST_QUOTED]])
    return PersonalRows(tuple(problems), file_problem, quoted)


def list_personal_units(units: Iterable[UnitRow]) -> list[str]:
    """What is wrong with each unit of a folder that names a person, once for each unit and value."""
    problems: dict[tuple[str, str], str] = {}
    for row in units:
        code = row.unit.code
        for words in (code, row.unit.name, row.short_name, row.letterhead, *row.aliases):
            if (problem := find_text_problem(words)) and not is_national_unit(words, code):
                problems[code, words] = say("Đơn vị %(code)s: %(problem)s", code=code, problem=problem)
    return list(problems.values())


def _list_words(values: Mapping[str, str]) -> Iterator[str]:
    yield from (values[name] for name in _STORED if values.get(name))
    yield from (part.strip() for part in re.split(r"[;,]", values.get("aliases", "")) if part.strip())
