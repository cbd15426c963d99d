"""The parameters of DHIS2's lists over plain objects."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.adapters.dhis2.object_fields import (
    Item,
    ObjectReference,
    QueryError,
    parse_fields,
    parse_page,
    pick_fields,
    sort_items,
)
from sokehoach.adapters.dhis2.object_filters import matches_filters, matches_query, parse_filters


def ref(uid: str) -> ObjectReference:
    return ObjectReference("units", uid)


UNITS: dict[str, dict[str, Any]] = {
    "a": {"id": "a", "name": "Tỉnh", "level": 1, "parent": None, "children": [ref("b")], "leaf": False},
    "b": {"id": "b", "name": "Xã B", "level": 2, "parent": ref("a"), "children": [], "leaf": True},
    "c": {"id": "c", "name": "xã c", "level": 2, "parent": ref("gone"), "children": [], "leaf": True},
}


def resolve(reference: ObjectReference) -> Item | None:
    return UNITS.get(reference.uid)


def pick(uid: str, *fields: str) -> dict[str, Any]:
    return pick_fields(UNITS[uid], parse_fields(fields, "id,name"), resolve)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ((), {"id": "b", "name": "Xã B"}),
        (("id", "level"), {"id": "b", "level": 2}),
        (("id,parent",), {"id": "b", "parent": {"id": "a"}}),
        (("parent[id,name]",), {"parent": {"id": "a", "name": "Tỉnh"}}),
        (("parent[children[name]]",), {"parent": {"children": [{"name": "Xã B"}]}}),
        (("id~rename(uid)",), {"uid": "b"}),
        (("children~size",), {"children": 0}),
        (("children::isEmpty",), {"children": True}),
        (("*,!children,!leaf,!parent",), {"id": "b", "name": "Xã B", "level": 2}),
        (("unknown",), {}),
    ],
)
def test_fields(fields: tuple[str, ...], expected: dict[str, Any]) -> None:
    assert pick("b", *fields) == expected


def test_what_an_object_does_not_have_is_left_out() -> None:
    assert pick("a", "id,parent") == {"id": "a"}
    assert pick("c", "parent[name]") == {"parent": {"id": "gone"}}, "a unit outside the scope keeps its name to itself"


def test_a_bracket_that_is_missing_at_the_end_is_read_as_closed() -> None:
    """d2 sends `me?fields=:all,userCredentials[:all,!user,userRoles[id]` with every start."""
    tree = parse_fields(["id,parent[id,children[code"], "*")
    assert tree.names.keys() == {"id", "parent"}
    assert tree.names["parent"] is not None
    assert tree.names["parent"].names.keys() == {"id", "children"}


@pytest.mark.parametrize("text", ["a[" * 20, "a]b", "a" * 9_000, "a~rename(b"])
def test_fields_that_are_no_expression_are_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse_fields([text], "id")


@given(st.text(alphabet="ab,[]()~:!*. ", max_size=60))
def test_any_text_of_fields_gives_fields_or_a_refusal(text: str) -> None:
    try:
        tree = parse_fields([text], "id")
    except QueryError:
        return
    assert isinstance(pick_fields(UNITS["a"], tree, resolve), dict)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["level:eq:2"], "bc"),
        (["level:ge:1", "level:lt:2"], "a"),
        (["name:like:Xã"], "b"),
        (["name:ilike:XÃ"], "bc"),
        (["name:!ilike:xã"], "a"),
        (["name:$like:Tỉ"], "a"),
        (["name:like$:B"], "b"),
        (["id:in:[a,c]"], "ac"),
        (["id:!in:[a,c]"], "b"),
        (["parent.id:eq:a"], "b"),
        (["parent:null"], "a"),
        (["parent:!null"], "bc"),
        (["children.name:eq:Xã B"], "a"),
        (["leaf:eq:true"], "bc"),
        (["name:token:xã b"], "b"),
        (["level:ne:2"], "a"),
        (["unknown:eq:1"], ""),
    ],
)
def test_filters(filters: list[str], expected: str) -> None:
    conditions = parse_filters(filters)
    assert "".join(uid for uid in UNITS if matches_filters(UNITS[uid], conditions, resolve)) == expected


def test_filters_may_be_joined_by_or() -> None:
    conditions = parse_filters(["id:eq:a", "name:eq:Xã B"])
    assert [uid for uid in UNITS if matches_filters(UNITS[uid], conditions, resolve, together=False)] == ["a", "b"]


@pytest.mark.parametrize("text", ["level", "level:eq", "level:nosuch:1", ":eq:1", "a.b.c.d.e.f.g:eq:1"])
def test_a_filter_that_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse_filters([text])


def test_a_query_finds_a_name_or_a_uid() -> None:
    assert [uid for uid in UNITS if matches_query(UNITS[uid], "XÃ")] == ["b", "c"]
    assert [uid for uid in UNITS if matches_query(UNITS[uid], "a")] == ["a"]


def test_lists_are_in_order_of_names_or_as_asked() -> None:
    rows = list(UNITS.values())
    assert [row["id"] for row in sort_items(rows, [])] == ["a", "b", "c"]
    assert [row["id"] for row in sort_items(rows, ["level:desc", "name:desc"])] == ["c", "b", "a"]
    with pytest.raises(QueryError):
        sort_items(rows, ["name:sideways"])


def test_pages() -> None:
    assert parse_page({}).size == 50
    assert parse_page({"paging": "false"}).size == 0
    assert parse_page({"pageSize": "2"}).count_pages(5) == 3
    for wrong in ({"page": "x"}, {"page": "0"}, {"pageSize": "-1"}, {"pageSize": "9" * 30}):
        with pytest.raises(QueryError):
            parse_page(wrong)
