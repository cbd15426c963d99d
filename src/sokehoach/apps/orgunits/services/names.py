"""Other ways to write a name: each a part of the write that calls it."""

from collections.abc import Iterable, Mapping

from sokehoach.apps.orgunits.models import Alias, Group, Level, Unit
from sokehoach.domain.text.folding import fold


def learn(*, unit: Unit, aliases: Iterable[str]) -> None:
    """Other ways to write the unit's name."""
    Alias.objects.bulk_create(
        [Alias(unit=unit, text=text, folded=fold(text)) for text in aliases], ignore_conflicts=True
    )


def learn_in_province(*, unit: Unit, alias: str) -> None:
    """For the unit and, where it is an agency, for those of its name everywhere in its province.

    «Phòng TC-KH» is written so by all offices of a province, and means each district's own.
    """
    for one in [unit, *_namesakes(unit)]:
        learn(unit=one, aliases=[alias])


def learn_group(*, group: Group, alias: str) -> None:
    if fold(alias) not in {fold(text) for text in (group.name, *group.aliases)}:
        group.aliases = [*group.aliases, alias]
        group.save(update_fields=["aliases"])


def _namesakes(unit: Unit) -> list[Unit]:
    if unit.level != Level.AGENCY:
        return []
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    same = Unit.objects.filter(folded=unit.folded, level=Level.AGENCY).exclude(pk=unit.pk)
    return [one for one in same if _top(one.pk, parents) == _top(unit.pk, parents)]


def _top(unit: int, parents: Mapping[int, int | None]) -> int:
    while (above := parents.get(unit)) is not None:
        unit = above
    return unit
