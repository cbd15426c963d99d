"""A selection is signed with one opening of the certificate: each by itself, what fails is told of that one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import life
from sokehoach.apps.documents.services.signing import sign_each
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import Invalid
from tests.adapters.signature.keys import p12
from tests.apps.documents import written
from tests.apps.documents.written import content, current, key, to_sign
from tests.factories.cast import AT, Cast

Browser = Callable[[User], Client]
URL = "documents:sign_many"


@pytest.fixture
def chair(cast: Cast) -> User:
    return written.person(cast, "03304", "Lò Văn Minh")


@pytest.fixture
def waiting(cast: Cast) -> list[OfficialDocument]:
    unprintable = replace(content("Có ký tự lạ"), closing="Kết thúc 😀")
    saids = (content("Một"), unprintable, content("Hai"), content("Ba"))
    return [to_sign(cast.commune, cast.commune.unit, said) for said in saids]


def typed(
    rows: list[OfficialDocument], name: str = "Lò Văn Minh", password: str = "mat-khau"
) -> dict[str, Any]:
    file = SimpleUploadedFile("khoa.p12", p12(name, at=clock.now()))
    return {"chosen": [f"{one.pk}:{one.version}" for one in rows], "key_file": file, "password": password}


def test_it_works(cast: Cast, chair: User, waiting: list[OfficialDocument], browser: Browser) -> None:
    client = browser(chair)
    assert reverse(URL) in client.get(reverse("documents:list")).content.decode()
    assert client.get(reverse(URL)).content.decode().count('name="chosen"') == 4
    page = client.post(reverse(URL), typed(waiting[:3])).content.decode()
    assert page.count("đã ký, chữ ký nguyên vẹn") == 2
    assert "Ký tự «😀» không có trong phông chữ" in page
    told = [(current(one).state, one.number, one.files.count()) for one in waiting]
    assert told == [("signed", 1, 2), ("to_sign", None, 0), ("signed", 2, 2), ("to_sign", None, 0)]
    assert Event.objects.filter(action="document.sign").count() == 2


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("Người Khác", "mat-khau", "không phải của Lò Văn Minh"),
        ("Lò Văn Minh", "sai", "Mật khẩu của chứng thư số"),
    ],
)
def test_a_bad_key_signs_none_and_what_was_chosen_stays(
    chair: User, waiting: list[OfficialDocument], browser: Browser, name: str, password: str, said: str
) -> None:
    answer = browser(chair).post(reverse(URL), typed(waiting[:2], name, password))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert page.count(" checked") == 2
    assert password not in page.replace("mật khẩu", "")
    assert {current(one).state for one in waiting} == {"to_sign"}


def test_what_another_handled_meanwhile_is_told(chair: User, waiting: list[OfficialDocument]) -> None:
    chosen = [(one, one.version) for one in waiting[2:]]
    life.send_back(document=waiting[2].pk, version=waiting[2].version, remark="Bổ sung", by=chair, at=AT)
    told = sign_each(chosen=chosen, opened=key("Lò Văn Minh"), by=chair, at=AT)
    assert ["trả lại người soạn" in one.problem for one in told] == [True, False]
    assert [current(one).number for one in waiting[2:]] == [None, 1]


def test_the_key_of_another_is_refused_before_any(chair: User, waiting: list[OfficialDocument]) -> None:
    with pytest.raises(Invalid, match="không phải của Lò Văn Minh"):
        sign_each(chosen=[(waiting[0], waiting[0].version)], opened=key("Người Khác"), by=chair, at=AT)


def test_nothing_chosen_is_said(chair: User, waiting: list[OfficialDocument], browser: Browser) -> None:
    answer = browser(chair).post(reverse(URL), typed([]))
    assert answer.status_code == 422
    assert "Chọn ít nhất một văn bản." in answer.content.decode()
