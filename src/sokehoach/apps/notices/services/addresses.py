"""Where a person wants reminders: by mail, in a calendar."""

import secrets
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.notices.models import Address, Feed
from sokehoach.apps.notices.selectors import feeds
from sokehoach.apps.shell.outcomes import Invalid


@write("notices.address")
def keep(*, person: int, email: str, by: Any, at: datetime) -> Done:
    """Mail goes there from now on; blank: no mail any more. Invalid for what is no address."""
    email = email.strip()
    if not email:
        Address.objects.filter(person=person).delete()
    else:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Invalid(
                {"email": [_("Đây không phải địa chỉ thư điện tử, ví dụ: ten@donvi.gov.vn.")]}
            ) from error
        Address.objects.update_or_create(person=person, defaults={"email": email, "at": at})
    return Done(subject=f"person:{person}", detail={"kept": bool(email)})


def open_feed(*, person: int, by: Any, at: datetime) -> str:
    """A new secret address, told this once; the one before is dead."""
    token = secrets.token_urlsafe(24)
    renew(person=person, digest=feeds.digest(token), by=by, at=at)
    return token


@write("notices.feed")
def renew(*, person: int, digest: str, by: Any, at: datetime) -> Done:
    """Take back the address that stands; with a digest, keep another."""
    Feed.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=at)
    if digest:
        Feed.objects.create(person=person, digest=digest, made_at=at)
    return Done(subject=f"person:{person}", detail={"open": bool(digest)})
