"""Translates the messages of the domain's checks into the language of the page.

The domain writes Vietnamese sentences. Each is repeated here as a message with named placeholders, so that the
catalogue can translate it. A sentence that fits no message stays Vietnamese.
"""

import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

_MESSAGES = (
    noop("%(part)s: %(within)s lớn hơn %(whole)s: %(total)s. Sửa ô %(first)s hoặc ô %(second)s."),
    noop("%(part)s: %(within)s muộn hơn %(whole)s: %(total)s. Sửa ô %(first)s hoặc ô %(second)s."),
    noop(
        "Các ô %(parts)s cộng lại là %(sum)s, nhưng %(whole)s ghi %(total)s (lệch %(difference)s). "
        "Sửa ô %(first)s hoặc các ô thành phần."
    ),
    noop("%(cause)s ghi %(number)s nên phải trả lời %(required)s. Không có thì ghi 0."),
    noop("%(cause)s ghi %(number)s nên phải trả lời %(required)s. Không có thì ghi dấu «-»."),
    noop("%(cause)s ghi %(number)s nên phải trả lời %(required)s. Không có thì ghi «không có»."),
    noop("%(cell)s: chưa báo cáo. Ghi ngày/tháng/năm; không có thì ghi dấu «-»."),
    noop("%(cell)s: chưa báo cáo. Không phát sinh thì ghi 0, không áp dụng thì ghi dấu «-»."),
    noop("%(cell)s: %(now)s, cao hơn hẳn kỳ trước (%(number)s). Xem lại; nếu đúng thì giữ nguyên."),
    noop("%(cell)s: %(now)s, thấp hơn hẳn kỳ trước (%(number)s). Xem lại; nếu đúng thì giữ nguyên."),
    noop("%(cell)s: %(now)s, cao hơn hẳn cùng kỳ năm trước (%(number)s). Xem lại; nếu đúng thì giữ nguyên."),
    noop("%(cell)s: %(now)s, thấp hơn hẳn cùng kỳ năm trước (%(number)s). Xem lại; nếu đúng thì giữ nguyên."),
    noop(
        "%(cell)s: %(period)s ghi %(total)s, nhỏ hơn %(when)s (%(part)s). "
        "Sửa ô %(first)s, hoặc đính chính báo cáo của kỳ đó."
    ),
    noop(
        "%(cell)s: %(period)s ghi %(total)s, các kỳ trong đó cộng lại là %(terms)s = %(sum)s. "
        "Xem lại, hoặc đính chính báo cáo của các kỳ đó."
    ),
)
_NAME = re.compile(r"%\((\w+)\)s")
_CELL = re.compile(r"\b[Ôô] (?=[A-Z]\d)")


def translate_finding(message: str) -> str:
    """The finding's sentence in the language of the page."""
    if get_language() in (None, "vi"):
        return message
    for template in _MESSAGES:
        if parts := parse_parts(message, template):
            return _(template) % {name: _CELL.sub(_("ô") + " ", part) for name, part in parts.items()}
    return message


def parse_parts(message: str, template: str) -> dict[str, str]:
    """The text of each placeholder of the template in the message, each as short as possible; empty if it does not fit.

    It searches for the literals one after the other, so the time is linear in the length of the message.
    """
    first, *rest = _NAME.split(template)
    *between, last = rest[1::2]
    if not (message.startswith(first) and message.endswith(last)):
        return {}
    position, end = len(first), len(message) - len(last)
    parts: dict[str, str] = {}
    for name, literal in zip(rest[::2], [*between, ""], strict=True):
        stop = message.find(literal, position + 1, end) if literal else end
        if stop <= position:
            return {}
        parts[name] = message[position:stop]
        position = stop + len(literal)
    return parts
