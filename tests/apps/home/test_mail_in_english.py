"""Letters are in the language that the account chose; Vietnamese where it chose none, and where stored long ago."""

from datetime import date
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import invitations
from sokehoach.apps.home.services import send_reminders
from sokehoach.apps.notices.models import Message, SecurityNotice
from sokehoach.apps.notices.services import addresses, messages, security
from sokehoach.apps.shell import clock
from tests.apps.home.test_reminders import at, programme
from tests.apps.notices.conftest import Server, post_office
from tests.factories.cast import Cast

__all__ = ["post_office", "programme"]
DAY = date(2021, 6, 22)


def letters_to(post_office: Server, address: str) -> list[tuple[str, str]]:
    def read(letter: EmailMessage) -> tuple[str, str]:
        return str(letter["Subject"]), str(letter.get_content())

    return [read(letter) for to, letter in post_office.letters if to == [address]]


@pytest.fixture
def readers(cast: Cast) -> dict[str, User]:
    """The commune reads English, the office chose no language; both have an address."""
    User.objects.filter(pk=cast.commune.pk).update(language="en")
    for user in (cast.commune, cast.office):
        addresses.update_address(person=user.pk, email=f"{user.username}@example.gov.vn", by="tests", at=at(DAY))
    cast.commune.refresh_from_db()
    return {"en": cast.commune, "vi": cast.office}


def test_reminders_are_stored_once_and_mailed_in_each_language(readers: dict[str, User], post_office: Server) -> None:
    send_reminders(by="tick", at=at(DAY))
    assert messages.deliver_reminders(by="tick", at=at(DAY)) == (2, 0)
    ((subject, body),) = letters_to(post_office, f"{readers['en'].username}@example.gov.vn")
    assert subject == "Reminders of 22 Jun 2021: 1 item"
    assert "Report for the first half of 2021, form 01-XA (Tênh Phông): due 16 Jun 2021, 4 working days overdue" in body
    ((subject, body),) = letters_to(post_office, f"{readers['vi'].username}@example.gov.vn")
    assert subject == "Nhắc việc ngày 22/06/2021: 1 việc"
    assert "4 báo cáo quá hạn chưa gửi: biểu 01-XA 6 tháng đầu năm 2021: " in body


def test_the_page_of_reminders_is_in_the_language_of_the_page(cast: Cast, readers: dict[str, User], signed_in) -> None:
    send_reminders(by="tick", at=at(DAY))
    rows = Message.objects.filter(person=cast.office.pk)
    rows.update(day=clock.today())
    sentences = {"en": "4 overdue reports not sent: form 01-XA, the first half", "vi": "4 báo cáo quá hạn chưa gửi"}
    for language, sentence in sentences.items():
        client: Client = signed_in(cast.office)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = client.get(reverse("notices:list")).text
        assert page.count(sentence) == 2, language  # the line, and the text to copy
    rows.update(lines=[{"text": "Báo cáo cũ: hạn 16/06/2021", "url": "/", "due": None}])  # as stored before
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Báo cáo cũ: hạn 16/06/2021" in client.get(reverse("notices:list")).text


def test_security_notices_codes_and_links_are_in_the_language_of_the_account(
    readers: dict[str, User], post_office: Server
) -> None:
    for language, user in readers.items():
        addresses.update_address(person=user.pk, email=f"moi-{language}@example.gov.vn", by="tests", at=at(DAY))
    SecurityNotice.objects.create(person=readers["en"].pk, at=at(DAY), text="Lời báo cũ.")  # as stored before
    assert security.deliver_notices(by="tests", at=at(DAY)) == (3, 0)
    (subject, body), (_subject, older) = sorted(letters_to(post_office, "moi-en@example.gov.vn"), reverse=True,
                                                key=lambda letter: "no longer" in letter[1])  # fmt: skip
    assert subject == "Sổ Kế hoạch: security of your account"
    assert "is no longer the address of an account" in body
    assert "Lời báo cũ." in older
    ((subject, body),) = letters_to(post_office, "moi-vi@example.gov.vn")
    assert (subject, "không còn là địa chỉ" in body) == ("Sổ Kế hoạch: an toàn tài khoản của bạn", True)

    for user in readers.values():
        addresses.send_code(f"ma-{user.language}@x.vn", "12345678", language=user.language)
        invitations.send_link(
            address=f"moi-{user.language}@x.vn", url="https://x.vn/a", new=True, language=user.language
        )
    ((subject, body),) = letters_to(post_office, "moi-en@x.vn")
    assert "Open the following link within" in body
    assert letters_to(post_office, "ma-@x.vn")[0][0] == "Mã xác nhận địa chỉ thư"
    assert "1234 5678" in letters_to(post_office, "ma-en@x.vn")[0][1]
