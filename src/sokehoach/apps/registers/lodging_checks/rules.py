"""The rules of a round, beyond those of every line."""

from django.utils.translation import gettext as _

from sokehoach.apps.registers.core.fields import Messages, Values


def check_police_round(values: Values) -> Messages:
    """A round that checked nothing and guided nobody did not take place."""
    if values.get("places") == 0 and values.get("guided") == 0:
        return {"places": [_("Đợt này chưa kiểm tra, chưa hướng dẫn nơi nào thì chưa ghi vào sổ.")]}
    return {}
