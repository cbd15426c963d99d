"""Whose calendar a secret address opens."""

import hashlib

from django.http import Http404

from sokehoach.apps.notices.models import Feed


def person_of(token: str) -> int:
    """Http404 for an address that never was or was taken back."""
    found = Feed.objects.filter(digest=digest(token), revoked_at__isnull=True).first()
    if found is None:
        raise Http404
    return found.person


def digest(token: str) -> str:
    """What is kept of a secret address; it is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
