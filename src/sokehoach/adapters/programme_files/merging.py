"""Put lines into a table of a programme's files: a line of the same code is changed, others are added at the end."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sokehoach.adapters.programme_files.tables import TableError, parse_table
from sokehoach.domain.messages import say


@dataclass(frozen=True, slots=True)
class MergedTable:
    """`new_codes`, `changed_codes`, `same_codes`: of lines that are new, that differ, that say the same already."""

    text: str
    new_codes: tuple[str, ...]
    changed_codes: tuple[str, ...]
    same_codes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.new_codes and not self.changed_codes


def merge_lines(
    text: str,
    columns: Sequence[str],
    lines: Iterable[Mapping[str, str]],
    *,
    replaced: Collection[str],
    named_after: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> MergedTable:
    """`columns`: of a table that is empty so far. `replaced`: the columns that a line of the same code takes over.

    `named_after`: by such a column those that follow from it: they are taken over where it gets another value.
    A line takes over nothing where its value is blank. Raises TableError where the text is no table of coded lines.
    """
    table = parse_table(text)
    heads = table.columns or tuple(columns)
    if "code" not in heads:
        raise TableError(say("Bảng trong bản nháp không có cột «code»."))
    code_place = heads.index("code")
    rows = [list(row.values) for row in table.rows]
    places = {row[code_place]: place for place, row in enumerate(rows)}  # of several versions of a unit the last
    new_codes: list[str] = []
    changed_codes: list[str] = []
    same_codes: list[str] = []
    for line in lines:
        code = line["code"]
        if code not in places:
            places[code] = len(rows)
            rows.append([line.get(column, "") for column in heads])
            new_codes.append(code)
            continue
        row = rows[places[code]]
        previous_values = list(row)
        for column in replaced:
            _replace_value(row, heads, column, line, named_after.get(column, ()))
        (same_codes if row == previous_values else changed_codes).append(code)
    if not new_codes and not changed_codes:
        return MergedTable(text, (), (), tuple(same_codes))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return MergedTable(buffer.getvalue(), tuple(new_codes), tuple(changed_codes), tuple(same_codes))


def _replace_value(
    row: list[str], heads: Sequence[str], column: str, line: Mapping[str, str], following: Sequence[str]
) -> None:
    if not line.get(column) or column not in heads or row[heads.index(column)] == line[column]:
        return
    for name in (column, *following):
        if line.get(name) and name in heads:
            row[heads.index(name)] = line[name]
