"""clients/python against the real server: what an office's program does with it, and what it is told."""

import logging
import re
import uuid
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from pytest_django.live_server_helper import LiveServer

from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.shell.problems import CODES
from sokehoach_client import (
    AnswerUnreadableError,
    ApiProblem,
    Client,
    ForbiddenError,
    InputInvalidError,
    KeyReusedError,
    NotFoundError,
    NotSignedInError,
    TooManyRequestsError,
    VersionConflictError,
)
from sokehoach_client.models import Filling, ProblemCode
from sokehoach_client.problems import build_problem
from tests.clients.conftest import SignIn
from tests.factories.api_tokens import make_token
from tests.factories.cast import Cast
from tests.repository.order import ROOT

README = (ROOT / "clients/python/README.md").read_text("utf-8")
NEW: Any = {"form": "01-XA", "unit": "03304", "period": "2021S1"}
FILLING: Filling = {
    "values": {
        "A2": {"value": 186}, "A2.1": {"value": 75}, "B1": {"value": Decimal("1.8")}, "B2": {"gap": "not_applicable"},
    },
    "texts": {"result": "Đạt."},
}  # fmt: skip


def test_a_commune_reports_and_the_office_reads(served_cast: Cast, sign_in: SignIn) -> None:
    commune = sign_in(served_cast.commune)
    due = next(duty for duty in commune.list_obligations(period="2021S1") if duty.is_own)
    assert (due.form, due.unit, due.state, due.submission) == ("01-XA", "03304", "none", None)
    assert isinstance(due.due, date)
    new = commune.create_submission(NEW)
    sheet = commune.get_submission(new.id)
    assert isinstance(sheet.id, uuid.UUID)
    tried = commune.fill_submission(sheet.id, FILLING, if_match=sheet.etag, dry_run=True)
    assert (tried.dry_run, DataValue.objects.count()) == (True, 0)
    filled = commune.fill_submission(sheet.id, FILLING, if_match=sheet.etag)
    assert filled.etag
    sent = commune.send_submission(sheet.id, if_match=filled.etag)
    assert sent.state == "sent"
    cells = {cell.cell: (cell.value, cell.gap) for cell in commune.get_submission(new.id).cells}
    assert cells["B1"] == (Decimal("1.8"), None)
    assert cells["B2"] == (None, "not_applicable")
    reports = list(sign_in(served_cast.office).list_submissions(period="2021S1"))
    assert [(report.unit, report.state) for report in reports] == [("03304", "sent")]
    assert reports[0].created_at.tzinfo is not None


