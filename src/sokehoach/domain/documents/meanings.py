"""Figures with the same meaning: several forms count one thing, each in its own way."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sokehoach.domain.documents.content import Operand, Run, Text
from sokehoach.domain.messages import keep_vietnamese, say

_WITHIN_PREFIX = re.compile(r"^(?:trong đó|of which):?\s*(?:có\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeaningSource:
    """One source of a meaning. `description`: «báo cáo của các xã, phường».

    `interchangeable`: whether another source may be printed instead; not for a survey, because «khảo sát tại 34 cơ sở»
    is about the survey itself.
    """

    operand: Operand
    description: str
    interchangeable: bool = True


@dataclass(frozen=True, slots=True)
class Meaning:
    """A meaning with its sources. `name`: what all of them count, as a form has it: «trong đó: cơ sở lưu trú»."""

    name: str
    sources: tuple[MeaningSource, ...]


@dataclass(frozen=True, slots=True)
class MeaningResolution:
    """How a document prints figures of the same meaning.

    `replacements`: operand → what is printed instead; `named_sources`: operand whose source must be named → the name of
    the meaning and the description of the source.
    """

    replacements: Mapping[Operand, Operand]
    named_sources: Mapping[Operand, tuple[str, str]]

    def printed(self, operand: Operand) -> Operand:
        return self.replacements.get(operand, operand)

    def note(
        self,
        named: Sequence[Operand],
        figure: Callable[[Operand], Run],
        say_words: Callable[[str], str] = keep_vietnamese,
    ) -> Iterator[Run]:
        """The note on sources after a paragraph: « (Cơ sở lưu trú: theo báo cáo của các xã, phường.)».

        The note contains the number if the paragraph alone is ambiguous: it has two sources, or parts that belong to
        the replaced number.
        """
        noted = [operand for operand in dict.fromkeys(named) if operand in self.named_sources]
        used = {operand: self.printed(operand) for operand in noted}
        by_name: dict[str, dict[Operand, bool]] = defaultdict(dict)
        for operand in noted:
            by_name[self.named_sources[operand][0]][used[operand]] = True
            if used[operand] != operand and any(_is_related(operand, other) for other in named):
                by_name[self.named_sources[operand][0]][operand] = True
        names_by_description: dict[str, list[str]] = defaultdict(list)
        names_with_several: list[tuple[str, list[Operand]]] = []
        for label, used_operands in by_name.items():
            name = format_meaning(label, say_words)
            if len(used_operands) == 1:
                names_by_description[self.named_sources[next(iter(used_operands))][1]].append(name)
            else:
                names_with_several.append((name, [*used_operands]))
        parts: list[list[Run]] = [
            [Text(say_words(say("%(names)s: theo %(source)s", names=", ".join(names), source=description)))]
            for description, names in names_by_description.items()
        ]
        for name, operands in names_with_several:
            runs: list[Run] = [Text(f"{name}: ")]
            for number, used_operand in enumerate(operands):
                runs += [
                    Text(", " if number else ""),
                    figure(used_operand),
                    Text(say_words(say(" theo %(source)s", source=self.named_sources[used_operand][1]))),
                ]
            parts.append([run for run in runs if run.text])
        for number, runs in enumerate(parts):
            yield Text("; " if number else say_words(say(" (Số ")))
            yield from runs
        if parts:
            yield Text(".)")


def format_meaning(label: str, say_words: Callable[[str], str] = keep_vietnamese) -> str:
    """The label of a form as in a sentence: «cơ sở lưu trú» of «trong đó: cơ sở lưu trú»."""
    text = _WITHIN_PREFIX.sub("", say_words(label)).strip()
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def resolve_meanings(
    meanings: Sequence[Meaning], named: Collection[Operand], chosen_operands: Collection[Operand]
) -> MeaningResolution:
    """Resolve the meanings for a document with these operands. If it prints only one source, no note is needed."""
    replacements: dict[Operand, Operand] = {}
    named_sources: dict[Operand, tuple[str, str]] = {}
    for meaning in meanings:
        present = [source for source in meaning.sources if source.operand in named]
        if len(present) < 2:
            continue
        named_sources.update({source.operand: (meaning.name, source.description) for source in present})
        preferred = next(
            (source.operand for source in present if source.interchangeable and source.operand in chosen_operands),
            None,
        )
        if preferred is not None:
            replacements.update({source.operand: preferred for source in present if source.interchangeable})
    return MeaningResolution(replacements, named_sources)


def _is_related(operand: Operand, other: Operand) -> bool:
    """Whether the other operand is a part, or the whole, of what this one counts."""
    return operand.element == other.element and operand != other
