"""Adds aliases of unit names, within the caller's write."""

from collections.abc import Iterable, Mapping

from sokehoach.apps.orgunits.models import Alias, Group, Level, Unit
from sokehoach.domain.text.folding import fold_accents


def add_aliases(*, unit: Unit, aliases: Iterable[str]) -> None:
    Alias.objects.bulk_create(
        [Alias(unit=unit, text=text, folded=fold_accents(text)) for text in aliases], ignore_conflicts=True
    )


def add_alias_in_province(*, unit: Unit, alias: str) -> None:
    """Adds the alias to the unit and, for an agency, to agencies of the same name in its province.

    «Phòng TC-KH» is written so by all offices of a province, and means each district's own.
    """
    for named_unit in [unit, *_list_namesakes(unit)]:
        add_aliases(unit=named_unit, aliases=[alias])


def add_group_alias(*, group: Group, alias: str) -> None:
    if fold_accents(alias) not in {fold_accents(text) for text in (group.name, *group.aliases)}:
        group.aliases = [*group.aliases, alias]
        group.save(update_fields=["aliases"])


def _list_namesakes(unit: Unit) -> list[Unit]:
    if unit.level != Level.AGENCY:
        return []
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    namesakes = Unit.objects.filter(folded=unit.folded, level=Level.AGENCY).exclude(pk=unit.pk)
    return [namesake for namesake in namesakes if _get_top(namesake.pk, parents) == _get_top(unit.pk, parents)]


def _get_top(unit: int, parents: Mapping[int, int | None]) -> int:
    while (parent := parents.get(unit)) is not None:
        unit = parent
    return unit
