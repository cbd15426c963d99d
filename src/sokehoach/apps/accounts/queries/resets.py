"""Decides how an account may get a new link and who may approve one, and finds what waits or is still open."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from allauth.socialaccount.models import SocialAccount
from django.db.models import Q, QuerySet

from sokehoach.apps.accounts.models import ApprovalRequest, Grant, Invitation, User
from sokehoach.apps.accounts.permissions import DECISIVE, Action, Scope
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import list_heirs
from sokehoach.apps.shell import codes
from sokehoach.apps.shell.outcomes import get_or_not_found
from sokehoach.domain.policy.groups import is_confidential

Kind, State, Way = ApprovalRequest.Kind, ApprovalRequest.State, Invitation.Way
MAX_TRIES = 5  # wrong codes of a sheet
ALONE_AFTER = timedelta(days=30)  # from then on an administrator who stopped is not counted as a second one


def is_guarded(user: User, day: date) -> bool:
    """Whether the account has a walled function or decides over others' work, now or from a later day on."""
    rows = _query_grants(user, day).values_list("capacity__function", "role__actions")
    return any(is_guarded_role(function, actions) for function, actions in rows)


def is_guarded_role(function: str, actions: Collection[str]) -> bool:
    """Whether a role in the function is walled or decides over others' work."""
    return is_confidential(function) or not DECISIVE.isdisjoint(actions)


def is_opened_by_one(user: User) -> bool:
    """Whether one administrator's link set its first password, and no second administrator has vouched for it since.

    A sheet, a link of the server or a role given by two counts as vouching. A link by mail proves nothing: an intruder
    may have stored the address.
    """
    ways = set(Invitation.objects.filter(user=user, used_at__isnull=False).values_list("way", flat=True))
    if ways.isdisjoint({Way.FIRST, Way.ALONE}) or not ways.isdisjoint({Way.SEALED, Way.SERVER}):
        return False
    return not ApprovalRequest.objects.filter(user=user, kind=Kind.ROLE, state=State.APPROVED).exists()


def is_unopened(user: User) -> bool:
    """Whether nobody has ever used it: there is no password, session, used link or bound identity."""
    return (
        not user.cast_as
        and user.last_login is None
        and not user.has_usable_password()
        and not Invitation.objects.filter(user=user, used_at__isnull=False).exists()
        and not SocialAccount.objects.filter(user=user).exists()
    )


def may_make_first_link(by: User, user: User, day: date) -> bool:
    """Whether this administrator alone may make the link, for a new account.

    The account may do nothing beyond the administrator's own rights and have no walled function. It may decide over
    others only while its unit has no second administrator.
    """
    if not is_unopened(user) or not _covers_account(by, user, day):
        return False
    return not is_guarded(user, day) or is_only_administrator(by, {user.unit_id}, day)


def get_first_way(user: User, day: date) -> Invitation.Way:
    """Returns how the first link of the account reaches its person, if one administrator may make it."""
    return Way.ALONE if is_guarded(user, day) else Way.FIRST


def is_only_administrator(by: User, unit_ids: Collection[int], day: date) -> bool:
    """Whether nobody else administers all of these units, nor did in the last days (`ALONE_AFTER`).

    An account that nobody has opened is nobody. Who has ended the rights of the second one is not the only one at once.
    An ended unit is administered by who administers all that answer for it.
    """
    answering_units = _list_answering_units(Unit.objects.filter(pk__in=unit_ids), day)
    tops = _list_units_above({unit for units in answering_units.values() for unit in units})
    grants = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day - ALONE_AFTER),
        valid_from__lte=day,
        unit__in=frozenset(unit_ids).union(*tops.values()),
    ).exclude(capacity__user=by)
    places: dict[User, set[int]] = defaultdict(set)
    for grant in grants.select_related("role", "capacity__user"):
        if Action.ACCOUNT_ADMINISTER in grant.role.actions:
            places[grant.capacity.user].add(grant.unit_id)
    return not any(
        all(
            unit in own_places or all(not own_places.isdisjoint(tops[answering.pk]) for answering in units)
            for unit, units in answering_units.items()
        )
        and not is_unopened(person)
        for person, own_places in places.items()
    )


def _list_answering_units(units: Iterable[Unit], day: date) -> dict[int, list[Unit]]:
    """Returns by row id those that took each over, or who answers for the unit above; one in force is its own."""
    units = list(units)
    answering_units = list_heirs(units, day)
    for unit in units:
        if not answering_units[unit.pk] and unit.parent is not None:
            answering_units[unit.pk] = _list_answering_units([unit.parent], day)[unit.parent.pk]
    return answering_units


def _list_units_above(units: Collection[Unit]) -> dict[int, set[int]]:
    """Returns each of the units with all above it (row ids). One query for each level above."""
    tops: dict[int, set[int]] = {unit.pk: {unit.pk} for unit in units}
    parents = {unit.pk: unit.parent_id for unit in units if unit.parent_id is not None}
    while parents:
        for unit, parent in parents.items():
            tops[unit].add(parent)
        rows = dict(Unit.objects.filter(pk__in=parents.values()).values_list("pk", "parent_id"))
        parents = {unit: parent for unit, last in parents.items() if (parent := rows[last]) is not None}
    return tops


