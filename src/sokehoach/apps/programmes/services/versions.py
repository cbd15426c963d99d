"""Publishes versions of a programme's definition."""

from datetime import date, datetime

from django.db.models import Model

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.programmes.queries.versions import find_current_version, find_version_before, list_versions
from sokehoach.apps.shell.outcomes import VersionConflictError
from sokehoach.domain.messages import say


@write("programme.publish")
def publish_version(
    *,
    programme: Programme,
    base: int,
    definition: str,
    digest: str,
    in_force_from: date,
    reason: str,
    by: Model | str,
    at: datetime,
) -> ServiceResult:
    """Store the next version and supersede the current one; the caller builds the rows in the same transaction.

    `base`: the number of the version from which this one was made, 0 for none. Raises VersionConflictError where
    another one was published since.
    """
    current = find_current_version(programme)
    if (current.number if current else 0) != base:
        raise VersionConflictError(build_conflict_message(base, current.number if current else 0))
    if current is not None:
        current.state = DefinitionVersion.State.SUPERSEDED
        current.save(update_fields=["state"])
    last = list_versions(programme).first()
    version = DefinitionVersion.objects.create(
        programme=programme,
        number=(last.number if last else 0) + 1,
        in_force_from=in_force_from,
        digest=digest,
        definition=definition,
        reason=reason,
        published_by=by if isinstance(by, str) else by.get_username(),  # type: ignore[attr-defined]
        published_at=at,
    )
    return ServiceResult(
        subject=f"pack:{programme.code}",
        unit=programme.unit.code if programme.unit else "",
        detail={
            "programme": programme.code,
            "version": version.number,
            "digest": digest,
            "from": in_force_from.isoformat(),
            "reason": reason,
        },
        answer={"version": version.number},
    )


@write("programme.withdraw")
def withdraw_version(*, programme: Programme, number: int, reason: str, by: Model | str, at: datetime) -> ServiceResult:
    """Withdraw the current version and put the one before in force again; the caller builds the rows.

    Raises VersionConflictError where another one is current.
    """
    current = find_current_version(programme)
    before = find_version_before(current) if current else None
    if current is None or before is None or current.number != number:
        raise VersionConflictError(build_conflict_message(number, current.number if current else 0))
    for version, state in (
        (current, DefinitionVersion.State.WITHDRAWN),
        (before, DefinitionVersion.State.PUBLISHED),
    ):
        version.state = state
        version.save(update_fields=["state"])
    return ServiceResult(
        subject=f"pack:{programme.code}",
        unit=programme.unit.code if programme.unit else "",
        detail={
            "programme": programme.code,
            "withdrawn": number,
            "version": before.number,
            "digest": before.digest,
            "reason": reason,
        },
        answer={"version": before.number},
    )


def build_conflict_message(base: int, number: int) -> str:
    """What a publisher is told whose version was made from `base` while the current one is `number`; 0 for none."""
    message = say(
        "Bộ dữ liệu sửa từ phiên bản %(base)s, nhưng chương trình đang ở phiên bản %(number)s (0: chưa có bản nào). "
        "Hãy xem phiên bản đang dùng rồi làm lại."
    )
    return message % {"base": base, "number": number}
