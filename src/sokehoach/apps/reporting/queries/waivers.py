"""Finds the explanations of findings, and those that were granted."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sokehoach.apps.reporting.models import Submission, Waiver
from sokehoach.apps.reporting.queries import forms
from sokehoach.domain.reporting.checks import ReportFinding
from sokehoach.domain.reporting.workflow import COUNTED_STATES

type Waivers = Mapping[tuple[str, str], Waiver]  # by cell and rule


def list_waivers(submission: Submission) -> Waivers:
    """The waivers of a report. One query."""
    rows = Waiver.objects.filter(submission=submission).select_related("asked_by", "granted_by")
    return {(row.cell, row.rule): row for row in rows}


def find_explanation(finding: ReportFinding, known_waivers: Waivers) -> Waiver | None:
    """The explanation of this finding with its current figures, not with earlier ones; None where there is none."""
    if not finding.waivable or finding.rule is None:
        return None
    waiver = known_waivers.get((finding.cell, finding.rule.value))
    return waiver if waiver is not None and _list_numbers(waiver.finding) == _list_numbers(finding.message_vi) else None


def list_open_findings(
    findings: Iterable[ReportFinding], known_waivers: Waivers, *, granted: bool
) -> list[ReportFinding]:
    """Hard findings that still prevent sending or, with `granted`, acceptance."""
    return [
        finding
        for finding in findings
        if finding.hard
        and ((waiver := find_explanation(finding, known_waivers)) is None or (granted and waiver.granted_at is None))
    ]


@dataclass(frozen=True, slots=True)
class GrantedWaiver:
    """A waiver as the annex prints it."""

    unit: str
    cell: str
    finding: str
    reason: str
    office: str  # of the account that granted it


def list_granted_waivers(form: str, period: str) -> tuple[GrantedWaiver, ...]:
    """The granted waivers of counted reports, by unit and cell. One query. Without scope: the caller has checked it."""
    rows = (
        Waiver.objects.filter(
            submission__form__uid=form,
            submission__period=period,
            submission__state__in=COUNTED_STATES,
            granted_at__isnull=False,
        )
        .select_related("submission__unit", "granted_by__unit")
        .order_by("submission__unit__code", "cell")
    )
    printed = forms.get_form(form, period).printed_codes
    return tuple(
        GrantedWaiver(row.submission.unit.name, printed[row.cell], row.finding, row.reason, row.granted_by.unit.name)
        for row in rows
        if row.granted_by is not None
    )


def _list_numbers(message: str) -> list[str]:
    """The numbers in a finding's sentence, without cell codes, whose printed form may have changed."""
    return re.findall(r"(?<![\w.])\d[\d.,]*", message)
