"""The office closes a form's period: its figures are those of the report above from now on."""

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.selectors import closings
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale
from sokehoach.domain.reporting.workflow import State


@write("figures.close")
def close(*, unit: Unit, form: str, period: str, seen: str, by: User, at: datetime) -> Done:
    """Close with what is there: the units without an accepted report are named, and stop nobody.

    Http404 where `by` does not review for the unit; Stale where another report was accepted, or corrected, since the
    page was drawn (`seen`); Refused where it is closed already, or nothing is there.
    """
    if not scope_of(by, timezone.localdate(at)).may(Action.REPORT_REVIEW, unit.pk):
        raise Http404
    if closings.last(unit=unit, form=form, period=period) is not None:
        raise Refused(_("Số tổng hợp của biểu này đã chốt."))
    if seen != closings.seen(form=form, period=period):
        raise Stale(_("Có báo cáo vừa được duyệt hoặc đính chính sau khi mở trang: xem lại số rồi chốt."))
    return _close(unit, form, period, edition=1, why="", by=by, at=at)


def again(before: Closing, *, why: str, by: User, at: datetime, unit: str) -> Done:
    """Close anew, within the acceptance of a report that came after. Invalid without a reason."""
    if not why.strip():
        raise Invalid({"why": [told(before, unit=unit)]})
    return _close(
        before.unit, before.form, before.period, edition=before.edition + 1, why=why.strip(), by=by, at=at
    )


def told(before: Closing, *, unit: str) -> str:
    """What whoever accepts a late report has to know."""
    return _(
        "%(who)s đã chốt số tổng hợp lúc %(when)s. Duyệt báo cáo của %(unit)s làm đổi số đã chốt: "
        "ghi lý do chốt lại."
    ) % {"who": before.by, "when": f"{timezone.localtime(before.at):%H:%M, %d/%m/%Y}", "unit": unit}


def _close(unit: Unit, form: str, period: str, *, edition: int, why: str, by: User, at: datetime) -> Done:
    definition = forms.form(form)
    expected = obligations.expected(definition, period)
    received = [one for one in expected if one.state == State.ACCEPTED]
    if not received:
        raise Refused(_("Chưa có báo cáo nào được duyệt: chưa có gì để chốt."))
    missing = [one for one in expected if one.state != State.ACCEPTED]
    submissions.mark_consolidated(
        form=form, units=[one.unit.pk for one in received], period=period, by=by, at=at
    )
    Closing.objects.create(
        unit=unit, form=form, period=period, edition=edition, why=why,
        received=_codes(received), missing=_codes(missing), by=by, at=at,
    )  # fmt: skip
    return Done(
        subject=f"form:{form}",
        unit=unit.code,
        detail={"form": form, "period": period, "edition": edition, "missing": [*_codes(missing)]},
        answer={"edition": edition, "received": len(received), "missing": len(missing)},
        function=definition.function,
    )


def _codes(reports: Sequence[Expected]) -> list[str]:
    return [one.unit.code for one in reports]
