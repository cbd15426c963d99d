"""Pair the lines of a Word file that came back with the lines of the draft, by marks, by text, then by likeness."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import Indel

from sokehoach.domain.documents.differences import list_spans
from sokehoach.domain.documents.word_edits.lines import WordLine
from sokehoach.domain.documents.word_edits.marks import DraftVersion, ParagraphMark, parse_paragraph_mark

_MIN_LIKENESS = 0.45  # share of words in common, from which two lines are one that was edited
_MAX_COMPARED = 2_000  # pairs of lines; beyond, lines without a mark are not paired by likeness


def list_marks(line: WordLine) -> list[ParagraphMark]:
    return [mark for name in line.marks if (mark := parse_paragraph_mark(name)) is not None]


def pair_lines(own_lines: Sequence[WordLine], lines: Sequence[WordLine], *, draft: DraftVersion) -> dict[int, int]:
    """The index of the draft's line for the index of a line, as far as lines can be paired; each at most once.

    `own_lines` carry the marks of `draft`.
    """
    pairs = _pair_by_marks(own_lines, lines, draft)
    _pair_by_text(own_lines, lines, pairs)
    _pair_by_likeness(own_lines, lines, pairs)
    return pairs


def _pair_by_marks(own_lines: Sequence[WordLine], lines: Sequence[WordLine], draft: DraftVersion) -> dict[int, int]:
    """By number where the file is of this version; of an older one by the words that nobody has changed since."""
    own_marks = {index: marks[0] for index, line in enumerate(own_lines) if (marks := list_marks(line))}
    by_number = {mark.number: index for index, mark in own_marks.items()}
    digests = Counter(mark.digest for mark in own_marks.values())
    by_digest = {mark.digest: index for index, mark in own_marks.items() if digests[mark.digest] == 1}
    pairs: dict[int, int] = {}
    taken_indexes: set[int] = set()
    for index, line in enumerate(lines):
        for mark in list_marks(line):
            is_current = mark.draft == draft
            own_index = by_number.get(mark.number) if is_current else by_digest.get(mark.digest)
            if mark.draft.document == draft.document and own_index is not None and own_index not in taken_indexes:
                pairs[index] = own_index
                taken_indexes.add(own_index)
                break
    return pairs


def _pair_by_text(own_lines: Sequence[WordLine], lines: Sequence[WordLine], pairs: dict[int, int]) -> None:
    taken_indexes = set(pairs.values())
    own_open = [index for index in range(len(own_lines)) if index not in taken_indexes]
    open_lines = [index for index in range(len(lines)) if index not in pairs]
    spans = list_spans(
        [(own_lines[index].is_table, own_lines[index].text) for index in own_open],
        [(lines[index].is_table, lines[index].text) for index in open_lines],
    )
    for span in spans:
        if span.is_equal:
            own_indexes = own_open[span.old_start : span.old_end]
            pairs.update(zip(open_lines[span.new_start : span.new_end], own_indexes, strict=True))


def _pair_by_likeness(own_lines: Sequence[WordLine], lines: Sequence[WordLine], pairs: dict[int, int]) -> None:
    """Within each gap between paired lines the most alike first, without crossing. Two lines alone in a gap are one
    that was written anew.
    """
    budget = _MAX_COMPARED
    for own_gap, gap in list(_list_gaps(len(own_lines), len(lines), pairs)):
        if len(own_gap) == len(gap) == 1 and own_lines[own_gap[0]].is_table == lines[gap[0]].is_table:
            pairs[gap[0]] = own_gap[0]
            continue
        budget -= len(own_gap) * len(gap)
        if budget < 0:
            return
        scores = sorted(
            (
                (_measure_likeness(own_lines[own_index], lines[index]), own_index, index)
                for own_index in own_gap
                for index in gap
            ),
            key=lambda score: (-score[0], score[1], score[2]),
        )
        chosen_pairs: list[tuple[int, int]] = []
        for likeness, own_index, index in scores:
            if likeness < _MIN_LIKENESS:
                break
            if all((own_index - other_own) * (index - other) > 0 for other_own, other in chosen_pairs):
                chosen_pairs.append((own_index, index))
                pairs[index] = own_index


def _list_gaps(own_count: int, count: int, pairs: Mapping[int, int]) -> Iterator[tuple[list[int], list[int]]]:
    """The unpaired lines of both sides between two lines that are paired in order."""
    taken_indexes = set(pairs.values())
    previous_own, previous = -1, -1
    for index in [*sorted(pairs), count]:
        own_index = pairs.get(index, own_count)
        if own_index <= previous_own:
            continue  # moved: no border of a gap
        own_gap = [other for other in range(previous_own + 1, own_index) if other not in taken_indexes]
        gap = [other for other in range(previous + 1, index) if other not in pairs]
        yield own_gap, gap
        previous_own, previous = own_index, index


def _measure_likeness(own_line: WordLine, line: WordLine) -> float:
    if own_line.is_table != line.is_table:
        return 0.0
    own_words, line_words = own_line.text.lower().split(), line.text.lower().split()
    if not own_words or not line_words:
        return 0.0
    return Indel.normalized_similarity(own_words, line_words, score_cutoff=_MIN_LIKENESS)
