"""A target that prints only how much and when, with the words of its sentence that say of what."""

import re
from decimal import Decimal

from sokehoach.domain.plans.proposals.figures import CHANGED
from sokehoach.domain.plans.proposals.neighbours import leads_to_number, lend_verb, name_receivers
from sokehoach.domain.plans.proposals.sentences import (
    FIGURE,
    cut_years,
    find_first_level,
    find_words_after_levels,
    is_level_alone,
)
from sokehoach.domain.text import fold_tones

_LABEL = re.compile(r"^\(?[a-zđ]\)(?: |$)")
_FURTHER_THINGS = re.compile(r"\d[\d.]* [^\d%]{2,30}")
_MOVED_TO = re.compile(r"(?<!\w)từ \d[^;:]{1,40} (?:xuống|lên)(?: (?:còn|dưới|trên)){0,2} \d")
_LEVEL_REACHED = re.compile(r"(?<!\w)(?:còn|xuống|lên|đạt)(?!\w)")


def complete_level(
    phrase: str, unit: str, value: Decimal | None, *, text_before: str, text_after: str
) -> tuple[str, Decimal | None]:
    """«Tỷ lệ A đạt 70%, [đến năm 2030 đạt 80%]»: the words of the first level, and the value where they hold it."""
    if not is_level_alone(phrase, unit):
        return phrase, value
    is_first = "%" not in text_before if unit.startswith("%") else not text_before.strip(" -–+•*")
    if is_first and (words_after := find_words_after_levels(text_after, unit)):
        return f"{phrase} {words_after}", value  # «[Đến năm 2025 có 68%], đến năm 2028 có 75% hộ …»
    is_received = bool(name_receivers("", unit, text_before))
    first_level = "" if is_received else _LABEL.sub("", find_first_level(text_before, unit).lstrip("-–+•* "))
    if not first_level or not is_level_alone(phrase, unit):
        return phrase, value
    of_list = _find_first_of_list(first_level, text_before, unit) if FIGURE.match(fold_tones(phrase)) else first_level
    if second := _separate_level(first_level, phrase) or lend_verb(of_list, phrase, unit):
        return second, value
    is_share = unit.startswith("%")
    leads_on = is_share and (leads_to_number(first_level) or text_before.rstrip().endswith(":"))
    figures = FIGURE.finditer(cut_years(first_level))
    has_figure = any(match["percent"] is not None or not leads_on for match in figures)
    return (first_level, None) if has_figure else (f"{first_level} {phrase}".strip(), value)


def _find_first_of_list(first_level: str, text_before: str, unit: str) -> str:
    """«Lập 60 hợp tác xã» before «02 liên hiệp và [50 tổ]»: the first of the list, which has the verb of all."""
    while not unit.startswith("%") and _FURTHER_THINGS.fullmatch(first_level):
        text_before = text_before[: text_before.rfind(first_level)]
        first_level = find_first_level(text_before, unit).lstrip("-–+•* ")
    return first_level


def _separate_level(first_level: str, phrase: str) -> str:
    """«tỷ lệ hộ nghèo giảm 5%/năm, [còn 22%]»: a level of what changes; «» where the first is no change."""
    changed = CHANGED.match(fold_tones(first_level))
    if changed is None:
        return ""
    if _LEVEL_REACHED.search(fold_tones(phrase)) is None:  # «giảm từ 2,1% xuống còn 1,5% và [1,2% năm 2027]»
        return f"{first_level[: changed.end('name')]} còn {phrase}" if _MOVED_TO.search(fold_tones(first_level)) else ""
    return f"{first_level[: changed.end('name')]} {phrase}"
