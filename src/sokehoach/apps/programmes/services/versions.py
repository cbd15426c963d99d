"""Publishes versions of a programme's definition."""

from datetime import date, datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.shell.outcomes import VersionConflictError


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
    version = DefinitionVersion.objects.create(
        programme=programme,
        number=base + 1,
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


def build_conflict_message(base: int, number: int) -> str:
    """What a publisher is told whose version was made from `base` while the current one is `number`; 0 for none."""
    message = _(
        "Bộ dữ liệu sửa từ phiên bản %(base)s, nhưng chương trình đang ở phiên bản %(number)s (0: chưa có bản nào). "
        "Hãy xem phiên bản đang dùng rồi làm lại."
    )
    return message % {"base": base, "number": number}
