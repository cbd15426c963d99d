"""Targets in sentences, with what a reader sees counted: common_wordings.txt and written_wordings.txt.

A line of the first: the sentence with the words of the target in [[ ]], unit, value, measure, numerator, denominator. A
block of the second: the number of its writer and the sentence, then for each target, in their order, its words and the
same columns; « | » parts pieces of a name. A line of subjects_and_predicates.txt and of parted_phrases.txt, which five
writers who did not know the program wrote: who or what is counted, « | », and what must be true of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bench.bench_programmes import is_same_name

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence

COMMON, WRITTEN = (Path(__file__).with_name(f"{name}_wordings.txt") for name in ("common", "written"))
PARTED, PHRASES = (Path(__file__).with_name(f"{name}.txt") for name in ("subjects_and_predicates", "parted_phrases"))


@dataclass(frozen=True, slots=True)
class WordedTarget:
    """`writer`: «» of the common wordings. `numerator`, `denominator`: «» where none is labelled."""

    writer: str
    text: str
    text_before: str
    text_after: str
    unit: str
    level: Decimal
    measure: str
    numerator: str
    denominator: str

    def parse_measure(self) -> TargetMeasure:
        return parse_target(
            self.text, unit=self.unit, value=self.level, text_before=self.text_before, text_after=self.text_after
        )

    def judge_names(self, measure: TargetMeasure) -> tuple[bool, bool]:
        """Whether numerator and denominator are those of the labels; of what cannot be counted whether none is."""
        if self.measure == MeasureKind.NONE:
            return (measure.kind is MeasureKind.NONE,) * 2
        return (
            not self.numerator or is_same_name([self.numerator], measure.numerator),
            is_same_name([self.denominator], measure.denominator) if self.denominator else not measure.denominator,
        )


def list_common_targets() -> Iterator[WordedTarget]:
    for line in COMMON.read_text("utf-8").splitlines():
        marked, *columns = line.split("\t")
        sentence = marked.replace("[[", "").replace("]]", "")
        yield _build_target("", sentence, (marked.index("[["), marked.index("]]") - 2), columns)


def list_written_targets() -> Iterator[WordedTarget]:
    writer, sentence, start = "", "", 0
    for line in WRITTEN.read_text("utf-8").splitlines():
        first, second, *columns = line.split("\t")
        if first:
            writer, sentence, start = first, second, 0
            continue
        start = sentence.index(second, start)
        yield _build_target(writer, sentence, (start, start + len(second)), columns)


def list_parted_phrases(path: Path = PARTED) -> Iterator[tuple[str, str]]:
    """Who or what is counted, and what must be true of it; the second is «» where a phrase says only the first."""
    for line in path.read_text("utf-8").splitlines():
        subject, _bar, predicate = line.partition(" |")
        yield subject, predicate.strip()


def _build_target(writer: str, sentence: str, place: tuple[int, int], columns: list[str]) -> WordedTarget:
    unit, level, measure, numerator, denominator = (*columns, "", "")[:5]
    text_before, text_after = find_rest_of_sentence(f"{sentence.rstrip('.;')}.", *place)
    return WordedTarget(
        writer, sentence[slice(*place)], text_before, text_after, unit, Decimal(level), measure, numerator, denominator
    )
