"""Invitations of accounts that an administrator is in charge of: who accepted, whose link waits or has expired."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, Min, OuterRef, Q, Subquery

from sokehoach.apps.accounts.models import ApprovalRequest, Invitation, User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.resets import MAX_TRIES
from sokehoach.apps.accounts.queries.users import UNOPENED
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.text import fold_accents


class InvitationState(StrEnum):
    WAITING = "waiting"  # the link can be opened
    EXPIRED = "expired"
    WITHOUT_LINK = "without-link"  # withdrawn, or none made yet
    APPROVAL = "approval"  # a second administrator has not decided, or the sheet is not printed
    ACCEPTED = "accepted"


RENEWABLE = frozenset({InvitationState.WAITING, InvitationState.EXPIRED, InvitationState.WITHOUT_LINK})


@dataclass(frozen=True, slots=True)
class InvitedUser:
    """`until`: of the link that is not used; `accepted_at`: when the first link was."""

    user: User
    state: InvitationState
    until: datetime | None
    accepted_at: datetime | None
    made_by: str

    @property
    def is_renewable(self) -> bool:
        return self.state in RENEWABLE


@dataclass(frozen=True, slots=True)
class InvitedUsers:
    """Those of one state, or all; `counts`: of each state, whatever is shown."""

    rows: list[InvitedUser]
    counts: dict[InvitationState, int]


def list_invited_users(
    scope: Scope, at: datetime, *, state: InvitationState | None = None, text: str = ""
) -> InvitedUsers:
    """Returns who was invited or has never used the account, those who have still to open a link first. One query.

    `text`: a part of the name, user name or unit, without regard to accents. Raises NotFoundError for an account that
    administers no unit.
    """
    folded = fold_accents(text.strip())
    rows = [
        row
        for row in _iter_invited_users(scope, at)
        if folded in fold_accents(f"{row.user.full_name} {row.user.username} {row.user.unit.name}")
    ]
    counts = Counter(row.state for row in rows)
    order = list(InvitationState)
    of_state = [row for row in rows if state in (None, row.state)]
    return InvitedUsers(
        sorted(of_state, key=lambda row: order.index(row.state)), {state: counts[state] for state in InvitationState}
    )


def list_renewable_users(scope: Scope, at: datetime, pks: Iterable[int]) -> list[User]:
    """Returns those of the accounts whose link may be made anew or withdrawn; NotFoundError where one is not."""
    user_ids = set(pks)
    users = [row.user for row in _iter_invited_users(scope, at) if row.user.pk in user_ids and row.is_renewable]
    if len(users) < len(user_ids):
        raise NotFoundError
    return users


def _iter_invited_users(scope: Scope, at: datetime) -> Iterable[InvitedUser]:
    reach = scope.units(Action.ACCOUNT_ADMINISTER)
    if not reach:
        raise NotFoundError
    unused = Invitation.objects.filter(user=OuterRef("pk"), used_at__isnull=True).order_by("-made_at")
    requests = ApprovalRequest.objects.filter(
        user=OuterRef("pk"), kind=ApprovalRequest.Kind.SHEET, until__gt=at,
        state__in=(ApprovalRequest.State.WAITING, ApprovalRequest.State.APPROVED),
    )  # fmt: skip
    users = (
        User.objects.filter(unit__in=reach, is_active=True)
        .annotate(
            accepted_at=Min("invitations__used_at"),
            link_until=Subquery(unused.values("until")[:1]),
            link_by=Subquery(unused.values("made_by")[:1]),
            link_tries=Subquery(unused.values("tries")[:1]),
            waits_for_approval=Exists(requests),
        )
        .filter(UNOPENED | Q(accepted_at__isnull=False))
        .select_related("unit")
        .order_by("unit__code", "full_name")
    )
    for user in users:
        if not user.stands(at.date()):
            continue
        if user.accepted_at is not None:
            state = InvitationState.ACCEPTED
        elif user.waits_for_approval:
            state = InvitationState.APPROVAL
        elif user.link_until is None:
            state = InvitationState.WITHOUT_LINK
        elif user.link_until > at and user.link_tries < MAX_TRIES:
            state = InvitationState.WAITING
        else:
            state = InvitationState.EXPIRED
        yield InvitedUser(user, state, user.link_until, user.accepted_at, user.link_by or "")
