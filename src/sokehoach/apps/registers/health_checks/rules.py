"""The rules of a round, beyond those of every line."""

from django.utils.translation import gettext as _

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.text import format_number


def check_health_round(values: Values) -> Messages:
    """A field in error is missing here. Where nobody knows how many were due, none is compared."""
    due, checked = values.get("due"), values.get("checked")
    if not isinstance(due, int) or not isinstance(checked, int) or checked <= due:
        return {}
    params = {"checked": format_number(checked), "due": format_number(due)}
    return {"checked": [_("Đã khám %(checked)s người, lớn hơn số đến hạn %(due)s.") % params]}
