"""Counts stored figures, for those who ask what a change of a definition touches."""

from collections.abc import Collection

from django.db.models import Count

from sokehoach.apps.consolidation.models import Figure


def count_figures(forms: Collection[str]) -> dict[str, int]:
    """The consolidated figures of these forms (uids) by element (uid). One query."""
    rows = Figure.objects.filter(form__in=forms).order_by().values_list("element").annotate(count=Count("pk"))
    return dict(rows)
