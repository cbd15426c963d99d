"""Second factors: an app that shows codes, a passkey, codes on paper."""

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
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import sessions
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput

TOTP_TYPE, PASSKEY, PAPER = (
    Authenticator.Type.TOTP,
    Authenticator.Type.WEBAUTHN,
    Authenticator.Type.RECOVERY_CODES,
)
STEP = 30  # seconds


def find_counter(secret: str, code: str, now: float, *, last_used: int = -1) -> int | None:
    """The time step of which this is the code: the present one, the one before or after; None where of none, or where
    that step or a later one was used already.
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
    """Invalid where the code is not that of the secret."""
    counter = find_counter(secret, code, time.time())
    if counter is None:
        raise InvalidInput(
            {"code": [_("Mã không đúng. Hãy gõ 6 chữ số đang hiện; đồng hồ của điện thoại phải đúng giờ.")]}
        )
    if Authenticator.objects.filter(user=user, type=TOTP_TYPE).exists():
        raise ActionRefused(_("Tài khoản đã có ứng dụng xác thực. Gỡ cái cũ trước khi đặt cái mới."))
    authenticator = TOTP.activate(user, secret).instance
    authenticator.data["last"] = counter
    authenticator.save(update_fields=["data"])
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"factor": "totp"})


@write("factor.add_passkey")
def add_passkey(
    *, user: User, name: str, credential: Mapping[str, Any], by: User, at: datetime
) -> ServiceResult:
    """`credential` was verified against the challenge of this session."""
    WebAuthn.add(user, name, dict(credential))
    return ServiceResult(
        subject=f"user:{user.username}", unit=user.unit.code, detail={"factor": "passkey", "name": name}
    )


@write("factor.remove")
def remove_factor(*, user: User, pk: int, by: User, at: datetime) -> ServiceResult:
    """The last one takes the codes on paper with it; every other session ends."""
    row = Authenticator.objects.filter(user=user, pk=pk).exclude(type=PAPER).first()
    if row is None:
        raise ActionRefused(_("Cách xác thực này đã được gỡ."))
    kind = row.type
    row.delete()
    if not Authenticator.objects.filter(user=user).exclude(type=PAPER).exists():
        Authenticator.objects.filter(user=user).delete()
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"factor": kind})


@write("factor.renew_codes")
def renew_codes(*, user: User, by: User, at: datetime) -> ServiceResult:
    """New codes on paper in place of the old; the page that asked shows them this once."""
    if not Authenticator.objects.filter(user=user).exclude(type=PAPER).exists():
        raise ActionRefused(_("Hãy đặt ứng dụng xác thực hoặc khóa truy cập trước, rồi lấy mã dự phòng."))
    Authenticator.objects.filter(user=user, type=PAPER).delete()
    RecoveryCodes.activate(user)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code)


@write("factor.reset")
def reset_factors(*, user: User, by: User | str, at: datetime) -> ServiceResult:
    """All factors of somebody who lost them, by who administers the account; their sessions end."""
    count, _rows = Authenticator.objects.filter(user=user).delete()
    sessions.end_all_sessions(user)
    return ServiceResult(subject=f"user:{user.username}", unit=user.unit.code, detail={"removed": count})


@transaction.atomic
def use_code(*, user: User, code: str) -> Authenticator | None:
    """The factor whose code this is, or None. A code works once."""
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
