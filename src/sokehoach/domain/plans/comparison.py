"""An amended plan beside the one that it amends: what stayed, moved, changed, was added, was dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.plans.said import Said, alike, folded

LEAST = 0.72  # likeness from which two items are the same one, said anew


class Change(StrEnum):
    SAME = "same"
    MOVED = "moved"  # the same words under another clause
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


class Aspect(StrEnum):
    """In what a changed item differs."""

    PATH = "path"
    TEXT = "text"
    AGENCY = "agency"
    FIGURE = "figure"  # value, bound or unit of a target
    DUE = "due"  # last day, or frequency


@dataclass(frozen=True, slots=True)
class Pair:
    """An item before and after; one of the two is None where it was added or dropped."""

    change: Change
    before: Said | None
    after: Said | None
    aspects: tuple[Aspect, ...] = ()


def compare(before: Sequence[Said], after: Sequence[Said]) -> list[Pair]:
    """Every item of both plans once: those of the new plan in its order, each dropped one where it stood.

    Items are paired one to one, the most alike first; keys must be different within a plan.
    """
    matched = dict(_matched(before, after))
    kept = set(matched.values())
    dropped = [old for old in range(len(before)) if old not in kept]
    pairs: list[Pair] = []
    for new, item in enumerate(after):
        old = matched.get(new)
        if old is not None:
            while dropped and dropped[0] < old:
                pairs.append(Pair(Change.DROPPED, before[dropped.pop(0)], None))
            pairs.append(_pair(before[old], item))
        else:
            pairs.append(Pair(Change.ADDED, None, item))
    return pairs + [Pair(Change.DROPPED, before[old], None) for old in dropped]


def _matched(before: Sequence[Said], after: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """(place in `after`, place in `before`) of what is the same item."""
    scored = sorted(
        (
            (-score, old != new, abs(old - new), old, new)
            for new, item in enumerate(after)
            for old, other in enumerate(before)
            if (score := _score(other, item))
        ),
    )
    olds: set[int] = set()
    news: set[int] = set()
    for *_rank, old, new in scored:
        if old not in olds and new not in news:
            olds.add(old)
            news.add(new)
            yield new, old


def _score(before: Said, after: Said) -> float:
    """Likeness, a little more where the clause or the agency is the same: sentences repeat within a plan."""
    score = alike(before, after, least=LEAST)
    if not score:
        return 0.0
    return round(score + 0.02 * (before.path == after.path) + 0.02 * (before.office == after.office), 4)


def _pair(before: Said, after: Said) -> Pair:
    aspects = tuple(_aspects(before, after))
    if not aspects:
        return Pair(Change.SAME, before, after)
    change = Change.MOVED if aspects == (Aspect.PATH,) else Change.CHANGED
    return Pair(change, before, after, aspects)


def _aspects(before: Said, after: Said) -> Iterator[Aspect]:
    if before.path != after.path:
        yield Aspect.PATH
    if folded(before.text) != folded(after.text):
        yield Aspect.TEXT
    if before.office != after.office:
        yield Aspect.AGENCY
    if (before.value, before.bound, before.unit) != (after.value, after.bound, after.unit):
        yield Aspect.FIGURE
    if (before.due, before.recurs) != (after.due, after.recurs):
        yield Aspect.DUE
