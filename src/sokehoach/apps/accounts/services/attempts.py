"""Counts failed sign-ins and computes the wait until the next attempt: longer with each failure.

Waits apply to an account from one place, so nobody can delay another person for long. A waiting account answers as for
a wrong password, after the same work. A waiting address gets a message: that reveals nothing about any account.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from sokehoach.apps.accounts.models import Attempt, User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.shell.networks import network_of
from sokehoach.domain.text import fold_accents

Kind = Attempt.Kind
FORGET_AFTER = timedelta(hours=24)  # after the last failure


@dataclass(frozen=True, slots=True)
class Limit:
    """How failures delay sign-in: failure number `free` starts a wait of `first`, each later one doubles it, up to
    `longest`.
    """

    free: int
    first: timedelta
    longest: timedelta


_LONG = Limit(5, timedelta(seconds=30), timedelta(minutes=30))
LIMITS = {
    Kind.PLACE: _LONG,  # one account from one place
    Kind.CODE: _LONG,  # codes of one account, which only someone with its password can try
    Kind.ACCOUNT: Limit(20, timedelta(seconds=5), timedelta(minutes=1)),  # passwords of one account from everywhere
    Kind.ADDRESS: Limit(30, timedelta(seconds=30), timedelta(minutes=30)),  # any account from one network
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an attempt comes from: the peer's address, and the mark of a device on which the account has signed in."""

    address: str
    device: str = ""

    @property
    def place(self) -> str:
        return self.device or network_of(self.address)


def is_locked(kind: str, name: str, at: datetime) -> bool:
    row = Attempt.objects.filter(kind=kind, key=hash_key(kind, name)).first()
    return row is not None and row.until is not None and row.until > at


def must_wait(username: str, origin: Origin, at: datetime, *, code: bool = False) -> bool:
    """Whether the account must wait there. On a known device, attempts elsewhere do not count."""
    kinds = [Kind.PLACE] if origin.device else [Kind.PLACE, Kind.CODE if code else Kind.ACCOUNT]
    keys = {hash_key(kind, _build_name(kind, username, origin)) for kind in kinds}
    return Attempt.objects.filter(kind__in=kinds, key__in=keys, until__gt=at).exists()


def address_must_wait(origin: Origin, at: datetime) -> bool:
    return is_locked(Kind.ADDRESS, network_of(origin.address), at)


@write("sign_in.fail")
def record_failure(
    *, username: str, user: User | None, origin: Origin, step: str, by: User | str, at: datetime
) -> ServiceResult:
    """Count one failure. `step`: password, factor, passkey, confirm or change."""
    kinds = [Kind.PLACE, Kind.ADDRESS]
    if not origin.device:
        kinds.append(Kind.CODE if step in ("factor", "confirm") else Kind.ACCOUNT)
    waits = [_count_failure(kind, _build_name(kind, username, origin), at) for kind in kinds]
    return ServiceResult(
        subject=f"user:{user.username}" if user else "user:?",
        unit=user.unit.code if user else "",
        detail={"step": step, "locked_seconds": int(max(waits).total_seconds())},
    )


def clear_failures(*, username: str, origin: Origin) -> None:
    """Clears the counts after a success, within the write that records it.

    The network keeps its count: one success among many guesses must not reset it.
    """
    for kind in (Kind.PLACE, Kind.CODE, Kind.ACCOUNT):
        Attempt.objects.filter(kind=kind, key=hash_key(kind, _build_name(kind, username, origin))).delete()


def hash_key(kind: str, name: str) -> str:
    return salted_hmac(f"sokehoach.attempt.{kind}", name, algorithm="sha256").hexdigest()


def _build_name(kind: Kind, username: str, origin: Origin) -> str:
    account = fold_accents(username).strip()
    if kind == Kind.PLACE:
        return f"{account}\n{origin.place}"
    return network_of(origin.address) if kind == Kind.ADDRESS else account


def _count_failure(kind: Kind, name: str, at: datetime) -> timedelta:
    """Returns the wait that begins now. Failures during a wait do not count: nobody can keep an account locked."""
    limit = LIMITS[kind]
    row, _new = Attempt.objects.get_or_create(kind=kind, key=hash_key(kind, name), defaults={"at": at})
    if row.at < at - FORGET_AFTER:
        row.failures, row.until = 0, None
    if row.until is None or row.until <= at:
        row.failures += 1
        excess = row.failures - limit.free
        row.until = at + min(limit.first * 2 ** min(excess, 12), limit.longest) if excess >= 0 else None
    row.at = at
    row.save(update_fields=["failures", "until", "at"])
    return row.until - at if row.until else timedelta()
