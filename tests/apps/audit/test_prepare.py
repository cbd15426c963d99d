"""What takes long is done before the write lock is taken, and looked at again within."""

import threading
from datetime import datetime
from typing import Any

import pytest

from sokehoach.adapters.slow_work import WriteLockHeldError, file_digest, slow_work
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.services import OutdatedError, ServiceResult, write
from sokehoach.apps.shell.outcomes import ActionRefused, VersionConflictError
from tests.factories.cast import AT

pytestmark = pytest.mark.django_db

calls: list[str] = []


@slow_work
def render(text: str) -> str:
    calls.append(text)
    return text.upper()


def _rendered(*, text: str, **_others: Any) -> str:
    return render(text)


@write("page.keep", prepare=_rendered)
def keep(*, text: str, by: str, at: datetime, stands: bool = True, prepared: str = "") -> ServiceResult:
    if not stands:
        raise OutdatedError
    return ServiceResult(subject="page:1", answer={"page": prepared})


@write("page.render")
def render_within(*, text: str, by: str, at: datetime) -> ServiceResult:
    return ServiceResult(subject="page:1", answer={"page": render(text)})


@write("page.keep_twice")
def keep_within(*, text: str, by: str, at: datetime, prepared: str = "") -> ServiceResult:
    return keep(text=text, by=by, at=at, prepared=prepared) if prepared else keep(text=text, by=by, at=at)


@pytest.fixture(autouse=True)
def no_calls() -> None:
    calls.clear()


def test_it_works() -> None:
    assert keep(text="a", by="minh", at=AT).answer == {"page": "A"}
    assert Event.objects.count() == 1


def test_slow_work_within_a_write_raises_and_leaves_nothing() -> None:
    with pytest.raises(WriteLockHeldError, match="render within a write"):
        render_within(text="a", by="minh", at=AT)
    with pytest.raises(WriteLockHeldError):
        keep_within(text="a", by="minh", at=AT)
    assert not Event.objects.exists()
    assert render("after it") == "AFTER IT"


def test_a_service_hands_what_it_prepared_to_the_one_that_it_calls() -> None:
    assert keep_within(text="a", by="minh", at=AT, prepared="A").answer == {"page": "A"}
    assert not calls


def test_the_lock_of_one_thread_does_not_bind_another() -> None:
    """While somebody writes, others render."""

    @write("page.wait")
    def wait(*, by: str, at: datetime) -> ServiceResult:
        digests: list[str] = []
        other = threading.Thread(target=lambda: digests.append(file_digest(b"")))
        other.start()
        other.join()
        return ServiceResult(subject="page:1", answer={"digests": len(digests)})

    assert wait(by="minh", at=AT).answer == {"digests": 1}


def test_the_same_key_prepares_nothing_again() -> None:
    first = keep(text="a", by="minh", at=AT, key="k")
    assert keep(text="a", by="minh", at=AT, key="k").answer == first.answer
    assert calls == ["a"]


def test_what_stands_no_more_is_prepared_again_and_given_up_in_the_end() -> None:
    with pytest.raises(VersionConflictError):
        keep(text="a", by="minh", at=AT, stands=False)
    assert calls == ["a"] * 3
    assert not Event.objects.exists()


@pytest.mark.parametrize("key", ["k" * 65, "a b", "é"])
def test_a_key_that_no_page_gives_is_refused(key: str) -> None:
    with pytest.raises(ActionRefused, match="không còn dùng được"):
        keep(text="a", by="minh", at=AT, key=key)
    assert not calls
    assert keep(text="a", by="minh", at=AT, key="k" * 64).answer == {"page": "A"}
