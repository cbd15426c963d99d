"""Messages: one a day, by mail through a real server, attempts counted, failures kept."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from sokehoach.apps.notices import queries as told
from sokehoach.apps.notices.models import Draft, Message, NoticeLine
from sokehoach.apps.notices.services import addresses, messages
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.notices.conftest import Server

pytestmark = pytest.mark.django_db
AT = datetime(2021, 6, 16, 7, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAY = AT.date()
LINE = NoticeLine("Báo cáo 6 tháng, biểu 01-XA: hạn 16/06/2021", "/bao-cao/?ky=2021S1", DAY)


def post(*people: int, day: date = DAY) -> int:
    drafts = [Draft(person, (LINE,)) for person in people]
    return int(str(messages.create_messages(day=day, drafts=drafts, by="tick", at=AT).answer["messages"]))


def deliver(at: datetime = AT) -> tuple[int, int]:
    return messages.deliver_reminders(by="tick", at=at)


@pytest.mark.faults("notices.address", "notices.claim", "notices.mark", "notices.post")
def test_it_works(post_office: Server) -> None:
    addresses.update_address(person=7, email="xa@example.gov.vn", by="tests", at=AT)
    assert post(7, 8) == 2
    assert deliver() == (1, 0)
    ((to, letter),) = post_office.letters
    assert to == ["xa@example.gov.vn"]
    assert letter["Subject"] == "Nhắc việc ngày 16/06/2021: 1 việc"
    body = letter.get_content()
    assert LINE.text in body
    assert "https://so.example.gov.vn/bao-cao/?ky=2021S1" in body


def test_a_second_tick_writes_and_sends_nothing(post_office: Server) -> None:
    addresses.update_address(person=7, email="xa@example.gov.vn", by="tests", at=AT)
    assert (post(7), post(7)) == (1, 0)
    assert (deliver(), deliver()) == ((1, 0), (0, 0))
    assert len(post_office.letters) == 1


def test_the_database_holds_one_message_a_day() -> None:
    post(7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(person=7, day=DAY, lines=[], made_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(mailed_at=AT)  # never attempted


def test_a_refused_address_is_tried_five_times_and_its_failure_kept(post_office: Server) -> None:
    addresses.update_address(person=7, email="xa@example.gov.vn", by="tests", at=AT)
    post(7)
    post_office.refuses = True
    assert [deliver() for _ in range(6)] == [(0, 1)] * 5 + [(0, 0)]
    row = Message.objects.get()
    assert (row.attempts, row.mailed_at) == (5, None)
    assert "no such mailbox" in row.failure


def test_a_server_that_comes_back_gets_what_waited(post_office: Server) -> None:
    addresses.update_address(person=7, email="xa@example.gov.vn", by="tests", at=AT)
    post(7)
    post_office.refuses = True
    deliver()
    post_office.refuses = False
    assert deliver(AT + timedelta(hours=1)) == (1, 0)
    row = Message.objects.get()
    assert (row.attempts, row.failure) == (2, "")


def test_what_could_not_be_sent_for_three_days_is_left(post_office: Server) -> None:
    addresses.update_address(person=7, email="xa@example.gov.vn", by="tests", at=AT)
    post(7)
    assert deliver(AT + timedelta(days=3)) == (0, 0)


def test_without_a_server_nothing_is_attempted() -> None:
    addresses.update_address(person=7, email="xa@example.gov.vn", by="tests", at=AT)
    post(7)
    assert deliver() == (0, 0)
    assert Message.objects.get().attempts == 0


def test_an_address_can_be_taken_back_and_a_wrong_one_is_refused() -> None:
    addresses.update_address(person=7, email="xa@example.gov.vn", by="tests", at=AT)
    with pytest.raises(InvalidInput):
        addresses.update_address(person=7, email="xa@", by="tests", at=AT)
    assert told.find_email(7) == "xa@example.gov.vn"
    addresses.update_address(person=7, email=" ", by="tests", at=AT)
    assert told.find_email(7) == ""
