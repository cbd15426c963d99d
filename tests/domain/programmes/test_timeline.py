"""Which definition holds for which windows: wording and widening reach all, the rest waits for its day."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.programmes.difference import Weight, compare_definitions
from sokehoach.domain.programmes.earlier import (
    DefinedSpan,
    EarlierDefinition,
    count_breaks,
    has_break,
    is_defined,
    pick_definition,
)
from sokehoach.domain.programmes.timeline import TIMED, apply_light_changes, build_timeline, list_closed_items
from tests.domain.programmes.test_difference import CHANGES, DEFINITION, Plain, cells, element, form

V1, V2, V3 = date(2021, 1, 1), date(2021, 7, 1), date(2022, 1, 1)
FORM, ELEMENT = ("forms", "F1"), ("elements", "E1")


def changed(change: Callable[[Plain], object], definition: Plain = DEFINITION) -> Plain:
    new = copy.deepcopy(definition)
    change(new)
    return new


def tighten(definition: Plain) -> None:
    form(definition).update(lock_days=2)


def reword(definition: Plain) -> None:
    form(definition).update(name="Tên khác")


def test_wording_and_widening_reach_earlier_windows_at_once() -> None:
    def widen(definition: Plain) -> None:
        reword(definition)
        cells(definition).append({"code": "A3", "element": "E3", "sum_of": ["A1", "A2"]})

    assert build_timeline([(V1, DEFINITION), (V2, changed(widen))]).earlier_definitions == {}


def test_what_asks_for_more_waits_and_the_wording_beside_it_does_not() -> None:
    def change(definition: Plain) -> None:
        reword(definition)
        tighten(definition)
        form(definition)["checks"].append({"rule": "x", "cells": ["A1", "B1"]})

    timeline = build_timeline([(V1, DEFINITION), (V2, changed(change))])
    assert timeline.earlier_definitions == {FORM: (EarlierDefinition(V2, form(changed(reword))),)}
    assert timeline.breaks == {}


def test_a_later_wording_reaches_the_earlier_definition_too() -> None:
    second = changed(tighten)
    timeline = build_timeline([(V1, DEFINITION), (V2, second), (V3, changed(reword, second))])
    assert timeline.earlier_definitions == {FORM: (EarlierDefinition(V2, form(changed(reword))),)}


def test_a_version_from_an_earlier_day_takes_the_windows_of_the_one_before() -> None:
    second = changed(tighten)
    third = changed(lambda d: form(d).update(lock_days=1), second)
    rows = build_timeline([(V1, DEFINITION), (V3, second), (V2, third)]).earlier_definitions[FORM]
    assert rows == (EarlierDefinition(V2, form(DEFINITION)),)
    rows = build_timeline([(V1, DEFINITION), (V2, second), (V3, third)]).earlier_definitions[FORM]
    assert [(row.valid_until, row.definition["lock_days"]) for row in rows] == [(V2, 5), (V3, 2)]
    days = (date(2021, 6, 30), V2, date(2021, 12, 31), V3)
    assert [pick_definition(form(third), rows, day)["lock_days"] for day in days] == [5, 2, 2, 1]


def test_a_closed_form_is_of_the_windows_before_and_of_those_after_it_comes_back() -> None:
    without = changed(lambda d: d["forms"].pop(0))
    key, back, end = ("forms", form(DEFINITION)["code"]), DefinedSpan(V3), date(2022, 7, 1)
    assert build_timeline([(V1, DEFINITION), (V2, DEFINITION)]).spans == {}
    closing, closed = [(V1, DEFINITION), (V2, without)], DefinedSpan(None, V2)
    nothing = changed(lambda d: d["forms"].clear())
    assert build_timeline([(V1, nothing), (V2, DEFINITION)]).spans == {}, "the first forms of a programme"
    cases: list[tuple[list[tuple[date, Plain]], tuple[DefinedSpan, ...]]] = [
        (closing, (closed,)),
        ([*closing, (V3, without)], (closed,)),
        ([(V1, DEFINITION), (V3, without), (V2, without)], (DefinedSpan(None, V3),)),  # planned, and not changed since
        ([*closing, (V3, DEFINITION)], (closed, back)),
        ([*closing, (V3, DEFINITION), (end, without)], (closed, DefinedSpan(V3, end))),
        ([(V1, without), (V2, DEFINITION)], (DefinedSpan(V2),)),
        ([(V1, without), (V3, DEFINITION), (V2, DEFINITION)], (DefinedSpan(V3),)),  # planned, and not changed since
        ([(V1, without), (V2, DEFINITION), (V3, without)], (DefinedSpan(V2, V3),)),
        ([(V1, without), (V3, DEFINITION), (V2, without)], (DefinedSpan(V2, V2),)),  # taken back: owed for no window
        ([(V1, without), (V3, DEFINITION), (V2, without), (V2, DEFINITION)], (DefinedSpan(V2),)),
    ]
    for versions, spans in cases:
        assert build_timeline(versions).spans == {key: spans}
    assert build_timeline([(V1, DEFINITION), (V3, without), (V2, DEFINITION)]).spans == {}
    assert [item["code"] for item in list_closed_items([(V1, DEFINITION), (V2, without)], "forms")] == [key[1]]


def test_a_form_that_a_withdrawn_version_alone_has_is_owed_for_no_window() -> None:
    without = changed(lambda d: d["forms"].pop(0))
    key = ("forms", form(DEFINITION)["code"])
    assert build_timeline([(V1, without)], [DEFINITION]).spans == {key: (DefinedSpan(date.min, date.min),)}
    assert build_timeline([(V1, DEFINITION)], [DEFINITION]).spans == {}


def test_what_a_planned_version_breaks_is_broken_from_the_day_that_brings_it_forward() -> None:
    planned = changed(lambda d: cells(d)[0].update(sum_of=["A2"]))
    assert build_timeline([(V1, DEFINITION), (V3, planned)]).breaks == {ELEMENT: (V3,)}
    urgent = changed(tighten, planned)
    timeline = build_timeline([(V1, DEFINITION), (V3, planned), (V2, urgent)])
    assert timeline.earlier_definitions[FORM] == (EarlierDefinition(V2, form(DEFINITION)),)
    assert has_break(timeline.breaks[ELEMENT], (date(2021, 6, 30), V2))
    other = changed(lambda d: d["forms"][1].update(lock_days=2), planned)
    assert build_timeline([(V1, DEFINITION), (V3, planned), (V2, other)]).breaks == {ELEMENT: (V3,)}


def test_a_removed_cell_stays_in_earlier_windows_where_it_stood() -> None:
    def remove(definition: Plain) -> None:
        del cells(definition)[0]
        form(definition)["checks"].clear()
        cells(definition).append({"code": "A9", "element": "E9"})

    (row,) = build_timeline([(V1, DEFINITION), (V2, changed(remove))]).earlier_definitions[FORM]
    kept = [cell["code"] for cell in row.definition["sections"][0]["cells"]]
    assert kept == ["A1", "A2", "A9"]
    assert "checks" not in row.definition  # fewer checks ask for less


def test_a_removed_cell_stands_behind_the_one_that_it_stood_behind() -> None:
    def remove(definition: Plain) -> None:
        del cells(definition)[1]
        form(definition)["checks"].clear()

    (row,) = build_timeline([(V1, DEFINITION), (V2, changed(remove))]).earlier_definitions[FORM]
    assert [cell["code"] for cell in row.definition["sections"][0]["cells"]] == ["A1", "A2"]


def test_a_form_that_would_contradict_itself_waits_as_a_whole() -> None:
    def insert(definition: Plain) -> None:
        reword(definition)
        cells(definition)[1]["code"] = "A3"
        cells(definition).insert(1, {"code": "A2", "element": "E9"})
        form(definition)["checks"][0]["cells"] = ["A3", "A1"]

    difference = compare_definitions(DEFINITION, changed(insert))
    assert difference.weight is Weight.NARROWING  # nothing breaks where a line is inserted
    timeline = build_timeline([(V1, DEFINITION), (V2, changed(insert))])
    assert timeline.earlier_definitions == {FORM: (EarlierDefinition(V2, form(DEFINITION)),)}


def test_a_form_that_was_closed_and_comes_back_keeps_its_earlier_definition() -> None:
    closed = changed(lambda d: d["forms"].pop(0))
    timeline = build_timeline([(V1, DEFINITION), (V2, closed), (V3, changed(tighten))])
    assert timeline.earlier_definitions == {FORM: (EarlierDefinition(V3, form(DEFINITION)),)}
    assert timeline.breaks[ELEMENT] == (V2,)


def test_a_breaking_change_is_kept_with_its_day_for_each_element_that_it_touches() -> None:
    second = changed(lambda d: element(d).update(unit="cuộc"))
    third = changed(lambda d: d["indicators"][0].update(numerator="E2"), second)
    timeline = build_timeline([(V1, DEFINITION), (V2, second), (V3, third)])
    assert timeline.breaks == {ELEMENT: (V2,), ("indicators", "I1"): (V3,)}
    assert timeline.earlier_definitions[ELEMENT] == (EarlierDefinition(V2, element(DEFINITION)),)
    assert count_breaks((V2,), date(2021, 6, 30)) == 0
    assert count_breaks((V2,), V2) == 1
    assert has_break((V2,), (date(2021, 6, 30), V2))
    assert not has_break((V2,), (V2, V3))
    assert not has_break((V2,), ())


@pytest.mark.parametrize(("change", "weight"), [(change, weight) for change, weight, _place in CHANGES])
def test_only_what_is_light_is_taken(change: Callable[[Plain], object], weight: Weight) -> None:
    new = changed(change)
    timeline = build_timeline([(V1, DEFINITION), (V2, new)])
    if weight <= Weight.WIDENING:
        assert timeline.earlier_definitions == {}
    for (section, code), (row,) in timeline.earlier_definitions.items():
        (old,) = [item for item in DEFINITION[section] if item["code"] == code]
        left = compare_definitions({section: [old]}, {section: [row.definition]}).weight
        assert left is None or left <= Weight.WIDENING


@given(st.lists(st.sampled_from([change for change, _weight, _place in CHANGES]), max_size=4), st.data())
def test_any_versions_leave_definitions_in_order_and_without_contradiction(changes: list[Any], data: Any) -> None:
    versions = [(V1, DEFINITION)]
    for change in changes:
        try:
            new = changed(change, versions[-1][1])
        except (IndexError, KeyError, ValueError):  # what it changes is gone
            continue
        versions.append((data.draw(st.dates(V1, V3)), new))
    timeline = build_timeline(versions)
    for (section, _code), rows in timeline.earlier_definitions.items():
        assert section in TIMED
        assert [row.valid_until for row in rows] == sorted({row.valid_until for row in rows})
        for row in rows:
            assert apply_light_changes(section, row.definition, row.definition) == row.definition
            if section == "forms":
                codes = [cell["code"] for part in row.definition["sections"] for cell in part["cells"]]
                assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("span", "defined"),
    [
        (DefinedSpan(), [True, True, True, True]),
        (DefinedSpan(V1), [False, True, True, True]),
        (DefinedSpan(None, V2), [True, True, True, False]),
        (DefinedSpan(V1, V2), [False, True, True, False]),
    ],
)
def test_a_span_begins_on_its_first_day_and_ends_before_its_end(span: DefinedSpan, defined: list[bool]) -> None:
    days = [date(2020, 12, 31), V1, date(2021, 6, 30), V2]
    assert [span.contains(day) for day in days] == defined
    assert [is_defined([span], day) for day in days] == defined
    assert all(
        is_defined([DefinedSpan(V3), span], day) == contained for day, contained in zip(days, defined, strict=True)
    )
    assert all(is_defined([], day) for day in days)


def test_a_version_without_a_list_has_nothing_of_it() -> None:
    bare = {"code": "p", "name": "Chương trình"}
    assert build_timeline([(V1, bare)]).spans == build_timeline([(V1, bare), (V2, DEFINITION)]).spans == {}
