"""Stores the data elements and option sets of a programme."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.indicators import models
from sokehoach.domain.indicators.element import DataElement, OptionSet
from sokehoach.domain.indicators.indicator import Indicator


@write("elements.keep")
def import_elements(*, elements: Iterable[DataElement], by: Model | str, at: datetime) -> ServiceResult:
    count = 0
    for element in elements:
        models.DataElement.objects.update_or_create(
            code=element.code,
            defaults={
                "name": element.name,
                "unit": element.unit,
                "kind": element.kind.value,
                "nature": element.nature.value,
                "over_time": element.over_time.value,
                "over_place": element.over_place.value,
                "function": element.function.value,
                "form": element.form,
                "counts_persons": element.counts_persons,
                "disaggregations": list(element.disaggregations),
                "clauses": list(element.clauses),
                "source": element.source,
            },
        )
        count += 1
    return ServiceResult(subject="elements", detail={"kept": count})


@write("option_sets.keep")
def import_option_sets(*, option_sets: Iterable[OptionSet], by: Model | str, at: datetime) -> ServiceResult:
    count = 0
    for option_set in option_sets:
        row, _new = models.OptionSet.objects.update_or_create(code=option_set.code, defaults={"name": option_set.name})
        for position, option in enumerate(option_set.options):
            models.Option.objects.update_or_create(
                option_set=row, code=option.code, defaults={"name": option.name, "position": position}
            )
        count += 1
    return ServiceResult(subject="option_sets", detail={"kept": count})


@write("indicators.keep")
def import_indicators(*, indicators: Iterable[Indicator], by: Model | str, at: datetime) -> ServiceResult:
    count = 0
    for position, indicator in enumerate(indicators):
        models.Indicator.objects.update_or_create(
            code=indicator.code,
            defaults={
                "name": indicator.name,
                "numerator": indicator.numerator.text,
                "denominator": indicator.denominator.text,
                "on_map": indicator.on_map,
                "words": list(indicator.words),
                "source": indicator.source,
                "position": position,
            },
        )
        count += 1
    return ServiceResult(subject="indicators", detail={"kept": count})
