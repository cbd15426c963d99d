"""What has another code and the same name is told as one change; what cannot be told apart stays removed and added."""

import copy
from typing import Any

from sokehoach.domain.programmes.difference import compare_definitions
from sokehoach.domain.programmes.renaming import Renamings, find_renamings, is_renaming, tell_renamings
from sokehoach.domain.programmes.rules import Weight
from tests.domain.programmes.test_difference import DEFINITION

type Plain = dict[str, Any]


def rename(definition: Any, renamings: Renamings) -> Plain:
    """As the adapter does for whole definitions: here forms alone, which elements name."""
    renamed: Plain = copy.deepcopy(definition)
    names = renamings.get("forms", {})
    for form in renamed["forms"]:
        form["code"] = names.get(form["code"], form["code"])
    for element in renamed["elements"]:
        element["form"] = names.get(element["form"], element["form"])
    return renamed


def tell(new: Plain) -> list[tuple[str, str, str, Any, Any]]:
    difference = tell_renamings(compare_definitions(DEFINITION, new), DEFINITION, new, rename)
    return [(change.section, change.key, change.field, change.old, change.new) for change in difference.changes]


def test_a_renamed_form_is_one_change_beside_what_else_changed() -> None:
    new = rename(DEFINITION, {"forms": {"F1": "F9"}})
    new["elements"][0]["name"] = "Số cuộc"
    assert tell(new) == [("forms", "F1", "code", "F1", "F9"), ("elements", "E1", "name", "Số buổi", "Số cuộc")]
    change = tell_renamings(compare_definitions(DEFINITION, new), DEFINITION, new, rename).changes[0]
    assert is_renaming(change)
    assert (change.weight, change.forms, change.elements) == (Weight.BREAKING, ("F1",), ("E1",))


def test_another_name_or_function_or_a_second_of_the_name_is_no_renaming() -> None:
    for field, value in (("name", "Biểu khác"), ("function", "health")):
        new = rename(DEFINITION, {"forms": {"F1": "F9"}})
        new["forms"][0][field] = value
        assert find_renamings(DEFINITION, new) == {}
        assert ("forms", "F1", "") in [line[:3] for line in tell(new)]
    new = rename(DEFINITION, {"forms": {"F1": "F9"}})
    new["forms"].append({**new["forms"][0], "code": "F8"})
    assert find_renamings(DEFINITION, new) == {}


def test_what_the_difference_has_beside_the_definitions_stays() -> None:
    new = rename(DEFINITION, {"forms": {"F1": "F9"}})
    difference = compare_definitions(DEFINITION, new)
    refused = difference.changes[0].__class__(Weight.REFUSED, "elements", "E7", "", "kind", "count", "money")
    told = tell_renamings(difference.__class__((refused, *difference.changes)), DEFINITION, new, rename)
    assert [change.key for change in told.changes] == ["E7", "F1"]
