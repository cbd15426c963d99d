"""Reads data elements, indicators and option sets as domain objects."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Q

from sokehoach.adapters.programme_files.earlier import parse_breaks, parse_earlier, parse_spans
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import filter_programmes, scope_of
from sokehoach.apps.indicators import models
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.shell.statements import PreparedStatement, QueryParameter
from sokehoach.domain.indicators.element import DataElement, Nature, Option, OptionSet, ValueKind, format_key, parse_key
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import Change, ChangeReference, LevelRule
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.indicators.target_level import TargetLevel
from sokehoach.domain.programmes.earlier import EarlierDefinition

_ELEMENT_COLUMNS = (*(field.name for field in fields(DataElement) if field.name != "persons_policy"), "programme_id")


def list_elements(
    *,
    programme: int | None = None,
    user: User | None = None,
    sibling_uids: Iterable[str] | None = None,
    day: date | None = None,
) -> dict[str, DataElement]:
    """Returns elements by uid: of one programme (row id), of those of the account, of those to which the elements
    `sibling_uids` belong, or of all. One query. `day`: as they are counted in a window that begins on it.
    """
    if programme is not None and user is None and sibling_uids is None:
        stored = (
            dict(zip(_ELEMENT_COLUMNS, row, strict=True))
            for row in _prepare_programme_query().rows({"programme": programme})
        )
        return _build_elements(stored, day)
    rows = models.DataElement.objects.all()
    if programme is not None:
        rows = rows.filter(programme=programme)
    if user is not None:
        rows = rows.filter(filter_programmes(scope_of(user)))
    if sibling_uids is not None:
        rows = rows.filter(programme__in=models.DataElement.objects.filter(uid__in={*sibling_uids}).values("programme"))
    return _build_elements(rows.values(*_ELEMENT_COLUMNS), day)


def _build_elements(rows: Iterable[dict[str, Any]], day: date | None) -> dict[str, DataElement]:
    elements = {row["uid"]: _build_element(row) for row in rows}
    return elements if day is None else {uid: element.at(day) for uid, element in elements.items()}


@cache
def _prepare_programme_query() -> PreparedStatement:
    rows = models.DataElement.objects.filter(programme=QueryParameter("programme", BigIntegerField()))
    return PreparedStatement(rows.values_list(*_ELEMENT_COLUMNS))


def list_elements_of_persons(programme: int, day: date) -> dict[str, DataElement]:
    """Returns by uid the elements of the programme (row id) that count persons, or did once, as they are counted in a
    window that begins on the day. One query; most programmes have few of them.
    """
    rows = _prepare_persons_query().rows({"programme": programme})
    elements = (_build_element(dict(zip(_ELEMENT_COLUMNS, row, strict=True))) for row in rows)
    return {element.uid: element.at(day) for element in elements}


@cache
def _prepare_persons_query() -> PreparedStatement:
    rows = models.DataElement.objects.filter(
        Q(counts_persons=True) | ~Q(earlier_definitions=[]), programme=QueryParameter("programme", BigIntegerField())
    )
    return PreparedStatement(rows.order_by().values_list(*_ELEMENT_COLUMNS))


def list_measured_programmes(measures: Collection[str]) -> set[int]:
    """Returns the programmes (row ids) of these elements and indicators (uids). One query."""
    elements = models.DataElement.objects.filter(uid__in=measures).values_list("programme", flat=True)
    indicators = models.Indicator.objects.filter(uid__in=measures).values_list("programme", flat=True)
    return set(elements.order_by().union(indicators.order_by()).order_by())


def list_consolidated_elements(user: User, area: int, programme: Programme | None = None) -> list[DataElement]:
    """Returns the elements of one programme, or of all, where the account sees figures in the area (row id).

    One query.
    """
    scope = scope_of(user)
    rows = (
        models.DataElement.objects.filter(filter_programmes(scope)) if programme is None else programme.elements.all()
    )
    return [
        _build_element(row)
        for row in rows.values(*_ELEMENT_COLUMNS)
        if scope.restrict_to(row["programme_id"]).may(Action.CONSOLIDATE_VIEW, area)
    ]


def list_clauses() -> set[str]:
    """Returns the clauses of the plan that the elements belong to. One query."""
    return {path for paths in models.DataElement.objects.values_list("clauses", flat=True) for path in paths}


def _build_element(row: dict[str, Any]) -> DataElement:
    policy = policies.get_persons_policy(row.pop("programme_id"))
    earlier_definitions = parse_earlier(DataElement, row["earlier_definitions"])
    return DataElement(
        **row
        | {
            "kind": ValueKind(row["kind"]),
            "nature": Nature(row["nature"]),
            "over_time": Operator(row["over_time"]),
            "over_place": Operator(row["over_place"]),
            "disaggregations": tuple(row["disaggregations"]),
            "clauses": tuple(row["clauses"]),
            "persons_policy": policy,
            "earlier_definitions": tuple(
                EarlierDefinition(old.valid_until, replace(old.definition, persons_policy=policy))
                for old in earlier_definitions
            ),
            "breaks": parse_breaks(row["breaks"]),
        }
    )


def list_own_indicators(
    user: User, unit: int | None = None, action: Action = Action.CONSOLIDATE_VIEW
) -> dict[str, Indicator]:
    """Returns the indicators of the programmes in which the account has a role; with a unit (row id), of those in
    which it may do that there. One query beside those of its scope.
    """
    scope = scope_of(user)
    rows = models.Indicator.objects.filter(filter_programmes(scope))
    return _build_indicators(
        row for row in rows if unit is None or scope.restrict_to(row.programme_id).may(action, unit)
    )


def list_named_elements(indicators: Iterable[Indicator]) -> dict[str, DataElement]:
    """Returns the elements of the programmes whose elements the indicators name, by uid. One query."""
    expressions = [
        expression for indicator in indicators for expression in (indicator.numerator, indicator.denominator)
    ]
    return list_elements(sibling_uids={element for expression in expressions for element, _key in expression.names})


def list_indicators(programme: Programme | None = None) -> dict[str, Indicator]:
    """Returns the indicators of one programme, or of all, by uid, in their order. One query."""
    rows = models.Indicator.objects.all() if programme is None else models.Indicator.objects.filter(programme=programme)
    return _build_indicators(rows)


def _build_indicators(rows: Iterable[models.Indicator]) -> dict[str, Indicator]:
    return {
        row.uid: Indicator(
            uid=row.uid,
            code=row.code,
            name=row.name,
            numerator=parse_expression(row.numerator),
            denominator=parse_expression(row.denominator),
            on_map=row.on_map,
            words=tuple(row.words),
            source=row.source,
            rule=LevelRule(row.per, Change(row.change), ChangeReference(row.compared_with)),
            target_levels=tuple(_build_target_level(level) for level in row.target_levels),
            earlier_definitions=parse_earlier(Indicator, row.earlier_definitions),
            breaks=parse_breaks(row.breaks),
        )
        for row in rows
    }


def _build_target_level(plain: dict[str, Any]) -> TargetLevel:
    """Written out instead of `parse_plain`: a programme may have some thousands of them."""
    baseline = plain.get("baseline")
    return TargetLevel(
        **plain | {"value": Decimal(plain["value"]), "baseline": None if baseline is None else Decimal(baseline)}
    )


def propose_indicator(text: str, indicators: Mapping[str, Indicator]) -> str:
    """Returns the uid of the most specific indicator whose words all occur in the target's text; «» for none."""
    folded_text = text.casefold()
    matches = [
        indicator
        for indicator in indicators.values()
        if indicator.words and all(phrase.casefold() in folded_text for phrase in indicator.words)
    ]
    return max(matches, key=lambda indicator: sum(map(len, indicator.words))).uid if matches else ""


def build_disaggregation_namer() -> Callable[[str], str]:
    """Names the option sets of a disaggregation by their printed codes: «audience=pupils». A side of a share stays what
    it is. One query.
    """
    codes = dict(models.OptionSet.objects.values_list("uid", "code"))
    return lambda key: format_key({codes.get(name, name): option for name, option in (parse_key(key) or {}).items()})


def list_option_sets(user: User | None = None) -> dict[str, OptionSet]:
    """Returns the option sets of the account's programmes, or all, by uid, with the options that were closed. Two
    queries.
    """
    condition = Q() if user is None else filter_programmes(scope_of(user))
    return {
        row.uid: OptionSet(
            row.uid,
            row.code,
            row.name,
            tuple(
                Option(option.code, option.name, parse_spans(option.spans), option.owner, tuple(option.combines))
                for option in row.options.all()
            ),
            wider_set=row.wider_set,
        )
        for row in models.OptionSet.objects.filter(condition).prefetch_related("options")
    }
