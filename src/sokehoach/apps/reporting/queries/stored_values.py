"""Says which cells have stored values, in which versions, and how many reports rest on a form."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.reporting.queries.due_days import get_counting_window


def list_value_places(programme: Programme) -> set[tuple[str, str, str]]:
    """Form (uid), element (uid) and disaggregation of every stored value. One query."""
    rows = DataValue.objects.filter(submission__form__programme=programme).order_by()
    return set(rows.values_list("submission__form__uid", "element__uid", "disaggregation").distinct())


def list_narrative_places(programme: Programme) -> set[tuple[str, str]]:
    """Code of the form and of the text box of every text of reports. One query."""
    rows = NarrativeText.objects.filter(submission__form__programme=programme).exclude(text="").order_by()
    return set(rows.values_list("submission__form__code", "heading").distinct())


@dataclass(frozen=True, slots=True)
class StoredVersions:
    """The versions of what is stored in a report, by code of cell and of text box."""

    cells: Mapping[str, int]
    texts: Mapping[str, int]


def list_stored_versions(submission: Submission) -> StoredVersions:
    """Two queries. What is not stored is of version 0."""
    return load_stored_versions([submission])[submission.pk]


def load_stored_versions(submissions: Iterable[Submission]) -> dict[uuid.UUID, StoredVersions]:
    """The versions by report. Two queries, however many."""
    cells: dict[uuid.UUID, dict[str, int]] = {submission.pk: {} for submission in submissions}
    texts: dict[uuid.UUID, dict[str, int]] = {pk: {} for pk in cells}
    values = DataValue.objects.filter(submission__in=cells).order_by()
    for pk, cell, version in values.values_list("submission", "cell", "version"):
        cells[pk][cell] = version
    narratives = NarrativeText.objects.filter(submission__in=texts).order_by()
    for pk, heading, version in narratives.values_list("submission", "heading", "version"):
        texts[pk][heading] = version
    return {pk: StoredVersions(cells[pk], texts[pk]) for pk in cells}


def find_last_begun_window(programme: Programme, forms: Collection[str]) -> date | None:
    """The last first day that begun reports of these forms (codes) count; None without such reports. One query."""
    rows = Submission.objects.filter(form__programme=programme, form__code__in=forms).order_by()
    starts = [
        get_counting_window(form, period).start
        for form, period in rows.values_list("form__definition", "period").distinct()
    ]
    return max(starts, default=None)


@dataclass(frozen=True, slots=True)
class ReportCount:
    """How many reports of a form exist: those that are accepted, and those that are not."""

    accepted: int
    open: int


def count_reports(programme: Programme) -> dict[str, ReportCount]:
    """The reports of each form (uid), without those that another edition replaced. One query."""
    accepted = Q(state__in=(Submission.State.ACCEPTED, Submission.State.CONSOLIDATED))
    rows = Submission.objects.filter(form__programme=programme).exclude(state=Submission.State.SUPERSEDED).order_by()
    counts = rows.values("form__uid").annotate(accepted=Count("pk", filter=accepted), all=Count("pk"))
    return {row["form__uid"]: ReportCount(row["accepted"], row["all"] - row["accepted"]) for row in counts}
