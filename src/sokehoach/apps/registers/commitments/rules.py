"""The rules of a round of signing, beyond those of every line."""

from django.utils.translation import gettext as _

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.text import format_number


def check_commitment_round(values: Values) -> Messages:
    """A field in error is missing here. Where nobody counted the households, none is compared."""
    signed, households_known = values.get("households"), values.get("households_known")
    if not isinstance(signed, int) or not isinstance(households_known, int) or signed <= households_known:
        return {}
    params = {"signed": format_number(signed), "known": format_number(households_known)}
    return {"households": [_("%(signed)s hộ ký, lớn hơn số hộ tại nơi vận động, %(known)s.") % params]}
