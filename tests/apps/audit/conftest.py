"""The district of the cast, with its forms, and one fingerprint of a whole database."""

import hashlib

import pytest
from django.db import connection

from tests.factories.cast import Cast
from tests.factories.district import District, found


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)


def fingerprint() -> dict[str, str]:
    """By table, what stands in it: two equal ones are two equal databases."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # tables of our own
            rows = sorted(repr(row) for row in cursor.fetchall())
            told[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return told
