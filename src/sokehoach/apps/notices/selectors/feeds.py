"""Whose calendar a secret address opens."""

import hashlib

from django.http import Http404

from sokehoach.apps.notices.models import Feed


def get_person(token: str) -> int:
    """Http404 for an address that never was or was taken back."""
    feed = Feed.objects.filter(digest=hash_token(token), revoked_at__isnull=True).first()
    if feed is None:
        raise Http404
    return feed.person


def hash_token(token: str) -> str:
    """What is kept of a secret address; it is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
