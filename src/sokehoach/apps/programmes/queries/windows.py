"""Which days the reports of programmes count, for what belongs to no form: duties, registers, figures from before."""

from collections.abc import Callable, Collection

from django.conf import settings
from django.utils.module_loading import import_string

from sokehoach.domain.periods.window import WindowRule


def get_window_rule(programmes: Collection[int] | None, register: str = "") -> WindowRule:
    """The days that most forms count which the register fills, else most forms of these programmes (row ids).

    None: of all programmes. Where they have no form, those of NĐ 09/2019/NĐ-CP art. 12. (settings.COUNTING_WINDOWS)
    """
    get_rule: Callable[[Collection[int] | None, str], WindowRule] = import_string(settings.COUNTING_WINDOWS)
    return get_rule(programmes, register)
