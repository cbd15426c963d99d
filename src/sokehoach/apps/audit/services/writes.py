"""The one write path: every service of the product is decorated with `write`."""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol, cast, overload
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.utils import translation

from sokehoach.adapters.slow_work import is_write_lock_held, write_lock_held
from sokehoach.apps.audit import keys, replays
from sokehoach.apps.audit.models import Answer, Event
from sokehoach.apps.audit.programs import get_acting_token
from sokehoach.apps.audit.services.seals import seal_now
from sokehoach.apps.shell import constraints, pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, KeyReusedError, VersionConflictError
from sokehoach.apps.shell.statements import PreparedStatement
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import append_leaf, hash_leaf
from sokehoach.domain.messages import say
from sokehoach.domain.values import value as values

_KEY_PATTERN = re.compile(r"[\w-]{1,64}", re.ASCII)  # the key comes from a page, where anyone may have changed it

_MAX_ATTEMPTS = 3

type Json = str | int | bool | list[Json] | dict[str, Json] | None
type AnswerCompletion = Callable[[dict[str, Json]], dict[str, Json]]


@dataclass(frozen=True, slots=True)
class ServiceResult:
    """The result of a service. Only `answer` is stored for replays, so a view builds its response from it.

    subject   «submission:<id>»
    unit      code of the unit concerned
    detail    what an auditor needs: from, to, reason. No name of any person except staff and licence holders.
    function  the side of the wall on which the event is read
    parts     of a service that changes several things: their events, each with its action, recorded before its own
    is_sealed whether a service with `seal` seals this event
    """

    subject: str
    unit: str = ""
    detail: dict[str, Json] = field(default_factory=dict)
    answer: dict[str, Json] = field(default_factory=dict)
    function: str = "general"
    parts: "tuple[tuple[str, ServiceResult], ...]" = ()
    is_sealed: bool = True


class Service[**P](Protocol):
    """A service decorated with `write`. With a key it takes effect once, however often it is called."""

    @overload
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> ServiceResult: ...
    @overload
    def __call__(self, *, key: str, **kwargs: Any) -> ServiceResult: ...


class OutdatedError(Exception):
    """Raised by a service whose `prepared` is out of date; `prepare` and the service then run again."""


def write[**P](
    action: str, *, prepare: Callable[..., Any] | None = None, seal: bool = False
) -> Callable[[Callable[P, ServiceResult]], Service[P]]:
    """Run a service as one transaction with one audit event, once per idempotency key.

    The service takes keyword arguments alone, among them `by` (a User, or a plain name for the system's own work) and
    `at` (an aware datetime); callers may add `key`, up to 64 letters, digits, «-» and «_». A service may call another:
    the inner one joins the transaction and records an event of its own. Callers may also add `check_first`: it runs
    before the service while the lock is held, and raises what refuses the call; and `complete_answer`: it gets the
    answer while the lock is held, and returns the one that is stored for replays.

    `prepare` does the slow work (adapters.slow_work) from the same arguments before the write lock is taken; the
    service gets the result as `prepared` and must check again what it is based on. What it raises counts as the
    service's own refusal. A service that calls another passes it what that one needs prepared.

    Where the database refuses a row, the refusal is the sentence of the constraint (apps.shell.constraints): a service
    does not check again what a constraint says.

    `seal`: a signed checkpoint covers the event in the same transaction (apps.audit.services.seals). It is for
    submitting, accepting and signing: the holder of such a seal outside notices when the trail is cut off before it.
    """

    def decorate(service: Callable[P, ServiceResult]) -> Service[P]:
        @functools.wraps(service)
        def wrapper(**kwargs: Any) -> ServiceResult:
            return run_service(action, service, kwargs, prepare=prepare, seal=seal)

        return cast(Service[P], wrapper)

    return decorate


class _NothingKeptError(Exception):
    """Raised to undo a write that was only tried."""


def undo_after[**P](service: Service[P]) -> Callable[..., ServiceResult]:
    """Returns a function that runs the service with all its checks, keeps nothing, and has no key."""

    def try_service(**kwargs: Any) -> ServiceResult:
        results = []
        try:
            with transaction.atomic():
                results.append(service(**{**kwargs, "key": ""}))
                raise _NothingKeptError
        except _NothingKeptError:
            return results[0]

    return try_service


def run_service(
    action: str,
    service: Callable[..., ServiceResult],
    kwargs: dict[str, Any],
    *,
    prepare: Callable[..., Any] | None = None,
    seal: bool = False,
) -> ServiceResult:
    """Runs one call of a service. `kwargs` are its keyword arguments, including `key` where there is one."""
    key = cast(str, kwargs.pop("key", "") or "")
    check_first = cast(Callable[[], object] | None, kwargs.pop("check_first", None))
    complete_answer = cast(AnswerCompletion | None, kwargs.pop("complete_answer", None))
    by, at = kwargs["by"], cast(datetime, kwargs["at"])
    actor = by if isinstance(by, str) else cast(models.Model, by).get_username()  # type: ignore[attr-defined]
    if key and not _KEY_PATTERN.fullmatch(key):
        raise ActionRefused(say("Trang này không còn dùng được. Hãy tải lại trang rồi làm lại."))
    stable = {name: value for name, value in kwargs.items() if name not in ("at", "prepared")} | {"at": None}
    digest = (
        hash_leaf(encode_canonical_json({"action": action, "arguments": serialize_argument(stable)})) if key else ""
    )
    signer = keys.load_signer(settings.HOME) if seal else None  # the key file is read, or made, before the lock
    for _attempt in range(_MAX_ATTEMPTS):
        prepared = {}
        if (
            prepare is not None
            and "prepared" not in kwargs
            and not (key and Answer.objects.filter(actor=actor, key=key).exists())
        ):
            with translation.override(settings.LANGUAGE_CODE):
                prepared = {"prepared": prepare(**kwargs)}
        try:
            return _run_locked(
                action, service, kwargs | prepared, actor=actor, at=at, key=key, digest=digest, signer=signer,
                check_first=check_first, complete_answer=complete_answer,
            )  # fmt: skip
        except OutdatedError:
            continue
        except IntegrityError as error:
            refusal = constraints.build_refusal(error)
            if refusal is None:
                raise
            raise refusal from error
    raise VersionConflictError(say("Người khác vừa thay đổi đúng chỗ này. Hãy tải lại trang rồi làm lại."))


