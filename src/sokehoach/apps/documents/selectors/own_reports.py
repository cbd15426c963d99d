"""The report of one unit to the level above, from an outline that the standing office keeps for all of its kind."""

from collections.abc import Collection

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.selectors import outlines
from sokehoach.apps.documents.selectors.annexes import own_annex
from sokehoach.apps.documents.selectors.offices import known, office_of
from sokehoach.apps.documents.selectors.openings import opening
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.plans.selectors import plans
from sokehoach.apps.reporting.selectors import sheets, submissions
from sokehoach.apps.reporting.selectors.lines import Line
from sokehoach.apps.reporting.selectors.meanings import meanings
from sokehoach.apps.reporting.selectors.sheets import Sheet
from sokehoach.apps.shell.outcomes import Refused
from sokehoach.domain.documents import outline as domain
from sokehoach.domain.documents import writing
from sokehoach.domain.documents.comparing import Against
from sokehoach.domain.documents.content import Document, Operand
from sokehoach.domain.documents.kinds import Kind
from sokehoach.domain.documents.writing import Earlier
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.window import window
from sokehoach.domain.values.value import Value


def figures_of(user: User, unit: Unit, period: str) -> dict[Operand, tuple[Value, str]]:
    """Every figure of the unit's own reports, with the address where it is from."""
    return {
        _operand(line): (
            line.value,
            reverse("reporting:lineage", args=[sheet.submission.pk, line.cell.code]),
        )
        for sheet in _sheets(user, unit, period)
        for line in sheet.lines
    }


def document(
    user: User, row: ReportOutline, *, unit: Unit, period: str, chosen: Collection[Operand] = ()
) -> Document:
    """With the figures of the unit's own reports as they stand, of those alone that the account may see.

    Refused where there is none: a report without a figure says nothing.
    """
    when = periods.parse(period)
    drawn = _sheets(user, unit, period)
    if not drawn:
        raise Refused(_("Đơn vị chưa lập biểu nào của kỳ này. Hãy lập biểu trước: báo cáo lấy số từ đó."))
    office = office_of(unit)
    outline = domain.limited(
        outlines.outline(row),
        held={_operand(line) for sheet in drawn for line in sheet.lines},
        boxes={box.narrative.code for sheet in drawn for box in sheet.boxes},
    )
    named = {one.code: one for one in units.known_by(window(when).cut_off)}
    told = row.definition
    return Document(
        letterhead=office.letterhead(Kind.REPORT, window(when).cut_off.year),
        kind=_("Báo cáo"),
        title=_("%(title)s %(period)s") % {"title": row.title, "period": periods.name_vi(when)},
        addressees=tuple(known(named[code]) for code in told["addressees"]),
        blocks=(
            opening(plans.in_force(unit), issuer=office.name, period=periods.name_vi(when)),
            *writing.write(
                outline,
                period=period,
                unit=unit.code,
                figures={_operand(line): line.value for sheet in drawn for line in sheet.lines},
                narratives={box.narrative.code: box.text for sheet in drawn for box in sheet.boxes},
                earlier={Against.LAST_YEAR: Earlier(periods.previous_year(when).id, _last_year(drawn))},
                meanings=meanings(),
                chosen=chosen,
            ),
        ),
        closing=_("Trên đây là báo cáo %(title)s") % {"title": row.title[:1].lower() + row.title[1:]},
        signature=office.signature,
        recipients=office.recipients(*told["copies"]),
        annexes=tuple(own_annex(sheet) for sheet in drawn if sheet.form.code in told["annexes"]),
        notice=_("Bản trình diễn: số liệu và tên cán bộ là giả định.") if settings.DEMONSTRATION else "",
    )


def _sheets(user: User, unit: Unit, period: str) -> list[Sheet]:
    """The newest edition of each of its forms."""
    newest = {}
    rows = submissions.submissions_for(user).filter(unit=unit, period=period)
    for one in rows.select_related("unit__parent").order_by("form__code", "edition"):
        newest[one.form_id] = one
    return [sheets.sheet(one) for one in newest.values()]


def _last_year(drawn: list[Sheet]) -> dict[Operand, Value]:
    return {
        _operand(line): line.last_year
        for sheet in drawn
        for line in sheet.lines
        if line.last_year is not None
    }


def _operand(line: Line) -> Operand:
    return Operand(line.cell.element, line.cell.disaggregation)
