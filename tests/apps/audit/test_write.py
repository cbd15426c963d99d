"""The one write path: whole or nothing, told in the trail, once for one key."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sokehoach.apps.audit.models import Answer, Event
from sokehoach.apps.audit.services import ServiceResult, serialize_argument, write
from sokehoach.apps.indicators.models import OptionSet
from sokehoach.apps.shell.outcomes import ActionRefused, KeyReusedError
from sokehoach.domain.values.gap import Gap
from tests.factories.cast import AT
from tests.factories.programmes import first_programme

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@dataclass(frozen=True, slots=True)
class Typed:
    text: str
    reason: str = ""


@write("set.make")
def make(*, name: str, by: Any, at: datetime, fails: bool = False, told: Any = None) -> ServiceResult:
    row = OptionSet.objects.create(
        programme=first_programme(),
        uid=f"s{OptionSet.objects.count()}",
        code=f"s{OptionSet.objects.count()}",
        name=name,
    )
    if fails:
        raise ActionRefused("không được")
    return ServiceResult(
        subject=f"set:{row.code}", unit="03304", function="support", detail={"name": name}, answer={"code": row.code}
    )  # fmt: skip


@write("sets.make")
def make_two(*, by: str, at: datetime, then_fails: bool = False) -> ServiceResult:
    make(name="một", by=by, at=at)
    make(name="hai", by=by, at=at)
    if then_fails:
        raise RuntimeError("mất điện")
    return ServiceResult(subject="sets")


def names() -> list[str]:
    return list(OptionSet.objects.order_by("code").values_list("name", flat=True))


def test_it_works() -> None:
    done = make(name="kênh", by="minh", at=AT)
    assert done.answer == {"code": "s0"}
    assert names() == ["kênh"]
    event = Event.objects.get()
    assert (event.seq, event.at, event.actor, event.action) == (1, AT, "minh", "set.make")
    assert (event.subject, event.unit, event.function) == ("set:s0", "03304", "support")


def test_the_body_says_what_the_columns_say() -> None:
    make(name="kênh", by="minh", at=AT)
    event = Event.objects.get()
    assert event.body == {
        "seq": event.seq, "at": "2021-06-22T09:12:00+07:00", "actor": event.actor, "action": event.action,
        "subject": event.subject, "unit": event.unit, "function": event.function, "detail": {"name": "kênh"},
    }  # fmt: skip


def test_the_leaf_is_the_hash_of_the_body() -> None:
    """Written out by hand: RFC 8785 sorts the members, RFC 9162 2.1.1 sets a zero before them."""
    make(name="kênh", by="minh", at=AT)
    body = (
        '{"action":"set.make","actor":"minh","at":"2021-06-22T09:12:00+07:00","detail":{"name":"kênh"},'
        '"function":"support","seq":1,"subject":"set:s0","unit":"03304"}'
    )
    assert Event.objects.get().leaf == hashlib.sha256(b"\0" + body.encode()).hexdigest()


def test_an_account_is_told_by_its_user_name(cast: Any) -> None:
    make(name="kênh", by=cast.commune, at=AT)
    assert Event.objects.get(action="set.make").actor == "minh"


def test_a_service_that_refuses_leaves_nothing() -> None:
    with pytest.raises(ActionRefused):
        make(name="kênh", by="minh", at=AT, fails=True, key="k1")
    assert (names(), Event.objects.count(), Answer.objects.count()) == ([], 0, 0)


def test_after_a_refusal_the_same_key_may_succeed() -> None:
    with pytest.raises(ActionRefused):
        make(name="kênh", by="minh", at=AT, fails=True, key="k1")
    make(name="kênh", by="minh", at=AT, key="k1")
    assert names() == ["kênh"]


def test_a_service_within_a_service_joins_it_and_leaves_an_event_of_its_own() -> None:
    make_two(by="minh", at=AT)
    assert names() == ["một", "hai"]
    told = list(Event.objects.order_by("seq").values_list("seq", "action"))
    assert told == [(1, "set.make"), (2, "set.make"), (3, "sets.make")]


def test_where_the_outer_service_fails_nothing_of_the_inner_ones_remains() -> None:
    with pytest.raises(RuntimeError):
        make_two(by="minh", at=AT, then_fails=True)
    assert (names(), Event.objects.count()) == ([], 0)
    make(name="kênh", by="minh", at=AT)
    assert Event.objects.get().seq == 1  # no number was lost


@write("sets.try")
def make_what_can_be_made(*, by: str, at: datetime) -> ServiceResult:
    make(name="một", by=by, at=at)
    with suppress(ActionRefused):
        make(name="hai", fails=True, by=by, at=at)
    return ServiceResult(subject="sets", answer={"locks": count_advisory_locks()})


def count_advisory_locks() -> int:
    """How many this connection holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


def test_services_within_a_service_take_no_lock_and_leave_it_its_own() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has its lock from the beginning of the transaction")
    with CaptureQueriesContext(connection) as statements:
        assert make_what_can_be_made(by="minh", at=AT).answer == {"locks": 1}
    assert sum("pg_advisory" in str(statement["sql"]) for statement in statements.captured_queries) == 1


