"""The rules of a registration, beyond those of every line."""

from datetime import date

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.messages import say as _


def check_registration(values: Values) -> Messages:
    day, year = values.get("day"), values.get("year")
    if isinstance(day, date) and isinstance(year, int) and year not in (day.year, day.year + 1):
        return {"year": [_("Đăng ký cho năm %(now)s hoặc năm sau.") % {"now": day.year}]}
    return {}
