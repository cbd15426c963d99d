"""Manages second factors: TOTP app, passkey, recovery codes on paper."""

import hmac
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import sessions
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say

TOTP_TYPE, PASSKEY, PAPER = (
    Authenticator.Type.TOTP,
    Authenticator.Type.WEBAUTHN,
    Authenticator.Type.RECOVERY_CODES,
)
STEP = 30  # seconds


def find_counter(secret: str, code: str, now: float, *, last_used: int = -1) -> int | None:
    """Returns the time step of a code: the current one, the one before or after; None for a wrong or used one.

    A step is used once it or a later one has been accepted.
    """
    typed = "".join(code.split())
    current = int(now) // STEP
    for counter in (current - 1, current, current + 1):
        if counter > last_used and hmac.compare_digest(
            format_hotp_value(hotp_value(secret, counter)).encode(), typed.encode()
        ):
            return counter
    return None


@write("factor.add_totp")
def add_totp(*, user: User, secret: str, code: str, by: User, at: datetime) -> ServiceResult:
    """Add a TOTP app. Raises InvalidInput where the code is not that of the secret."""
    counter = find_counter(secret, code, time.time())
    if counter is None:
        raise InvalidInput(
            {"code": [say("Mã không đúng. Hãy gõ 6 chữ số đang hiện; đồng hồ của điện thoại phải đúng giờ.")]}
        )
    if Authenticator.objects.filter(user=user, type=TOTP_TYPE).exists():
        raise ActionRefused(say("Tài khoản đã có ứng dụng xác thực. Gỡ cái cũ trước khi đặt cái mới."))
    authenticator = TOTP.activate(user, secret).instance
    authenticator.data["last"] = counter
    authenticator.save(update_fields=["data"])
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"factor": "totp"})


@write("factor.add_passkey")
def add_passkey(*, user: User, name: str, credential: Mapping[str, Any], by: User, at: datetime) -> ServiceResult:
    """Add a passkey; `credential` was verified against the challenge of this session."""
    WebAuthn.add(user, name, dict(credential))
    return ServiceResult(
        subject=f"user:{user.username}", unit=user.unit.code, detail={"factor": "passkey", "name": name}
    )


@write("factor.remove")
def remove_factor(*, user: User, pk: int, by: User, at: datetime) -> ServiceResult:
    """Remove a factor and end every other session. The last one takes the recovery codes with it."""
    row = Authenticator.objects.filter(user=user, pk=pk).exclude(type=PAPER).first()
    if row is None:
        raise ActionRefused(say("Cách xác thực này đã được gỡ."))
    kind = row.type
    row.delete()
    if not Authenticator.objects.filter(user=user).exclude(type=PAPER).exists():
        Authenticator.objects.filter(user=user).delete()
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"factor": kind})


@write("factor.renew_codes")
def renew_codes(*, user: User, by: User, at: datetime) -> ServiceResult:
    """Replace the recovery codes; the page shows them once."""
    if not Authenticator.objects.filter(user=user).exclude(type=PAPER).exists():
        raise ActionRefused(say("Hãy đặt ứng dụng xác thực hoặc khóa truy cập trước, rồi lấy mã dự phòng."))
    Authenticator.objects.filter(user=user, type=PAPER).delete()
    RecoveryCodes.activate(user)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code)


@write("factor.reset")
def reset_factors(*, user: User, by: User | str, at: datetime) -> ServiceResult:
    """Remove all factors of somebody who lost them, as the account's administrator; their sessions end."""
    count, _rows = Authenticator.objects.filter(user=user).delete()
    sessions.end_all_sessions(user)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"removed": count})


@transaction.atomic
def use_code(*, user: User, code: str) -> Authenticator | None:
    """Returns the factor that accepts the code, or None. A code works once."""
    for row in Authenticator.objects.select_for_update().filter(user=user).exclude(type=PASSKEY):
        if row.type == TOTP_TYPE:
            last = row.data.get("last", -1)
            counter = find_counter(decrypt(row.data["secret"]), code, time.time(), last_used=last)
            if counter is not None:
                row.data["last"] = counter
                row.save(update_fields=["data"])
                return row
        elif row.wrap().validate_code("".join(code.split())):
            return row
    return None
