"""The demonstration, built once for a state of the source, put back for each module; each test sees it untouched."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.factories import frozen

SEED = 2021


def put_back() -> None:
    from sokehoach.apps.setup.services import demonstration

    frozen.once_for_all(
        f"demonstration-{SEED}",
        lambda: demonstration.build_demonstration(seed=SEED, report=lambda _step: None),
    )


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Held in one transaction for the module, since building takes seconds. No other test of the module may ask for
    a database of its own. The product's clock stands on the demonstration's day before, as whoever builds it sees to.
    """
    from sokehoach.apps.setup.demonstration.calendar import TODAY
    from sokehoach.config.env import Demonstration

    its_day = override_settings(DEMONSTRATION=Demonstration(today=TODAY, seed=SEED))
    with django_db_blocker.unblock(), transaction.atomic(), its_day:
        put_back()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(built_once: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
