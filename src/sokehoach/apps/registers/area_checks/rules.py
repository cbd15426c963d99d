"""The rules of a round, beyond those of every line."""

from django.utils.translation import gettext as _

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.text import fold_accents

_KINDS_OF_VILLAGE = ("to dan pho ", "thon ", "ban ", "khoi ", "tieu khu ", "doi ")
_SEVERAL = (";", ",", " và ", "/")


def check_area_round(values: Values) -> Messages:
    """One line, one village: else a round through five would count once, and the five as one."""
    village = values.get("village")
    if isinstance(village, str) and any(mark in village for mark in _SEVERAL):
        return {"village": [_("Mỗi dòng ghi một thôn, bản. Rà soát nhiều nơi thì ghi nhiều dòng.")]}
    return {}


def village_key(village: str) -> str:
    """«Bản Ten Hon», «ten hon» and «TEN  HON» are one village."""
    name = " ".join(fold_accents(village).split())
    for prefix in _KINDS_OF_VILLAGE:
        name = name.removeprefix(prefix)
    return name
