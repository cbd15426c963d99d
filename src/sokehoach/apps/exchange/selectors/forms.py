"""The forms whose figures leave for a period."""

from django.http import Http404

from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.domain.reporting.form import Form


def list_forms(period: str) -> list[Form]:
    """Those that are reported for such a period, by code; Http404 where none is, or the text is no period."""
    kind = obligations.period_of(period).type
    reported_forms = [form for form in forms.list_forms() if kind in form.period_types]
    if not reported_forms:
        raise Http404
    return reported_forms
