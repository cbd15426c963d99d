"""Makes and ends tokens of the API, and records their use."""

import ipaddress
import threading
import time
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import F

from sokehoach.apps.accounts.models import ApiToken, ApiTokenUse, User
from sokehoach.apps.accounts.permissions import PRESUPPOSED, TOKEN_ACTIONS, Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.queries.users import get_administered_user
from sokehoach.apps.accounts.token_text import TokenText
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say

LONGEST = timedelta(days=365)
MOST_TOKENS = 20  # of an account, at one time
MOST_NETWORKS = 20
MOST_COUNTED = 10_000  # rows of use that this process remembers
FLUSH_INTERVAL = 60  # seconds between two counts that are stored


@write("token.create")
def create_token(
    *,
    user: User,
    name: str,
    actions: Collection[str],
    programme: Programme | None,
    unit: Unit | None,
    confidential: bool,
    networks: Sequence[str],
    expires_on: date,
    text: TokenText,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Store the digest of a token that the person sees once. It allows no more than the account may do today."""
    scope = scope_of(user, at.date())
    problems: dict[str, list[str]] = {}
    chosen_actions = {Action(action) for action in actions if action in TOKEN_ACTIONS}
    chosen_actions |= {PRESUPPOSED[action] for action in chosen_actions if action in PRESUPPOSED}
    if not chosen_actions or not all(scope.anywhere(action) for action in chosen_actions):
        problems["actions"] = [say("Chọn ít nhất một việc, trong những việc mà chính bạn được làm.")]
    if not at.date() < expires_on <= at.date() + LONGEST:
        problems["expires_on"] = [say("Ngày hết hạn phải sau hôm nay và trong vòng một năm.")]
    if unit is not None and not any(unit.pk in units for units in scope.units_by_action.values()):
        problems["unit"] = [say("Bạn không có quyền ở đơn vị này.")]
    if programme is not None and scope.programmes is not None and programme.pk not in scope.programmes:
        problems["programme"] = [say("Bạn không có quyền trong chương trình này.")]
    if len(networks) > MOST_NETWORKS or not all(map(_is_network, networks)):
        problems["networks"] = [say("Mỗi dòng một địa chỉ IP hoặc một dải như 10.1.0.0/16, nhiều nhất 20 dòng.")]
    if problems:
        raise InvalidInput(problems)
    if ApiToken.objects.filter(user=user, ended_at=None, expires_on__gt=at.date()).count() >= MOST_TOKENS:
        raise ActionRefused(say("Bạn đã có 20 mã truy cập còn dùng được. Hãy chấm dứt mã không dùng nữa."))
    token = ApiToken.objects.create(
        user=user,
        uid=text.uid,
        digest=text.digest,
        name=name,
        actions=[action for action in TOKEN_ACTIONS if action in chosen_actions],
        programme=programme,
        unit=unit,
        confidential=confidential,
        networks=[str(ipaddress.ip_network(network, strict=False)) for network in networks],
        sign_ins=User.objects.values_list("sign_ins", flat=True).get(pk=user.pk),
        made_at=at,
        expires_on=expires_on,
    )
    return ServiceResult(
        subject=f"token:{token.uid}",
        unit=user.unit.code,
        detail={
            "user": user.username,
            "name": name,
            "actions": token.actions,
            "programme": programme.code if programme else None,
            "over": unit.code if unit else None,
            "confidential": confidential,
            "networks": token.networks,
            "until": expires_on.isoformat(),
        },
        answer={"id": token.pk},
    )


@write("token.end")
def end_token(*, user: User, pk: int, by: User, at: datetime) -> ServiceResult:
    """End a token of the account at once, as this person or whoever administers the account (NotFoundError for others).

    Raises ActionRefused where it has no such token that has not ended.
    """
    _check_right_to_end(user, by, at)
    token = ApiToken.objects.filter(user=user, pk=pk, ended_at=None).first()
    if token is None:
        raise ActionRefused(say("Mã truy cập này đã chấm dứt."))
    ApiToken.objects.filter(pk=token.pk).update(ended_at=at)
    return ServiceResult(subject=f"token:{token.uid}", unit=user.unit.code, detail={"user": user.username})


@write("token.end_all")
def end_all_tokens(*, user: User, by: User, at: datetime) -> ServiceResult:
    """End every token of the account at once; who may is as for `end_token`. Raises ActionRefused where it has none.

    Those that have expired open nothing: they are left as they are.
    """
    _check_right_to_end(user, by, at)
    tokens = ApiToken.objects.filter(user=user, ended_at=None, expires_on__gt=at.date())
    uids = [*tokens.order_by("pk").values_list("uid", flat=True)]
    if not uids:
        raise ActionRefused(say("Tài khoản này không có mã truy cập nào chưa chấm dứt."))
    tokens.update(ended_at=at)
    detail: dict[str, Json] = {"user": user.username, "tokens": [*uids]}
    return ServiceResult(
        subject=f"user:{user.username}", unit=user.unit.code, detail=detail, answer={"ended": len(uids)}
    )


def _check_right_to_end(user: User, by: User, at: datetime) -> None:
    if by.pk != user.pk:
        get_administered_user(scope_of(by, at.date()), user.pk)


@write("token.use")
def record_first_use(*, token: ApiToken, network: str, is_write: bool, by: User, at: datetime) -> ServiceResult:
    """Record the first use of a token on a day from a network. Later ones are counted alone (`count_use`)."""
    use, _new = ApiTokenUse.objects.get_or_create(token=token, day=at.date(), network=network, defaults={"last_at": at})
    _store_counts(use.pk, reads=int(not is_write), writes=int(is_write), at=at)
    return ServiceResult(
        subject=f"token:{token.uid}", unit=by.unit.code, detail={"user": by.username}, answer={"use": use.pk}
    )


def count_use(use: int, *, is_write: bool, at: datetime) -> None:
    """Counts a use of this day's row (id), and stores the counts of this process once a minute.

    A GET that wrote a row each time would wait for the one writer. Each write has an event that names the token.
    """
    counts = _use_counter.add(use, is_write=is_write, now=time.monotonic())
    if counts is not None:
        _store_counts(use, reads=counts[False], writes=counts[True], at=at)


def _store_counts(use: int, *, reads: int, writes: int, at: datetime) -> None:
    ApiTokenUse.objects.filter(pk=use).update(reads=F("reads") + reads, writes=F("writes") + writes, last_at=at)


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


class UseCounter:
    """Counts uses that are not stored yet, by row id."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[int, Counter[bool]] = {}
        self._stored_at: dict[int, float] = {}

    def add(self, use: int, *, is_write: bool, now: float) -> Counter[bool] | None:
        """Returns the counts to store now (reads under False, writes under True), None before a minute has passed."""
        with self._lock:
            counts = self._counts.setdefault(use, Counter())
            counts[is_write] += 1
            if now - self._stored_at.setdefault(use, now) < FLUSH_INTERVAL:
                return None
            if len(self._stored_at) > MOST_COUNTED:  # rows of days gone by
                self._stored_at.clear()
            self._stored_at[use] = now
            return self._counts.pop(use)


_use_counter = UseCounter()
