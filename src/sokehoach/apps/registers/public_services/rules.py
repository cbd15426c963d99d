"""The rules of a public service, beyond those of every line."""

import re

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.registers.public_services.models import LINES
from sokehoach.domain.messages import say


def check_hotline(values: Values) -> Messages:
    """The telephone of an office is public; it is the one place where the product keeps such a number."""
    hotline = values.get("hotline")
    if isinstance(hotline, str) and hotline and not re.fullmatch(LINES, hotline):
        return {
            "hotline": [say("Chỉ ghi chữ số của số điện thoại công khai; nhiều số cách nhau bằng dấu chấm phẩy (;).")]
        }
    return {}
