"""Findings that are explained, and those that are excused."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sokehoach.apps.reporting.models import Submission, Waiver
from sokehoach.apps.reporting.selectors import forms
from sokehoach.domain.reporting.checks import Finding
from sokehoach.domain.reporting.workflow import COUNTED

type Waivers = Mapping[tuple[str, str], Waiver]  # by cell and rule


def waivers(submission: Submission) -> Waivers:
    """One query."""
    rows = Waiver.objects.filter(submission=submission).select_related("asked_by", "granted_by")
    return {(row.cell, row.rule): row for row in rows}


def explanation(finding: Finding, known: Waivers) -> Waiver | None:
    """The one given for this finding: for these figures, not for others that the cell held before."""
    if not finding.waivable or finding.rule is None:
        return None
    found = known.get((finding.cell, finding.rule.value))
    return found if found is not None and _figures(found.said) == _figures(finding.message_vi) else None


def open_findings(findings: Iterable[Finding], known: Waivers, *, granted: bool) -> list[Finding]:
    """The hard ones that still stand in the way: of sending, or, `granted`, of acceptance."""
    return [
        one
        for one in findings
        if one.hard and ((told := explanation(one, known)) is None or (granted and told.granted_at is None))
    ]


@dataclass(frozen=True, slots=True)
class Excused:
    """A waiver as the annex prints it."""

    unit: str
    cell: str
    said: str
    reason: str
    office: str  # of whom has granted it


def excused(form: str, period: str) -> tuple[Excused, ...]:
    """Of the reports that count, by unit and cell: one query. No scope: the caller has asked its own."""
    rows = (
        Waiver.objects.filter(
            submission__form__code=form,
            submission__period=period,
            submission__state__in=COUNTED,
            granted_at__isnull=False,
        )
        .select_related("submission__unit", "granted_by__unit")
        .order_by("submission__unit__code", "cell")
    )
    printed = forms.form(form).printed_codes
    return tuple(
        Excused(row.submission.unit.name, printed[row.cell], row.said, row.reason, row.granted_by.unit.name)
        for row in rows
        if row.granted_by is not None
    )


def _figures(message: str) -> list[str]:
    """The numbers of a finding's sentence, without the codes of cells, which may be printed otherwise by now."""
    return re.findall(r"(?<![\w.])\d[\d.,]*", message)
