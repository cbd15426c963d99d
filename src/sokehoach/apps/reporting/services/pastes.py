"""Service that stores a pasted block: its cells, and the layout of the unit's table."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.reporting.models import Layout
from sokehoach.apps.reporting.services import narratives, values
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.submission_lock import build_result, lock_submission
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell import pii_filter
from sokehoach.domain.reporting import paste
from sokehoach.domain.reporting.workflow import ReportAction


@write("report.paste")
def save_paste(
    *,
    submission: uuid.UUID,
    changes: Mapping[str, TypedCell],
    texts: Mapping[str, TypedText] = MappingProxyType({}),
    layout: paste.Layout,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Store the block, all cells and texts or none, and remember its layout for the unit's next one.

    Raises the errors of `values`, and InvalidInput under «layout» where a row name of the unit names a person.
    """
    row = lock_submission(submission, ReportAction.SAVE, by=by, at=at).row
    cells = values.fill_cells(row, changes, by=by, at=at)
    headings = narratives.write_texts(row, texts, by=by, at=at)
    if layout.names is not None:
        pii_filter.check_texts({"layout": "\n".join(layout.lines)})
        Layout.objects.update_or_create(
            unit=row.unit,
            form=row.form,
            defaults={"names": layout.names, "numbers": layout.numbers, "lines": dict(layout.lines)},
        )
    detail: dict[str, Json] = {"codes": [*cells], "changed": cells}
    if headings:
        detail["headings"] = [*headings]
    return build_result(row, detail=detail, answer={"cells": [*cells]})
