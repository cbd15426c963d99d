"""What every test may ask for."""

import pathlib
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import pytest_django
from hypothesis import settings
from tools import messages

from tests.soak import LONG

messages.main()  # catalogues newer than what set-up compiled

# What a change broke must not depend on luck: the same examples every time, whatever else the machine does.
# `make soak` draws new ones.
settings.register_profile("told", derandomize=True, deadline=None)
settings.register_profile("drawn", print_blob=True, deadline=None)
settings.load_profile("drawn" if LONG else "told")


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    """The folder of real plans and facts beside the project; its tests are skipped where it is absent."""
    folder = pathlib.Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this checkout: the real plans cannot be read here")
    return folder


@pytest.fixture(scope="session")
def template_database(django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[ExitStack]:
    """Entered before Django makes the test database, left by `django_db_setup` afterwards."""
    from tests.template_database import use_template  # the domain is tested without Django, too

    with pytest.MonkeyPatch.context() as monkeypatch, ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(use_template(monkeypatch))
        yield stack


@pytest.fixture(scope="session")
def django_db_setup(
    template_database: ExitStack, django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        template_database.close()