def test_entries_are_added_once(served_cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(served_cast.commune)
    entry: Any = {
        "day": date(2021, 6, 12), "title": "Họp bản", "kind": "talk", "channel": "village_meeting",
        "place": "Nhà văn hóa", "people": 46, "women": 21, "audiences": ["residents"], "contents": ["law"],
        "languages": ["hmong"],
    }  # fmt: skip
    key = str(uuid.uuid4())
    for _again in range(2):
        written = client.add_entries("truyen-thong", {"entries": [{"values": entry}]}, idempotency_key=key)
        assert (written.written, written.known) == (1, 0)
        assert [added.id for added in written.entries] == [activity.pk for activity in DataEntry.objects.all()]
    with pytest.raises(KeyReusedError):
        client.add_entries("truyen-thong", {"entries": [{"values": entry | {"people": 9}}]}, idempotency_key=key)
    stored = next(iter(client.list_entries("truyen-thong")))
    assert (stored.day, stored.values["people"]) == (date(2021, 6, 12), 46)


class TestLists:
    def test_every_page_is_read(self, served_cast: Cast, sign_in: SignIn) -> None:
        whole = [unit.code for unit in sign_in(served_cast.office).list_units()]
        small = sign_in(served_cast.office, page_size=2).list_units()
        assert [unit.code for unit in small] == whole
        assert [len(page.items) for page in small.pages()][:2] == [2, 2]
        assert len(whole) > 4

    def test_rows_have_the_chosen_members_alone(self, served_cast: Cast, sign_in: SignIn) -> None:
        rows = list(sign_in(served_cast.office, page_size=3).list_units(level="commune").rows("code", "parent"))
        assert {"code": "03304", "parent": "099"} in rows
        assert all(row.keys() == {"code", "parent"} for row in rows)

    def test_a_member_that_does_not_exist_is_refused(self, served_cast: Cast, sign_in: SignIn) -> None:
        with pytest.raises(InputInvalidError, match="Không có trường"):
            list(sign_in(served_cast.office).list_units().rows("colour"))


class TestProblems:
    def test_somebody_was_first(self, served_cast: Cast, sign_in: SignIn) -> None:
        client = sign_in(served_cast.commune)
        sheet = client.get_submission(client.create_submission(NEW).id)
        client.fill_submission(sheet.id, FILLING, if_match=sheet.etag)
        with pytest.raises(VersionConflictError) as caught:
            client.fill_submission(sheet.id, {"values": {"A2": {"value": 5}}}, if_match=sheet.etag)
        assert (caught.value.code, caught.value.status) == ("version-conflict", 412)
        client.fill_submission(sheet.id, {"values": {"A2": {"value": 186}}}, if_match=caught.value.etag or "")
        assert "từ lần đọc trước" in str(caught.value)

    def test_what_is_wrong_with_the_values_is_told_by_place(self, served_cast: Cast, sign_in: SignIn) -> None:
        client = sign_in(served_cast.commune)
        sheet = client.get_submission(client.create_submission(NEW).id)
        with pytest.raises(InputInvalidError) as caught:
            client.fill_submission(sheet.id, {"values": {"A2": {"value": -3}}}, if_match=sheet.etag)
        assert [error.pointer for error in caught.value.errors] == ["/values/A2"]
        assert caught.value.errors[0].message in str(caught.value)
        assert not DataValue.objects.exists()

    def test_the_token_decides(self, served_cast: Cast, sign_in: SignIn, live_server: LiveServer) -> None:
        with pytest.raises(NotFoundError):
            sign_in(served_cast.other_commune).get_submission(uuid.uuid4())
        with pytest.raises(ForbiddenError, match="action-missing"):
            sign_in(served_cast.leader).create_submission(NEW)
        with Client(live_server.url, "skh_wrong") as stranger, pytest.raises(NotSignedInError) as caught:
            stranger.get_me()
        assert caught.value.code == "token-unknown"
        assert "skh_wrong" not in str(caught.value)

    def test_every_code_of_the_server_has_its_class(self) -> None:
        assert set(get_args(ProblemCode)) == CODES.keys()
        kinds = {code: type(build_problem(status, {"code": code})) for code, (status, _title) in CODES.items()}
        assert {code for code, kind in kinds.items() if kind is ApiProblem} == {
            "bad-request", "body-unreadable", "cursor-invalid", "method-not-allowed", "not-acceptable",
            "body-too-large", "media-type-unknown",
        }, "faults of this package, not of its user"  # fmt: skip

    def test_another_site_is_told_apart(self, live_server: LiveServer, db: None) -> None:
        with Client(f"{live_server.url}/tro-giup", "skh_x") as client, pytest.raises(AnswerUnreadableError):
            client.get_me()


class TestWritesNeedTheVersion:
    def test_as_the_description_lets_expect(self, served_cast: Cast, sign_in: SignIn) -> None:
        """What the generator takes for versioned is what the server refuses without If-Match."""
        client = sign_in(served_cast.commune)
        sheet = client.get_submission(client.create_submission(NEW).id)
        for write in (client.fill_submission, client.send_submission):
            with pytest.raises(ApiProblem, match="version-required"):
                write(sheet.id, FILLING, if_match="")
        assert Submission.objects.get().state == "draft"


class TestTheToken:
    def test_is_in_no_text_and_no_log(
        self, served_cast: Cast, live_server: LiveServer, caplog: pytest.LogCaptureFixture, waits: list[float],
        settings: Any,
    ) -> None:  # fmt: skip
        settings.API_REQUESTS_A_MINUTE = 1
        token = make_token(served_cast.office).text
        caplog.set_level(logging.DEBUG)
        client = Client(live_server.url, token)
        client.get_me()
        with pytest.raises(TooManyRequestsError) as caught:
            client.get_me()
        texts = [repr(client), str(vars(client)), repr(vars(client._http)), repr(caught.value), str(caught.value)]
        client.close()
        assert len(waits) == 4
        assert "attempt 5" in caplog.text
        assert not [text for text in (*texts, caplog.text) if token in text or token.split("_")[2] in text]

    def test_follows_no_redirect_and_no_plain_http(self, waits: list[float]) -> None:
        with pytest.raises(ValueError, match="https"):
            Client("http://sokehoach.example", "skh_x")
        Client("http://sokehoach.example", "skh_x", allow_http=True).close()
        for site in ("sokehoach.example", "ftp://sokehoach.example", "https://minh:x@sokehoach.example", ""):
            with pytest.raises(ValueError, match="address"):
                Client(site, "skh_x")

    @pytest.mark.parametrize("token", ["", "skh_a b", "skh_a\n", "skh_ệ"])
    def test_that_was_copied_wrongly_is_not_sent(self, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("SKH_TOKEN", raising=False)
        with pytest.raises(ValueError, match="token") as caught:
            Client("https://sokehoach.example", token)
        assert not token or token not in str(caught.value)


def test_the_examples_of_the_readme_run(
    served_cast: Cast, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    read, write = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(read.strip().splitlines()) <= 10
    names: dict[str, Any] = {}
    for user, source in ((served_cast.commune, write), (served_cast.office, read)):
        monkeypatch.setenv("SKH_TOKEN", make_token(user).text)
        assert "https://sokehoach.example" in source
        exec(compile(source.replace("https://sokehoach.example", live_server.url), "README.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "sent\n" in printed
    assert "Tênh Phông 01-XA sent" in printed
    assert re.search(r"label\s+value\s+received\s+expected", printed)
