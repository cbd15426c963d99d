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
from sokehoach.apps.documents.services import workflow
from sokehoach.apps.documents.services.bulk_signing import sign_documents
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput
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


def typed(rows: list[OfficialDocument], name: str = "Lò Văn Minh", password: str = "mat-khau") -> dict[str, Any]:
    file = SimpleUploadedFile("khoa.p12", p12(name, at=clock.now()))
    return {"chosen": [f"{one.pk}:{one.version}" for one in rows], "key_file": file, "password": password}


def test_it_works(cast: Cast, chair: User, waiting: list[OfficialDocument], signed_in: Browser) -> None:
    client = signed_in(chair)
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
    chair: User, waiting: list[OfficialDocument], signed_in: Browser, name: str, password: str, said: str
) -> None:
    answer = signed_in(chair).post(reverse(URL), typed(waiting[:2], name, password))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert page.count(" checked") == 2
    assert password not in page.replace("mật khẩu", "")
    assert {current(one).state for one in waiting} == {"to_sign"}


def test_what_another_handled_meanwhile_is_told(chair: User, waiting: list[OfficialDocument]) -> None:
    chosen = [(one, one.version) for one in waiting[2:]]
    workflow.return_document(document=waiting[2].pk, version=waiting[2].version, remark="Bổ sung", by=chair, at=AT)
    told = sign_documents(documents=chosen, signing_key=key("Lò Văn Minh"), by=chair, at=AT)
    assert ["trả lại người soạn" in one.problem for one in told] == [True, False]
    assert [current(one).number for one in waiting[2:]] == [None, 1]


def test_the_key_of_another_is_refused_before_any(chair: User, waiting: list[OfficialDocument]) -> None:
    with pytest.raises(InvalidInput, match="không phải của Lò Văn Minh"):
        sign_documents(documents=[(waiting[0], waiting[0].version)], signing_key=key("Người Khác"), by=chair, at=AT)


def test_nothing_chosen_is_said(chair: User, waiting: list[OfficialDocument], signed_in: Browser) -> None:
    answer = signed_in(chair).post(reverse(URL), typed([]))
    assert answer.status_code == 422
    assert "Chọn ít nhất một văn bản." in answer.content.decode()


def test_who_signs_is_told_that_nothing_waits(chair: User, signed_in: Browser) -> None:
    client = signed_in(chair)
    assert reverse(URL) not in client.get(reverse("documents:list")).content.decode()
    answer = client.get(reverse(URL))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Không có văn bản nào đang chờ bạn ký." in page
    assert "Văn bản hiện ở đây khi văn phòng xác nhận đã kiểm tra." in page
    assert 'name="key_file"' not in page


def test_who_comes_too_late_is_told_that_others_were_first(
    chair: User, waiting: list[OfficialDocument], signed_in: Browser
) -> None:
    form = typed(waiting)
    for one in waiting:
        workflow.return_document(document=one.pk, version=one.version, remark="Bổ sung", by=chair, at=AT)
    answer = signed_in(chair).post(reverse(URL), form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Không có văn bản nào đang chờ bạn ký." in page
    assert "Những văn bản đã chọn vừa được người khác xử lý." in page


@pytest.mark.parametrize("who", ["commune", "office", "police", "outsider"])
def test_who_does_not_sign_has_no_such_page(
    cast: Cast, waiting: list[OfficialDocument], signed_in: Browser, who: str
) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(reverse(URL)).status_code == 404
    assert client.post(reverse(URL), typed(waiting)).status_code == 404


def test_an_agency_signs_for_its_area_and_nobody_for_a_unit_below(cast: Cast, signed_in: Browser) -> None:
    """The leader of the district; a head of its office; a head of the office who was given a commune alone."""
    office = written.person(cast, "099.LDTBXH", "Lò Văn Minh")
    below = written.person(cast, "03269", "Giàng A Páo")
    type(below).objects.filter(pk=below.pk).update(unit=cast.units["099.LDTBXH"])
    told = [signed_in(one).get(reverse(URL)).status_code for one in (cast.leader, office, below)]
    assert told == [200, 200, 404]
