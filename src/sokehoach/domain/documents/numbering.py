"""Format numbers of headings, documents and annexes (NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II)."""

import re
from collections.abc import Iterable

from sokehoach.domain.text import fold_accents

# Points use the Vietnamese alphabet (Mục II.6): no f, j, w, z, none of ă, â, ê, ô, ơ, ư, but đ.
ALPHABET = "abcdđeghiklmnopqrstuvxy"
# Room to write by hand after «Số:», «ngày», «tháng»; plain spaces would collapse on screen.
PEN = "\u00a0" * 6
_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def format_roman(number: int) -> str:
    """1 → «I», 4 → «IV»; from 1 to 399, else ValueError: no document has more sections."""
    if not 1 <= number <= 399:
        raise ValueError(f"no Roman numeral for {number}")
    numeral = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        numeral += letters * count
    return numeral


def format_point_letter(number: int) -> str:
    """1 → «a», 5 → «đ», 23 → «y»; ValueError above 23: the decree has no letter for a 24th point."""
    if not 1 <= number <= len(ALPHABET):
        raise ValueError(f"no letter for point {number}")
    return ALPHABET[number - 1]


def format_heading_number(level: int, number: int) -> str:
    """The number of a heading: «I.» at level 1 (mục), «1.» at 2 (khoản), «a)» at 3 (điểm)."""
    match level:
        case 1:
            return f"{format_roman(number)}."
        case 2:
            return f"{number}."
        case 3:
            return f"{format_point_letter(number)})"
    raise ValueError(f"headings have levels 1 to 3, not {level}")


def format_number_and_symbol(number: int | None, symbol: str) -> str:
    """Number and symbol: «Số: 05/BC-LĐTBXH», with a leading zero below 10 (Mục II.3); no number: room to write it."""
    return f"Số: {PEN if number is None else f'{number:02d}'}{symbol}"


def format_open_day(year: int) -> str:
    """A date whose day and month the signer writes by hand: «ngày … tháng … năm 2021»."""
    return f"ngày{PEN}tháng{PEN}năm {year}"


def format_annex_label(position: int, total: int) -> str:
    """The label of an annex: «Phụ lục II»; a single annex has no number (Mục III.1)."""
    return "Phụ lục" if total == 1 else f"Phụ lục {format_roman(position)}"


_OFFICES = (
    ("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"), ("thuong binh va xa hoi", "tbxh"), ("tb&xh", "tbxh"),
)  # fmt: skip
_WORD_PATTERN = re.compile(r"\w+")
_PROVINCE = re.compile(r"(?:tinh|thanh pho)(?: \w+){1,4}")


def compute_next_number(numbers: Iterable[int]) -> int:
    """One more than the highest number in use, so that numbers written in the paper register are not reused."""
    return max(numbers, default=0) + 1


def is_same_holder(signer_name: str, holder: str) -> bool:
    """Whether the certificate holder is the signer, ignoring capitals, marks and common abbreviations."""
    plain_named, plain_holder = _normalize_name(signer_name), _normalize_name(holder)
    return bool(plain_named) and f" {plain_named} " in f" {plain_holder} "


def is_office_holder(office_name: str, names_above: Iterable[str], holder: str) -> bool:
    """Whether the certificate holder is that office: its name, then nothing but names of units above and a province.

    So neither a person who is named with it nor an office of another place whose name begins alike is taken for it.
    """
    office, rest = _normalize_office(office_name), _normalize_office(holder)
    if not office or not f"{rest} ".startswith(f"{office} "):
        return False
    rest = rest[len(office) :].strip()
    for name in filter(None, map(_normalize_office, names_above)):
        rest = rest.removeprefix("ubnd").strip()
        if f"{rest} ".startswith(f"{name} "):
            rest = rest[len(name) :].strip()
    return not rest or _PROVINCE.fullmatch(rest) is not None


def _normalize_office(name: str) -> str:
    return _normalize_name(name).removeprefix("ubnd").strip()


def _normalize_name(name: str) -> str:
    normalized = fold_accents(name)
    for long, short in _OFFICES:
        normalized = normalized.replace(long, short)
    return " ".join(_WORD_PATTERN.findall(normalized))
