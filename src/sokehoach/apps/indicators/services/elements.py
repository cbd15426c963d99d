"""Stores the data elements and option sets of a programme."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from sokehoach.adapters.programme_files.canonical import to_plain
from sokehoach.adapters.programme_files.earlier import serialize_earlier, serialize_spans
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.indicators import models
from sokehoach.apps.programmes.models import Programme
from sokehoach.domain.indicators.element import DataElement, OptionSet
from sokehoach.domain.indicators.indicator import Indicator

_STORED = {field.name for field in models.DataElement._meta.concrete_fields} - {"uid", "earlier_definitions"}
_COLUMNS = [field.name for field in fields(DataElement) if field.name in _STORED]
_INDICATOR_COLUMNS = [field.name for field in models.Indicator._meta.concrete_fields if field.name not in ("id", "uid")]


@write("elements.keep")
def import_elements(
    *, programme: Programme, elements: Iterable[DataElement], by: Model | str, at: datetime
) -> ServiceResult:
    rows = [
        models.DataElement(
            programme=programme,
            uid=element.uid,
            earlier_definitions=serialize_earlier(element.earlier_definitions),
            **{name: _to_column(getattr(element, name)) for name in _COLUMNS},
        )
        for element in elements
    ]
    models.DataElement.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["uid"],
        update_fields=["programme", "earlier_definitions", *_COLUMNS],
    )
    return ServiceResult(subject="elements", detail={"kept": len(rows)})


def _to_column(value: Any) -> Any:
    return (
        [item.isoformat() if isinstance(item, date) else item for item in value] if isinstance(value, tuple) else value
    )


@write("option_sets.keep")
def import_option_sets(
    *, programme: Programme, option_sets: Iterable[OptionSet], by: Model | str, at: datetime
) -> ServiceResult:
    """Store option sets; one that another programme brought, for the whole installation, only gets what it lacks."""
    by_uid = {option_set.uid: option_set for option_set in option_sets}
    for row in models.OptionSet.objects.filter(uid__in=by_uid).exclude(programme=programme):
        _add_missing_options(row, by_uid.pop(row.uid))
    models.OptionSet.objects.bulk_create(
        [
            models.OptionSet(
                programme=programme,
                uid=option_set.uid,
                code=option_set.code,
                name=option_set.name,
                wider_set=option_set.wider_set,
            )
            for option_set in by_uid.values()
        ],
        update_conflicts=True,
        unique_fields=["uid"],
        update_fields=["code", "name", "wider_set"],
    )
    rows = models.OptionSet.objects.in_bulk(by_uid, field_name="uid")
    models.Option.objects.bulk_create(
        [
            models.Option(
                option_set=rows[uid],
                code=option.code,
                name=option.name,
                position=position,
                spans=serialize_spans(option.spans),
                owner=option.owner,
                combines=[*option.combines],
            )
            for uid, option_set in by_uid.items()
            for position, option in enumerate(option_set.options)
        ],
        update_conflicts=True,
        unique_fields=["option_set", "code"],
        update_fields=["name", "position", "spans", "owner", "combines"],
    )
    return ServiceResult(subject="option_sets", detail={"kept": len(by_uid)})


def _add_missing_options(row: models.OptionSet, option_set: OptionSet) -> None:
    codes = set(row.options.values_list("code", flat=True))
    missing = [option for option in option_set.options if option.code not in codes]
    models.Option.objects.bulk_create(
        models.Option(option_set=row, code=option.code, name=option.name, position=position)
        for position, option in enumerate(missing, len(codes))
    )


@write("indicators.keep")
def import_indicators(
    *, programme: Programme, indicators: Iterable[Indicator], by: Model | str, at: datetime
) -> ServiceResult:
    rows = [
        models.Indicator(
            programme=programme,
            uid=indicator.uid,
            code=indicator.code,
            name=indicator.name,
            numerator=indicator.numerator.text,
            denominator=indicator.denominator.text,
            on_map=indicator.on_map,
            words=list(indicator.words),
            source=indicator.source,
            per=indicator.rule.per,
            change=indicator.rule.change.value,
            compared_with=indicator.rule.compared_with.value,
            target_levels=to_plain(indicator.target_levels),
            position=position,
            earlier_definitions=serialize_earlier(indicator.earlier_definitions),
            breaks=[day.isoformat() for day in indicator.breaks],
        )
        for position, indicator in enumerate(indicators)
    ]
    models.Indicator.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["uid"], update_fields=_INDICATOR_COLUMNS
    )
    return ServiceResult(subject="indicators", detail={"kept": len(rows)})
