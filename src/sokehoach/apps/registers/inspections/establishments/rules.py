"""The rules of an establishment and of its changes, beyond those of every line."""

from datetime import date
from uuid import UUID

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.domain.messages import say as _
from sokehoach.domain.notation import write_day
from sokehoach.domain.text import format_number


def check_establishment(values: Values) -> Messages:
    return check_numbers(values) | check_licensed(values)


def check_change(values: Values) -> Messages:
    return check_numbers(values) | check_after_opening(values)


def check_numbers(values: Values) -> Messages:
    if not {"workers", "contracts"} <= values.keys():
        return {}
    workers, contracts = values["workers"], values["contracts"]
    if contracts is not None and workers is None:
        return {"contracts": [_("Đã ghi số hợp đồng thì ghi cả số người lao động.")]}
    if isinstance(workers, int) and isinstance(contracts, int) and contracts > workers:
        params = {"contracts": format_number(contracts), "workers": format_number(workers)}
        return {"contracts": [_("%(contracts)s hợp đồng, nhiều hơn %(workers)s người lao động.") % params]}
    return {}


def check_licensed(values: Values) -> Messages:
    """Nobody opens before the licence is given."""
    day, licensed_on = values.get("day"), values.get("licensed_on")
    if isinstance(day, date) and isinstance(licensed_on, date) and licensed_on > day:
        return {"licensed_on": [_("Ngày cấp phép ở sau ngày bắt đầu hoạt động.")]}
    return {}


def check_after_opening(values: Values) -> Messages:
    day, pk = values.get("day"), values.get("establishment")
    if not isinstance(day, date) or not isinstance(pk, UUID):
        return {}
    opened_on = Establishment.objects.filter(pk=pk).values_list("day", flat=True).first()
    if opened_on is None or opened_on < day:
        return {}
    message = _("Biến động phải sau ngày cơ sở bắt đầu hoạt động, %(day)s.") % {"day": write_day(opened_on)}
    return {"day": [message]}
