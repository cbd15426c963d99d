"""The head of a plan as an official corrects it, and the plan above it."""

import uuid
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.selectors.chain import upper_candidates
from sokehoach.apps.plans.services.items import lock_reading_plan
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Stale

FIELDS = ("number", "signed_on", "place", "issuer", "signer", "title")


@write("plan.correct_header")
def correct_header(
    *,
    plan: uuid.UUID,
    version: int,
    number: str,
    signed_on: date | None,
    place: str,
    issuer: str,
    signer: str,
    title: str,
    by: User,
    at: datetime,
) -> Done:
    """Put what the head of the plan says, while it is being read. Stale where another corrected it first."""
    row = lock_reading_plan(plan, by, at)
    if row.version != version:
        raise Stale(
            _("Phần đầu văn bản vừa được người khác sửa. Hãy xem lại trước khi lưu."), theirs=row.version
        )
    typed = {
        "number": "".join(number.split()),
        "signed_on": signed_on,
        **{
            name: " ".join(text.split())
            for name, text in (("place", place), ("issuer", issuer), ("signer", signer), ("title", title))
        },
    }
    if not typed["title"]:
        raise Invalid({"title": [_("Ghi trích yếu của kế hoạch.")]})
    if signed_on is not None and signed_on > at.date():
        raise Invalid({"signed_on": [_("Ngày ký không sau hôm nay.")]})
    # Whoever signs is named by the plan itself.
    guard.refuse({name: str(typed[name]) for name in ("place", "issuer", "title")}, before=row.text)
    before = _told(row)
    for name, value in typed.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*FIELDS, "version"])
    return Done(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"from": before, "to": _told(row)},
        answer={"plan": str(row.pk), "version": row.version},
    )


@write("plan.choose_upper")
def choose_upper(*, plan: uuid.UUID, upper: uuid.UUID | None, by: User, at: datetime) -> Done:
    """Say which plan stands above this one; None: none does. Invalid for a plan that is not above its owner."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit", "upper").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise Http404
    if upper is not None and upper not in {one.pk for one in upper_candidates(row)}:
        raise Invalid({"upper": [_("Chọn một kế hoạch cấp trên trong danh sách.")]})
    before = row.upper.number if row.upper else ""
    row.upper_id = upper
    row.save(update_fields=["upper"])
    return Done(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"from": before, "to": str(upper or "")},
        answer={"plan": str(row.pk)},
    )


def _told(row: Plan) -> dict[str, Json]:
    """Who signed is the plan's own text; the trail says that it was changed."""
    return {name: str(getattr(row, name) or "") for name in FIELDS}
