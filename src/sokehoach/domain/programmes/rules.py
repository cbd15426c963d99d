"""How much each change of a definition asks of reports (docs/adr/0048).

wording    what is printed: no figure and no rule changes
widening   more is possible, nothing more is asked: a new cell, option or indicator, a looser limit
narrowing  more is asked: a new check, an earlier due day, another reporter
breaking   figures before and after are not the same: closed, another formula, another unit of measure
refused    never: the kind of value or the confidential function of something that has a uid
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.periods.period import PeriodType

type Item = Mapping[str, Any]
type Weigh = Callable[[Any, Any], Weight]  # of the value before and after, None where it is absent


class Weight(IntEnum):
    WORDING = 1
    WIDENING = 2
    NARROWING = 3
    BREAKING = 4
    REFUSED = 5


def _weigh_list(*, addition: Weight, removal: Weight) -> Weigh:
    """For a list whose order says nothing: the weight of what is added, or of what is removed if that is heavier."""

    def weigh(old: Collection[Any] | None, new: Collection[Any] | None) -> Weight:
        old_items, new_items = [*(old or ())], [*(new or ())]
        weights = [addition] if any(item not in old_items for item in new_items) else []
        weights += [removal] if any(item not in new_items for item in old_items) else []
        return max(weights, default=Weight.WORDING)

    return weigh


def _weigh_limit(old: int | None, new: int | None, *, default: int) -> Weight:
    """A limit of length: the higher, the looser."""
    return Weight.WIDENING if (new or default) > (old or default) else Weight.NARROWING


def _weigh_term(old: int | None, new: int | None) -> Weight:
    """Working days until nothing is accepted any more, or years until content is removed; 0: never."""
    return Weight.WIDENING if not new or (old and new > old) else Weight.NARROWING


def _weigh_window(old: Item | None, new: Item | None) -> Weight:
    """A window counts the same days where only its name or source differ."""
    old_days, new_days = (
        ((window or {}).get("start"), (window or {}).get("end"), (window or {}).get("days_back", 0))
        for window in (old, new)
    )
    return Weight.WORDING if old_days == new_days else Weight.BREAKING


def _weigh_period_type(old: str | None, new: str | None) -> Weight:
    """No month, quarter or year is made of weeks, so days would be owed twice or by nobody where one follows the other:
    another form is needed. Between the others there are days on which both end.
    """
    return Weight.REFUSED if PeriodType.WEEK in (old, new) else Weight.BREAKING


def _weigh_reporters(old: Item | None, new: Item | None) -> Weight:
    weigh = _weigh_list(addition=Weight.NARROWING, removal=Weight.BREAKING)
    return max(weigh((old or {}).get(name), (new or {}).get(name)) for name in ("levels", "codes"))


def _weigh_hardness(_old: bool | None, new: bool | None) -> Weight:
    """Absent: the check is hard, as it is by default."""
    return Weight.WIDENING if new is False else Weight.NARROWING


def _weigh_register_source(old: Item | None, new: Item | None) -> Weight:
    """What fills a cell: another measure, filter or divisor counts otherwise. A cell that was typed, or is now, counts
    the same, but reports under way keep their way of filling it.
    """
    return Weight.BREAKING if old and new else Weight.NARROWING


def _weigh_combined(old: Sequence[str] | None, _new: Sequence[str] | None) -> Weight:
    """Said for the first time, as by the update that took it out of the code (docs/adr/0130), it breaks no series."""
    return Weight.BREAKING if old else Weight.NARROWING


def _get_code(item: Item) -> str:
    return str(item["code"])


def name_cell(cell: Item) -> str:
    """«CD01», «TT02:audience=pupils»: what a cell counts. Its code is only its place on the form."""
    return f"{cell['element']}:{cell['disaggregation']}" if cell.get("disaggregation") else str(cell["element"])


def _name_target_level(level: Item) -> str:
    """«51001 năm 2027», «năm 2027»; «mọi năm» for the level without a year."""
    year = say("năm %(year)s", year=level["year"]) if "year" in level else say("mọi năm")
    return join_messages(" ", (level["unit"], year)) if "unit" in level else year


@dataclass(frozen=True, slots=True)
class ItemRules:
    """The rules of the items of one list. `default`: the weight of a field that is not named."""

    fields: Mapping[str, Weight | Weigh] = field(default_factory=dict)
    default: Weight = Weight.BREAKING
    addition: Weight | Callable[[Item], Weight] = Weight.WIDENING
    removal: Weight | Callable[[Item], Weight] = Weight.BREAKING
    get_key: Callable[[Item], str] = _get_code
    skipped: Collection[str] = ()  # fields that are compared by rules of their own, or repeat another one

    def weigh_field(self, name: str, old: Any, new: Any) -> Weight:
        rule = self.fields.get(name, self.default)
        return rule if isinstance(rule, Weight) else rule(old, new)

    def weigh_added(self, item: Item) -> Weight:
        return self.addition if isinstance(self.addition, Weight) else self.addition(item)

    def weigh_removed(self, item: Item) -> Weight:
        return self.removal if isinstance(self.removal, Weight) else self.removal(item)


_TEXTS = dict.fromkeys(("name", "title", "label", "hint", "source", "clauses", "assumed", "about"), Weight.WORDING)
_GROWS = _weigh_list(addition=Weight.WIDENING, removal=Weight.BREAKING)
_ALLOWS = _weigh_list(addition=Weight.WIDENING, removal=Weight.NARROWING)
_NARRATIVE_LETTERS = 1500

SECTIONS: Mapping[str, ItemRules] = {
    "option_sets": ItemRules({**_TEXTS, "wider_set": Weight.NARROWING}, skipped=("options",)),
    "elements": ItemRules(
        {
            **_TEXTS,
            "kind": Weight.REFUSED,
            "function": Weight.REFUSED,
            "counts_persons": Weight.REFUSED,
            "decimals": Weight.NARROWING,
            "disaggregations": _GROWS,
        }
    ),
    "indicators": ItemRules({**_TEXTS, "words": Weight.WORDING, "on_map": Weight.WORDING}, skipped=("target_levels",)),
    "forms": ItemRules(
        {
            **_TEXTS,
            "function": Weight.REFUSED,
            "counting_window": _weigh_window,
            "period_type": _weigh_period_type,
            "due": Weight.NARROWING,
            "due_by_level": Weight.NARROWING,
            "lock_days": _weigh_term,
            "reporters": _weigh_reporters,
            "also_for": _weigh_list(addition=Weight.NARROWING, removal=Weight.BREAKING),
            "valid_from": Weight.NARROWING,
            "valid_until": Weight.NARROWING,
        },
        addition=Weight.NARROWING,
        skipped=("sections", "checks", "narratives"),
    ),
    "regimes": ItemRules(  # reporting schedules: drafts and digests of versions hold this name
        {**_TEXTS, **dict.fromkeys(("subject", "procedure", "basis", "channels"), Weight.WORDING)},
        default=Weight.NARROWING,  # what it changes in forms is a change of the form
        removal=Weight.NARROWING,
    ),
    "keepings": ItemRules(
        {**_TEXTS, "function": Weight.REFUSED, "levels": _ALLOWS, "agencies": _ALLOWS},
        get_key=lambda item: str(item["register"]),
    ),
    # An entry keeps the rules by which it was written: only what reports count of it can break.
    "register_types": ItemRules(
        {
            **_TEXTS,
            **dict.fromkeys(
                ("row", "columns", "filters", "totals", "unit_label", "place", "slug", "overviews", "rows_by"),
                Weight.WORDING,
            ),
            **dict.fromkeys(("unique", "parent"), Weight.NARROWING),
            "retention_years": _weigh_term,
        },
        skipped=("fields", "constraints", "measures"),
    ),
    "checklists": ItemRules(_TEXTS, get_key=lambda item: f"{item['code']} {item['valid_from']}"),
    "frames": ItemRules(_TEXTS, get_key=lambda item: f"{item['act']} {item['valid_from']}"),
    "schemes": ItemRules(
        {**_TEXTS, "basis": Weight.WORDING}, get_key=lambda item: f"{item['code']} {item['valid_from']}"
    ),
    # A document keeps the version of its outline (documents.ReportOutline).
    "reports": ItemRules({}, default=Weight.WORDING, get_key=lambda item: str(item["outline"]["code"])),
    "roles": ItemRules(
        {**_TEXTS, "actions": _ALLOWS, "functions": _ALLOWS, "levels": Weight.WORDING}, removal=Weight.NARROWING
    ),
    "questions": ItemRules({}, default=Weight.WORDING, removal=Weight.WORDING),  # nothing refers to them
    "english": ItemRules(
        {"english": Weight.WORDING},
        addition=Weight.WORDING,
        removal=Weight.WORDING,
        get_key=lambda item: str(item["name"]),
    ),
}

# The lists inside an item; the cells of a form are those of all its sections.
PARTS: Mapping[str, Mapping[str, ItemRules]] = {
    "forms": {
        "sections": ItemRules(_TEXTS, removal=Weight.WORDING, addition=Weight.WORDING, skipped=("cells",)),
        "cells": ItemRules(
            {
                **_TEXTS,
                "code": Weight.NARROWING,  # its place: reports under way keep theirs
                "depth": Weight.WORDING,
                "section": Weight.WORDING,
                "interchangeable": Weight.WORDING,
                "same_as": Weight.NARROWING,
                "source": _weigh_register_source,
                "most": lambda old, new: _weigh_limit(old, new, default=0),
            },
            get_key=name_cell,
            skipped=("element_code", "is_line"),
        ),
        "checks": ItemRules(
            {"hard": _weigh_hardness},
            addition=lambda item: Weight.WORDING if item.get("hard") is False else Weight.NARROWING,
            removal=Weight.WIDENING,
            get_key=lambda item: f"{item['rule']} {' '.join(item['cells'])}",
        ),
        "narratives": ItemRules(
            {**_TEXTS, "most": lambda old, new: _weigh_limit(old, new, default=_NARRATIVE_LETTERS)},
        ),
    },
    "option_sets": {"options": ItemRules({**_TEXTS, "owner": Weight.NARROWING, "combines": _weigh_combined})},
    "register_types": {
        "fields": ItemRules(
            {
                **_TEXTS,
                "kind": Weight.REFUSED,
                "register": Weight.REFUSED,
                "counts_persons": Weight.REFUSED,
                **dict.fromkeys(("group", "missing_message", "misplaced_message"), Weight.WORDING),
                "required": lambda old, new: Weight.WIDENING if new is False else Weight.NARROWING,
                "most": Weight.NARROWING,
                "level_kinds": Weight.NARROWING,
                "same_unit": Weight.NARROWING,
                "own_area": Weight.NARROWING,
                "keeps_hidden": Weight.NARROWING,
                "required_when": Weight.NARROWING,
                "visible_when": Weight.NARROWING,
            },
            addition=lambda item: Weight.WIDENING if item.get("required") is False else Weight.NARROWING,
        ),
        "constraints": ItemRules(
            {"message": Weight.WORDING, "cut_offs": Weight.NARROWING},
            addition=Weight.NARROWING,
            removal=Weight.WIDENING,
            get_key=lambda item: " ".join(
                (item["rule"], *item["fields"], item.get("other", ""), item.get("of", ""))
            ).strip(),
        ),
        "measures": ItemRules(_TEXTS),
    },
    # Figures stay comparable, but a report is judged by the levels that held for its window, also where none was set.
    "indicators": {
        "target_levels": ItemRules(
            {"source": Weight.WORDING} | dict.fromkeys(("value", "bound", "carry", "baseline"), Weight.NARROWING),
            addition=Weight.NARROWING,
            removal=Weight.NARROWING,
            get_key=_name_target_level,
        )
    },
}

PROGRAMME = ItemRules(
    dict.fromkeys(
        (
            "name",
            "short_name",
            "standing_office",
            "valid_from",
            "report_due_days",
            "assumptions",
            "actions",
            "sample_plan",
        ),
        Weight.WORDING,
    ),
    skipped=tuple(SECTIONS),
)
