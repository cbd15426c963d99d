"""What is counted, from a sheet with columns of its own: elements, their option sets, and cells in a form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from sokehoach.adapters.programme_files.unit_sheets import RowProblem, SheetLine
from sokehoach.domain.indicators.element import Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.messages import say
from sokehoach.domain.programmes.sheet_columns import SheetField
from sokehoach.domain.text import fold_accents, fold_tones

ELEMENT_FIELDS = (
    SheetField(
        "name", ("chỉ tiêu", "tên chỉ tiêu", "nội dung", "tên", "câu hỏi", "nội dung báo cáo"), is_required=True
    ),
    SheetField("code", ("mã chỉ tiêu", "mã", "mã số")),
    SheetField("unit", ("đơn vị tính", "đvt", "đơn vị")),
    SheetField("kind", ("loại số", "loại", "kiểu", "kiểu dữ liệu")),
    SheetField("options", ("lựa chọn", "các lựa chọn", "phương án", "danh mục")),
    SheetField("nature", ("thời kỳ hay thời điểm", "tính theo")),
)
# What officials write for a kind of value, in the search form.
_KIND_WORDS = {
    ValueKind.COUNT: "so|so nguyen|so luong|so dem",
    ValueKind.DECIMAL: "so thap phan|so le",
    ValueKind.MONEY: "so tien|tien",
    ValueKind.PERCENTAGE: "ty le|ti le|phan tram|%",
    ValueKind.FLAG: "co khong|co/khong|co hay khong",
    ValueKind.CHOICE: "chon mot|lua chon",
    ValueKind.CHOICES: "chon nhieu|nhieu lua chon",
    ValueKind.DATE: "ngay|ngay thang",
    ValueKind.TEXT: "chu|van ban|mot dong loi",
    ValueKind.LONG_TEXT: "doan loi|doan van",
}
_KINDS = {phrase: kind for kind, phrases in _KIND_WORDS.items() for phrase in phrases.split("|")}
_STOCKS = ("thoi diem", "luy ke", "co tai thoi diem chot", "stock")
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,19}")
_SPLIT = re.compile(r"[;\n|]")
_LONGEST_NAME, _LONGEST_UNIT, _LONGEST_OPTION = 300, 60, 200
_MOST_OPTIONS = 40


@dataclass(frozen=True, slots=True)
class SheetOptionSet:
    code: str
    name: str
    options: tuple[tuple[str, str], ...]  # code, name


@dataclass(slots=True)
class ElementResult:
    """`lines`: values by column of elements.csv. `doubts`: of rows that are taken all the same."""

    lines: list[dict[str, str]] = field(default_factory=list)
    option_sets: list[SheetOptionSet] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    doubts: list[RowProblem] = field(default_factory=list)


def build_element_lines(
    rows: Sequence[SheetLine], *, form: str, source: str, taken_codes: Mapping[str, str]
) -> ElementResult:
    """Every row is judged. A row without a code gets the next free one; one with a code of the draft is refused.

    `taken_codes`: of the draft's elements, with the name of each that is of the same form, else «».
    """
    doubts = [*_find_doubled_names(rows, taken_codes), *_find_headings(rows)]
    result = ElementResult(doubts=sorted(doubts, key=lambda doubt: doubt.row))
    first_rows: dict[str, int] = {}
    used_codes = {*taken_codes, *(values.get("code", "").upper() for _row, values in rows)}
    free_codes = (code for number in count(1) if (code := f"BS{number:02}") not in used_codes)
    for row, values in rows:
        reasons: list[str] = []
        kind = _read_kind(values, reasons)
        code = _read_code(row, values, first_rows, taken_codes, reasons) or next(free_codes)
        options = _read_options(values.get("options", ""), kind, reasons)
        _check_texts(values, reasons)
        if reasons:
            result.problems += [RowProblem(row, reason) for reason in reasons]
            continue
        if options:
            result.option_sets.append(SheetOptionSet(f"ds_{code.lower()}", values["name"], options))
        result.lines.append(_build_line(code, values, kind, bool(options), form, source))
    return result


def _find_doubled_names(rows: Sequence[SheetLine], taken_codes: Mapping[str, str]) -> list[RowProblem]:
    """Rows with the name of a row above them, or of an element that the form has."""
    codes_by_name = {_fold_name(name): code for code, name in taken_codes.items() if name}
    first_rows: dict[str, int] = {}
    problems: list[RowProblem] = []
    for row, values in rows:
        name = values.get("name", "")
        folded_name = _fold_name(name)
        if folded_name and folded_name in first_rows:
            reason = say(
                "tên «%(name)s» trùng với dòng %(row)s: nếu là một chỉ tiêu, bỏ một dòng; nếu là hai, thêm chữ "
                "để phân biệt",
                name=name,
                row=first_rows[folded_name],
            )
            problems.append(RowProblem(row, reason))
        elif folded_name in codes_by_name:
            reason = say(
                "tên «%(name)s» đã có trong biểu, mã %(code)s: nếu là một chỉ tiêu, bỏ dòng; nếu là hai, thêm chữ "
                "để phân biệt",
                name=name,
                code=codes_by_name[folded_name],
            )
            problems.append(RowProblem(row, reason))
        first_rows.setdefault(folded_name, row)
    return problems


def _find_headings(rows: Sequence[SheetLine]) -> list[RowProblem]:
    """Rows that have a name and nothing else where others have a unit of measurement: «I. Tuyên truyền»."""
    if not any(values.get("unit") for _row, values in rows):
        return []
    return [
        RowProblem(
            row,
            say(
                "«%(name)s» không có đơn vị tính: nếu là tiêu đề của nhóm, bỏ dòng; nếu là chỉ tiêu, ghi đơn vị tính",
                name=values["name"],
            ),
        )
        for row, values in rows
        if values.get("name") and not any(text for code, text in values.items() if code != "name")
    ]


def _fold_name(name: str) -> str:
    return " ".join(fold_tones(name).split()).strip(" .,:;")


def _build_line(
    code: str, values: Mapping[str, str], kind: ValueKind, has_options: bool, form: str, source: str
) -> dict[str, str]:
    is_stock = kind.by_option or kind in (ValueKind.FLAG, ValueKind.DATE) or kind.is_text or _is_stock(values)
    over_place = Operator.MAX if kind is ValueKind.DATE else Operator.NONE if kind.is_text else Operator.SUM
    over_time = Operator.NONE if kind.is_text else Operator.LAST if is_stock else Operator.SUM
    unit = values.get("unit", "") or ("" if kind.is_text else "đơn vị")
    return {
        "code": code, "name": values["name"], "unit": unit, "kind": kind.value,
        "nature": (Nature.STOCK if is_stock else Nature.FLOW).value, "over_time": over_time.value,
        "over_place": over_place.value, "function": "general", "form": form, "counts_persons": "no",
        "disaggregations": f"ds_{code.lower()}" if has_options else "", "source": source,
    }  # fmt: skip


def _read_kind(values: Mapping[str, str], reasons: list[str]) -> ValueKind:
    text = values.get("kind", "")
    if not text:
        return ValueKind.CHOICE if values.get("options") else ValueKind.COUNT
    folded = fold_accents(text).strip(" .")
    kind = _KINDS.get(folded) or next((kind for kind in ValueKind if kind.value == folded), None)
    if kind is None:
        reasons.append(
            say(
                "không rõ loại số «%(text)s»: ghi số nguyên, số thập phân, số tiền, tỷ lệ, có/không, chọn một, "
                "chọn nhiều, ngày, chữ hoặc đoạn văn",
                text=text,
            )
        )
    return kind or ValueKind.COUNT


def _read_code(
    row: int, values: Mapping[str, str], first_rows: dict[str, int], taken_codes: Mapping[str, str], reasons: list[str]
) -> str:
    code = values.get("code", "").upper()
    if not code:
        return ""
    if not _CODE.fullmatch(code):
        reasons.append(say("mã «%(code)s» phải gồm chữ hoa không dấu và chữ số, bắt đầu bằng chữ", code=code))
    elif code in first_rows:
        reasons.append(say("trùng mã «%(code)s» với dòng %(row)s", code=code, row=first_rows[code]))
    elif code in taken_codes:
        reasons.append(say("mã «%(code)s» đã có trong bản nháp", code=code))
    first_rows.setdefault(code, row)
    return code


def _read_options(text: str, kind: ValueKind, reasons: list[str]) -> tuple[tuple[str, str], ...]:
    names = [name.strip() for name in _SPLIT.split(text) if name.strip()]
    if not kind.by_option:
        if names:
            reasons.append(say("chỉ loại «chọn một», «chọn nhiều» có lựa chọn"))
        return ()
    if not 2 <= len(names) <= _MOST_OPTIONS:
        reasons.append(say("phải có từ 2 đến %(most)s lựa chọn, cách nhau bằng dấu «;»", most=_MOST_OPTIONS))
    if len({name.casefold() for name in names}) < len(names):
        reasons.append(say("có hai lựa chọn trùng nhau"))
    if any(len(name) > _LONGEST_OPTION for name in names):
        reasons.append(say("lựa chọn dài quá %(n)s ký tự", n=_LONGEST_OPTION))
    return tuple((f"lc{number}", name) for number, name in enumerate(names, 1))


def _check_texts(values: Mapping[str, str], reasons: list[str]) -> None:
    if not values.get("name"):
        reasons.append(say("thiếu tên chỉ tiêu"))
    for name, longest in (("name", _LONGEST_NAME), ("unit", _LONGEST_UNIT)):
        if len(values.get(name, "")) > longest:
            reasons.append(say("ô dài quá %(n)s ký tự", n=longest))


def _is_stock(values: Mapping[str, str]) -> bool:
    return fold_accents(values.get("nature", "")).startswith(_STOCKS)
