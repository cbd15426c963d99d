"""Templates with slots → texts with their places marked."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sokehoach.domain.privacy import HitKind


@dataclass(frozen=True, slots=True)
class Snippet:
    text: str
    marks: tuple[tuple[int, int, HitKind], ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What templates are filled from: «{name}», «{phone}» … by the names of `makers`."""

    makers: dict[str, tuple[HitKind | None, Callable[[random.Random], str]]]
    templates: tuple[str, ...]


_SLOT = re.compile(r"\{(\w+)\}")


def made(stock: Stock, count: int, seed: int) -> Iterator[Snippet]:
    """Every template in turn, with other fillings each time."""
    rng = random.Random(seed)
    for at in range(count):
        yield _filled(stock.templates[at % len(stock.templates)], stock, rng)


def _filled(template: str, stock: Stock, rng: random.Random) -> Snippet:
    parts: list[str] = []
    marks: list[tuple[int, int, HitKind]] = []
    length = at = 0
    for slot in _SLOT.finditer(template):
        parts.append(template[at : slot.start()])
        length += len(parts[-1])
        kind, make = stock.makers[slot[1]]
        parts.append(make(rng))
        if kind is not None:
            marks.append((length, length + len(parts[-1]), kind))
        length += len(parts[-1])
        at = slot.end()
    return Snippet("".join([*parts, template[at:]]), tuple(marks))


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def grouped(number: str, sizes: tuple[int, ...], by: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return by.join(parts)
