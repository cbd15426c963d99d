"""The demonstration, built once for a module of tests; each test sees it untouched."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

SEED = 2021


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Held in one transaction for the module, since building takes seconds. No other test of the module may ask for
    a database of its own.
    """
    from sokehoach.apps.setup.services import demonstration

    with django_db_blocker.unblock(), transaction.atomic():
        demonstration.build(seed=SEED, report=lambda _: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(built_once: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
