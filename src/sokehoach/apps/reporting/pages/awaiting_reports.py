"""Lists reports that wait for acceptance, each with its figures and what prevents it."""

import uuid
from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.due_days import period_of
from sokehoach.apps.reporting.queries.lines import NarrativeBox
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.queries.submissions import list_visible_submissions
from sokehoach.apps.reporting.queries.waivers import list_open_findings, list_waivers
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.workflow import ReportRole, ReportState


@dataclass(frozen=True, slots=True)
class AwaitingReport:
    """`hard`: findings that prevent acceptance. `advice`: findings to look at. `blanks`: number of unreported cells.

    is_proxy_entry  the office entered it, and its unit has not confirmed it
    """

    submission: uuid.UUID
    version: int
    edition: int
    unit: Unit
    sheet: ReportSheet
    hard: tuple[str, ...]
    advice: tuple[str, ...]
    blanks: int
    is_proxy_entry: bool

    @property
    def texts(self) -> list[NarrativeBox]:
        """What was written under headings and in cells."""
        return [box for box in self.sheet.boxes if box.text]

    @property
    def clear(self) -> bool:
        """Whether it can be accepted without looking at anything."""
        return not self.hard and not self.advice and not self.is_proxy_entry


@dataclass(frozen=True, slots=True)
class AwaitingForm:
    """A form with its waiting reports."""

    form: Form
    programme: int  # row id
    reports: tuple[AwaitingReport, ...]


def list_awaiting_forms(user: User, *, period: str) -> tuple[AwaitingForm, ...]:
    """The general forms of the period of which reports wait, by code."""
    when, awaiting_forms = period_of(period), []
    for form in query_forms.list_own_forms(user):
        definition = form.at(when)
        if form.function != GENERAL or when.type not in definition.period_types:
            continue
        if reports := list_awaiting_reports(user, form=form.uid, period=period):
            awaiting_forms.append(AwaitingForm(definition, query_forms.get_form_programme(user, form.uid), reports))
    return tuple(awaiting_forms)


def list_awaiting_reports(user: User, *, form: str, period: str) -> tuple[AwaitingReport, ...]:
    """The waiting reports of one form and period that the account reviews, by unit; not those that are its own work."""
    scope = scope_of(user).restrict_to(query_forms.get_form_programme(user, form))
    reviewed = permissions.list_reviewable_units(scope, GENERAL)
    rows = (
        list_visible_submissions(user)
        .filter(form__uid=form, period=period, state=ReportState.SENT, unit__in=reviewed)
        .order_by("unit__code")
        .prefetch_related("steps")
    )
    reports = []
    for row in rows:
        if ReportRole.REVIEWER not in permissions.list_report_roles(scope, row, user):
            continue
        report_sheet = build_sheet(row)
        hard = list_open_findings(report_sheet.findings, list_waivers(row), granted=True)
        reports.append(
            AwaitingReport(
                submission=row.pk,
                version=row.version,
                edition=row.edition,
                unit=row.unit,
                sheet=report_sheet,
                hard=tuple(finding.message_vi for finding in hard),
                advice=tuple(
                    finding.message_vi
                    for finding in report_sheet.findings
                    if not finding.hard and finding.rule is not None
                ),
                blanks=len(report_sheet.blanks),
                is_proxy_entry=row.proxy_entries.filter(confirmed_at__isnull=True).exists(),
            )
        )
    return tuple(reports)
