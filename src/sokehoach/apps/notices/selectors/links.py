"""The address to which a link that sets a password may go, and the code that confirms it."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from sokehoach.apps.notices.models import Address

WAITS = timedelta(hours=24)  # a changed address: time for its owner, told at the old one, to object
MOST_TRIES = 5


def find_link_address(person: int, at: datetime) -> str:
    """The person's own address, «» where there is none that was confirmed and has been kept for a day."""
    row = Address.objects.filter(person=person, confirmed_at__isnull=False, at__lte=at - WAITS).first()
    return row.email if row else ""


def find_address(person: int) -> Address | None:
    return Address.objects.filter(person=person).first()


def build_code(address: Address) -> str:
    """Eight digits by the secret of the deployment: another for another address or another day of keeping it."""
    told = f"{address.person}\n{address.email}\n{address.at.isoformat()}"
    digest = salted_hmac("sokehoach.notices.address", told, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**8:08d}"


def mask_address(email: str) -> str:
    """«h•••@example.gov.vn»: enough for who knows it, too little for who does not; «» of «»."""
    if not email:
        return ""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"
