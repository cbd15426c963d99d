"""Periods as offices write them in sheets: «Quý I/2025», «6 tháng đầu năm 2025», «Tháng 3/2025», «Năm 2024»."""

import re

from sokehoach.domain.periods.period import Period, parse_period
from sokehoach.domain.text import fold_accents

_BEFORE_YEAR = r"(?:\s?[/,.-]\s?(?:nam\s)?|\s(?:nam\s)?)"
_YEAR = r"(?P<year>20\d{2})(?!\d)"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SHAPES = {
    "Q": re.compile(rf"(?<!\w)(?:quy\s?|q)0?(?P<number>iv|i{{1,3}}|[1-4]){_BEFORE_YEAR}{_YEAR}", re.ASCII),
    "S": re.compile(rf"(?<!\w)(?:0?6|sau)\sthang\s(?P<number>dau|cuoi){_BEFORE_YEAR}{_YEAR}", re.ASCII),
    "N": re.compile(rf"(?<!\w)(?:0?9|chin)\sthang(?:\sdau)?{_BEFORE_YEAR}(?P<number>){_YEAR}", re.ASCII),
    "": re.compile(rf"(?<!\w)(?<!\d\s)(?<!\d/)(?:thang\s|t)?(?P<number>1[0-2]|0?[1-9]){_BEFORE_YEAR}{_YEAR}", re.ASCII),
    "Y": re.compile(rf"(?<!\w)(?:ca\s)?nam\s(?P<number>){_YEAR}", re.ASCII),
}
_BARE_MONTH = re.compile(r"(?:1[0-2]|0?[1-9])\s?/\s?20\d{2}", re.ASCII)
_INTRODUCTION = re.compile(r"(?:(?:ky|so lieu|so|thuc hien|ket qua|bao cao)\s){0,2}")
_LONGEST = 120  # letters of a cell that may be a period
_LONGEST_TITLE = 2_000


def parse_written_period(text: str) -> Period:
    """The period that the whole text names, by its id too. ValueError for any other text."""
    printed = " ".join(text.split())
    if len(printed) > _LONGEST:
        raise ValueError("too long for a period")
    try:
        return parse_period(printed.upper())
    except ValueError:
        pass
    folded = _INTRODUCTION.sub("", fold_accents(printed), count=1)
    for kind, shape in _SHAPES.items():
        match = shape.fullmatch(folded)
        if match is not None and (kind or match[0].startswith("t") or _BARE_MONTH.fullmatch(folded)):
            return _build_period(kind, match)
    raise ValueError(f"not a period: {text!r}")


def find_written_period(title: str) -> Period | None:
    """The one period that a title names, «Kết quả quý I năm 2025 của tỉnh»; None without, or where there are more."""
    folded = fold_accents(" ".join(title[:_LONGEST_TITLE].split()))
    for kind, shape in _SHAPES.items():
        matches = [match for match in shape.finditer(folded) if kind or match[0].startswith("t")]
        periods = {_build_period(kind, match).id for match in matches}
        if periods:
            return parse_period(periods.pop()) if len(periods) == 1 else None
    return None


def _build_period(kind: str, match: re.Match[str]) -> Period:
    year, number = match["year"], match["number"]
    match kind:
        case "Q":
            return parse_period(f"{year}Q{_QUARTERS.get(number) or number}")
        case "S":
            return parse_period(f"{year}S{1 if number == 'dau' else 2}")
        case "N":
            return parse_period(f"{year}N9")
        case "Y":
            return parse_period(year)
    return parse_period(f"{year}{int(number):02}")
