"""The one write path: every service of the product is decorated with `write`."""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol, cast, overload
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sokehoach.adapters.slow_work import write_lock_held
from sokehoach.apps.audit import keys, replays
from sokehoach.apps.audit.models import Answer, Event
from sokehoach.apps.audit.services.seals import seal_now
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import KeyReused, Refused, Stale
from sokehoach.domain.ledger.canonical import canonical
from sokehoach.domain.ledger.merkle import grown, leaf
from sokehoach.domain.values import value as values

_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)  # it comes back from a page, where anyone may have changed it

_MOST_ATTEMPTS = 3

type Json = str | int | bool | list[Json] | dict[str, Json] | None


@dataclass(frozen=True, slots=True)
class Done:
    """What a service did. Only `answer` outlives a replay, so a view builds its reply from it.

    subject   «submission:<id>»
    unit      code of the unit that it concerns
    detail    what an auditor needs: from, to, reason. No name of any person but staff and licence holders.
    function  on which side of the wall the event is read
    """

    subject: str
    unit: str = ""
    detail: dict[str, Json] = field(default_factory=dict)
    answer: dict[str, Json] = field(default_factory=dict)
    function: str = "general"


class Service[**P](Protocol):
    """A service that is whole. With a key it has one effect however often it is called."""

    @overload
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Done: ...
    @overload
    def __call__(self, *, key: str, **kwargs: Any) -> Done: ...


class OutdatedError(Exception):
    """Raised by a service whose `prepared` was worked out from what stands no more: it is prepared and called again."""


def write[**P](
    action: str, *, prepare: Callable[..., Any] | None = None, seal: bool = False
) -> Callable[[Callable[P, Done]], Service[P]]:
    """Make a service whole: one transaction, one audit event, one effect for one idempotency key.

    The service takes keyword arguments alone, among them `by` (a User, or a plain name for the system's own work) and
    `at` (an aware datetime); callers may add `key`, up to 64 letters, digits, «-» and «_». A service
    may call another: the inner one joins the transaction and leaves an event of its own.

    `prepare`: all the service needs that takes long (adapters.slow_work), worked out from the same arguments before the
    write lock is taken; the service gets it as `prepared`, and looks again at whatever it rests on. What it raises is
    told as the service's own refusal. A service that calls another hands it what that one needs prepared.

    `seal`: a signed checkpoint covers the event in the same transaction (apps.audit.services.seals). For what is sent,
    accepted or signed: whoever holds one of these seals outside notices when the trail is cut off before it.
    """

    def decorate(service: Callable[P, Done]) -> Service[P]:
        @functools.wraps(service)
        def written(**given: Any) -> Done:
            return whole(action, service, given, prepare=prepare, seal=seal)

        return cast(Service[P], written)

    return decorate


def whole(
    action: str,
    service: Callable[..., Done],
    given: dict[str, Any],
    *,
    prepare: Callable[..., Any] | None = None,
    seal: bool = False,
) -> Done:
    """One call of a service. `given`: its keyword arguments, `key` among them where there is one."""
    key = cast(str, given.pop("key", "") or "")
    by, at = given["by"], cast(datetime, given["at"])
    actor = by if isinstance(by, str) else cast(models.Model, by).get_username()  # type: ignore[attr-defined]
    if key and not _KEY.fullmatch(key):
        raise Refused(_("Trang này không còn dùng được. Hãy tải lại trang rồi làm lại."))
    stable = {name: value for name, value in given.items() if name not in ("at", "prepared")} | {"at": None}
    digest = leaf(canonical({"action": action, "arguments": plain(stable)})) if key else ""
    signer = keys.own(settings.HOME) if seal else None  # its file is read, or made, before the lock
    for _attempt in range(_MOST_ATTEMPTS):
        prepared = {}
        if (
            prepare is not None
            and "prepared" not in given
            and not (key and Answer.objects.filter(actor=actor, key=key).exists())
        ):
            with translation.override(settings.LANGUAGE_CODE):
                prepared = {"prepared": prepare(**given)}
        try:
            return _written(
                action, service, given | prepared, actor=actor, at=at, key=key, digest=digest, signer=signer
            )
        except OutdatedError:
            continue
    raise Stale(_("Người khác vừa thay đổi đúng chỗ này. Hãy tải lại trang rồi làm lại."))


def _written(
    action: str,
    service: Callable[..., Done],
    given: dict[str, Any],
    *,
    actor: str,
    at: datetime,
    key: str,
    digest: str,
    signer: keys.Signer | None,
) -> Done:
    """The part of a call that holds the write lock. A `signer` seals what was written."""
    # What a service keeps is Vietnamese, whatever language the page speaks.
    with (
        translation.override(settings.LANGUAGE_CODE),
        transaction.atomic(),
        write_lock_held(),
        guard.counting() as waved,
    ):
        one_at_a_time()
        if key:
            before = Answer.objects.filter(actor=actor, key=key).first()
            if before is not None:
                return _replay(before, digest)
        done = service(**given)
        _record(action, actor, at, done, waved=len(waved))
        if signer is not None:
            seal_now(signer, at=at)
        if key:
            kept = {"subject": done.subject, "unit": done.unit, "answer": done.answer, "page": replays.page()}
            Answer.objects.create(actor=actor, key=key, digest=digest, answer=kept, at=at)
    return done


def _replay(before: Answer, digest: str) -> Done:
    if before.digest != digest:
        raise KeyReused(_("Lần gửi này đã được ghi với nội dung khác. Hãy tải lại trang rồi làm lại."))
    return Done(subject=before.answer["subject"], unit=before.answer["unit"], answer=before.answer["answer"])


def _record(action: str, actor: str, at: datetime, done: Done, *, waved: int) -> None:
    """`waved`: places of free text that the person said are nobody's; how many, never which."""
    body: dict[str, Json] = {
        "action": action,
        "actor": actor,
        "at": at.isoformat(),
        "subject": done.subject,
        "unit": done.unit,
        "function": done.function,
        "detail": done.detail | ({"waved_through": waved} if waved else {}),
    }
    # The number is part of the hash, so two equal events are two leaves.
    previous, peaks = Event.objects.order_by("-seq").values_list("seq", "peaks").first() or (0, [])
    body["seq"] = previous + 1
    witness = leaf(canonical(cast(Json, body)))
    Event.objects.create(
        seq=previous + 1,
        at=at,
        actor=actor,
        unit=done.unit,
        action=action,
        subject=done.subject,
        function=done.function,
        body=body,
        leaf=witness,
        peaks=grown(peaks, previous, witness),
    )


def one_at_a_time() -> None:
    """One writer at a time, from the first line of the service on: whoever came second sees what the first has done,
    numbers have no hole, and no two writers wait for each other.

    SQLite holds its one write lock since BEGIN IMMEDIATE; PostgreSQL takes an advisory one.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(162)")


def plain(value: Any) -> Json:
    """A value of a service's arguments as canonical JSON can hold it: rows by their key, moments and numbers with
    decimals as text, dataclasses by their fields. TypeError for what has no single writing.
    """
    match value:
        case None | bool() | str():
            return value
        case int():
            return value if abs(value) < 2**53 else str(value)
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return values.plain(value)
        case float():
            return repr(value)  # the shortest that is read back as the same number
        case UUID():
            return str(value)
        case bytes():
            return leaf(value)
        case models.Model():
            return f"{value._meta.label_lower}:{value.pk}"
        case Mapping():
            return {str(name): plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=canonical)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    raise TypeError(f"{type(value).__name__} has no single writing in canonical JSON")
