"""Failed attempts to sign in, and how long nobody may try again: longer with each failure.

An account is locked without a word: whoever tries gets the answer of a wrong password, after the same work. An address
is told: that says nothing of any account.
"""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from sokehoach.apps.accounts.models import Attempt, User
from sokehoach.apps.audit.services import Done, write
from sokehoach.domain.text.folding import fold

FREE = {Attempt.Kind.ACCOUNT: 5, Attempt.Kind.ADDRESS: 30}  # failures without a wait
FIRST, LONGEST = timedelta(seconds=30), timedelta(minutes=30)
FORGOTTEN = timedelta(hours=24)  # after the last failure


def key(kind: str, name: str) -> str:
    return salted_hmac(f"sokehoach.attempt.{kind}", fold(name).strip(), algorithm="sha256").hexdigest()


def locked(kind: str, name: str, at: datetime) -> bool:
    row = Attempt.objects.filter(kind=kind, key=key(kind, name)).first()
    return row is not None and row.until is not None and row.until > at


@write("sign_in.fail")
def fail(*, username: str, user: User | None, address: str, step: str, by: User | str, at: datetime) -> Done:
    """Count one failure of the name and of the address. `step`: password, factor, passkey or confirm."""
    waits = [_count(Attempt.Kind.ACCOUNT, username, at), _count(Attempt.Kind.ADDRESS, address, at)]
    return Done(
        subject=f"user:{user.username}" if user else "user:?",
        unit=user.unit.code if user else "",
        detail={"step": step, "locked_seconds": int(max(waits).total_seconds())},
    )


def forget(*, username: str) -> None:
    """After a success, within the write that records it. The address keeps its count: one good account among many
    guesses is no reason to start anew.
    """
    Attempt.objects.filter(kind=Attempt.Kind.ACCOUNT, key=key(Attempt.Kind.ACCOUNT, username)).delete()


def _count(kind: Attempt.Kind, name: str, at: datetime) -> timedelta:
    """The wait that begins now. A failure while locked counts for nothing: nobody can hold an account shut for ever."""
    row, _new = Attempt.objects.get_or_create(kind=kind, key=key(kind, name), defaults={"at": at})
    if row.at < at - FORGOTTEN:
        row.failures, row.until = 0, None
    if row.until is None or row.until <= at:
        row.failures += 1
        over = row.failures - FREE[kind]
        row.until = at + min(FIRST * 2 ** min(over, 12), LONGEST) if over >= 0 else None
    row.at = at
    row.save(update_fields=["failures", "until", "at"])
    return row.until - at if row.until else timedelta()
