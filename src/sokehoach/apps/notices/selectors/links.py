"""Finds the address to which a link that sets a password may go, and the code that confirms an address."""

from datetime import datetime, timedelta

from sokehoach.apps.notices.models import Address
from sokehoach.apps.shell import codes

WAITING_TIME = timedelta(hours=24)  # a changed address: time for its owner, notified at the old one, to object
MAX_TRIES = 5


def find_link_address(person: int, at: datetime) -> str:
    """Returns the person's address if confirmed and stored for a day, else «»."""
    row = Address.objects.filter(person=person, confirmed_at__isnull=False, at__lte=at - WAITING_TIME).first()
    return row.email if row else ""


def find_address(person: int) -> Address | None:
    return Address.objects.filter(person=person).first()


def can_confirm_address(address: Address) -> bool:
    return address.confirmed_at is None and address.tries < MAX_TRIES


def build_code(address: Address) -> str:
    """Returns eight digits, different for each address and each time that it is stored."""
    parts = (str(address.person), address.email, address.at.isoformat())
    return codes.build_code("sokehoach.notices.address", *parts)


def mask_address(email: str) -> str:
    """Masks an address: «h•••@example.gov.vn», recognizable to its owner alone; «» for «»."""
    if not email:
        return ""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"
