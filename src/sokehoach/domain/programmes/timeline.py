"""Which definition holds for which counting windows, after several published versions.

Wording and widening reach all work that is not sent; narrowing and breaking wait for the windows that begin on the day
of their version or later. So a form that changed heavily has an earlier definition: what it was, with the later
wording and widening. Definitions are plain values, as in `difference`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sokehoach.domain.programmes.difference import DefinitionChange, Item, compare_definitions, list_parts
from sokehoach.domain.programmes.earlier import DefinedSpan, EarlierDefinition
from sokehoach.domain.programmes.rules import PARTS, SECTIONS, ItemRules, Weight, name_cell

TIMED = ("elements", "indicators", "forms")  # what a report is written by, and its figures are computed by

type ItemKey = tuple[str, str]  # section, code


@dataclass(frozen=True, slots=True)
class Timeline:
    """The earlier definitions of items, and the days on which what an element or indicator counts changed.

    `spans`: of forms and options that a version closed, and forms that a later one added: on which days a window begins
    for which the form is owed, and those of entries that may have the option. `closed_options`: by code of their option
    set. An item without any of them is absent. Days are in order.
    """

    earlier_definitions: Mapping[ItemKey, tuple[EarlierDefinition[Item], ...]] = field(default_factory=dict)
    breaks: Mapping[ItemKey, tuple[date, ...]] = field(default_factory=dict)
    spans: Mapping[ItemKey, tuple[DefinedSpan, ...]] = field(default_factory=dict)
    closed_options: Mapping[str, Sequence[Item]] = field(default_factory=dict)


def build_timeline(versions: Sequence[tuple[date, Item]], withdrawn: Iterable[Item] = ()) -> Timeline:
    """That of all published versions: the day from which each applies, and its definition.

    `withdrawn`: definitions of versions that were withdrawn before they applied. Forms that only they have are owed
    for no window.
    """
    earlier_definitions: dict[ItemKey, tuple[EarlierDefinition[Item], ...]] = {}
    breaks: dict[ItemKey, tuple[date, ...]] = {}
    known: dict[ItemKey, Item] = {}  # the last definition of each item, closed ones too
    for position, (day, version) in enumerate(versions):
        advanced: set[ItemKey] = set()  # items that from this day are as an earlier version has them from a later one
        for section in TIMED:
            for item in version.get(section, ()):
                key = (section, item["code"])
                old_rows = earlier_definitions.get(key, ())
                if key in known and (rows := _continue_earlier(section, old_rows, known[key], item, day)):
                    if old_rows and old_rows[-1].valid_until > day >= rows[-1].valid_until:
                        advanced.add(key)
                    earlier_definitions[key] = rows
                known[key] = item
        if position:
            breaks = _continue_breaks(breaks, compare_definitions(versions[position - 1][1], version).changes, day)
        if advanced:
            before = next((earlier for earlier_day, earlier in reversed(versions[:position]) if earlier_day <= day), {})
            changes = compare_definitions(before, version).changes
            own = [change for change in changes if (change.section, change.key) in advanced]
            breaks = _continue_breaks(breaks, own, day)
    never = {
        ("forms", form["code"]): (DefinedSpan(date.min, date.min),) for item in withdrawn for form in item["forms"]
    }
    defined = {("forms", form["code"]) for _day, version in versions for form in version.get("forms", ())}
    spans = {key: span for key, span in never.items() if key not in defined} | _build_spans(versions)
    return Timeline(earlier_definitions, breaks, spans, list_closed_options(versions))


def list_closed_items(versions: Sequence[tuple[date, Item]], section: str) -> list[Item]:
    """The last definition of each item that the last version does not have."""
    items = {item["code"]: item for _day, version in versions for item in version.get(section, ())}
    current_codes = {item["code"] for item in versions[-1][1].get(section, ())}
    return [item for code, item in items.items() if code not in current_codes]


def _build_spans(versions: Sequence[tuple[date, Item]]) -> dict[ItemKey, tuple[DefinedSpan, ...]]:
    """Of the forms and options that a version closed or added: from its day on they are defined no more, or again.

    A form that is added to others is owed for no window before its day; the first forms of a programme, and an option
    that a version adds, are of all days. A later version that applies from an earlier day changes nothing in what it
    leaves as it was.
    """
    spans: dict[ItemKey, tuple[DefinedSpan, ...]] = {}
    previous: set[ItemKey] = set()
    has_forms = False
    for day, version in versions:
        forms = {("forms", form["code"]) for form in version.get("forms", ())}
        options = {
            name_option(option_set, option)
            for option_set in version.get("option_sets", ())
            for option in option_set["options"]
        }
        current = forms | options
        for key in previous ^ current:
            if key in current and key not in spans and (key in options or not has_forms):
                spans[key] = (DefinedSpan(),)
                continue
            item_spans = [
                DefinedSpan(span.start, day if span.end is None else min(span.end, day))
                for span in spans.get(key, ())
                if span.start is None or span.start < day
            ]
            if key in current:
                is_continued = bool(item_spans) and item_spans[-1].end == day
                item_spans.append(DefinedSpan(item_spans.pop().start if is_continued else day))
            spans[key] = tuple(item_spans) or (DefinedSpan(day, day),)  # no day: planned, and taken back before
        previous, has_forms = current, has_forms or bool(forms)
    return {key: item_spans for key, item_spans in spans.items() if item_spans != (DefinedSpan(),)}


def name_option(option_set: Item, option: Item) -> ItemKey:
    return "options", f"{option_set['code']} {option['code']}"


def list_closed_options(versions: Sequence[tuple[date, Item]]) -> dict[str, list[Item]]:
    """The last definition of each option that the last version does not have, by code of its option set."""
    closed_options: dict[str, dict[str, Item]] = defaultdict(dict)
    for _day, version in versions:
        for option_set in version.get("option_sets", ()):
            closed_options[option_set["code"]] |= {option["code"]: option for option in option_set["options"]}
    current = {option_set["code"]: option_set["options"] for option_set in versions[-1][1].get("option_sets", ())}
    for code, options in closed_options.items():
        for option in current.get(code, ()):
            options.pop(option["code"], None)
    return {code: list(options.values()) for code, options in closed_options.items() if options}


def _continue_earlier(
    section: str, rows: Sequence[EarlierDefinition[Item]], old: Item, new: Item, day: date
) -> tuple[EarlierDefinition[Item], ...]:
    """The earlier definitions beside `new`, which applies from the day; `old` is the definition before it."""
    merged_rows = [
        EarlierDefinition(row.valid_until, apply_light_changes(section, row.definition, new)) for row in rows
    ]
    merged = apply_light_changes(section, old, new)
    if merged == apply_light_changes(section, new, new):
        return tuple(merged_rows)
    # A version that applies from an earlier day than the one before takes that one's windows too.
    before = [row for row in merged_rows if row.valid_until < day]
    return (
        *before,
        EarlierDefinition(day, next((row.definition for row in merged_rows if row.valid_until >= day), merged)),
    )


def _continue_breaks(
    breaks: Mapping[ItemKey, tuple[date, ...]], changes: Iterable[DefinitionChange], day: date
) -> dict[ItemKey, tuple[date, ...]]:
    continued = dict(breaks)
    for change in changes:
        if change.weight is not Weight.BREAKING:
            continue
        own = [("indicators", change.key)] if change.section == "indicators" else []
        for key in (*own, *(("elements", code) for code in change.elements)):
            continued[key] = tuple(sorted({*continued.get(key, ()), day}))
    return continued


def apply_light_changes(section: str, old: Item, new: Item) -> Item:
    """`old` with what in `new` is wording or widening. A form that would contradict itself stays as it is."""
    merged = _merge_fields(SECTIONS[section], old, new)
    parts = {
        name: list(_merge_lists(rules, list_parts(name, old), list_parts(name, new)))
        for name, rules in PARTS.get(section, {}).items()
    }
    if section != "forms":
        return merged | {name: items for name, items in parts.items() if items}
    form = merged | _build_form_parts(parts)
    return form if form.get("sections") and _is_consistent(form) else old


def _merge_fields(rules: ItemRules, old: Item, new: Item) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for name in {**old, **new}:
        if name in rules.skipped:
            continue
        is_light = old.get(name) != new.get(name) and rules.weigh_field(name, old.get(name), new.get(name)) <= (
            Weight.WIDENING
        )
        source = new if is_light else old
        if name in source:
            merged[name] = source[name]
    return merged


def _merge_lists(rules: ItemRules, old: Iterable[Item], new: Iterable[Item]) -> Iterator[Item]:
    """The items in their new order; what must still stand follows the item after which it stood."""
    old_by_key = {rules.get_key(item): item for item in old}
    new_by_key = {rules.get_key(item): item for item in new}
    merged: dict[str, Item] = {}
    for key, item in new_by_key.items():
        if key in old_by_key:
            merged[key] = {
                **{name: value for name, value in old_by_key[key].items() if name in rules.skipped},
                **_merge_fields(rules, old_by_key[key], item),
            }
        elif rules.weigh_added(item) <= Weight.WIDENING:
            merged[key] = item
    order = list(merged)
    for position, (key, item) in enumerate(old_by_key.items()):
        if key not in new_by_key and rules.weigh_removed(item) > Weight.WIDENING:
            before = [earlier_key for earlier_key in list(old_by_key)[:position] if earlier_key in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, key)
            merged[key] = item
    for key in order:
        yield merged[key]


def _build_form_parts(parts: Mapping[str, list[Item]]) -> dict[str, Any]:
    """Sections, checks and text boxes as a form has them; parts of which there are none are left out."""
    codes = {name_cell(cell): cell["code"] for cell in parts["cells"]}
    cells: dict[str, list[Item]] = defaultdict(list)
    for cell in parts["cells"]:
        own = {name: value for name, value in cell.items() if name != "section"}
        if "sum_of" in own:
            own["sum_of"] = [codes.get(name, name) for name in own["sum_of"]]
        cells[cell["section"]].append(own)
    sections = [{**section, "cells": cells.pop(section["code"], [])} for section in parts["sections"]]
    checks = [{**check, "cells": [codes.get(name, name) for name in check["cells"]]} for check in parts["checks"]]
    return {
        "sections": [] if cells else sections,
        **({"checks": checks} if checks else {}),
        **({"narratives": parts["narratives"]} if parts["narratives"] else {}),
    }


def _is_consistent(form: Item) -> bool:
    """Whether each code and each element stands once, and sums and checks name cells of the form."""
    cells = [cell for section in form["sections"] for cell in section["cells"]]
    codes = {cell["code"] for cell in cells}
    named = {code for cell in cells for code in cell.get("sum_of", ())}
    named |= {code for check in form.get("checks", ()) for code in check["cells"]}
    return len(codes) == len({name_cell(cell) for cell in cells}) == len(cells) and named <= codes
