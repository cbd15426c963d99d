"""The rules of a course, and of the numbers of one unit in it."""

from collections.abc import Mapping

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.messages import say as _
from sokehoach.domain.text import format_number

NUMBERS = ("summoned", "sent", "trained", "in_charge")


def check_course(values: Values) -> Messages:
    """A course that lasts no day trained nobody."""
    return {"days": [_("Lớp tập huấn kéo dài ít nhất một ngày.")]} if values.get("days") == 0 else {}


def check_attendance(numbers: Mapping[str, int | None]) -> dict[str, str]:
    """Sentences by number. Nothing typed at all is an answer: the unit was not summoned."""
    counts = {name: numbers.get(name) for name in NUMBERS}
    if all(number is None for number in counts.values()):
        return {}
    messages = {name: _("Chưa ghi. Không có thì ghi 0.") for name, number in counts.items() if number is None}
    for part, whole_name, message in (
        ("trained", "sent", _("Đã tập huấn %(part)s, lớn hơn số cử dự %(whole)s.")),
        ("in_charge", "trained", _("Cán bộ trực tiếp %(part)s, lớn hơn số đã tập huấn %(whole)s.")),
    ):
        few, most = counts[part], counts[whole_name]
        if few is not None and most is not None and few > most:
            messages[part] = message % {"part": format_number(few), "whole": format_number(most)}
    return messages
