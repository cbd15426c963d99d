"""The rules of a tally, beyond those of every line."""

from django.utils.translation import gettext as _

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.text import format_number


def check_service_tally(values: Values) -> Messages:
    """A field in error is missing here: its own message stands beside it, and no rule adds to it."""
    return check_times(values) | check_groups(values)


def check_times(values: Values) -> Messages:
    people, times = values.get("people"), values.get("times")
    if not isinstance(people, int) or not isinstance(times, int) or people <= times:
        return {}
    params = {"times": format_number(times), "people": format_number(people)}
    return {"times": [_("Lượt hỗ trợ %(times)s nhỏ hơn số người %(people)s.") % params]}


def check_groups(values: Values) -> Messages:
    """Groups are those of the peers: told with that service, and always with it."""
    if not {"kind", "groups"} <= values.keys():
        return {}
    of_peers = values["kind"] == "peer_group"
    if of_peers and values["groups"] is None:
        return {"groups": [_("Chưa ghi số nhóm. Không có nhóm nào thì ghi 0.")]}
    if not of_peers and values["groups"] is not None:
        return {"groups": [_("Số nhóm chỉ ghi cùng dịch vụ nhóm đồng đẳng.")]}
    return {}
