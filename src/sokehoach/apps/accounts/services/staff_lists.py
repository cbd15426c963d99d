"""Invites a list of staff in one write, and renews or withdraws the first links of several accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sokehoach.apps.accounts.models import Invitation, Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries import resets
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.queries.users import list_known_accounts
from sokehoach.apps.accounts.services import invitations
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say
from sokehoach.domain.text import fold_tones


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Who is invited, with the roles and the digest of the link."""

    username: str
    full_name: str
    title: str
    unit: Unit
    parts: Sequence[tuple[Role, str, Unit]]
    digest: str


@write("user.invite_list")
def invite_staff(*, people: Sequence[NewStaff], by: User, at: datetime) -> ServiceResult:
    """Create an account with a link for each, as `invitations.create_invitation` does, or none at all.

    Raises ActionRefused, which names the person, where one cannot be invited: another administrator may have been
    faster. The answer counts those whose link a second administrator has to approve.
    """
    accounts = list_known_accounts({person.unit.pk for person in people})
    requests = 0
    for person in people:
        if username := accounts.get((person.unit.pk, fold_tones(person.full_name))):
            raise ActionRefused(
                say("%(person)s đã có tài khoản ở %(unit)s: %(username)s. Chưa mời ai; hãy xem lại danh sách.")
                % {"person": person.full_name, "unit": person.unit.name, "username": username}
            )
        try:
            result = invitations.create_invitation(
                username=person.username, full_name=person.full_name, title=person.title, unit=person.unit,
                parts=person.parts, digest=person.digest, by=by, at=at,
            )  # fmt: skip
        except InvalidInput as invalid:
            reason = next(iter(invalid.messages.values()))[0]
            raise ActionRefused(f"{person.full_name} ({person.username}): {reason}") from invalid
        requests += "request" in result.answer
    return _build_result(by, [person.username for person in people], {"requests": requests})


@write("user.renew_links")
def renew_links(*, digests: Mapping[str, str], by: User, at: datetime) -> ServiceResult:
    """Create a new first link for each account, or none; earlier links stop working. `digests` by user name.

    Raises ActionRefused where one administrator may not make it (`resets.may_make_first_link`).
    """
    users = {user.username: user for user in User.objects.select_related("unit").filter(username__in=digests)}
    for username, digest in digests.items():
        invitations.renew_link(user=users[username], digest=digest, factors_too=False, by=by, at=at)
    return _build_result(by, list(digests))


@write("user.withdraw_links")
def withdraw_links(*, users: Sequence[User], by: User, at: datetime) -> ServiceResult:
    """Make the links of accounts that nobody has used yet stop working. The accounts stay, without a password.

    Raises ActionRefused outside the units that one administers, and for an account that is used.
    """
    administered = scope_of(by, at.date()).units(Action.ACCOUNT_ADMINISTER)
    for user in users:
        if user.unit_id not in administered:
            raise ActionRefused(say("Chỉ làm được với tài khoản của đơn vị mà bạn quản trị."))
        if not resets.is_unopened(user):
            raise ActionRefused(say("%(person)s vừa nhận lời mời. Chưa rút lời mời nào.") % {"person": user.full_name})
    Invitation.objects.filter(user__in=users, used_at__isnull=True).delete()
    return _build_result(by, [user.username for user in users])


def _build_result(by: User, usernames: list[str], answer: dict[str, Json] | None = None) -> ServiceResult:
    return ServiceResult(
        subject=f"user:{by.username}",
        unit=by.unit.code,
        detail={"count": len(usernames), "users": list(usernames)},
        answer=answer or {},
    )
