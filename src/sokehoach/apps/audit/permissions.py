"""Filters the audit trail by reader. The app is below accounts, so the scope arrives as plain values."""

from collections.abc import Collection

from django.db.models import Q


def build_event_filter(*, units: Collection[str], functions: Collection[str]) -> Q:
    """Selects events of these units (codes) in functions that the account holds."""
    return Q(unit__in=units, function__in=functions)
