"""Each change of a definition has its weight and its place; equal definitions have no difference."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.programmes.difference import DefinitionChange, compare_definitions
from sokehoach.domain.programmes.rules import PARTS, PROGRAMME, SECTIONS, Weight

type Plain = dict[str, Any]

WORDING, WIDENING, NARROWING, BREAKING, REFUSED = Weight
WINDOW = {"code": "w", "name": "Cửa sổ", "start": {"months_back": 1, "day": 15}, "end": {"months_back": 1, "day": 15}}
TALKS = {"register": "talks", "measure": "people"}
DEFINITION: Plain = {
    "code": "p",
    "name": "Chương trình",
    "unit": "099",
    "option_sets": [
        {"code": "sex", "name": "Giới", "options": [{"code": "f", "name": "nữ"}, {"code": "m", "name": "nam"}]},
    ],
    "elements": [
        {"code": "E1", "name": "Số buổi", "unit": "buổi", "kind": "count", "function": "general", "form": "F1"},
        {
            "code": "E2", "name": "Số người", "unit": "người", "kind": "count", "function": "general", "form": "F2",
            "disaggregations": ["sex"],
        },
    ],
    "indicators": [{"code": "I1", "name": "Tỷ lệ", "numerator": "E1", "denominator": "1"}],
    "forms": [
        {
            "code": "F1", "name": "Biểu 1", "period_type": "month", "function": "general", "lock_days": 5,
            "counting_window": WINDOW, "reporters": {"levels": ["commune"]}, "due": {"days": 2},
            "sections": [
                {
                    "code": "A", "title": "Phần A",
                    "cells": [
                        {"code": "A1", "element": "E1"},
                        {"code": "A2", "element": "E1", "disaggregation": "sex=f", "source": TALKS},
                    ],
                },
                {
                    "code": "B", "title": "Phần B",
                    "cells": [{"code": "B1", "element": "E1", "disaggregation": "sex=m", "label": "nhãn"}],
                },
            ],
            "checks": [{"rule": "part_within_whole", "cells": ["A2", "A1"]}],
            "narratives": [{"code": "result", "title": "Kết quả", "most": 900}],
        },
        {
            "code": "F2", "name": "Biểu 2", "period_type": "month", "function": "general",
            "sections": [{"code": "A", "title": "Phần A", "cells": [{"code": "A1", "element": "E2"}]}],
        },
    ],
    "roles": [{"code": "clerk", "name": "Văn thư", "actions": ["view", "send"]}],
    "keepings": [{"register": "talks", "function": "general", "levels": ["commune"], "source": "KH"}],
    "questions": [{"code": "q", "title": "Bao nhiêu buổi?"}],
}  # fmt: skip


SOFT = {"hard": False}


def changed(change: Callable[[Plain], object]) -> list[DefinitionChange]:
    new = copy.deepcopy(DEFINITION)
    change(new)
    return list(compare_definitions(DEFINITION, new).changes)


def element(definition: Plain) -> Plain:
    found: Plain = definition["elements"][0]
    return found


def form(definition: Plain) -> Plain:
    found: Plain = definition["forms"][0]
    return found


def cells(definition: Plain) -> list[Plain]:
    found: list[Plain] = form(definition)["sections"][0]["cells"]
    return found


CHANGES: list[tuple[Callable[[Plain], object], Weight, str]] = [
    (lambda d: element(d).update(name="Số cuộc"), WORDING, "chỉ tiêu E1, name"),
    (lambda d: element(d).update(kind="money"), REFUSED, "chỉ tiêu E1, kind"),
    (lambda d: element(d).update(function="support"), REFUSED, "chỉ tiêu E1, function"),
    (lambda d: element(d).update(counts_persons=True), REFUSED, "chỉ tiêu E1, counts_persons"),
    (lambda d: element(d).update(unit="lượt"), BREAKING, "chỉ tiêu E1, unit"),
    (lambda d: element(d).update(never_seen=1), BREAKING, "chỉ tiêu E1, never_seen"),
    (lambda d: element(d).update(disaggregations=["sex"]), WIDENING, "chỉ tiêu E1, disaggregations"),
    (lambda d: d["elements"][1].pop("disaggregations"), BREAKING, "chỉ tiêu E2, disaggregations"),
    (lambda d: d["elements"].append({**element(d), "code": "E3"}), WIDENING, "chỉ tiêu E3"),
    (lambda d: d["elements"].pop(), BREAKING, "chỉ tiêu E2"),
    (lambda d: d["option_sets"][0]["options"].append({"code": "x", "name": "c"}), WIDENING, "danh mục sex, lựa chọn x"),
    (lambda d: d["option_sets"][0]["options"].pop(), BREAKING, "danh mục sex, lựa chọn m"),
    (lambda d: d["option_sets"][0]["options"].reverse(), WORDING, "danh mục sex, lựa chọn, order"),
    (lambda d: d["indicators"][0].update(denominator="2"), BREAKING, "chỉ số I1, denominator"),
    (lambda d: d["indicators"][0].update(on_map=True), WORDING, "chỉ số I1, on_map"),
    (lambda d: form(d).update(function="support"), REFUSED, "biểu F1, function"),
    (lambda d: form(d).update(period_type="quarter"), BREAKING, "biểu F1, period_type"),
    (lambda d: form(d).update(lock_days=3), NARROWING, "biểu F1, lock_days"),
    (lambda d: form(d).update(lock_days=9), WIDENING, "biểu F1, lock_days"),
    (lambda d: form(d).pop("lock_days"), WIDENING, "biểu F1, lock_days"),
    (lambda d: form(d).update(due={"days": 1}), NARROWING, "biểu F1, due"),
    (lambda d: form(d).update(counting_window={**WINDOW, "name": "khác"}), WORDING, "biểu F1, counting_window"),
    (lambda d: form(d).update(counting_window={**WINDOW, "end": {}}), BREAKING, "biểu F1, counting_window"),
    (lambda d: form(d).update(reporters={"levels": ["commune", "ward"]}), NARROWING, "biểu F1, reporters"),
    (lambda d: form(d).update(reporters={"codes": ["1"]}), BREAKING, "biểu F1, reporters"),
    (lambda d: form(d)["checks"].clear(), WIDENING, "biểu F1, phép kiểm tra part_within_whole E1:sex=f E1"),
    (lambda d: form(d)["checks"].append({"rule": "x", "cells": ["A1"]}), NARROWING, "biểu F1, phép kiểm tra x E1"),
    (lambda d: form(d)["checks"].append({"rule": "x", "cells": [], **SOFT}), WORDING, "biểu F1, phép kiểm tra x "),
    (lambda d: form(d)["narratives"][0].update(most=1200), WIDENING, "biểu F1, ô nhận xét result, most"),
    (lambda d: form(d)["narratives"][0].update(most=300), NARROWING, "biểu F1, ô nhận xét result, most"),
    (lambda d: form(d)["narratives"][0].pop("most"), WIDENING, "biểu F1, ô nhận xét result, most"),
    (lambda d: cells(d)[0].update(label="khác"), WORDING, "biểu F1, ô E1, label"),
    (lambda d: cells(d)[0].update(element="E2"), BREAKING, "biểu F1, ô E1"),
    (lambda d: form(d)["sections"][1]["cells"][0].update(code="B9"), NARROWING, "biểu F1, ô E1:sex=m, code"),
    (lambda d: cells(d)[0].update(sum_of=["A2"]), BREAKING, "biểu F1, ô E1, sum_of"),
    (lambda d: cells(d)[0].update(source=TALKS), NARROWING, "biểu F1, ô E1, source"),
    (lambda d: cells(d)[1].update(source={**TALKS, "per": 1000}), BREAKING, "biểu F1, ô E1:sex=f, source"),
    (lambda d: cells(d)[1].pop("source"), NARROWING, "biểu F1, ô E1:sex=f, source"),
    (lambda d: cells(d).pop(), BREAKING, "biểu F1, ô E1:sex=f"),
    (lambda d: cells(d).append({"code": "A3", "element": "E3"}), WIDENING, "biểu F1, ô E3"),
    (lambda d: cells(d).reverse(), WORDING, "biểu F1, ô, order"),
    (lambda d: form(d)["sections"][1]["cells"].insert(0, cells(d).pop()), WORDING, "biểu F1, ô E1:sex=f, section"),
    (lambda d: form(d)["sections"][0].update(title="khác"), WORDING, "biểu F1, phần A, title"),
    (lambda d: d["forms"].pop(), BREAKING, "biểu F2"),
    (lambda d: d["roles"][0]["actions"].append("accept"), WIDENING, "vai trò clerk, actions"),
    (lambda d: d["roles"][0]["actions"].remove("send"), NARROWING, "vai trò clerk, actions"),
    (lambda d: d["roles"][0]["actions"].reverse(), WORDING, "vai trò clerk, actions"),
    (lambda d: d["keepings"][0].update(function="support"), REFUSED, "sổ talks, function"),
    (lambda d: d["questions"].clear(), WORDING, "câu hỏi q"),
    (lambda d: d.update(name="khác"), WORDING, "chương trình p, name"),
    (lambda d: d.update(unit="100"), BREAKING, "chương trình p, unit"),
    (lambda d: d.update(policy={"lowest": "commune"}), BREAKING, "chương trình p, policy"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "weight", "place"), CHANGES, ids=[f"{place} {i}" for i, (_, _, place) in enumerate(CHANGES)]
)
def test_a_change_has_its_weight_and_its_place(change: Callable[[Plain], object], weight: Weight, place: str) -> None:
    found = changed(change)
    assert (found[0].weight, found[0].place.strip()) == (weight, place.strip())
    if weight is not WORDING:
        assert [item for item in found if item.weight is weight] == found[:1]


def test_a_change_tells_both_values() -> None:
    [name] = changed(lambda d: d.update(name="khác"))
    assert (name.old, name.new) == ("Chương trình", "khác")
    [unit] = changed(lambda d: element(d).update(unit="lượt"))
    assert (unit.old, unit.new) == ("buổi", "lượt")


@pytest.mark.parametrize(
    ("level", "place"),
    [
        ({"year": 2027, "value": "5"}, "năm 2027"),
        ({"unit": "51001", "year": 2027, "value": "5"}, "51001 năm 2027"),
        ({"value": "5"}, "mọi năm"),
    ],
)
def test_a_level_of_a_target_is_named_by_its_unit_and_year(level: Plain, place: str) -> None:
    [added] = changed(lambda d: d["indicators"][0].update(target_levels=[level]))
    assert added.place.endswith(place)


@pytest.mark.parametrize("most", [900, 5000])
def test_a_limit_that_was_not_written_is_the_usual_one(most: int) -> None:
    """As a limit that is written no more: what loosens one way tightens the other."""
    written = copy.deepcopy(DEFINITION)
    form(written)["narratives"][0]["most"] = most
    unwritten = copy.deepcopy(written)
    form(unwritten)["narratives"][0].pop("most")
    [there] = compare_definitions(written, unwritten).changes
    [back] = compare_definitions(unwritten, written).changes
    assert {there.weight, back.weight} == {WIDENING, NARROWING}
    assert (back.weight is WIDENING) is (most > 3000)


def test_a_change_names_the_forms_and_elements_that_it_touches() -> None:
    assert {(item.forms, item.elements) for item in changed(lambda d: element(d).update(unit="x"))} == {
        (("F1",), ("E1",))
    }
    assert changed(lambda d: d["option_sets"][0]["options"].pop())[0].forms == ("F2",)
    assert changed(lambda d: form(d).update(due={"days": 9}))[0].elements == ("E1",)
    assert changed(lambda d: cells(d)[0].update(element="E2"))[0].forms == ("F1",)
    level = {"year": 2022, "value": "80", "bound": "at_least"}
    [judged] = changed(lambda d: d["indicators"][0].update(target_levels=[level]))
    assert (judged.forms, judged.elements) == (("F1",), ("E1",))


def test_a_changed_cell_touches_its_own_element_and_a_changed_form_all_of_its_elements() -> None:
    two = copy.deepcopy(DEFINITION)
    cells(two).append({"code": "A9", "element": "E2"})
    labelled, locked = copy.deepcopy(two), copy.deepcopy(two)
    cells(labelled)[0].update(label="Nhãn")
    form(locked).update(lock_days=1)
    touched = [
        [(item.forms, item.elements) for item in compare_definitions(two, new).changes] for new in (labelled, locked)
    ]
    assert touched == [[(("F1",), ("E1",))], [(("F1",), ("E1", "E2"))]]


def test_a_first_definition_adds_everything_and_breaks_nothing() -> None:
    changes = compare_definitions({}, DEFINITION).changes
    assert {change.weight for change in changes} == {WIDENING, NARROWING}
    assert {change.section for change in changes if change.weight is NARROWING} == {"forms"}  # they must be filled in


def list_places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all texts and numbers."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    nested = [place for name, inner in pairs for place in list_places(inner, (*path, name))]
    return nested if isinstance(value, dict | list) else [path]


KEYS = {"code", "register", "rule"}


@given(st.lists(st.sampled_from(list_places(DEFINITION)), min_size=1, max_size=4, unique=True), st.data())
def test_what_differs_anywhere_is_found_and_both_ways_name_the_same_places(
    paths: list[Any], data: st.DataObject
) -> None:
    new = copy.deepcopy(DEFINITION)
    for path in paths:
        holder = new
        for step in path[:-1]:
            holder = holder[step]
        if path[-1] not in KEYS and path[-2:-1] != ("cells",):  # a key is the item itself
            old = holder[path[-1]]
            holder[path[-1]] = (
                data.draw(st.integers(20, 99)) if isinstance(old, int) else f"{old}-{data.draw(st.integers(0, 9))}"
            )
    there, back = compare_definitions(DEFINITION, new), compare_definitions(new, DEFINITION)
    assert bool(there.changes) == (new != DEFINITION)
    assert {change.place for change in there.changes} == {change.place for change in back.changes}
    assert not compare_definitions(new, copy.deepcopy(new)).changes
    weights = [change.weight for change in there.changes]
    assert weights == sorted(weights, reverse=True)


@given(st.sampled_from([*SECTIONS, *(f"{a} {b}" for a, parts in PARTS.items() for b in parts)]), st.text(max_size=5))
def test_a_field_that_no_rule_names_is_never_taken_as_harmless(place: str, value: str) -> None:
    section, _space, part = place.partition(" ")
    rules = PARTS[section][part] if part else SECTIONS[section]
    if section not in ("reports", "questions", "regimes"):
        assert rules.weigh_field("never_seen", None, value) is BREAKING
    assert PROGRAMME.weigh_field("never_seen", None, value) is BREAKING


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [({}, SOFT, WIDENING), (SOFT, {}, NARROWING), (SOFT, {"hard": True}, NARROWING)],
)
def test_a_check_that_may_be_explained_asks_for_less(old: Plain, new: Plain, weight: Weight) -> None:
    before, after = copy.deepcopy(DEFINITION), copy.deepcopy(DEFINITION)
    for definition, hardness in ((before, old), (after, new)):
        form(definition)["checks"].append({"rule": "x", "cells": ["A1", "B1"], **hardness})
    assert [change.weight for change in compare_definitions(before, after).changes] == [weight]


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [(None, ["f", "m"], NARROWING), (["f"], ["f", "m"], BREAKING), (["f"], None, BREAKING)],
)
def test_a_combined_option_breaks_the_series_unless_it_is_said_for_the_first_time(
    old: list[str] | None, new: list[str] | None, weight: Weight
) -> None:
    before, after = copy.deepcopy(DEFINITION), copy.deepcopy(DEFINITION)
    for definition, combined in ((before, old), (after, new)):
        option = {"code": "all", "name": "cả hai", **({"combines": combined} if combined else {})}
        definition["option_sets"][0]["options"].append(option)
    difference = compare_definitions(before, after)
    assert [change.weight for change in difference.changes] == [weight]
    assert difference.list_by_weight(weight) == [*difference.changes]
    assert difference.list_by_weight(WORDING) == []
