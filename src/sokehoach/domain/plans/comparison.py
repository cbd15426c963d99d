"""Compare an amended plan with the original: unchanged, moved, changed, added and dropped items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sokehoach.domain.plans.plan_items import PlanItem, compute_similarity, fold_text
from sokehoach.domain.text import fold_accents

MIN_SIMILARITY = 0.72  # minimum similarity of two versions of one item


class ItemChange(StrEnum):
    SAME = "same"
    MOVED = "moved"  # same words under another clause
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


class Aspect(StrEnum):
    """The aspect in which a changed item differs."""

    PATH = "path"
    TEXT = "text"
    AGENCY = "agency"
    FIGURE = "figure"  # value, bound or unit of a target
    DUE = "due"  # due day or frequency


@dataclass(frozen=True, slots=True)
class Pair:
    """An item before and after; one of them is None if it was added or dropped."""

    change: ItemChange
    before: PlanItem | None
    after: PlanItem | None
    aspects: tuple[Aspect, ...] = ()


def compare_plans(old_items: Sequence[PlanItem], new_items: Sequence[PlanItem]) -> list[Pair]:
    """Every item of both plans once: in the order of the new plan, dropped ones at their old position.

    Items are paired one to one, most similar first; keys are unique within a plan.
    """
    matched = dict(_match_items(old_items, new_items))
    matched_places = set(matched.values())
    dropped = [old for old in range(len(old_items)) if old not in matched_places]
    pairs: list[Pair] = []
    for new, item in enumerate(new_items):
        old = matched.get(new)
        if old is not None:
            while dropped and dropped[0] < old:
                pairs.append(Pair(ItemChange.DROPPED, old_items[dropped.pop(0)], None))
            pairs.append(_build_pair(old_items[old], item))
        else:
            pairs.append(Pair(ItemChange.ADDED, None, item))
    return pairs + [Pair(ItemChange.DROPPED, old_items[old], None) for old in dropped]


def _match_items(old_items: Sequence[PlanItem], new_items: Sequence[PlanItem]) -> Iterator[tuple[int, int]]:
    """(index in `new_items`, index in `old_items`) of matching items."""
    scored = sorted(
        (
            (-score, old != new, abs(old - new), old, new)
            for new, new_item in enumerate(new_items)
            for old, old_item in enumerate(old_items)
            if (score := _compute_score(old_item, new_item))
        ),
    )
    olds: set[int] = set()
    news: set[int] = set()
    for *_rank, old, new in scored:
        if old not in olds and new not in news:
            olds.add(old)
            news.add(new)
            yield new, old


def _compute_score(old_item: PlanItem, new_item: PlanItem) -> float:
    """Similarity, with a bonus for the same clause or agency, because sentences repeat within a plan."""
    score = compute_similarity(old_item, new_item, least=MIN_SIMILARITY)
    if not score:
        return 0.0
    return round(score + 0.02 * (old_item.path == new_item.path) + 0.02 * (old_item.office == new_item.office), 4)


def _build_pair(old_item: PlanItem, new_item: PlanItem) -> Pair:
    aspects = tuple(_list_aspects(old_item, new_item))
    if not aspects:
        return Pair(ItemChange.SAME, old_item, new_item)
    change = ItemChange.MOVED if aspects == (Aspect.PATH,) else ItemChange.CHANGED
    return Pair(change, old_item, new_item, aspects)


def _list_aspects(old_item: PlanItem, new_item: PlanItem) -> Iterator[Aspect]:
    if old_item.path != new_item.path:
        yield Aspect.PATH
    if fold_text(old_item.text) != fold_text(new_item.text):
        yield Aspect.TEXT
    if old_item.office != new_item.office:
        yield Aspect.AGENCY
    if (old_item.value, old_item.bound, old_item.unit) != (new_item.value, new_item.bound, new_item.unit):
        yield Aspect.FIGURE
    if (old_item.due, old_item.recurs) != (new_item.due, new_item.recurs):
        yield Aspect.DUE


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Words that any plan's title may contain.
_COMMON = frozenset(
    re.findall(
        "[a-z]+",
        "ke hoach nam ve cua va cac tren dia ban huyen tinh xa phuong thi tran thanh pho quan cong tac thuc hien "
        "trien khai to chuc giai doan den dot thang quy phong chong",
    )
)
_MIN_SHARE = 0.6  # minimum share of the words of the shorter title


def plan_year(title: str, signed_on: date | None) -> int | None:
    """The year in the title, the last one of several; else that of the signature."""
    named = _YEAR.findall(title)
    return int(named[-1]) if named else signed_on.year if signed_on else None


def is_one_subject(title: str, other_title: str, *, place: str) -> bool:
    """Whether the titles share enough words, without common words and the name of the place."""
    common = _COMMON | _split_words(place)
    first, second = _split_words(title) - common, _split_words(other_title) - common
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) >= _MIN_SHARE * shorter


def _split_words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", fold_accents(title)))
