"""Parses the posted forms of ad hoc reports: the office's question and a unit's answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import AdHocFigure, AdHocSubmission
from sokehoach.apps.reporting.queries.ad_hoc import AdHocLine
from sokehoach.apps.reporting.queries.ad_hoc_asking import AdHocOffer
from sokehoach.apps.reporting.services.ad_hoc import TypedFigure
from sokehoach.apps.shell.page_language import get_notation
from sokehoach.domain.indicators.element import parse_answer
from sokehoach.domain.notation import read_value
from sokehoach.domain.values.value import Value, format_typed

LINES = 5  # boxes for figures; «chi-tieu» and «don-vi-tinh» are posted as lists of one length
ALL_COMMUNES = "moi-xa"


class AdHocQuestion:
    """The posted question. `wrong`: messages by field, as the service raised them."""

    def __init__(self, post: QueryDict, offered: AdHocOffer) -> None:
        self._post = post
        self._offered = offered
        self.wrong: dict[str, list[str]] = {}

    @property
    def title(self) -> str:
        return str(self._post.get("title", ""))

    @property
    def programme(self) -> int | None:
        """The chosen programme (row id), one of the offer; None where none is chosen."""
        text = str(self._post.get("chuong-trinh", ""))
        programme = int(text) if text.isascii() and text.isdecimal() else None
        return programme if programme in self._offered.programmes else None

    @property
    def due(self) -> str:
        return str(self._post.get("due", ""))

    @property
    def due_at(self) -> datetime | None:
        try:
            due_at = parse_datetime(self.due)
        except ValueError:
            return None
        if due_at is None:
            return None
        return timezone.make_aware(due_at) if timezone.is_naive(due_at) else due_at

    @property
    def wanted(self) -> list[TypedFigure]:
        names, units = self._post.getlist("chi-tieu"), self._post.getlist("don-vi-tinh")
        return [TypedFigure(name, unit) for name, unit in zip(names, units, strict=False)]

    @property
    def lines(self) -> list[TypedFigure]:
        """The typed figures, then empty boxes up to LINES.

        A typed unit of measure outside the closed list is not shown again: the page offers the list alone.
        """
        typed_lines = self.wanted[:]
        return typed_lines + [TypedFigure("")] * (LINES - len(typed_lines))

    @property
    def all_communes(self) -> bool:
        return ALL_COMMUNES in self._post

    @property
    def units(self) -> list[str]:
        all_codes = [unit.code for unit in self._offered.communes] if self.all_communes else []
        return all_codes + [code for code in self._post.getlist("unit") if code not in all_codes]

    def _choices(self, units: tuple[Unit, ...]) -> list[tuple[Unit, bool]]:
        chosen_codes = set(self._post.getlist("unit"))
        return [(unit, unit.code in chosen_codes) for unit in units]

    @property
    def communes(self) -> list[tuple[Unit, bool]]:
        return self._choices(self._offered.communes)

    @property
    def agencies(self) -> list[tuple[Unit, bool]]:
        return self._choices(self._offered.agencies)


@dataclass(frozen=True, slots=True)
class AdHocInput:
    figure: AdHocFigure
    text: str
    value: Value
    messages: tuple[str, ...]


class Reply:
    """A unit's answer page: the stored values, overlaid with what was submitted to its leader, then with what was
    posted.
    """

    def __init__(self, post: QueryDict, line: AdHocLine, submission: AdHocSubmission | None = None) -> None:
        self._post = post
        self._submission = submission
        self._line = line
        self.wrong: dict[str, list[str]] = {}

    @property
    def typed(self) -> dict[int, str]:
        notation = get_notation(self._post)
        return {
            figure.pk: read_value(str(self._post.get(f"f-{figure.pk}", "")), notation)
            for figure, _value in self._line.cells
        }

    @property
    def note(self) -> str:
        submitted_note = self._line.note if self._submission is None else self._submission.note
        return str(self._post.get("note", submitted_note))

    @property
    def version(self) -> int:
        """The posted version; -1, which never matches, where the page was tampered with."""
        text = str(self._post.get("version", ""))
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    def __iter__(self) -> Iterator[AdHocInput]:
        submitted = {} if self._submission is None else self._submission.typed
        is_typed = any(name.startswith("f-") for name in self._post)
        for figure, stored_value in self._line.cells:
            text = submitted.get(str(figure.pk), "")
            value = parse_answer(text, kind=figure.kind, unit=figure.unit) if text else stored_value
            text = self.typed[figure.pk] if is_typed else format_typed(value)
            yield AdHocInput(figure, text, value, tuple(self.wrong.get(str(figure.pk), ())))
