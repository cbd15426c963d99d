"""Figures of one meaning: one thing that several forms count, each in its own way, with its own number."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sokehoach.domain.documents.content import Operand, Run, Text


@dataclass(frozen=True, slots=True)
class Source:
    """`words`: «biểu 01-XA của các xã, thị trấn». `interchangeable`: whether another source may be printed in its
    place; of a survey it may not: «khảo sát tại 34 cơ sở» tells of the survey.
    """

    operand: Operand
    words: str
    interchangeable: bool = True


@dataclass(frozen=True, slots=True)
class Meaning:
    """`name`: what all of them count, as it stands in a sentence: «cơ sở lưu trú»."""

    name: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a document does with its meanings. `instead`: what is printed in place of an operand; `told`: of each
    operand whose source must be named, the meaning's name and the words of its source.
    """

    instead: Mapping[Operand, Operand]
    told: Mapping[Operand, tuple[str, str]]

    def printed(self, operand: Operand) -> Operand:
        return self.instead.get(operand, operand)

    def note(self, named: Sequence[Operand], figure: Callable[[Operand], Run]) -> Iterator[Run]:
        """« (Cơ sở lưu trú: theo biểu 01-XA của các xã, thị trấn.)» after a paragraph with these operands.

        The number stands in it where the paragraph alone would not tell which is meant: two sources in one paragraph,
        or parts that belong to the number that was replaced.
        """
        spoken = [one for one in dict.fromkeys(named) if one in self.told]
        used = {one: self.printed(one) for one in spoken}
        by_name: dict[str, dict[Operand, bool]] = defaultdict(dict)
        for one in spoken:
            by_name[self.told[one][0]][used[one]] = True
            if used[one] != one and any(_kin(one, other) for other in named):
                by_name[self.told[one][0]][one] = True
        alike: dict[str, list[str]] = defaultdict(list)
        several: list[tuple[str, list[Operand]]] = []
        for name, found in by_name.items():
            if len(found) == 1:
                alike[self.told[next(iter(found))][1]].append(name)
            else:
                several.append((name, [*found]))
        parts: list[list[Run]] = [
            [Text(f"{', '.join(names)}: theo {words}")] for words, names in alike.items()
        ]
        for name, operands in several:
            runs: list[Run] = [Text(f"{name}: ")]
            for number, operand in enumerate(operands):
                runs += [
                    Text(", " if number else ""),
                    figure(operand),
                    Text(f" theo {self.told[operand][1]}"),
                ]
            parts.append([run for run in runs if run.text])
        for number, runs in enumerate(parts):
            yield Text("; " if number else " (Số ")
            yield from runs
        if parts:
            yield Text(".)")


def resolve(meanings: Sequence[Meaning], named: Collection[Operand], chosen: Collection[Operand]) -> Resolved:
    """For a document that prints these operands. A meaning of which it prints one source alone needs no word."""
    instead: dict[Operand, Operand] = {}
    told: dict[Operand, tuple[str, str]] = {}
    for meaning in meanings:
        present = [one for one in meaning.sources if one.operand in named]
        if len(present) < 2:
            continue
        told.update({one.operand: (meaning.name, one.words) for one in present})
        pick = next((one.operand for one in present if one.interchangeable and one.operand in chosen), None)
        if pick is not None:
            instead.update({one.operand: pick for one in present if one.interchangeable})
    return Resolved(instead, told)


def _kin(one: Operand, other: Operand) -> bool:
    """Whether the other is a part, or the whole, of what that one counts."""
    return one.element == other.element and one != other