def _run_locked(
    action: str,
    service: Callable[..., ServiceResult],
    kwargs: dict[str, Any],
    *,
    actor: str,
    at: datetime,
    key: str,
    digest: str,
    signer: keys.Signer | None,
    check_first: Callable[[], object] | None,
    complete_answer: AnswerCompletion | None,
) -> ServiceResult:
    """Runs the part of a call that holds the write lock. A `signer` seals the written event."""
    is_inner = is_write_lock_held()  # by the service that calls this one, until its transaction ends
    # What a service stores is Vietnamese, whatever the language of the page.
    with (
        translation.override(settings.LANGUAGE_CODE),
        transaction.atomic(),
        write_lock_held(),
        pii_filter.collecting_allowed_places() as allowed_places,
    ):
        if not is_inner:
            acquire_write_lock()
        if key:
            stored_answer = Answer.objects.filter(actor=actor, key=key).first()
            if stored_answer is not None:
                return _replay_answer(stored_answer, digest)
        if check_first is not None:
            check_first()
        result = service(**kwargs)
        bodies = [_build_event(part_action, actor, at, part) for part_action, part in result.parts]
        _store_events([*bodies, _build_event(action, actor, at, result, allowed_count=len(allowed_places))])
        if signer is not None and result.is_sealed:
            seal_now(signer, at=at)
        if complete_answer is not None:
            result = replace(result, answer=complete_answer(result.answer))
        if key:
            answer = {
                "subject": result.subject,
                "unit": result.unit,
                "answer": result.answer,
                "page": replays.record_page_digest(),
            }
            Answer.objects.create(actor=actor, key=key, digest=digest, answer=answer, at=at)
    return result


def _replay_answer(stored_answer: Answer, digest: str) -> ServiceResult:
    if stored_answer.digest != digest:
        raise KeyReusedError(say("Lần gửi này đã được ghi với nội dung khác. Hãy tải lại trang rồi làm lại."))
    return ServiceResult(
        subject=stored_answer.answer["subject"],
        unit=stored_answer.answer["unit"],
        answer=stored_answer.answer["answer"],
    )


def _build_event(
    action: str, actor: str, at: datetime, result: ServiceResult, *, allowed_count: int = 0
) -> dict[str, Json]:
    """The body of an event, without its number. `allowed_count` is how many places of text the user declared to be
    nobody's name, never which.
    """
    token = get_acting_token()
    return {
        "action": action,
        "actor": actor,
        "at": at.isoformat(),
        "subject": result.subject,
        "unit": result.unit,
        "function": result.function,
        "detail": result.detail
        | ({"waved_through": allowed_count} if allowed_count else {})
        | ({"token": token} if token else {}),
    }


def _store_events(bodies: Sequence[dict[str, Json]]) -> None:
    """Appends events to the trail in two statements, however many."""
    heads = _prepare_peaks_query().rows({})
    last, peaks = heads[0] if heads else (0, [])
    rows = []
    for seq, body in enumerate(bodies, last + 1):
        body["seq"] = seq  # part of the hash, so two equal events have two leaves
        leaf = hash_leaf(encode_canonical_json(cast(Json, body)))
        peaks = append_leaf(peaks, seq - 1, leaf)
        columns = {name: cast(str, body[name]) for name in ("actor", "unit", "action", "subject", "function")}
        at = datetime.fromisoformat(cast(str, body["at"]))
        rows.append(Event(seq=seq, at=at, **columns, body=body, leaf=leaf, peaks=peaks))
    Event.objects.bulk_create(rows)


@functools.cache
def _prepare_peaks_query() -> PreparedStatement:
    return PreparedStatement(Event.objects.order_by("-seq").values_list("seq", "peaks")[:1])


def acquire_write_lock() -> None:
    """Takes the lock that admits one writer at a time, for the whole service.

    The next writer sees the changes of the one before, numbers have no gaps, and no deadlock arises. SQLite holds its
    write lock since BEGIN IMMEDIATE; PostgreSQL takes an advisory lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(162)")


def serialize_argument(value: Any) -> Json:
    """Converts an argument of a service to canonical JSON.

    Rows become their key, datetimes and decimals text, dataclasses their fields. Raises TypeError for other types.
    """
    match value:
        case None | bool() | str():
            return value
        case int():
            return value if abs(value) < 2**53 else str(value)
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return values.format_plain(value)
        case float():
            return repr(value)  # the shortest text that parses to the same number
        case UUID():
            return str(value)
        case bytes():
            return hash_leaf(value)
        case models.Model():
            return f"{value._meta.label_lower}:{value.pk}"
        case Mapping():
            return {str(name): serialize_argument(inner) for name, inner in value.items()}
        case list() | tuple():
            return [serialize_argument(item) for item in value]
        case set() | frozenset():
            return sorted((serialize_argument(item) for item in value), key=encode_canonical_json)
    if is_dataclass(value) and not isinstance(value, type):
        return {attribute.name: serialize_argument(getattr(value, attribute.name)) for attribute in fields(value)}
    raise TypeError(f"{type(value).__name__} has no single writing in canonical JSON")
