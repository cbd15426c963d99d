"""What the run on SQLite notes of a test, so that PostgreSQL meets it too (tests/both_databases.py)."""

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.urls import reverse

from sokehoach.apps.jobs import queries
from sokehoach.apps.jobs.models import Job
from tests.both_databases import Met, Notes
from tests.factories.cast import AT

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Notes:
    notes = Notes()
    notes.running = Met()
    monkeypatch.setattr(CursorWrapper, "_execute", notes.note_calls(CursorWrapper._execute))
    return notes


def met(notes: Notes) -> set[str]:
    assert notes.running is not None
    return set(notes.running.things)


def test_a_statement_of_the_product_is_noted_and_one_of_a_test_is_not(notes: Notes) -> None:
    assert not Job.objects.filter(title="a test's own").exists()
    assert met(notes) == set()
    assert queries.list_jobs(1) == []
    assert met(notes)


def test_a_page_that_reads_while_it_is_rendered_is_noted(notes: Notes) -> None:
    Client().get(reverse("shell:ready"))
    assert met(notes)


def test_an_error_is_noted_by_its_message(notes: Notes) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="import", title="x", arguments={}, person=1, total=1, done=2, made_at=AT)
    too_many_done = met(notes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="import", title="x", arguments={}, person=1, total=1, state="done", made_at=AT)
    assert met(notes) > too_many_done > set()
