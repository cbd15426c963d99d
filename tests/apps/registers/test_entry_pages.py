"""Pages by key hold what the whole list holds, in its order, forwards and back."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.queries import entry_pages
from sokehoach.apps.registers.core.queries.entry_pages import EntryKey, load_page, parse_key
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.test_pages import Added
from tests.factories.first_registers import delete_entries
from tests.soak import times

NOON = datetime(2021, 6, 12, 12, tzinfo=UTC)
places = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 3))  # day, time of writing, text


@pytest.mark.both_databases
@pytest.mark.django_db
@settings(max_examples=times(15, 150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(places, max_size=9), st.integers(1, 4), st.sampled_from(["", "lần 1"]))
def test_walking_by_key_is_the_list(added: Added, drawn: list[tuple[int, int, int]], size: int, words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry_pages, "PER_PAGE", size)
        delete_entries(get_register("activities"))
        sample = added()
        rows = [
            DataEntry(
                unit=sample.unit, type=sample.type, type_version=sample.type_version, function=sample.function,
                created_by=sample.created_by, updated_by=sample.updated_by, updated_at=NOON, folded="",
                title=f"Họp lần {text}", day=(on := date(2021, 6, 1) + timedelta(days=day)),
                content=sample.content | {"day": on.isoformat(), "title": f"Họp lần {text}"},
                text1=sample.text1, text2=sample.text2, number1=sample.number1,
                created_at=NOON + timedelta(microseconds=written),
            )
            for day, written, text in drawn
        ]  # fmt: skip
        delete_entries(get_register("activities"))
        DataEntry.objects.bulk_create(rows)
        entries = DataEntry.objects.filter(title__contains=words)
        expected = [row.pk for row in entries.order_by("-day", "-created_at", "pk")]
        page = load_page(entries)
        forwards = [[row.pk for row in page.entries]]
        while page.next:
            page = load_page(entries, after=page.next)
            forwards.append([row.pk for row in page.entries])
        assert [pk for pks in forwards for pk in pks] == expected
        backwards = [forwards[-1]]
        while page.previous:
            page = load_page(entries, before=page.previous)
            backwards.insert(0, [row.pk for row in page.entries])
        assert backwards == forwards


@given(st.dates(), st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)), st.uuids())
def test_a_key_says_the_place_that_it_was_made_of(day: date, written: datetime, pk: UUID) -> None:
    key = EntryKey(day, written, pk)
    assert parse_key(str(key)) == key


@given(st.text() | st.from_regex(entry_pages._KEY, fullmatch=True))
def test_any_text_is_a_key_or_none(text: str) -> None:
    key = parse_key(text)
    assert key is None or parse_key(str(key)) == key
