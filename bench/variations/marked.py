"""A labelled plan whose labels are tied to places of its text, so that they follow when the text is changed.

The paragraphs are those of the reader: a change of form is to differ from the plan in that form alone.
"""

import copy
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sokehoach.domain.plans.lines import PlanParagraph, split_paragraphs
from sokehoach.domain.plans.parts import find_parts

type Labels = dict[str, Any]
type Place = tuple[int, int]
_WORDS = {"targets": ("quote", "unit"), "duties": ("starts", "agency"), "reporting": ("to", "via")}
_FIRST_WORDS = 8


@dataclass(frozen=True)
class Edit:
    """Replace text[start:end]; `noise` is no part of the words around it (a page number)."""

    start: int
    end: int
    text: str
    noise: bool = False


@dataclass(frozen=True)
class Item:
    """A numbered item: its label in the outline, where its printed number stands, and where its words begin."""

    at: int
    path: str
    marker: Place
    start: int
    in_table: bool


@dataclass(frozen=True)
class Changed:
    text: str
    labels: Labels


@dataclass
class MarkedPlan:
    name: str
    text: str
    labels: Labels
    paragraphs: list[PlanParagraph] = field(default_factory=list)  # of the body
    items: list[Item] = field(default_factory=list)
    places: dict[tuple[str, int, str], Place] = field(default_factory=dict)
    unplaced: int = 0

    @property
    def body(self) -> Place:
        return self.paragraphs[0].whole.span.start, self.paragraphs[-1].whole.span.end

    def place(self, part: str, at: int, key: str = "starts") -> Place | None:
        return self.places.get((part, at, key))

    def paragraph_of(self, offset: int) -> int:
        """The index of the paragraph that holds the offset."""
        return bisect_right([paragraph.whole.span.start for paragraph in self.paragraphs], offset) - 1

    def apply(self, edits: Iterable[Edit]) -> Changed | None:
        """The changed text and its labels; None if nothing is changed."""
        ordered = _drop_overlaps(sorted(edits, key=lambda edit: (edit.start, edit.end)))
        if not any(self.text[edit.start : edit.end] != edit.text for edit in ordered):
            return None
        labels = copy.deepcopy(self.labels)
        for (part, at, key), place in self.places.items():
            labels[part][at][key] = self._words(ordered, place)
        return Changed(_replace(self.text, ordered, 0, len(self.text)), labels)

    def _words(self, edits: list[Edit], place: Place) -> str:
        start, end = place
        inside = [
            Edit(edit.start, edit.end, " " if edit.noise else edit.text)
            for edit in edits
            if edit.start < end and edit.end > start
        ]
        begin = min([start, *(edit.start for edit in inside)])
        return " ".join(_replace(self.text, inside, begin, max([end, *(edit.end for edit in inside)])).split())


def mark_plan(name: str, text: str, labels: Labels) -> MarkedPlan | None:
    """The plan with the places of its labels; None if the text has no body."""
    everything = split_paragraphs(text)
    parts = find_parts(text, everything)
    if parts is None:
        return None
    plan = MarkedPlan(name, text, copy.deepcopy(labels), everything[parts.body : parts.end])
    plan.items = list(_find_items(plan))
    for item in plan.items:
        plan.places["outline", item.at, "starts"] = (item.start, _find_words_end(plan, item))
    starts = {item.path: item.start for item in plan.items}
    for part, keys in _WORDS.items():
        last = 0
        for at, label in enumerate(plan.labels[part]):
            around = max(last, starts.get(label.get("path", ""), 0))
            for key in keys:
                if not label.get(key) or label[key] == "%":
                    continue
                found = _find_place(text, label[key], around, backwards=key == "agency")
                if found is None:
                    plan.unplaced += 1
                    continue
                plan.places[part, at, key] = found
                if key in ("starts", "quote"):
                    around = found[0]
                    last = found[0]
    return plan


def _find_items(plan: MarkedPlan) -> Iterator[Item]:
    at_text = plan.body[0]
    for at, label in enumerate(plan.labels["outline"]):
        pieces = label["path"].split(".")
        for first in range(len(pieces)):
            printed = re.escape(".".join(pieces[first:])).replace(r"\ ", r"\s+")
            words = _as_pattern(label["starts"])
            pattern = rf"^[ \t|#*>]*(?P<marker>\(?{printed}\s?(?:[.)/:]|[-–](?=\s))*)(?P<gap>[\s|]*){words}"
            match = re.compile(pattern, re.MULTILINE).search(plan.text, at_text)
            if match is not None:
                break
        else:
            plan.unplaced += 1
            continue
        start = match.end("gap")
        in_table = "|" in match[0] or "\t" in match["gap"] or bool(plan.paragraphs[plan.paragraph_of(start)].cells)
        at_text = match.end("marker")
        yield Item(at, label["path"], match.span("marker"), start, in_table)


def _find_words_end(plan: MarkedPlan, item: Item) -> int:
    found = re.compile(_as_pattern(plan.labels["outline"][item.at]["starts"])).match(plan.text, item.start)
    assert found is not None
    return found.end()


def _find_place(text: str, words: str, around: int, *, backwards: bool) -> Place | None:
    pattern = re.compile(_as_pattern(words))
    if backwards:
        matches = [match.span() for match in pattern.finditer(text)]
        before = [place for place in matches if place[0] <= around]
        return before[-1] if before else matches[0] if matches else None
    match = pattern.search(text, around) or pattern.search(text)
    return match.span() if match is not None else None


def _as_pattern(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _drop_overlaps(edits: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _replace(text: str, edits: list[Edit], start: int, end: int) -> str:
    pieces: list[str] = []
    for edit in edits:
        pieces += (text[start : edit.start], edit.text)
        start = edit.end
    return "".join((*pieces, text[start:end]))


def get_first_words(text: str) -> str:
    return " ".join(text.split()[:_FIRST_WORDS])


def list_gaps(plan: MarkedPlan) -> Iterator[tuple[int, int, bool]]:
    """The white space within the body that breaks a line or parts words; whether it is between paragraphs."""
    previous: PlanParagraph | None = None
    for paragraph in plan.paragraphs:
        span = paragraph.whole.span
        if previous is not None:
            between = (previous.whole.span.end, span.start)
            if between[0] < between[1] and not plan.text[slice(*between)].strip():
                yield *between, True
        if not paragraph.cells:
            for match in re.compile(r"\s+").finditer(plan.text, span.start, span.end):
                yield *match.span(), False
        previous = paragraph


def join_lines(plan: MarkedPlan, between: str = "\n") -> list[Edit]:
    """Each paragraph of the body on one line, with `between` after it; tables stay as they are."""
    cells = {paragraph.whole.span.start for paragraph in plan.paragraphs if paragraph.cells}
    return [
        Edit(start, end, ("\n" if end in cells else between) if is_between else " ")
        for start, end, is_between in list_gaps(plan)
    ]
