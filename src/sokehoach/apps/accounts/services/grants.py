"""Roles given to accounts."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Capacity, Grant, Role, User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import Refused


@write("grant.give")
def give(
    *, user: User, role: Role, unit: Unit, function: str, since: date, by: User | str, at: datetime
) -> Done:
    """Give a role over a unit and all below it. Refused where it would put an account on both sides of the wall."""
    try:
        with transaction.atomic():
            capacity, _new = Capacity.objects.get_or_create(user=user, function=function)
    except IntegrityError as error:
        raise Refused(
            _("Một tài khoản không được giữ cả hai phía: kiểm tra, xử lý và y tế, hỗ trợ.")
        ) from error
    grant = Grant.objects.create(capacity=capacity, role=role, unit=unit, valid_from=since)
    user.__dict__.pop("_scopes", None)
    return Done(
        subject=f"grant:{grant.pk}",
        unit=unit.code,
        detail={"user": user.username, "role": role.code, "function": function, "since": since.isoformat()},
        answer={"id": grant.pk},
    )