def test_one_key_has_one_effect() -> None:
    first = make(name="kênh", by="minh", at=AT, key="k1")
    again = make(name="kênh", by="minh", at=AT.replace(hour=10), key="k1")
    assert (again.subject, again.unit, again.answer) == (first.subject, first.unit, first.answer)
    assert (names(), Event.objects.count()) == (["kênh"], 1)


def test_without_a_key_each_call_has_its_effect() -> None:
    make(name="kênh", by="minh", at=AT)
    make(name="kênh", by="minh", at=AT, key="")
    assert names() == ["kênh", "kênh"]


def test_a_key_with_another_body_is_refused() -> None:
    make(name="kênh", by="minh", at=AT, key="k1")
    with pytest.raises(KeyReusedError, match="nội dung khác"):
        make(name="khác", by="minh", at=AT, key="k1")
    assert names() == ["kênh"]


def test_a_key_with_another_action_is_refused() -> None:
    make(name="kênh", by="minh", at=AT, key="k1")
    with pytest.raises(KeyReusedError):
        make_two(by="minh", at=AT, key="k1")
    assert names() == ["kênh"]


def test_another_actor_may_use_the_same_key() -> None:
    make(name="kênh", by="minh", at=AT, key="k1")
    make(name="kênh", by="pao", at=AT, key="k1")
    assert names() == ["kênh", "kênh"]


@pytest.mark.parametrize("key", ["k" * 65, "a\0b", "hai chữ", "khóa"])
def test_a_key_that_no_page_gave_is_refused(key: str) -> None:
    """PostgreSQL could not keep the first two: the person would see a failure of the server."""
    with pytest.raises(ActionRefused, match="tải lại trang"):
        make(name="kênh", by="minh", at=AT, key=key)
    assert names() == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"B1": Typed("3")}, {"B1": Typed("4")}),
        ({"B1": Typed("3")}, {"B1": Typed("3", "đếm lại")}),
        (b"tap tin", b"tap tin khac"),
        ([1, 2], [2, 1]),
        (None, ""),
        (0, None),
        (Decimal("1.8"), Decimal("1.81")),
        (2**60, 2**60 + 1),
    ],
)
def test_another_argument_is_another_body(one: Any, other: Any) -> None:
    make(name="kênh", by="minh", at=AT, told=one, key="k1")
    with pytest.raises(KeyReusedError):
        make(name="kênh", by="minh", at=AT, told=other, key="k1")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1.80"), "1.8"),
        (Decimal("1E+2"), "100"),
        (date(2021, 6, 22), "2021-06-22"),
        (AT, "2021-06-22T09:12:00+07:00"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (Gap.NOT_REPORTED, "not_reported"),
        (Typed("3", "đếm lại"), {"text": "3", "reason": "đếm lại"}),
        ({"B1": Typed("3")}, {"B1": {"text": "3", "reason": ""}}),
        ((1, True, None), [1, True, None]),
        (2**53, "9007199254740992"),
        (
            b"",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        ),  # RFC 9162: the leaf of nothing
    ],
)
def test_arguments_have_one_writing(value: Any, written: Any) -> None:
    assert serialize_argument(value) == written


def test_a_set_is_written_in_one_order() -> None:
    assert serialize_argument({"b", "a", "c"}) == ["a", "b", "c"]
    assert serialize_argument(frozenset({2, 10})) == serialize_argument(frozenset({10, 2}))


def test_a_row_is_written_by_its_key() -> None:
    row = OptionSet.objects.create(programme=first_programme(), uid="x", code="x", name="x")
    assert serialize_argument(row) == f"indicators.optionset:{row.pk}"


def test_a_number_with_a_point_is_written_so_that_it_is_read_back_equal() -> None:
    assert serialize_argument([0.1, 0.30000000000000004, 1e300]) == ["0.1", "0.30000000000000004", "1e+300"]


@pytest.mark.parametrize("value", [object(), iter([1]), Typed])
def test_what_has_no_single_writing_is_no_argument(value: Any) -> None:
    with pytest.raises(TypeError, match="no single writing"):
        serialize_argument(value)


@write("sets.bring")
def bring(*, names: list[str], by: str, at: datetime) -> ServiceResult:
    parts = tuple(("set.bring", ServiceResult(subject=f"set:{name}", unit="03304")) for name in names)
    return ServiceResult(subject="sets", parts=parts)


def test_the_parts_of_a_write_have_its_actor_and_time_and_stand_before_it() -> None:
    bring(names=["kênh", "thôn"], by="minh", at=AT)
    events = list(Event.objects.order_by("seq"))
    assert [(event.action, event.subject) for event in events] == [
        ("set.bring", "set:kênh"), ("set.bring", "set:thôn"), ("sets.bring", "sets"),
    ]  # fmt: skip
    assert {(event.actor, event.body["actor"], event.at) for event in events} == {("minh", "minh", AT)}
