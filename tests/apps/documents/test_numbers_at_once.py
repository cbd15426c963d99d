"""Four clerks take numbers at the same moment: no gap, no double, and what fails in between uses none up.

The tests' SQLite has one connection, so it skips here; bench_many_documents does the same on a deployment of SQLite.
"""

import pytest
from django.db import connection

from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import numbers
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.audit.hammer import together
from tests.apps.documents.written import to_sign
from tests.factories.cast import AT, Cast
from tests.soak import times

THREADS = 4


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_once_follow_each_other(cast: Cast) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite has one connection")
    rows = [to_sign(cast.commune, cast.commune.unit) for _ in range(times(8, 60))]

    def take(thread: int) -> None:
        for row in rows[thread::THREADS]:
            for number in (10**6, None):
                try:
                    numbers.assign_number(
                        document=row.pk,
                        version=row.version,
                        number=number,
                        day=AT.date(),
                        by=cast.commune,
                        at=AT,
                    )
                except InvalidInput:
                    assert number is not None

    assert together(take, THREADS) == []
    taken = sorted(OfficialDocument.objects.values_list("number", flat=True))
    assert taken == list(range(1, len(rows) + 1))
