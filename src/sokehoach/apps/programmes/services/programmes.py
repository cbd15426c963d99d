"""Stores programmes and gives uids to what they define."""

import secrets
import string
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Model

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Identity, Programme

_LENGTH = 11  # as DHIS2: a letter, then ten letters or digits
_REST = string.ascii_uppercase + string.digits


@write("programme.keep")
def save_programme(
    *, code: str, name: str, short_name: str, unit: Unit, by: Model | str, at: datetime
) -> ServiceResult:
    """Create or update a programme. `unit` consolidates its forms."""
    row, is_new = Programme.objects.update_or_create(
        code=code, defaults={"name": name, "short_name": short_name, "unit": unit}
    )
    return ServiceResult(
        subject=f"pack:{code}",
        unit=unit.code,
        detail={"programme": code, "name": name, "fresh": is_new},
        answer={"id": row.pk},
    )


@write("programme.identify")
def assign_uids(
    *, programme: Programme, codes: Mapping[str, Iterable[str]], by: Model | str, at: datetime
) -> ServiceResult:
    """Give each code, by kind, a uid where it has none in this programme.

    The first programme of an installation keeps its codes as uids, and a further one those of option sets that no other
    one has: by these codes the registers of the product ask for them.
    """
    known_codes = set(Identity.objects.filter(programme=programme).values_list("kind", "code"))
    keeps_codes = not Identity.objects.exclude(programme=programme).exists()
    of_option_sets = Identity.objects.filter(kind=Identity.Kind.OPTION_SET)
    taken = set() if keeps_codes else set(of_option_sets.values_list("uid", flat=True))

    def choose_uid(kind: str, code: str) -> str:
        is_free = kind == Identity.Kind.OPTION_SET and code not in taken
        return code if keeps_codes or is_free else create_uid()

    new_identities = [
        Identity(programme=programme, kind=kind, code=code, uid=choose_uid(kind, code))
        for kind, kind_codes in codes.items()
        for code in kind_codes
        if (kind, code) not in known_codes
    ]
    Identity.objects.bulk_create(new_identities)
    return ServiceResult(subject=f"pack:{programme.code}", detail={"fresh": len(new_identities)})


def create_uid() -> str:
    """A new uid: 26 × 36^10 of them exist, so that none is made twice."""
    return secrets.choice(string.ascii_uppercase) + "".join(secrets.choice(_REST) for _ in range(_LENGTH - 1))
