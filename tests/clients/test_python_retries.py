"""Requests that are made again: too many, a busy server, an answer that is lost on the wire."""

import sqlite3
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from django.db import OperationalError
from pytest_django.live_server_helper import LiveServer

from sokehoach.apps.audit.models import Event
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.services import submissions
from sokehoach_client import BusyError, Client, NoAnswerError, RetryPolicy
from sokehoach_client.retries import parse_retry_after
from tests.clients.conftest import SignIn
from tests.clients.cutting_proxy import cut_answers
from tests.factories.cast import Cast

NEW: Any = {"form": "01-XA", "unit": "03304", "period": "2021S1"}


def test_a_program_that_asks_too_much_waits_as_long_as_it_is_told(
    served_cast: Cast, sign_in: SignIn, waits: list[float], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    monkeypatch.setattr("sokehoach.apps.shell.limits.time", SimpleNamespace(monotonic=lambda: 600 + 7.5))

    def pass_a_minute(seconds: float) -> None:
        waits.append(seconds)
        settings.API_REQUESTS_A_MINUTE = 100

    monkeypatch.setattr("sokehoach_client.client.sleep", pass_a_minute)
    client = sign_in(served_cast.office, page_size=2)
    assert len(list(client.list_units())) > 4
    assert len(waits) == 1
    assert 53 <= waits[0] < 54  # the rest of the minute


class TestABusyServer:
    @pytest.fixture
    def calls(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The database is locked for the first two writes."""
        calls: list[str] = []
        fill = submissions.save

        def fill_when_free(**arguments: Any) -> Any:
            calls.append(arguments["key"])
            if len(calls) <= 2:
                locked = sqlite3.OperationalError("database is locked")
                locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise OperationalError(*locked.args) from locked
            return fill(**arguments)

        monkeypatch.setattr(submissions, "save", fill_when_free)
        return calls

    def test_is_asked_again_with_the_same_key(
        self, served_cast: Cast, sign_in: SignIn, waits: list[float], calls: list[str]
    ) -> None:
        client = sign_in(served_cast.commune)
        sheet = client.get_submission(client.create_submission(NEW).id)
        client.fill_submission(sheet.id, {"values": {"A2": {"value": 5}}}, if_match=sheet.etag)
        assert len(calls) == 3
        assert len(set(calls)) == 1
        assert len(waits) == 2
        assert all(seconds >= 1 for seconds in waits), "Retry-After"

    def test_is_left_alone_when_the_attempts_are_used_up(
        self, served_cast: Cast, sign_in: SignIn, calls: list[str]
    ) -> None:
        client = sign_in(served_cast.commune, retries=RetryPolicy(attempts=2))
        sheet = client.get_submission(client.create_submission(NEW).id)
        with pytest.raises(BusyError) as caught:
            client.fill_submission(sheet.id, {"values": {"A2": {"value": 5}}}, if_match=sheet.etag)
        assert (caught.value.code, len(calls)) == ("busy", 2)
        assert caught.value.retry_after


class TestALostAnswer:
    def test_of_a_write_takes_effect_once(
        self, served_cast: Cast, sign_in: SignIn, live_server: LiveServer, waits: list[float]
    ) -> None:
        with cut_answers(live_server.url) as proxy:
            client = sign_in(served_cast.commune, site=proxy.site)
            proxy.lost = 2
            new = client.create_submission(NEW)
            assert [method for method, _key in proxy.seen] == ["POST"] * 3
            assert len({key for _method, key in proxy.seen} - {""}) == 1
            assert Submission.objects.get().pk == new.id
            sheet = client.get_submission(new.id)
            proxy.lost = 1
            client.fill_submission(sheet.id, {"values": {"A2": {"value": 5}}}, if_match=sheet.etag)
        assert len(waits) == 3
        events = Event.objects.filter(subject=f"submission:{new.id}").order_by("seq")
        assert [event.action for event in events] == ["report.open", "report.save"]

    def test_of_all_attempts_leaves_the_key_to_go_on_with(
        self, served_cast: Cast, sign_in: SignIn, live_server: LiveServer
    ) -> None:
        with cut_answers(live_server.url) as proxy:
            client = sign_in(served_cast.commune, site=proxy.site, retries=RetryPolicy(attempts=2))
            proxy.lost = 2
            with pytest.raises(NoAnswerError) as caught:
                client.create_submission(NEW)
            again = client.create_submission(NEW, idempotency_key=caught.value.idempotency_key)
        assert Submission.objects.get().pk == again.id

    def test_of_a_page_leaves_out_and_repeats_nothing(
        self, served_cast: Cast, sign_in: SignIn, live_server: LiveServer
    ) -> None:
        with cut_answers(live_server.url) as proxy:
            client = sign_in(served_cast.office, site=proxy.site, page_size=3)
            codes = []
            for unit in client.list_units():
                codes.append(unit.code)
                proxy.lost = 1
            proxy.lost = 0
            assert codes == [unit.code for unit in client.list_units()]


class TestWaiting:
    @pytest.mark.parametrize(
        ("header", "seconds"), [("7", 7.0), (" 60 ", 60.0), ("", None), ("soon", None), ("-1", None), ("1.5", None)]
    )
    def test_retry_after_in_seconds(self, header: str, seconds: float | None) -> None:
        assert parse_retry_after(header) == seconds

    def test_retry_after_as_a_date(self) -> None:
        later = parse_retry_after(format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True))
        assert later is not None
        assert 25 < later <= 30
        assert parse_retry_after("Fri, 31 Dec 1999 23:59:59 GMT") == 0

    def test_doubles_and_ends(self) -> None:
        policy = RetryPolicy(attempts=4, first_wait=1, longest_wait=3)
        waits = [policy.compute_wait(attempt, {}) for attempt in (1, 2, 3, 4)]
        assert waits[3] is None
        assert [round(wait or 0) for wait in waits[:2]] == [1, 2]
        assert waits[2] is not None
        assert waits[2] <= 3
        assert policy.compute_wait(1, {"Retry-After": "4"}) is None, "longer than it would ever wait"

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 412, 422, 428, 500, 507])
    def test_other_refusals_are_asked_once(self, status: int, waits: list[float]) -> None:
        asked: list[httpx.Request] = []

        def refuse(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            headers = {"Content-Type": "application/problem+json"}
            return httpx.Response(status, json={"code": "x", "title": "Không được"}, headers=headers)

        client = Client("https://site.example", "t", transport=httpx.MockTransport(refuse))
        with client, pytest.raises(Exception, match="Không được"):
            client.create_submission(NEW)
        assert (len(asked), waits) == (1, [])

    @pytest.mark.parametrize("status", [502, 503, 504])
    def test_what_a_proxy_answers_says_nothing_of_the_write(self, status: int, waits: list[float]) -> None:
        transport = httpx.MockTransport(lambda _request: httpx.Response(status, text="<html>"))
        client = Client("https://site.example", "t", transport=transport)
        with client, pytest.raises(NoAnswerError) as caught:
            client.create_submission(NEW)
        assert caught.value.idempotency_key
        assert len(waits) == 4
