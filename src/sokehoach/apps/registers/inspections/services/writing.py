"""What every service of visits does: lock, check the version, keep a revision, leave an event."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.word_index import build_search_text
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.inspections.queries import secrets
from sokehoach.apps.registers.inspections.queries.visits import access_visit, can_write_visit, get_visits_register
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_moment

# Nobody holds this function: an event of a secret stays out of every trail, before the visit and after it.
SEALED = "sealed"


def lock_visit(pk: UUID, version: int, *, by: User, at: datetime) -> Visit:
    """The visit, locked. NotFoundError outside the scope, VersionConflictError for another version, ActionRefused if
    voided.
    """
    Visit.objects.select_for_update().filter(pk=pk).first()
    visit = access_visit(by, pk, day_of(at))
    if not can_write_visit(by, visit, day_of(at)):
        raise NotFoundError
    if visit.version != version:
        raise VersionConflictError(
            say(
                "%(who)s đã ghi lượt kiểm tra này lúc %(when)s. Mở lại trang để xem bản mới nhất.",
                who=visit.updated_by.full_name,
                when=write_moment(timezone.localtime(visit.updated_at)),
            ),
            version=visit.version,
        )
    if visit.voided:
        raise ActionRefused(say("Lượt kiểm tra này đã hủy."))
    return visit


def day_of(at: datetime) -> date:
    return timezone.localtime(at).date()


def compute_step_time(previous: datetime | None, at: datetime) -> datetime:
    """The moment of a step; never before the one that it follows, though a clock was set back in between."""
    return at if previous is None else max(previous, at)


def save_visit(visit: Visit, *, by: User, at: datetime, fields: Sequence[str]) -> None:
    """Write the fields, raise the version, remember what the line says now."""
    visit.version += 1
    visit.updated_by, visit.updated_at = by, at
    visit.folded = build_visit_text(visit)
    visit.save(update_fields=[*fields, "folded", "version", "updated_by", "updated_at"])
    add_revision(visit, Revision.Action.CHANGED, by=by, at=at)


def add_revision(visit: Visit, action: Revision.Action, *, by: User, at: datetime, reason: str = "") -> None:
    Revision.objects.create(
        register="inspections",
        entry=visit.pk,
        version=visit.version,
        action=action,
        content=entries.format_entry(get_visits_register(), visit),
        reason=reason,
        by=by,
        at=at,
    )


def build_visit_text(visit: Visit) -> str:
    """What the search of the list looks in."""
    place = visit.establishment
    names = [place.title, place.holder, place.kind.name, place.unit.name, visit.unit.name]
    return build_search_text(" ".join([*names, visit.manner.name, visit.body.name, visit.record]))


def build_result(visit: Visit, *, at: datetime, **detail: Json) -> ServiceResult:
    return ServiceResult(
        subject=f"inspections:{visit.pk}",
        unit=visit.unit.code,
        detail={"version": visit.version, **detail},
        answer={"visit": str(visit.pk), "version": visit.version},
        function=SEALED if secrets.is_secret(visit, day_of(at)) else get_visits_register().function,
    )
