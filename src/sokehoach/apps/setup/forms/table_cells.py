"""What is typed or pasted into the tables of a draft: rows of texts, and the problems of their cells."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.register_files import TableContent
from sokehoach.adapters.programme_files.register_types import RESERVED_CODES
from sokehoach.apps.setup.pages.register_columns import ColumnKind, TableColumn
from sokehoach.apps.setup.pages.register_tables import STORED
from sokehoach.apps.shell.pii_filter import find_text_problem
from sokehoach.domain.notation import Notation, read_number
from sokehoach.domain.registers.condition_text import find_option_code
from sokehoach.domain.registers.register_type import DAY
from sokehoach.domain.text import fold_accents, normalize_nfc, parse_typed_number

MAX_ROWS = 60  # of a table; its cells are then within what one request may send
_LONGEST_CODE = 40
_BOUND = re.compile(r"(?<=[≥≤<>=])\s*\d[\d.,]*")

type Row = Mapping[str, str]
type Plain = dict[str, Any]
type CellProblems = dict[tuple[int, str], list[str]]
"""By number of the row, from 0, and name of the column."""


@dataclass(slots=True)
class TypedTable:
    """What the rows of a table stand for, and what is wrong with them."""

    content: TableContent = field(default_factory=TableContent)
    problems: CellProblems = field(default_factory=dict)

    def refuse(self, row: int, column: str, message: str) -> None:
        self.problems.setdefault((row, column), []).append(message)


def read_rows(
    columns: Sequence[TableColumn],
    sent: Mapping[str, Sequence[str]],
    pasted: str = "",
    notation: Notation = Notation.VIETNAMESE,
    defaults: Collection[str] = (),
) -> list[dict[str, str]]:
    """The rows that a page sent, each column a list, then those of pasted lines; blank ones are left out.

    `defaults`: the columns whose closed lists choose something in a blank row. There may be more than MAX_ROWS of them.
    """
    names = [*(column.name for column in columns), STORED]
    count = max((len(sent.get(column.name, ())) for column in columns), default=0)
    rows = [
        {name: clean_cell(texts[number]) if number < len(texts := sent.get(name, ())) else "" for name in names}
        for number in range(count)
    ]
    for line in pasted.splitlines():
        texts = [clean_cell(text) for text in line.split("\t")]
        rows.append({column.name: text for column, text in zip(columns, texts, strict=False)})
    complete = ({name: row.get(name, "") for name in names} for row in rows)
    return [
        _name_choices(columns, _read_numbers(columns, row, notation))
        for row in complete
        if any(row[column.name] for column in columns if column.name not in defaults)
    ]


def check_cells(
    columns: Sequence[TableColumn], rows: Sequence[Row], table: TypedTable, stored_texts: Collection[str] = ()
) -> None:
    """What no cell may be: too long, a label that its closed list does not have, the name of a person.

    `stored_texts`: what the file has already, which may be longer, and whose names have been asked about.
    """
    for number, row in enumerate(rows):
        for column in columns:
            text = row[column.name]
            if len(text) > column.most and text not in stored_texts:
                table.refuse(number, column.name, _("Dài hơn %(n)s ký tự.") % {"n": column.most})
            elif column.is_closed and text and text not in column.choices:
                labels = ", ".join(str(label) for label in column.choices.values())
                table.refuse(number, column.name, _("Chọn một trong: %(words)s.") % {"words": labels})
            elif text and text not in stored_texts and (problem := find_text_problem(text)):
                table.refuse(number, column.name, str(problem))


def cut_cells(
    columns: Sequence[TableColumn], rows: Sequence[Row], stored_texts: Collection[str] = ()
) -> list[dict[str, str]]:
    """The rows without what is over the length of a column: `check_cells` refuses it, nothing has to look it up."""
    return [
        {
            **row,
            **{
                column.name: text if (text := row[column.name]) in stored_texts else text[: column.most]
                for column in columns
            },
        }
        for row in rows
    ]


def make_code(label: str, used_codes: Iterable[str]) -> str:
    """A code for a label: «Số người dự» → so_nguoi_du, with a number where another has it.

    Of its first letters where the words without accents look like a name: «Báo cáo phát thanh» → bcpt.
    """
    letters = [letter if letter.isascii() and letter.isalnum() else "_" for letter in fold_accents(label)]
    words = [part for part in "".join(letters).split("_") if part]
    code = "_".join(words)[:_LONGEST_CODE].strip("_")
    if find_text_problem(code):
        code = "".join(word[0] for word in words)[:_LONGEST_CODE]
    if not code or not code[0].isalpha():
        code = f"f_{code}"[:_LONGEST_CODE].strip("_")
    all_codes, number, chosen_code = {*used_codes, *RESERVED_CODES, DAY}, 2, code
    while chosen_code in all_codes:
        chosen_code = f"{code[: _LONGEST_CODE - 4].strip('_')}_{number}"
        number += 1
    return chosen_code


def choose_codes(rows: Sequence[Row], name: str, table: TypedTable) -> list[str]:
    """The code of each row, made from another column where none is typed."""
    typed_codes = [row["code"] for row in rows]
    codes: list[str] = []
    for number, row in enumerate(rows):
        if not row[name]:
            table.refuse(number, name, _("Chưa ghi."))
        code = row["code"] or make_code(row[name], [*typed_codes, *codes])
        if code in codes:
            table.refuse(number, "code", _("Mã «%(code)s» đã dùng ở dòng trên.") % {"code": code})
        codes.append(code)
    return codes


def convert_number(number: int, column: str, text: str, table: TypedTable) -> int:
    try:
        value = parse_typed_number(text)
    except ValueError:
        value = None
    if value is None or value < 0 or value != value.to_integral_value():
        table.refuse(number, column, _("Viết một số nguyên, ví dụ 1.234."))
        return 0
    return int(value)


def convert_name(number: int, column: str, text: str, names: Mapping[str, str], table: TypedTable) -> str:
    code = find_option_code(text, names)
    if code is None:
        refuse_unknown(number, column, text, names.values(), table)
    return code or text


def refuse_unknown(number: int, column: str, text: str, names: Iterable[str], table: TypedTable) -> None:
    offered = ", ".join(f"«{name}»" for name in list(names)[:30]) or _("chưa có gì")
    table.refuse(number, column, _("Không có «%(text)s». Có: %(names)s.") % {"text": text, "names": offered})


def split_list(text: str) -> list[str]:
    return [stripped for part in text.split(";") if (stripped := part.strip())]


def clean_cell(text: str) -> str:
    return " ".join(normalize_nfc(text).split())


def _read_numbers(columns: Sequence[TableColumn], row: dict[str, str], notation: Notation) -> dict[str, str]:
    """The row with its numbers as Vietnamese officials write them; those of conditions without marks."""
    for column in columns:
        if column.kind is ColumnKind.NUMBER:
            row[column.name] = read_number(row[column.name], notation)
        elif column.kind is ColumnKind.CONDITIONS and notation is not Notation.VIETNAMESE:
            row[column.name] = _BOUND.sub(
                lambda found: " " + read_number(found[0], notation).replace(".", ""), row[column.name]
            )
    return row


def _name_choices(columns: Sequence[TableColumn], row: dict[str, str]) -> dict[str, str]:
    """The row with the codes of what closed lists offer, where it has their words."""
    for column in columns:
        if column.is_closed and (text := row[column.name]) and text not in column.choices:
            labels = {code: fold_accents(str(label)) for code, label in column.choices.items()}
            row[column.name] = next((str(code) for code, label in labels.items() if label == fold_accents(text)), text)
    return row
