"""What is wrong with a signing is said at its field; no number is burnt, no half document is left."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.signature import SignatureCheck
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import signatures
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.adapters.signature.keys import p12
from tests.apps.documents.written import content, current, person, signed, to_sign
from tests.factories.cast import AT, Cast

Browser = Callable[[User], Client]
NAME = "Lò Văn Minh"


@pytest.fixture
def chair(cast: Cast) -> User:
    return person(cast, "03304", NAME)


def untouched(row: OfficialDocument) -> bool:
    seen = (current(row).state, row.number, row.day, row.signed_at, row.files.count())
    return seen == ("to_sign", None, None, None, 0) and not Event.objects.filter(action="document.sign").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("expired", "đã hết hạn"),
        ("not yet", "chỉ có hiệu lực từ"),
        ("password", "Mật khẩu của chứng thư số không đúng"),
        ("another's", "không phải của Lò Văn Minh"),
        ("no key", "không phải chứng thư số có khóa"),
        ("nothing", "Chưa nhập ô này."),
        ("no picture", "phải là tệp PNG"),
        ("torn picture", "Không mở được hình"),
    ],
)
def test_a_key_that_does_not_do(cast: Cast, chair: User, signed_in: Browser, wrong: str, said: str) -> None:
    row, now = to_sign(cast.commune, cast.commune.unit), clock.now()
    files: dict[str, Callable[[], bytes]] = {
        "expired": lambda: p12(NAME, at=now - timedelta(days=400)),
        "not yet": lambda: p12(NAME, at=now + timedelta(days=60)),
        "another's": lambda: p12("Người Khác", at=now),
        "no key": lambda: b"%PDF-1.7",
    }
    made = files.get(wrong, lambda: p12(NAME, at=now))()
    typed: dict[str, Any] = {"version": row.version, "password": "sai" if wrong == "password" else "mat-khau"}
    if wrong != "nothing":
        typed["key_file"] = SimpleUploadedFile("khoa.p12", made)
    if "picture" in wrong:
        head = b"\x89PNG\r\n\x1a\n" if wrong == "torn picture" else b"GIF89a"
        typed["png"] = SimpleUploadedFile("ky.png", head + b"rubbish")
    answer = signed_in(chair).post(reverse("documents:sign", args=[row.pk]), typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert untouched(row)
    assert signed(row, chair).number == 1


def test_without_a_number_nothing_is_signed_outside_or_on_paper(cast: Cast, chair: User) -> None:
    row = to_sign(cast.commune, cast.commune.unit)
    outside = signatures.SignedUpload(SignatureCheck((), signed=False), ())
    with pytest.raises(ActionRefused, match="chưa có số"):
        signatures.upload_signed_file(
            document=row.pk, version=row.version, data=b"%PDF", outside=outside, by=chair, at=AT
        )
    with pytest.raises(ActionRefused, match="chưa có số"):
        signatures.sign_on_paper(document=row.pk, version=row.version, by=chair, at=AT)
    assert untouched(row)


def test_words_as_markup_and_very_long_names_are_printed_as_they_are(cast: Cast, chair: User) -> None:
    """Typst's signs and Word's are letters here."""
    title = "#set text(red) *đậm* $x$ <w:p> &amp; \\ " + "tên dài " * 60
    row = signed(to_sign(cast.commune, cast.commune.unit, content(title.strip())), chair)
    assert (row.state, row.number, row.files.count()) == ("signed", 1, 2)
