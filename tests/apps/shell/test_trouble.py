"""A disk that is full, a database that has no time: a sentence and what to do, wherever in a request it happens."""

import errno
import sqlite3

import psycopg
import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from psycopg_pool import PoolTimeout

from sokehoach.apps.shell import errors, language
from tests.english_pages import MARKED


def of_sqlite(code: int) -> Exception:
    """As Django hands on what SQLite raised."""
    cause = sqlite3.OperationalError("said by SQLite")
    cause.sqlite_errorcode = code
    return caused(cause)


def caused(cause: Exception) -> Exception:
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


FULL = [
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EDQUOT, "Disk quota exceeded"),
    of_sqlite(sqlite3.SQLITE_FULL),
    caused(psycopg.errors.DiskFull("could not extend file")),
]
BUSY = [
    of_sqlite(sqlite3.SQLITE_BUSY),
    of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT),
    caused(psycopg.OperationalError("connection refused")),
    caused(psycopg.errors.TooManyConnections("sorry, too many clients already")),
    caused(psycopg.errors.AdminShutdown("terminating connection")),
    caused(psycopg.errors.DeadlockDetected("deadlock detected")),
    caused(PoolTimeout("couldn't get a connection after 5.00 sec")),
]
OTHER = [
    ValueError("x"),
    OSError(errno.EACCES, "Permission denied"),
    of_sqlite(sqlite3.SQLITE_CORRUPT),
    caused(psycopg.errors.UndefinedTable("no such table")),
    caused(psycopg.ProgrammingError("the query has 0 placeholders")),
]
RAISED: list[Exception] = []


@login_not_required
def fails(_request: HttpRequest) -> HttpResponse:
    raise RAISED[0]


urlpatterns = [path("", fails)]
handler500 = "sokehoach.apps.shell.views.server_error.render_server_error"


def answer(error: Exception, monkeypatch: pytest.MonkeyPatch, settings: object, **headers: str) -> HttpResponse:
    monkeypatch.setitem(globals(), "RAISED", [error])
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]
    return Client(raise_request_exception=False).post("/", headers=headers)  # type: ignore[return-value]


@pytest.mark.parametrize("error", FULL, ids=repr)
def test_a_full_disk_is_told_as_such(error: Exception, monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    told = answer(error, monkeypatch, settings)
    assert told.status_code == 507
    body = told.content.decode()
    assert "Ổ đĩa của máy chủ đã đầy: chưa lưu gì" in body
    assert "Những gì vừa gõ còn trên trang trước" in body
    assert not errors.is_database_busy(error)


@pytest.mark.parametrize("error", BUSY, ids=repr)
def test_a_database_without_time_asks_for_patience(
    error: Exception, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    told = answer(error, monkeypatch, settings)
    assert told.status_code == 503
    assert told["Retry-After"] == "10"
    assert "Việc vừa bấm chưa được làm" in told.content.decode()
    assert not errors.is_disk_full(error)


@pytest.mark.parametrize("error", OTHER, ids=repr)
def test_a_fault_of_ours_is_told_with_the_number_of_the_request(
    error: Exception, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    told = answer(error, monkeypatch, settings)
    assert told.status_code == 500
    assert told["X-Request-ID"] in told.content.decode()


def test_over_htmx_it_is_the_refusal_alone(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    body = answer(FULL[0], monkeypatch, settings, **{"HX-Request": "true"}).content.decode()
    assert "data-refusal" in body
    assert "<html" not in body


def test_a_cause_further_down_is_found() -> None:
    drawing = RuntimeError("could not be drawn")
    drawing.__cause__ = FULL[0]
    assert errors.is_disk_full(drawing)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FULL[0], "The disk of the server is full"),
        (BUSY[0], "was not carried out"),
        (OTHER[0], "The server had an error"),
    ],
    ids=repr,
)
def test_a_reader_of_english_reads_english(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    page = answer(error, monkeypatch, settings, **{"Accept-Language": "en"}).content.decode()
    assert told in page
    assert '<html lang="en">' in page
    assert not MARKED.search(page.replace("Sổ Kế hoạch", ""))


def test_before_any_page_the_browser_chooses_the_language(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    """The database fails while the account is looked for: the page does not ask it again."""

    def fail(_request: HttpRequest) -> str:
        raise BUSY[0]

    monkeypatch.setattr(language, "get_chosen_language", fail)
    told = answer(OTHER[0], monkeypatch, settings, **{"Accept-Language": "en"})
    assert told.status_code == 503
    assert '<html lang="en">' in told.content.decode()
    assert '<html lang="vi">' in answer(OTHER[0], monkeypatch, settings).content.decode()
