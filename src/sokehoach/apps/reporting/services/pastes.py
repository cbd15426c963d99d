"""A pasted block, kept: the cells that it fills, and how the unit's table is laid out."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.reporting.models import Layout
from sokehoach.apps.reporting.services import values
from sokehoach.apps.reporting.services.held import done, hold
from sokehoach.apps.reporting.services.values import Typed
from sokehoach.apps.shell import guard
from sokehoach.domain.reporting import paste
from sokehoach.domain.reporting.workflow import Action


@write("report.paste")
def keep(
    *,
    submission: uuid.UUID,
    changes: Mapping[str, Typed],
    layout: paste.Layout,
    by: User,
    at: datetime,
) -> Done:
    """Keep what the block says, all cells or none, and remember its layout for the unit's next one.

    Raises what `values` raises; Invalid under «layout» where a line of the unit's own names a person.
    """
    row = hold(submission, Action.SAVE, by=by, at=at).row
    cells = values.fill(row, changes, by=by, at=at)
    if layout.names is not None:
        guard.refuse({"layout": "\n".join(layout.lines)})
        Layout.objects.update_or_create(
            unit=row.unit,
            form=row.form,
            defaults={"names": layout.names, "numbers": layout.numbers, "lines": dict(layout.lines)},
        )
    return done(row, detail={"codes": [*cells], "changed": cells}, answer={"cells": [*cells]})
