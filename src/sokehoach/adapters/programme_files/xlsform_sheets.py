"""The sheets of an XLSForm as records: what its heads, labels, types and names mean."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sokehoach.domain.messages import say
from sokehoach.domain.text import fold_accents

type SheetRows = Sequence[Sequence[str]]

_METADATA = frozenset((
    "start", "end", "today", "deviceid", "username", "simserial", "subscriberid", "phonenumber", "audit", "email",
    "caseid", "comments", "text audit", "start-geopoint", "background-audio", "xml-external", "csv-external",
))  # fmt: skip
_MEDIA = frozenset(("image", "photo", "audio", "video", "file", "signature", "barcode"))
_PLACES = frozenset(("geopoint", "geotrace", "geoshape", "location"))
_LISTS_OUTSIDE = frozenset((
    "select_one_from_file", "select_multiple_from_file", "select_one_external", "select_multiple_external",
))  # fmt: skip
_LONGEST_CODE = 36


@dataclass(frozen=True, slots=True)
class XlsForm:
    """The three sheets, each row as values by head in lower case: («type», «name», «label» …)."""

    survey: tuple[tuple[int, Mapping[str, str]], ...]  # number of the row, values
    choices: tuple[Mapping[str, str], ...]
    settings: Mapping[str, str]


def parse_sheets(sheets: Mapping[str, SheetRows]) -> XlsForm:
    """Of the sheets survey, choices and settings, by name. LookupError where there is no survey with a type."""
    survey = _read_records(sheets.get("survey", ()))
    if not survey or not any("type" in values for _row, values in survey):
        raise LookupError("survey")
    choices = tuple(values for _row, values in _read_records(sheets.get("choices", ())))
    settings = next((values for _row, values in _read_records(sheets.get("settings", ()))), {})
    return XlsForm(tuple(survey), choices, settings)


def _read_records(rows: SheetRows) -> list[tuple[int, dict[str, str]]]:
    if not rows:
        return []
    heads = [" ".join(head.split()).lower() for head in rows[0]]
    records = []
    for number, row in enumerate(rows[1:], 2):
        values = {head: value.strip() for head, value in zip(heads, row, strict=False) if head and value.strip()}
        if values:
            records.append((number, values))
    return records


def explain_kind(kind: str) -> str:
    if kind in _METADATA:
        return say("thông tin máy tự ghi: phần mềm có tài khoản, ngày giờ và nhật ký của mình")
    if kind in _MEDIA:
        return say("ảnh, ghi âm, tệp: sổ không giữ")
    if kind in _PLACES:
        return say("tọa độ: sổ ghi đơn vị, không ghi vị trí")
    if kind in ("note", "acknowledge", "trigger"):
        return say("lời nhắc: không phải ô ghi")
    if kind in _LISTS_OUTSIDE:
        return say("chọn từ danh sách ngoài tệp: thêm trường kiểu «dòng của sổ khác», trỏ tới sổ giữ danh sách ấy")
    return say("kiểu «%(kind)s» không có trong sổ", kind=kind)


def get_label(values: Mapping[str, str], name: str = "label") -> str:
    """The Vietnamese text, else that without a language, else the first."""
    columns = [head for head in values if head == name or head.startswith((f"{name}::", f"{name}:"))]
    vietnamese = [head for head in columns if re.search(r"vi(?:et)?|tiếng việt|\(vi\)", head.removeprefix(name))]
    for head in (*vietnamese, name, *columns):
        if values.get(head):
            return " ".join(re.sub(r"<[^<>]{0,200}>|\*\*|\$\{[^{}]{0,80}\}", "", values[head]).split())
    return ""


def name_choices(list_name: str, choices: Iterable[tuple[str, str]]) -> tuple[dict[str, str], list[str]]:
    """The text of each choice of a list by its name, and a sentence for each that has the name of one before it."""
    texts: dict[str, str] = {}
    dropped = [
        say(
            "danh mục «%(list)s» có hai lựa chọn cùng tên «%(name)s»: giữ «%(kept)s», bỏ «%(dropped)s»",
            list=list_name, name=name, kept=texts[name], dropped=text or name,
        )
        for name, text in choices
        if name and texts.setdefault(name, text or name) != (text or name)
    ]  # fmt: skip
    return texts, dropped


def make_code(text: str, default: str) -> str:
    letters = re.sub(r"[^a-z0-9]+", "_", fold_accents(text).lower()).strip("_")
    if not letters:
        return default
    return (letters if letters[0].isalpha() else f"{default}_{letters}")[:_LONGEST_CODE].rstrip("_")


class UniqueCodes:
    """Codes that are taken; one that comes again gets a number."""

    def __init__(self, taken_codes: Iterable[str] = ()) -> None:
        self._codes = set(taken_codes)
        self._numbers: dict[str, int] = {}

    def add(self, code: str) -> str:
        """The code, or «code_2», «code_3» …, which is then taken."""
        number, unique_code = self._numbers.get(code, 1), code
        while unique_code in self._codes:
            number += 1
            unique_code = f"{code}_{number}"
        self._numbers[code] = number
        self._codes.add(unique_code)
        return unique_code


def make_unique_label(label: str, used_codes: set[str], longest: int) -> str:
    number, unique_name = 1, label
    while unique_name.casefold() in used_codes:
        number += 1
        unique_name = f"{label[: longest - 5]} ({number})"
    return unique_name


def find_label(items: Sequence[Mapping[str, Any]], code: str) -> str:
    return str(next(item["label"] for item in items if item["code"] == code))
