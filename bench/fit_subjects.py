"""Fits the weights of domain/plans/proposals/subject_weights.py on labelled shares; `--write` writes them.

`--cross` leaves out each batch of plans and each writer of sentences in turn, and says in how many of their shares
numerator and denominator are both right by weights that were fitted without them.
"""

import functools
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tests.domain.plans.worded_targets import (
    PARTED,
    PHRASES,
    WordedTarget,
    list_common_targets,
    list_parted_phrases,
    list_written_targets,
)
from tests.golden.labels import gold

from bench.bench_programmes import count_words
from bench.labelled_plans import build_plan, list_plans
from sokehoach.domain.plans.proposals import subject_weights as module
from sokehoach.domain.plans.proposals import subjects
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.sentences import cut_years, find_figure
from sokehoach.domain.plans.proposals.trimming import trim_subject, trim_words
from sokehoach.domain.plans.proposals.wordings import FURTHER, RATE, UPWARD
from sokehoach.domain.plans.yearly_targets import CELL_SEPARATOR
from sokehoach.domain.text import fold_tones

BATCHES = {
    "issued": (*gold.PROGRAMMES, *gold.PROGRAMMES_BLIND, *gold.PROGRAMMES_SECOND, *gold.PROGRAMMES_LAST,
               *gold.PUBLIC_OTHERS),
    "eighth": gold.PROGRAMMES_EIGHTH, "ninth": gold.PROGRAMMES_NINTH, "tenth": gold.PROGRAMMES_TENTH,
    "eleventh": gold.PROGRAMMES_ELEVENTH, "twelfth": gold.PROGRAMMES_TWELFTH,
    "thirteenth": gold.PROGRAMMES_THIRTEENTH, "fourteenth": gold.PROGRAMMES_FOURTEENTH,
    "fifteenth": gold.PROGRAMMES_FIFTEENTH, "sixteenth": gold.PROGRAMMES_SIXTEENTH,
    "seventeenth": gold.PROGRAMMES_SEVENTEENTH, "eighteenth": gold.PROGRAMMES_EIGHTEENTH,
    "nineteenth": gold.PROGRAMMES_NINETEENTH, "twentieth": gold.PROGRAMMES_TWENTIETH,
    "twenty-first": gold.PROGRAMMES_TWENTY_FIRST, "twenty-second": gold.PROGRAMMES_TWENTY_SECOND,
}  # fmt: skip
# How often a case counts, where not twice: a sentence of a signed plan or a common one, or a phrase without a sentence.
TIMES = {"issued": 6, "common": 6, "phrases": 8, "written phrases": 1}
LEAST_SEEN = 5  # texts in which a sign stands
LEAST_WEIGHT, STEP_OF_WEIGHT = 0.3, 0.1
PENALTY, STEPS, STEP, SLOW_STEPS, SLOWER = 0.8, 150, 0.05, 90, 0.3
_CLOSE = 0.87  # F1 of the words of the label and those before the right place


@dataclass(frozen=True, slots=True)
class Case:
    """Words in which the place of the label is known."""

    batch: str
    words: tuple[str, ...]
    right: frozenset[int]


def list_targets() -> Iterator[tuple[str, WordedTarget]]:
    """All labelled targets that are shares and no cell of a table, by batch."""
    for batch, names in BATCHES.items():
        for name in names:
            try:
                plans = list(list_plans([name]))
            except (gold.Absent, FileNotFoundError):
                continue
            for _name, text, items, labels in plans:
                targets = {target.code: target for target in build_plan(text, items).targets}
                for label in labels["targets"]:
                    target = targets[f"CT{label['target']}"]
                    if label["measure"] == MeasureKind.SHARE and not {CELL_SEPARATOR, "|"} & set(target.text):
                        yield batch, WordedTarget(
                            "", target.text, target.text_before, target.text_after, target.unit, target.value,
                            label["measure"], " ".join(label["numerator"]), " ".join(label["denominator"]),
                        )  # fmt: skip
    for target in (*list_common_targets(), *list_written_targets()):
        if target.measure == MeasureKind.SHARE:
            yield f"writer {target.writer}" if target.writer else "common", target


def build_case(batch: str, target: WordedTarget) -> Case | None:
    """The words behind the number, or those before it, where the label names some of the first of them or none."""
    phrase = " ".join(target.text.split()).lstrip("-–+•* ")
    figure = find_figure(fold_tones(phrase), percent=True, value=target.level)
    if figure is None:
        return None
    head, tail = trim_words(cut_years(phrase[: figure.start()])), phrase[figure.end() :].strip(" ,:")
    tail = trim_subject(UPWARD.sub("", FURTHER.sub("", tail)))
    rates = list(RATE.finditer(fold_tones(head)))
    of_head = trim_words(head[rates[-1].end() :]) if rates else head
    text = cut_years(tail) if len(tail.split()) > 1 else of_head
    words = subjects.fold_words(text)
    places = subjects.list_places(words)
    if len(words) < 2 or (text is not of_head and len(head.split()) > 1):
        return None  # «Giải quyết 95% đơn thư thuộc thẩm quyền»
    if not target.denominator:
        is_named = _compare(target.numerator, words) >= _CLOSE
        return Case(batch, tuple(words), frozenset(places[-1:])) if is_named and text is of_head else None
    scores = {place: _compare(target.denominator, words[:place]) for place in places}
    best = max(scores.values())
    right = frozenset(place for place, score in scores.items() if score == best)
    return Case(batch, tuple(words), right) if best >= _CLOSE else None


