"""Targets that are rows of a table with a column for each year: one target with levels by year, in a sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sokehoach.domain.plans.proposals.facts import TargetFacts, YearLevel
from sokehoach.domain.plans.yearly_targets import CELL_SEPARATOR
from sokehoach.domain.text import capitalize_first, format_number, parse_number

_WRITTEN_YEAR = re.compile(r"20\d\d|2100")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[-–+•*]|[a-zđ]\)) +(?=[^\W\d_])")
_UNIT_IN_BRACKETS = re.compile(r"\((?:(?:đơn vị(?: tính)?|đvt):? ?)?(?:%|[^\W\d_][^()\d]{0,30})\)$", re.IGNORECASE)
_BOUNDS = {">=": "tối thiểu ", ">": "trên ", "<=": "tối đa ", "<": "dưới "}
_REACHES = re.compile(
    r"(?<!\w)(?:giảm|tăng|đạt|dưới|trên|còn|chiếm|xuống|tối thiểu|tối đa|ít nhất|không quá)$", re.IGNORECASE
)
_AMOUNT_OF_CHANGE = re.compile(
    r"^(?:mức|tỷ lệ|tỉ lệ) (giảm|tăng)(?: thêm)? (?=(?:tỷ|tỉ) (?:lệ|trọng|suất)(?!\w))", re.I
)
AREA = re.compile(r"(?:các )?(?:xã|phường|đặc khu|huyện|thôn|bản|vùng|tiểu vùng|khu vực|cụm|miền)(?!\w)", re.IGNORECASE)
_TOPIC_START = re.compile(
    r"^(?:(?:các|một số) )?(?:lộ trình|phân kỳ|mục tiêu|chỉ tiêu|kế hoạch|tiến độ)(?: (?:thực hiện|hoàn thành|về))?\s*",
    re.IGNORECASE,
)
_TOPIC_END = re.compile(r"(?<!\w)(?:theo|giai đoạn|của|đến năm|trong|hằng năm|từng)(?!\w).*$", re.IGNORECASE)
_PER_MANY = re.compile(r" ?/ ?(?:1 ?)?(vạn|100\.000|10\.000|1\.000) (?=(?:người )?dân|trẻ|người)")


def is_row(text: str) -> bool:
    """Whether the words are the cells of a row."""
    return CELL_SEPARATOR in text


def name_row(text: str) -> str:
    """What a row sets a level for: its first cell, without number and unit."""
    name = text.partition(CELL_SEPARATOR)[0].strip(" .;:")
    name = _UNIT_IN_BRACKETS.sub("", _NUMBER.sub("", name)).strip(" .;:")
    return _PER_MANY.sub(lambda per: f" trên {per[1].replace('vạn', '10.000')} ", name)


def find_words_at_end(text: str) -> str:
    """The last cell of a row behind the first, where it has words and no figure: who answers for it; else «»."""
    _name, *cells = text.split(CELL_SEPARATOR)
    end_cell = cells[-1].strip() if cells else ""
    return end_cell if " " in end_cell and not any(map(str.isdigit, end_cell)) else ""


def format_levels(levels: Sequence[YearLevel]) -> str:
    """«2025: 97,2; 2026: 98»."""
    return "; ".join(f"{year}: {format_number(value)}" for year, value in levels)


def parse_levels(text: str) -> tuple[YearLevel, ...]:
    """The levels that `format_levels` wrote, earliest first. Raises ValueError for anything else, or a year twice."""
    levels: dict[int, Decimal] = {}
    for part in text.strip(" ;").split(";"):
        year, _colon, value = part.partition(":")
        if not _WRITTEN_YEAR.fullmatch(year.strip()) or int(year) in levels:
            raise ValueError(f"no level of a year: {part}")
        levels[int(year)] = parse_number(value)
    return tuple(sorted(levels.items()))


def merge_row_targets(
    targets: Sequence[TargetFacts], clauses: Iterable[tuple[str, str]] = ()
) -> tuple[TargetFacts, ...]:
    """The targets in their order: those of one row are one with the code of the first. Others stay as they are.

    Levels of one row that stand for the same year, or of which one is a minimum and one a maximum, are not joined.
    `clauses`: path and heading of the numbered parts, of which rows that are areas take what they are about.
    """
    headings = dict(clauses)
    return tuple(_build_row_target(row, headings) if is_row(row[0].text) else row[0] for row in _list_rows(targets))


def _list_rows(targets: Sequence[TargetFacts]) -> Iterator[list[TargetFacts]]:
    row: list[TargetFacts] = []
    for target in targets:
        if row and _is_next_level(row, target):
            row.append(target)
            continue
        if row:
            yield row
        row = [target]
    if row:
        yield row


def _is_next_level(row: Sequence[TargetFacts], target: TargetFacts) -> bool:
    last = row[-1]
    bounds = {level.bound[0] for level in (*row, target)} - {"="}
    return (
        is_row(target.text)
        and (target.text, target.path, target.unit) == (last.text, last.path, last.unit)
        and last.year is not None
        and target.year is not None
        and last.year < target.year
        and len(bounds) <= 1
    )


def _build_row_target(row: Sequence[TargetFacts], headings: Mapping[str, str]) -> TargetFacts:
    last = row[-1]
    levels = tuple((level.year, level.value) for level in row if level.year is not None)
    bound = next((level.bound for level in row if level.bound != "="), "=")
    if bound == "=" and last.unit == "%" and len(row) > 1 and last.value < row[0].value:
        bound = "<="  # a share that falls from year to year
    owner = next((level.owner for level in row if level.owner), ())
    return replace(
        row[0],
        text=_write_sentence(last, bound, headings),
        value=last.value,
        year=last.year,
        bound=bound,
        levels=levels if len(levels) > 1 else (),
        owner=owner,
        text_before="",
        text_after="",
        printed_row=last.text,
    )


def _name_with_topic(name: str, path: str, headings: Mapping[str, str]) -> str:
    """Rows that are areas are parts of what the heading names: «3. Lộ trình cấp nước sạch theo khu vực»."""
    if not AREA.match(name):
        return name
    heading = headings.get(path, "")
    if name.lower() in heading.lower():  # a numbered row is a clause itself
        heading = headings.get(path.rpartition(".")[0], "")
    topic = _TOPIC_END.sub("", _TOPIC_START.sub("", heading.strip(" .:"))).strip()
    return f"{capitalize_first(topic)}: {name[0].lower()}{name[1:]}" if " " in topic else name


def _write_sentence(target: TargetFacts, bound: str, headings: Mapping[str, str]) -> str:
    """«Tỷ lệ hộ dùng nước sạch đạt 95%»; a count is named by its row alone."""
    name = _name_with_topic(name_row(target.text), target.path, headings)
    change = _AMOUNT_OF_CHANGE.match(name)
    name = capitalize_first(f"{name[change.end() :]} {change[1].lower()}") if change is not None else name
    verb = "" if _REACHES.search(name) else "đạt "
    unit = "%" if target.unit.startswith("%") else ""
    return f"{name} {verb}{_BOUNDS.get(bound, '')}{format_number(target.value)}{unit}"
