"""Imports borders of areas."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Boundary
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.orgtree.shapes import Ring, simplify_shapes


@write("boundaries.keep")
def import_boundaries(
    *, rings: Mapping[str, Sequence[Ring]], since: date, source: str, by: Any, at: datetime
) -> ServiceResult:
    """Store the borders of units from a day on; earlier ones end there, those of the same day are replaced.

    Raises ActionRefused where borders of a later day exist, since the new ones would overlap them.
    """
    rows = Boundary.objects.filter(code__in=rings)
    later_boundary = rows.filter(valid_from__gt=since).order_by("code").first()
    if later_boundary is not None:
        raise ActionRefused(
            _("Đơn vị %(code)s đã có ranh giới từ ngày %(day)s, sau ngày đang nhập.")
            % {"code": later_boundary.code, "day": f"{later_boundary.valid_from:%d/%m/%Y}"}
        )
    rows.filter(valid_from=since).delete()
    rows.filter(valid_to__isnull=True).update(valid_to=since)
    Boundary.objects.bulk_create(
        Boundary(code=code, valid_from=since, rings=shape, source=source, kept_at=at)
        for code, shape in simplify_shapes(rings).items()
    )
    return ServiceResult(subject="boundaries", detail={"kept": len(rings), "source": source})
