"""How a superior's forms are mapped: what is given as sure and right, and how many decisions an official takes."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml
from tests.adapters.external_forms.ministry_forms import LabelledForm

from sokehoach.adapters.external_forms import form_files
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.agreement import find_subject_words
from sokehoach.domain.documents.external_form.form_reading import (
    OUTSIDE,
    FormQuestion,
    FormReading,
    format_role_answer,
    format_unit_answer,
)
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.places import list_places
from sokehoach.domain.documents.external_form.scopes import complete_mapping, compute_decision, list_scopes
from sokehoach.domain.documents.external_form.source import PeriodRole, PlaceSource, SourceKind
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary
from sokehoach.domain.indicators.element import format_key

AREA = "099"
_OURS = (SourceKind.FIGURE, SourceKind.INDICATOR)


@dataclass(frozen=True)
class Mapped:
    """`sure` and `right`: cells set before anybody was asked; `wrong`: addresses of those that are not meant so."""

    name: str
    cells: int
    sure: int
    right: int
    decisions: int
    figures: int  # cells that want a figure of ours
    sure_figures: int  # of those that are set, the figures
    wrong: tuple[str, ...]
    followed_wrong: tuple[str, ...]  # set by a decision about other cells, and not meant so

    @property
    def per_forty(self) -> float:
        return 40 * self.decisions / self.cells


def programme() -> Vocabulary:
    """Of the first programme, for whose communes the labelled forms are: its figures, communes, indicators."""
    programme = files("sokehoach.programmes") / "tuan_giao_2021"
    elements = {row["code"]: row for row in _table((programme / "elements.csv").read_text("utf-8"))}
    defined = [
        yaml.safe_load(one.read_text("utf-8")) for one in (programme / "forms").iterdir() if one.name.endswith(".yaml")
    ]
    figures: dict[Operand, KnownFigure] = {}
    for form in defined:
        by_units = bool(form["reporters"].get("levels"))
        for section in form["sections"]:
            for cell in section["cells"]:
                figures |= _known(cell, elements[cell["element"]], section["title"], by_units=by_units)
    units = [row for row in _table((programme / "units.csv").read_text("utf-8")) if row["parent"] == AREA]
    indicators = yaml.safe_load((programme / "indicators.yaml").read_text("utf-8"))["indicators"]
    return Vocabulary(
        tuple(figures.values()), {row["code"]: row["short_name"] for row in units},
        {box["code"]: box["title"] for form in defined for box in form.get("narratives", ())},
        {one["code"]: one["name"] for one in indicators}, {},
        {row["code"]: (row["name"], row["letterhead"]) for row in units},
        (AREA, ("Huyện Tuần Giáo", "Tuần Giáo")), find_subject_words(form["name"] for form in defined),
    )  # fmt: skip


def _known(
    cell: Mapping[str, Any], element: Mapping[str, str], section: str, *, by_units: bool
) -> dict[Operand, KnownFigure]:
    operand = Operand(cell["element"], format_key(cell.get("disaggregation")))
    part = cell["label"].split(":", 1)[-1].strip() if operand.disaggregation else ""
    of_another = operand.disaggregation or ":" in cell.get("label", "")
    name = element["name"] if of_another else cell.get("label") or element["name"]
    persons = element["counts_persons"] == "yes"
    return {operand: KnownFigure(operand, name, part, element["unit"], section, by_units and not persons)}


def measure(form: LabelledForm, vocabulary: Vocabulary) -> Mapped:
    """Maps the form as an official would who knows what each cell means: the widest decision that is right."""
    cells = tuple(
        place for place in list_places(form_files.read_form(form.data, name=form.file_name)) if place.line >= 0
    )
    missing = form.meant.keys() ^ {place.at for place in cells}
    if missing:
        raise ValueError(f"{form.name}: not labelled, or no place: {sorted(missing)}")
    answers: dict[str, str] = {}
    reading = FormReading(cells, vocabulary, answers)
    settled = complete_mapping(reading, {})
    wrong = tuple(at for at, source in settled.items() if not _same(source, form.meant[at]))
    sure, decisions = len(settled), 0
    sure_figures = sum(source.kind in _OURS for source in settled.values())
    while waiting := [place for place in cells if place.at not in settled]:
        place, decisions = waiting[0], decisions + 1
        question = reading.question(place)
        if question is not None and question.label not in answers:
            answers[question.label] = _answer(question, place, form)
            reading = FormReading(cells, vocabulary, answers)
        else:
            settled |= _decided(place, form.meant, reading, settled)
        settled |= complete_mapping(reading, settled)
    followed = tuple(at for at, source in settled.items() if at not in wrong and not _same(source, form.meant[at]))
    figures = sum(source.kind in _OURS for source in form.meant.values())
    return Mapped(form.name, len(cells), sure, sure - len(wrong), decisions, figures, sure_figures, wrong, followed)


def _decided(
    place: Place, meant: Mapping[str, PlaceSource], reading: FormReading, settled: Mapping[str, PlaceSource]
) -> dict[str, PlaceSource]:
    source = meant[place.at]
    offered = [
        compute_decision(place, source, scope, reading, settled)
        for scope in list_scopes(place, source, reading, settled)
    ]
    right = [found for found in offered if all(_same(one, meant[at]) for at, one in found.items())]
    return max(right, key=len)


def _answer(question: FormQuestion, place: Place, form: LabelledForm) -> str:
    meant = form.meant[place.at]
    if question.label in form.names:
        code = form.names[question.label]
        return format_unit_answer(code) if code else OUTSIDE
    return format_unit_answer(meant.unit) if question.of_unit else format_role_answer(PeriodRole(meant.role))


def _same(one: PlaceSource, other: PlaceSource) -> bool:
    left = (SourceKind.HAND, SourceKind.NONE)
    return one == other or (one.kind in left and other.kind in left)


def _table(text: str) -> list[dict[str, str]]:
    with io.StringIO(text) as lines:
        return list(csv.DictReader(lines))
