"""The same deployment as for the app tests."""

from tests.apps.conftest import browser, cast, deployment  # noqa: F401
