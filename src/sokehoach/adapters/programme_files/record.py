"""Read a row of a CSV file or a mapping of a YAML file field by field, and name its problems with file and line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sokehoach.domain.messages import say
from sokehoach.domain.registers.condition_text import parse_threshold

CODE = re.compile(r"[\w.-]+")  # what a figure's placeholder and a disaggregation's key may contain
_FLAG_VALUES = {"yes": True, "no": False}
_BLANK = date(1, 1, 1)

type Value = str | int | float | bool | date | list["Node"] | dict[str, "Node"] | None


@dataclass(frozen=True, slots=True, order=True)
class DefinitionProblem:
    """One problem. `file` is relative to the programme's folder, `line` counts from 1, `reason` is Vietnamese."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class DefinitionError(Exception):
    """Raised when a programme is refused as a whole; `problems` are sorted by file and line."""

    def __init__(self, problems: list[DefinitionProblem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line on which it starts."""

    value: Value
    line: int


def to_plain_value(node: Node) -> Any:
    """The value without line numbers: mappings and lists of texts, numbers and days."""
    if isinstance(node.value, dict):
        return {name: to_plain_value(item) for name, item in node.value.items()}
    return [to_plain_value(item) for item in node.value] if isinstance(node.value, list) else node.value


@dataclass(slots=True)
class Record:
    """A row or a mapping.

    A field that cannot be read is a problem and reads as blank, so that reading goes on and finds the others. The
    programme is refused at the end, so a blank is never used.
    """

    file: str
    line: int
    fields: Mapping[str, Node]
    problems: list[DefinitionProblem]
    _read_names: set[str] = field(default_factory=set)

    def refuse(self, reason: str, name: str = "") -> None:
        """Add a problem on the line of the field, or of the record."""
        self.problems.append(DefinitionProblem(self.file, self.line_of(name), reason))

    def line_of(self, name: str) -> int:
        node = self.fields.get(name)
        return self.line if node is None else node.line

    def finish(self) -> None:
        """Refuse the fields that were never read: most are spelling mistakes."""
        for name in self.fields.keys() - self._read_names:
            self.refuse(say("trường lạ «%(name)s»", name=name), name)

    def text(self, name: str, *, most: int = 300) -> str:
        value = self._value(name)
        if value is None or value == "":
            self.refuse(say("thiếu «%(name)s»", name=name), name)
        return self._line_of_text(name, value, most)

    def optional(self, name: str, *, most: int = 300) -> str:
        return self._line_of_text(name, self._value(name), most)

    def code(self, name: str, *, most: int = 40) -> str:
        code = self.text(name, most=most)
        if code and not CODE.fullmatch(code):
            self.refuse(say("mã «%(code)s» chỉ được có chữ, số, dấu chấm, gạch nối, gạch dưới", code=code), name)
            return ""
        return code

    def choice[Word: StrEnum](self, name: str, options: type[Word]) -> Word:
        """Read one of the enum's values; for any other value add a problem and return the first."""
        return self._read_choice(name, self.text(name), options)

    def choices[Word: StrEnum](self, name: str, options: type[Word]) -> tuple[Word, ...]:
        return tuple(self._read_choice(name, text, options) for text in self.texts(name))

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """Read yes or no; in YAML also true or false."""
        value = self._value(name)
        if isinstance(value, str):
            value = _FLAG_VALUES.get(value, value or None)
        if value is None and default is not None:
            return default
        if not isinstance(value, bool):
            self.refuse(say("«%(name)s» phải là yes hoặc no", name=name), name)
            return False
        return value

    def integer(self, name: str, *, default: int | None = None) -> int:
        value = self._value(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.refuse(say("«%(name)s» phải là số nguyên từ 0", name=name), name)
            return 0
        return value

    def number(self, name: str, *, default: int) -> int | Decimal:
        """Read a number with at most three decimals: 12, 12.5 or «12,5»; a Decimal only where it has decimals."""
        value = self._value(name)
        if value is None:
            return default
        number = parse_threshold(value)
        if number is None:
            self.refuse(say("«%(name)s» phải là số từ 0, nhiều nhất ba chữ số lẻ, như 12,5", name=name), name)
        return number or 0

    def day(self, name: str) -> date:
        day = self.optional_day(name)
        if day is None:
            self.refuse(say("thiếu ngày «%(name)s»", name=name), name)
        return day or _BLANK

    def optional_day(self, name: str) -> date | None:
        value = self._value(name)
        if value is None or value == "":
            return None
        if type(value) is date:  # YAML may also yield a datetime, which is refused
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.refuse(
                say("«%(name)s» phải là ngày dạng 2021-06-14, không phải «%(value)s»", name=name, value=value), name
            )
            return _BLANK

    def texts(self, name: str, *, most: int = 300) -> tuple[str, ...]:
        """Read a YAML list of texts, or a CSV field split at semicolons; absent is empty. `most`: letters of each."""
        texts = self._list_texts(name)
        for text in texts:
            self._line_of_text(name, text, most)
        return texts

    def _list_texts(self, name: str) -> tuple[str, ...]:
        value = self._value(name)
        if value is None or value == "":
            return ()
        if isinstance(value, str) and self.file.endswith(".csv"):
            return tuple(part.strip() for part in value.split(";"))
        texts = [node.value for node in value] if isinstance(value, list) else [value]
        if not all(isinstance(text, str) and text for text in texts) or not isinstance(value, list):
            self.refuse(say("«%(name)s» phải là danh sách chữ", name=name), name)
            return ()
        return tuple(str(text) for text in texts)

    def mapping(self, name: str) -> dict[str, Node]:
        """Read a YAML mapping of code to text or list of texts; absent is empty."""
        value = self._value(name)
        if value is None or isinstance(value, dict):
            return value or {}
        self.refuse(say("«%(name)s» phải là các cặp mã: giá trị", name=name), name)
        return {}

    def record(self, name: str) -> "Record | None":
        """Read the mapping under the name; None if it is absent."""
        value = self._value(name)
        if value is None:
            return None
        return self._as_record(Node(value, self.line_of(name)), name)

    def records(self, name: str, *, required: bool = True) -> list["Record"]:
        value = self._value(name)
        if isinstance(value, list):
            return [record for node in value if (record := self._as_record(node, name)) is not None]
        if required or value is not None:
            self.refuse(say("«%(name)s» phải là danh sách", name=name), name)
        return []

    def nodes(self, name: str) -> list[Node]:
        """Read a YAML list of any values; absent is empty."""
        value = self._value(name)
        if value is None or isinstance(value, list):
            return value or []
        self.refuse(say("«%(name)s» phải là danh sách", name=name), name)
        return []

    def _as_record(self, node: Node, name: str) -> "Record | None":
        if isinstance(node.value, dict):
            return Record(self.file, node.line, node.value, self.problems)
        self.problems.append(
            DefinitionProblem(self.file, node.line, say("«%(name)s» phải gồm các cặp trường: giá trị", name=name))
        )
        return None

    def _value(self, name: str) -> Value:
        self._read_names.add(name)
        node = self.fields.get(name)
        return None if node is None else node.value

    def _line_of_text(self, name: str, value: Value, most: int) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(say("«%(name)s» phải là chữ; số và ngày đặt trong ngoặc kép", name=name), name)
            return ""
        if len(value) > most:
            self.refuse(
                say(
                    "«%(name)s» dài %(value_count)s ký tự, nhiều nhất %(most)s",
                    name=name,
                    value_count=len(value),
                    most=most,
                ),
                name,
            )
        return value

    def _read_choice[Word: StrEnum](self, name: str, text: str, options: type[Word]) -> Word:
        try:
            return options(text)
        except ValueError:
            if text:
                choices = ", ".join(options)
                self.refuse(
                    say(
                        "«%(name)s» là «%(text)s», phải là một trong: %(choices)s",
                        name=name,
                        text=text,
                        choices=choices,
                    ),
                    name,
                )
            return next(iter(options))
