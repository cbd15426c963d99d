"""The same deployment as for the app tests."""

from tests.apps.conftest import cast, deployment, signed_in  # noqa: F401