def _covers_account(by: User, user: User, day: date) -> bool:
    """Whether the account holds no walled function and nothing that the administrator does not hold."""
    scope = scope_of(by, day)
    rows = _query_grants(user, day).values_list("capacity__function", "role__actions", "unit_id", "role__programme_id")
    return all(
        not is_confidential(function) and scope.covers(actions, unit, function, programme=programme)
        for function, actions, unit, programme in rows
    )


def may_still_open(link: Invitation, day: date) -> bool:
    """Whether a link that one administrator made is still allowed; true for links of other ways.

    They must administer the account, and it may hold nothing beyond their own rights, even through later grants. The
    letter of an only administrator stays good when a second one has come.
    """
    if link.way not in (Way.FIRST, Way.ALONE):
        return True
    maker = User.objects.filter(username=link.made_by).first()
    if maker is None or not maker.stands(day):
        return False
    administered = scope_of(maker, day).units(Action.ACCOUNT_ADMINISTER)
    if link.user.unit_id not in administered:
        return False
    if link.way == Way.ALONE:
        return is_unopened(link.user) and _covers_account(maker, link.user, day)
    return may_make_first_link(maker, link.user, day)


def list_administrators(unit_ids: Collection[int], day: date) -> list[User]:
    """Returns who administers the accounts of all these units: their own administrators and those above."""
    rows = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, capacity__user__is_active=True
    )
    grants = rows.values_list("capacity__user_id", "role__actions")
    user_ids = {user for user, actions in grants if Action.ACCOUNT_ADMINISTER in actions}
    people = User.objects.filter(pk__in=user_ids).select_related("unit").order_by("full_name")
    return [
        person
        for person in people
        if person.stands(day) and scope_of(person, day).units(Action.ACCOUNT_ADMINISTER).issuperset(unit_ids)
    ]


def list_place_ids(request: ApprovalRequest) -> set[int]:
    """Returns the units (row ids) that one must administer to decide on it."""
    return {request.user.unit_id} | ({request.over_id} if request.over_id else set())


def list_approvers(request: ApprovalRequest, day: date) -> list[User]:
    """Returns who may approve: any administrator of the units except the requester and the account's person."""
    excluded_ids = {request.asked_by_id, request.user_id}
    return [
        administrator
        for administrator in list_administrators(list_place_ids(request), day)
        if administrator.pk not in excluded_ids
    ]


def list_requests(scope: Scope, at: datetime) -> QuerySet[ApprovalRequest]:
    """Returns requests that wait, or are approved and not printed, for accounts that this administrator manages."""
    return _query_requests(scope).filter(
        Q(state=State.WAITING) | Q(state=State.APPROVED, kind=Kind.SHEET), until__gt=at
    )


def list_requests_for(user: User, scope: Scope, at: datetime) -> list[ApprovalRequest]:
    """Returns the requests that stop until this account has approved them, or printed the sheet; the oldest first.

    Who has asked, and whose account it is, approve nothing. One query, none for who administers no accounts.
    """
    if not scope.units(Action.ACCOUNT_ADMINISTER):
        return []
    may_approve = Q(state=State.WAITING) & ~Q(asked_by=user)
    may_print = Q(state=State.APPROVED, asked_by=user)
    return list(list_requests(scope, at).filter(may_approve | may_print).exclude(user=user).order_by("asked_at", "pk"))


def get_request(scope: Scope, pk: int) -> ApprovalRequest:
    """Returns the request; NotFoundError outside this administrator's accounts."""
    return get_or_not_found(_query_requests(scope), pk=pk)


def list_waiting_requests(at: datetime) -> QuerySet[ApprovalRequest]:
    """Returns waiting requests for the server's operator."""
    rows = ApprovalRequest.objects.select_related("user__unit", "asked_by", "role", "over")
    return rows.filter(state=State.WAITING, until__gt=at)


def is_used(request: ApprovalRequest) -> bool:
    """Whether somebody set a password by its sheet."""
    return request.invitations.filter(used_at__isnull=False).exists()


def build_code(request: ApprovalRequest) -> str:
    """Returns eight digits that the second administrator tells the person; they open the sheet of the first."""
    decided = request.decided_at.isoformat() if request.decided_at else ""
    return codes.build_code("sokehoach.accounts.sheet", str(request.pk), request.asked_at.isoformat(), decided)


def is_code(request: ApprovalRequest, typed: str) -> bool:
    return codes.is_code(build_code(request), typed)


def _query_requests(scope: Scope) -> QuerySet[ApprovalRequest]:
    reach = scope.units(Action.ACCOUNT_ADMINISTER)
    rows = ApprovalRequest.objects.select_related("user__unit", "asked_by", "decided_by", "role", "over")
    return rows.filter(Q(over__isnull=True) | Q(over__in=reach), user__unit__in=reach)


def _query_grants(user: User, day: date) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), capacity__user=user)


def find_open_invitation(digest: str, at: datetime) -> Invitation | None:
    """Returns the invitation if it is still valid, else None; the visitor sees the same page for every reason.

    None for a link that is unknown, used, expired or blocked by wrong codes, for an account that has ended, and where
    its maker may no longer make it (`may_still_open`).
    """
    row = (
        Invitation.objects.select_related("user__unit", "request__asked_by")
        .filter(digest=digest, used_at__isnull=True, until__gt=at, tries__lt=MAX_TRIES)
        .first()
    )
    if row is None or not row.user.stands(at.date()) or not may_still_open(row, at.date()):
        return None
    return row
