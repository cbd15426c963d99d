"""A value that a column does not hold is refused by PostgreSQL, and in tests on SQLite too (tests/column_limits.py)."""

from typing import Any

import pytest
from django.db import DatabaseError, DataError, transaction

from sokehoach.apps.jobs.models import Job
from tests.factories.cast import AT

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

AT_THE_LIMIT = {"title": "ế" * 200, "total": 2**31 - 1, "attempts": 2**15 - 1, "person": 2**63 - 1}


def create_job(**values: Any) -> Job:
    with transaction.atomic():
        return Job.objects.create(
            **{"kind": "import", "arguments": {}, "person": 1, "total": 1, "made_at": AT} | values
        )


def test_a_value_at_the_limit_of_its_column_is_stored() -> None:
    job = create_job(**AT_THE_LIMIT)
    assert Job.objects.filter(pk=job.pk).values(*AT_THE_LIMIT).get() == AT_THE_LIMIT


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "ế" * 61},
        {"total": 2**31},
        {"attempts": 2**15},
        {"title": "a\0b"},
        {"arguments": {"a": "\0"}},
    ],
    ids=["long text", "large number", "large small number", "NUL", "NUL in JSON"],
)
def test_a_value_beyond_its_column_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises((DatabaseError, ValueError)):
        create_job(**values)
    assert not Job.objects.exists()


def test_an_update_is_held_to_the_same_limits() -> None:
    job = create_job()
    with pytest.raises(DataError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(result_name="x" * 151)
