"""A report held for a change: locked, in scope, the step allowed, nobody else first."""

import uuid
from datetime import date, datetime
from typing import NamedTuple

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, Json
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Intake, Step, Submission
from sokehoach.apps.reporting.selectors.steps import moved_on
from sokehoach.apps.shell.outcomes import Refused, Stale
from sokehoach.domain.lives.life import NotAllowed
from sokehoach.domain.reporting.workflow import LIFE, Action, Role, State

# What the reviewing office does in the unit's name, once it has said that it takes the report.
_FOR_THE_UNIT = {Action.SAVE: Action.TAKE, Action.SEND: Action.TAKE_OVER}


class Held(NamedTuple):
    row: Submission
    state: State  # after the action
    action: Action  # «take» instead of «save» where the office types for the unit


def hold(pk: uuid.UUID, action: Action, *, by: User, at: datetime, version: int | None = None) -> Held:
    """The report, locked, and its state after the action.

    Http404 outside the scope; Refused where the table of states has no such step; Stale where `version` is
    given and another stands.
    """
    scope = scope_of(by, day_of(at))
    row = (
        Submission.objects.select_for_update(of=("self",))
        .filter(permissions.visible(scope))
        .select_related("form", "unit")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Http404
    role = _role(scope, row, action)
    if role is Role.REVIEWER and action in _FOR_THE_UNIT and taken(row):
        action = _FOR_THE_UNIT[action]
    if version is not None and version != row.version:
        raise Stale(moved_on(row))
    try:
        return Held(row, LIFE.step(State(row.state), action, role), action)
    except NotAllowed as refusal:
        raise Refused(refusal.message_vi) from refusal


def taken(row: Submission) -> Intake | None:
    """The telephone call or letter whose numbers are being typed for the unit."""
    return row.intakes.filter(handed_in_at__isnull=True).first()


def take_step(
    row: Submission, action: Action, state: State, *, by: User, at: datetime, reason: str = ""
) -> Step:
    row.state = state
    row.version += 1
    row.save(update_fields=["state", "version"])
    return Step.objects.create(submission=row, action=action, state=state, reason=reason, by=by, at=at)


def _role(scope: Scope, row: Submission, action: Action) -> Role:
    may = permissions.sends if action is Action.SEND else permissions.edits
    if may(scope, row):
        return Role.REPORTER
    if permissions.reviews(scope, row):
        return Role.REVIEWER
    raise Refused(_("Tài khoản này chỉ được xem báo cáo."))


def done(
    row: Submission, *, detail: dict[str, Json] | None = None, answer: dict[str, Json] | None = None
) -> Done:
    form: dict[str, Json] = {"form": row.form.code, "period": row.period}
    return Done(
        subject=f"submission:{row.pk}",
        unit=row.unit.code,
        detail=form | (detail or {}),
        answer=form | {"id": str(row.pk), "state": row.state, "version": row.version} | (answer or {}),
        function=row.form.function,
    )


def day_of(at: datetime) -> date:
    return timezone.localdate(at)
