"""Who reads the audit trail. The app stands below accounts, so the scope arrives as plain values."""

from collections.abc import Collection

from django.db.models import Q


def build_event_filter(*, units: Collection[str], functions: Collection[str]) -> Q:
    """Events of these units (codes), in functions that the account holds."""
    return Q(unit__in=units, function__in=functions)
