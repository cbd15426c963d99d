"""Stores the data elements and option sets of a programme."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.indicators import models
from sokehoach.apps.programmes.models import Programme
from sokehoach.domain.indicators.element import DataElement, OptionSet
from sokehoach.domain.indicators.indicator import Indicator


@write("elements.keep")
def import_elements(
    *, programme: Programme, elements: Iterable[DataElement], by: Model | str, at: datetime
) -> ServiceResult:
    count = 0
    for element in elements:
        models.DataElement.objects.update_or_create(
            uid=element.uid,
            defaults={
                "programme": programme,
                "code": element.code,
                "name": element.name,
                "unit": element.unit,
                "kind": element.kind.value,
                "nature": element.nature.value,
                "over_time": element.over_time.value,
                "over_place": element.over_place.value,
                "function": element.function,
                "form": element.form,
                "counts_persons": element.counts_persons,
                "disaggregations": list(element.disaggregations),
                "clauses": list(element.clauses),
                "decimals": element.decimals,
                "source": element.source,
            },
        )
        count += 1
    return ServiceResult(subject="elements", detail={"kept": count})


@write("option_sets.keep")
def import_option_sets(
    *, programme: Programme, option_sets: Iterable[OptionSet], by: Model | str, at: datetime
) -> ServiceResult:
    """Store option sets; one that another programme brought, for the whole installation, only gets what it lacks."""
    count = 0
    for option_set in option_sets:
        others = models.OptionSet.objects.filter(uid=option_set.uid).exclude(programme=programme).first()
        if others is not None:
            _add_missing_options(others, option_set)
            continue
        row, _new = models.OptionSet.objects.update_or_create(
            uid=option_set.uid, defaults={"programme": programme, "code": option_set.code, "name": option_set.name}
        )
        for position, option in enumerate(option_set.options):
            models.Option.objects.update_or_create(
                option_set=row, code=option.code, defaults={"name": option.name, "position": position}
            )
        count += 1
    return ServiceResult(subject="option_sets", detail={"kept": count})


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
    count = 0
    for position, indicator in enumerate(indicators):
        models.Indicator.objects.update_or_create(
            uid=indicator.uid,
            defaults={
                "programme": programme,
                "code": indicator.code,
                "name": indicator.name,
                "numerator": indicator.numerator.text,
                "denominator": indicator.denominator.text,
                "on_map": indicator.on_map,
                "words": list(indicator.words),
                "source": indicator.source,
                "per": indicator.rule.per,
                "change": indicator.rule.change.value,
                "compared_with": indicator.rule.compared_with.value,
                "position": position,
            },
        )
        count += 1
    return ServiceResult(subject="indicators", detail={"kept": count})