def list_phrases() -> Iterator[Case]:
    """Those of which a person knows the place: of who mended the proposer, and of writers who did not know it."""
    for batch, path in (("phrases", PARTED), ("written phrases", PHRASES)):
        for line in list_parted_phrases(path):
            subject, predicate = (subjects.fold_words(part) for part in line)
            yield Case(batch, (*subject, *predicate), frozenset([len(subject)]))


def _compare(label: str, words: Sequence[str]) -> float:
    wanted, got = count_words(label), count_words(" ".join(words))
    return 2 * sum((wanted & got).values()) / max(1, wanted.total() + got.total())


def fit(cases: Iterable[Case]) -> dict[str, float]:
    """The weights with which the right places are most likely (Adam), rounded, without small ones."""
    rows = list(cases)
    signs = [
        (at, place, list(subjects.list_signs(case.words, place)))
        for at, case in enumerate(rows)
        for place in subjects.list_places(case.words)
    ]
    seen = Counter(sign for words in {case.words for case in rows} for sign in _join_signs(words))
    columns = {sign: at for at, sign in enumerate(sorted(sign for sign, count in seen.items() if count >= LEAST_SEEN))}
    pairs = [
        (row, columns[sign]) for row, (_at, _place, names) in enumerate(signs) for sign in names if sign in columns
    ]
    owners, used = (np.array(side) for side in zip(*pairs, strict=True))
    cases_of = np.array([at for at, _place, _names in signs])
    allowed = np.array([float(place in rows[at].right) for at, place, _names in signs])
    starts = np.searchsorted(cases_of, np.arange(len(rows)))
    weights, momentum, squares = (np.zeros(len(columns)) for _array in range(3))
    for step in range(1, STEPS + 1):
        sums = np.bincount(owners, weights[used], minlength=len(signs))
        odds = np.exp(sums - np.maximum.reduceat(sums, starts)[cases_of])
        chances = odds / np.add.reduceat(odds, starts)[cases_of]
        right = np.add.reduceat(chances * allowed, starts)[cases_of]
        misses = chances * allowed / np.maximum(right, 1e-12) - chances
        slope = np.bincount(used, misses[owners], minlength=len(columns)) - PENALTY * weights
        momentum = 0.9 * momentum + 0.1 * slope
        squares = 0.99 * squares + 0.01 * slope**2
        pace = STEP * (1.0 if step < SLOW_STEPS else SLOWER)
        weights += pace * momentum / (1 - 0.9**step) / (np.sqrt(squares / (1 - 0.99**step)) + 1e-9)
    rounded = {
        sign: round(round(float(weights[at]) / STEP_OF_WEIGHT) * STEP_OF_WEIGHT, 1) for sign, at in columns.items()
    }
    return {sign: weight for sign, weight in rounded.items() if abs(weight) >= LEAST_WEIGHT}


def _join_signs(words: Sequence[str]) -> set[str]:
    return {sign for place in subjects.list_places(words) for sign in subjects.list_signs(words, place)}


def use_weights(weights: Mapping[str, float]) -> None:
    subjects.WEIGHTS = weights
    subjects.rank_places.cache_clear()


@functools.cache
def _list_cases() -> list[Case]:
    cases = [case for batch, target in list_targets() if (case := build_case(batch, target)) is not None]
    return [case for case in (*cases, *list_phrases()) for _time in range(TIMES.get(case.batch, 2))]


@functools.cache
def _fit_without(batch: str) -> dict[str, float]:
    return fit(case for case in _list_cases() if case.batch != batch)


def leave_out(batch: str) -> None:
    """From here on subjects are found by weights that were fitted without the batch."""
    use_weights(_fit_without(batch))


def is_right(target: WordedTarget) -> bool:
    return all(target.judge_names(target.parse_measure()))


def main() -> None:
    targets, cases = list(list_targets()), _list_cases()
    print(f"{len(targets)} shares; the place is known in {len(cases)}, with phrases")
    if "--cross" in sys.argv:
        for batch in dict.fromkeys(batch for batch, _target in targets):
            leave_out(batch)
            own = [is_right(target) for name, target in targets if name == batch]
            print(f"  {batch} left out: {sum(own)} of {len(own)}")
    weights = fit(cases)
    use_weights(weights)
    counts = Counter(batch for batch, target in targets if is_right(target))
    print("fitted on all:", ", ".join(f"{batch} {count}" for batch, count in counts.items()))
    if "--write" in sys.argv:
        write_weights(Path(module.__file__), weights, len(cases))


def write_weights(path: Path, weights: Mapping[str, float], count: int) -> None:
    """One line for each kind of sign and weight, the greatest first; long ones go on in the next line."""
    groups: defaultdict[tuple[str, float], list[str]] = defaultdict(list)
    for sign, weight in weights.items():
        kind, _space, words = sign.partition(" ")
        groups[kind, weight].append(words)
    lines = []
    for (kind, weight), words in sorted(groups.items(), key=lambda group: (group[0][0], -group[0][1])):
        line = ""
        if words == [""]:
            lines.append(f"{kind} {weight}:")
            continue
        for word in sorted(words):
            if len(line) + len(word) > _LONGEST:
                lines.append(line)
                line = ""
            line = f"{line}|{word}" if line else f"{kind} {weight}: {word}"
        lines.append(line)
    head, _mark, _rest = path.read_text("utf-8").partition("# Fitted by ")
    tail = _rest.partition("# End of what is fitted.\n")[2]
    fitted = f'# Fitted by bench/fit_subjects.py on {count} shares; not written by hand.\n_LINES = """\\\n'
    path.write_text(f'{head}{fitted}{chr(10).join(lines)}\n"""\n# End of what is fitted.\n{tail}', "utf-8")


_LONGEST = 118

if __name__ == "__main__":
    main()
