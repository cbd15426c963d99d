"""The parameter `filter` of DHIS2's lists: «property:operator:value», over plain objects."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.dhis2.object_fields import Item, ObjectReference, QueryError, Resolve

type Test = Callable[[list[Any]], bool]  # over the values at a path

_MAX_FILTERS, _MAX_STEPS = 50, 6


@dataclass(frozen=True, slots=True)
class FilterCondition:
    path: tuple[str, ...]
    matches: Test


def parse_filters(texts: Sequence[str]) -> tuple[FilterCondition, ...]:
    """The conditions of `filter=`, which may be repeated. Raises QueryError."""
    if len(texts) > _MAX_FILTERS:
        raise QueryError("too many filters")
    return tuple(_parse_filter(text) for text in texts if text)


def matches_filters(
    item: Item, conditions: Sequence[FilterCondition], resolve: Resolve, *, together: bool = True
) -> bool:
    """Whether the object fits all conditions, or one of them where `together` is false."""
    results = (condition.matches(list(_list_values(item, condition.path, resolve))) for condition in conditions)
    return all(results) if together else not conditions or any(results)


def matches_query(item: Item, text: str) -> bool:
    """Whether the name or code contains the text, or the UID is the text."""
    folded = text.casefold()
    return item.get("id") == text or any(folded in str(item.get(name, "")).casefold() for name in ("name", "code"))


def _parse_filter(text: str) -> FilterCondition:
    path, _, rest = text.partition(":")
    operator, has_value, value = rest.partition(":")
    steps = tuple(path.split("."))
    if not path or len(steps) > _MAX_STEPS:
        raise QueryError(f"filter: {text}")
    is_negated = operator.startswith("!")
    operator = operator.removeprefix("!")
    test: Test
    if operator in ("null", "empty"):
        test = _is_absent
    elif not has_value or operator not in _TESTS:
        raise QueryError(f"filter: {text}")
    else:
        test = _TESTS[operator](value)
    return FilterCondition(steps, (lambda values: not test(values)) if is_negated else test)


def _list_values(item: Any, path: tuple[str, ...], resolve: Resolve) -> Iterator[Any]:
    """The values at the path; of a list those of each member."""
    if isinstance(item, list | tuple):
        for part in item:
            yield from _list_values(part, path, resolve)
    elif isinstance(item, ObjectReference):
        if path in ((), ("id",)):
            yield item.uid
        elif path and (target := resolve(item)) is not None:
            yield from _list_values(target, path, resolve)
    elif not path:
        if item is not None:
            yield item
    elif isinstance(item, dict) and path[0] in item:
        value = item[path[0]]
        yield from _list_values(value() if callable(value) else value, path[1:], resolve)


def _is_absent(values: list[Any]) -> bool:
    return not values


def _to_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_equal(value: str) -> Test:
    return lambda values: any(_to_text(item_value) == value for item_value in values)


def _compare(value: str, test: Callable[[Any, Any], bool]) -> Test:
    def compare_each(values: list[Any]) -> bool:
        for item_value in values:
            if isinstance(item_value, int | float) and not isinstance(item_value, bool):
                try:
                    if test(float(item_value), float(value)):
                        return True
                except ValueError:
                    continue
            elif test(_to_text(item_value), value):
                return True
        return False

    return compare_each


def _contains(value: str, test: Callable[[str, str], bool], *, folded: bool = False) -> Test:
    sought_text = value.casefold() if folded else value
    return lambda values: any(
        test(_to_text(item_value).casefold() if folded else _to_text(item_value), sought_text) for item_value in values
    )


def _is_one_of(value: str) -> Test:
    options = frozenset(value.removeprefix("[").removesuffix("]").split(","))
    return lambda values: any(_to_text(item_value) in options for item_value in values)


def _has_tokens(value: str) -> Test:
    tokens = value.casefold().split()
    return lambda values: any(
        all(token in _to_text(item_value).casefold() for token in tokens) for item_value in values
    )


_TESTS: dict[str, Callable[[str], Test]] = {
    "eq": _is_equal,
    "ieq": lambda value: _contains(value, str.__eq__, folded=True),
    "ne": lambda value: lambda values: not _is_equal(value)(values),
    "neq": lambda value: lambda values: not _is_equal(value)(values),
    "like": lambda value: _contains(value, str.__contains__),
    "ilike": lambda value: _contains(value, str.__contains__, folded=True),
    "$like": lambda value: _contains(value, str.startswith),
    "$ilike": lambda value: _contains(value, str.startswith, folded=True),
    "like$": lambda value: _contains(value, str.endswith),
    "ilike$": lambda value: _contains(value, str.endswith, folded=True),
    "startsWith": lambda value: _contains(value, str.startswith),
    "endsWith": lambda value: _contains(value, str.endswith),
    "token": _has_tokens,
    "gt": lambda value: _compare(value, lambda left, right: left > right),
    "ge": lambda value: _compare(value, lambda left, right: left >= right),
    "gte": lambda value: _compare(value, lambda left, right: left >= right),
    "lt": lambda value: _compare(value, lambda left, right: left < right),
    "le": lambda value: _compare(value, lambda left, right: left <= right),
    "lte": lambda value: _compare(value, lambda left, right: left <= right),
    "in": _is_one_of,
}
