"""Lists the forms that are exported for a period."""

from django.http import Http404

from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.domain.reporting.form import Form


def list_forms(period: str) -> list[Form]:
    """Forms that have such a period, by code; 404 where there is none, or the period is invalid."""
    kind = obligations.period_of(period).type
    reported_forms = [form for form in forms.list_forms() if kind in form.period_types]
    if not reported_forms:
        raise Http404
    return reported_forms
