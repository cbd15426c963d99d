"""The forms whose figures leave for a period."""

from django.http import Http404

from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.domain.reporting.form import Form


def forms_of(period: str) -> list[Form]:
    """Those that are reported for such a period, by code; Http404 where none is, or the text is no period."""
    kind = obligations.period_of(period).type
    found = [form for form in forms.forms() if kind in form.period_types]
    if not found:
        raise Http404
    return found
