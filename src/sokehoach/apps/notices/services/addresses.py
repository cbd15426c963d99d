"""Sets where a person gets reminders: by mail, in a calendar."""

import secrets
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.notices import queries
from sokehoach.apps.notices.models import Address, Feed
from sokehoach.apps.notices.services import security
from sokehoach.apps.notices.services.letters import send_letter
from sokehoach.apps.shell import codes
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say


@write("notices.address")
def update_address(*, person: int, email: str, by: Any, at: datetime) -> ServiceResult:
    """Set the mail address; blank stops mail. Raises InvalidInput for an invalid one.

    A changed address must be confirmed, and the person is notified of the change.
    """
    email = email.strip()
    old_address = queries.find_address(person)
    if old_address is not None and old_address.email == email:
        return ServiceResult(subject=f"person:{person}", detail={"kept": True})
    if not email:
        Address.objects.filter(person=person).delete()
    else:
        try:
            validate_email(email)
        except ValidationError as error:
            raise InvalidInput(
                {"email": [say("Đây không phải địa chỉ thư điện tử, ví dụ: ten@donvi.gov.vn.")]}
            ) from error
        fields = {"email": email, "at": at, "confirmed_at": None, "tries": 0}
        Address.objects.update_or_create(person=person, defaults=fields)
    if old_address is not None:
        security.create_notices(people=[person], text=describe_change(old_address.email), at=at)
    return ServiceResult(subject=f"person:{person}", detail={"kept": bool(email)})


def describe_change(email: str) -> str:
    return say(
        "Địa chỉ thư %(email)s không còn là địa chỉ của tài khoản trong Sổ Kế hoạch.", email=queries.mask_address(email)
    )


@write("notices.confirm_address")
def confirm_address(*, person: int, code: str, by: Any, at: datetime) -> ServiceResult:
    """Confirm the address by the code mailed to it. A wrong one is counted, and answered with `right` False.

    After five wrong codes none is accepted until the address is stored again.
    """
    address = Address.objects.select_for_update().filter(person=person).first()
    if address is None or address.confirmed_at is not None:
        raise ActionRefused(say("Không có địa chỉ thư nào đang chờ xác nhận."))
    if address.tries >= queries.MAX_CODE_TRIES:
        raise ActionRefused(say("Đã gõ sai mã nhiều lần. Hãy xóa địa chỉ, lưu lại để nhận mã khác."))
    is_right = codes.is_code(queries.build_code(address), code)
    if is_right:
        address.confirmed_at = at
    else:
        address.tries += 1
    address.save(update_fields=["confirmed_at", "tries"])
    return ServiceResult(subject=f"person:{person}", detail={"right": is_right}, answer={"right": is_right})


def open_feed(*, person: int, by: Any, at: datetime) -> str:
    """Creates a new secret calendar address, shown once; the previous one stops working."""
    token = secrets.token_urlsafe(24)
    renew_feed(person=person, digest=queries.hash_calendar_token(token), by=by, at=at)
    return token


@write("notices.feed")
def renew_feed(*, person: int, digest: str, by: Any, at: datetime) -> ServiceResult:
    """Revoke the current address; with a digest, store another."""
    Feed.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=at)
    if digest:
        Feed.objects.create(person=person, digest=digest, made_at=at)
    return ServiceResult(subject=f"person:{person}", detail={"open": bool(digest)})


def send_code(email: str, code: str, *, language: str) -> bool:
    """Mails the code that confirms an address; returns whether it was sent."""
    body = say(
        "Mã xác nhận địa chỉ thư của bạn trong Sổ Kế hoạch: %(code)s\n\nGõ mã vào trang «Nhắc việc».",
        code=f"{code[:4]} {code[4:]}",
    )
    return not send_letter(email, say("Mã xác nhận địa chỉ thư"), body, language=language)
