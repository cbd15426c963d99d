"""Corrects the header of a plan and chooses its upper plan."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.own_programmes import list_own_programmes
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Duty, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.chain import list_upper_candidates
from sokehoach.apps.plans.queries.plans import access_plan
from sokehoach.apps.plans.services.items import lock_reading_plan
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say

FIELDS = ("number", "signed_on", "place", "issuer", "signer", "title")


@write("plan.serve")
def choose_programmes(*, plan: uuid.UUID, programmes: Collection[int], by: User, at: datetime) -> ServiceResult:
    """Set which of the programmes (row ids) of `by` the plan serves; others of it stay.

    Items of a programme that it no longer serves are of none; where it serves one, items of none are of that. Raises
    InvalidInput for a programme whose indicator measures a target; NotFoundError for one in which `by` has no role.
    """
    row = access_plan(scope_of(by, at.date()), plan)
    own_programmes = list_own_programmes(by)
    if not permissions.may_confirm(scope_of(by, at.date()), row) or not own_programmes.keys() >= set(programmes):
        raise NotFoundError
    old_ids = set(row.programmes.values_list("pk", flat=True))
    new_ids = old_ids - own_programmes.keys() | set(programmes)
    measured_target = Target.objects.filter(plan=row, programme__in=old_ids - new_ids).exclude(indicator="").first()
    if measured_target is not None:
        raise InvalidInput(
            {"programmes": [say("Chỉ tiêu %(code)s đo bằng chỉ số của chương trình đó.", code=measured_target.code)]}
        )
    row.programmes.set(new_ids)
    for model in (Target, Duty, ReportingRule):
        items = model._default_manager.filter(plan=row)
        items.filter(programme__isnull=False).exclude(programme__in=new_ids).update(programme=None)
        if len(new_ids) == 1:
            items.filter(programme=None).update(programme=next(iter(new_ids)))
    codes: list[Json] = [*Programme.objects.filter(pk__in=new_ids).order_by("code").values_list("code", flat=True)]
    return ServiceResult(subject=f"plan:{row.pk}", unit=row.unit.code, detail={"title": row.name, "programmes": codes})


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
) -> ServiceResult:
    """Correct the header of a plan that is being read. Raises VersionConflictError where it changed meanwhile."""
    row = lock_reading_plan(plan, by, at)
    if row.version != version:
        raise VersionConflictError(
            say("Phần đầu văn bản vừa được người khác sửa. Hãy xem lại trước khi lưu."), theirs=row.version
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
        raise InvalidInput({"title": [say("Ghi trích yếu của kế hoạch.")]})
    if signed_on is not None and signed_on > at.date():
        raise InvalidInput({"signed_on": [say("Ngày ký không sau hôm nay.")]})
    # The plan's signer may be named.
    pii_filter.check_texts({name: str(typed[name]) for name in ("place", "issuer", "title")}, stored_text=row.text)
    old_detail = _build_audit_detail(row)
    for name, value in typed.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*FIELDS, "version"])
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"from": old_detail, "to": _build_audit_detail(row)},
        answer={"plan": str(row.pk), "version": row.version},
    )


@write("plan.choose_upper")
def choose_upper(*, plan: uuid.UUID, upper: uuid.UUID | None, by: User, at: datetime) -> ServiceResult:
    """Set the plan above this one, or None. Raises InvalidInput for a plan that is not above its owner."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit", "upper").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise NotFoundError
    if upper is not None and upper not in {candidate.pk for candidate in list_upper_candidates(row)}:
        raise InvalidInput({"upper": [say("Chọn một kế hoạch cấp trên trong danh sách.")]})
    old_number = row.upper.number if row.upper else ""
    row.upper_id = upper
    row.save(update_fields=["upper"])
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"from": old_number, "to": str(upper or "")},
        answer={"plan": str(row.pk)},
    )


def _build_audit_detail(row: Plan) -> dict[str, Json]:
    """Returns every header field as text, the signer's name included: it is part of the plan's own text."""
    return {name: str(getattr(row, name) or "") for name in FIELDS}
