"""The cast and its browsers, as in tests/apps; and a deployment served over HTTPS."""

from typing import Any

import pytest
from django.test import Client

from tests.apps.conftest import browser, cast, deployment

__all__ = ["browser", "cast", "deployment", "https"]


@pytest.fixture
def https(settings: Any) -> Client:
    """A stranger's browser before a server that stands behind one proxy of its own."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.PROXIES = 1
    return Client(headers={"X-Forwarded-Proto": "https"})
