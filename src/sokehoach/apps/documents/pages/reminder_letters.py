"""Writes an office's reminder letter (công văn đôn đốc) from its outline's frame and the reports that are overdue."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages.offices import build_agency_lines, list_superior_lines
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.reporting.permissions import list_reviewable_units
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.obligations import ExpectedReport, FollowedReports
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.documents import letters
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.letters import OverdueForm
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.messages import keep_vietnamese
from sokehoach.domain.periods.period import Period, name_vi


@dataclass(frozen=True, slots=True)
class OverduePeriod:
    """The overdue reports of one period, for which one letter is written, each form with its programme (row id)."""

    period: Period
    forms: tuple[tuple[OverdueForm, int], ...]


def list_overdue_periods(user: User, day: date) -> tuple[OverduePeriod, ...]:
    """Units overdue to this account's office, by period; none for an account that reviews nothing."""
    followed = obligations.load_current(user, day)
    overdue = ((period, _list_overdue_forms(user, followed, period, day)) for period in followed.periods)
    return tuple(OverduePeriod(period, forms) for period, forms in overdue if forms)


def _list_overdue_forms(
    user: User, followed: FollowedReports, period: Period, day: date
) -> tuple[tuple[OverdueForm, int], ...]:
    """The units by form and due day, with the form's programme (row id)."""
    scope = scope_of(user, day)
    overdue: dict[tuple[str, date], list[ExpectedReport]] = defaultdict(list)
    for report in followed.others:
        if (
            report.period == period.id
            and report.overdue_days
            and not report.first_sent
            and report.unit.pk in list_reviewable_units(scope.restrict_to(report.programme), report.function)
        ):
            overdue[report.form, report.due].append(report)
    return tuple(
        (
            OverdueForm(rows[0].form_code, rows[0].name, due, tuple(_name_unit(row.unit, user.unit) for row in rows)),
            rows[0].programme,
        )
        for (_form, due), rows in overdue.items()
    )


def _name_unit(unit: Unit, issuer: Unit) -> str:
    """As on its own letters; a part of the issuer, which has the same letterhead, by its name."""
    return unit.name if unit.letterhead in ("", issuer.letterhead) else unit.letterhead


@dataclass(frozen=True, slots=True)
class ReminderLetter:
    """A letter of `issuer`. `programme` (row id): that of its forms; of several, that of the issuer's outline."""

    issuer: Unit
    programme: int
    content: Document


@write_in_vietnamese
def build_letter(user: User, *, period: str, day: date) -> ReminderLetter:
    """The letter; NotFoundError where the account's unit issues no report, or no report to it is overdue."""
    row = next((row for row in outlines.list_outlines(user) if row.issuer_id == user.unit_id), None)
    followed = obligations.load_followed(user, period, day)
    overdue = _list_overdue_forms(user, followed, followed.period, day)
    if row is None or not overdue:
        raise NotFoundError
    programmes = {programme for _form, programme in overdue}
    content = letters.build_reminder_letter(
        overdue=[form for form, _programme in overdue],
        period=name_vi(followed.period),
        day=day,
        letterhead=_build_letterhead(row, day),
        signature=SignatureBlock(authority=tuple(row.definition["authority"])),
        recipients=Recipients(copies=tuple(row.definition["copies"]), filed=row.definition["filed"]),
        notice=keep_vietnamese(settings.DEMONSTRATION.notice_text) if settings.DEMONSTRATION else "",
    )
    return ReminderLetter(row.issuer, programmes.pop() if len(programmes) == 1 else row.programme_id, content)


def _build_letterhead(row: ReportOutline, day: date) -> Letterhead:
    """The letterhead without the kind in its symbol: «/BC-LĐTBXH» becomes «/LĐTBXH» (NĐ 30/2020, Phụ lục III.I)."""
    definition = row.definition
    names = {unit.code: unit.letterhead or unit.name for unit in units.list_known_units(day)}
    superior = list_superior_lines(row.issuer, names[definition["superior"]] if definition["superior"] else "")
    return Letterhead(
        superior=superior,
        issuer=build_agency_lines(row.issuer, superior),
        symbol="/" + definition["symbol"].removeprefix("/").partition("-")[2],
        number=None,
        place=definition["place"],
        day=OpenDay(day.year),
    )
