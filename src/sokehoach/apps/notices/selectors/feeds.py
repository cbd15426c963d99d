"""Finds whose calendar a secret address opens."""

import hashlib

from django.http import Http404

from sokehoach.apps.notices.models import Feed


def get_person(token: str) -> int:
    """Returns the account id; Http404 for an unknown or revoked address."""
    feed = Feed.objects.filter(digest=hash_token(token), revoked_at__isnull=True).first()
    if feed is None:
        raise Http404
    return feed.person


def hash_token(token: str) -> str:
    """Hashes a secret address for storage; it is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
