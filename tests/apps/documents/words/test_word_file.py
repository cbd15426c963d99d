"""A draft goes out as Word and comes back: the words are shown, chosen and taken; the figures stay."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import workflow
from tests.adapters.readers.docx.test_draft_lines import rewrite
from tests.apps.documents.test_permissions import keep
from tests.apps.documents.words.test_words import text, words
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District

Browser = Callable[[User], Client]
Change = Callable[[str], str]


@pytest.fixture
def begun(district: District, outline: dict[str, Any], signed_in: Browser) -> tuple[Client, OfficialDocument]:
    keep(district, "bc", outline, AT)
    district.report(district.cast.commune, {"B1": "3", "B2": "1200"})
    client = signed_in(district.cast.office)
    client.post(reverse("documents:begin", args=["bc", PERIOD]))
    return client, OfficialDocument.objects.get()


def take_out(client: Client, row: OfficialDocument) -> bytes:
    answer = client.get(reverse("documents:word_file", args=[row.pk]))
    assert answer.status_code == 200
    assert "S%E1%BB%ADa%20l%E1%BB%9Di" in answer["Content-Disposition"]
    return bytes(answer.content)


def bring(client: Client, row: OfficialDocument, data: bytes, name: str = "sua.docx") -> Any:
    return client.post(reverse("documents:read_word_file", args=[row.pk]), {"file": SimpleUploadedFile(name, data)})


def confirm(client: Client, row: OfficialDocument, page: Any, **more: Any) -> Any:
    changes = page.context["changes"]
    body = {f"words-{change.number}": change.text for change in changes}
    taken = [change.number for change in changes if change.is_chosen]
    body |= {"take": taken, "version": page.context["document"].version, "key": "k-1", **more}
    return client.post(reverse("documents:take_words", args=[row.pk]), body)


def change_words(data: bytes, *changes: tuple[str, str]) -> bytes:
    def apply(body: str) -> str:
        for old, new in changes:
            assert f">{old}<" in body
            body = body.replace(f">{old}<", f">{new}<")
        return body

    return rewrite(data, apply)


def test_words_changed_in_word_are_shown_then_taken(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    before = text(row)
    page = bring(client, row, change_words(take_out(client, row), ("Đã tổ chức ", "Toàn huyện tổ chức được ")))
    assert page.status_code == 200
    assert re.search(r"<del\s*>Đã </del>.*<ins\s*>Toàn huyện <", page.content.decode(), re.DOTALL)
    assert text(row) == before, "nothing is stored before it is confirmed"
    for _ in range(2):  # a second press under the same key
        answer = confirm(client, row, page)
        assert answer.status_code == 302
    assert text(row) == before.replace("Đã tổ chức 3", "Toàn huyện tổ chức được 3")
    row.refresh_from_db()
    assert row.version == 2
    assert Event.objects.filter(action="document.write", subject=f"document:{row.pk}").count() == 1


def test_what_comes_back_unchanged_says_so(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    page = bring(client, row, take_out(client, row))
    assert (page.context["changes"], page.context["comparison"].not_taken) == ([], ())
    assert "Không có lời nào khác" in page.content.decode()


def test_a_changed_figure_is_named_and_a_change_that_is_not_ticked_is_left(
    begun: tuple[Client, OfficialDocument],
) -> None:
    client, row = begun
    data = change_words(take_out(client, row), ("3", "4"), ("Đã phát ", "Đã cấp "), ("1.200", "1.200"))
    page = bring(client, row, data)
    assert "số «3» bị sửa thành «4»" in page.content.decode()
    assert [change.number for change in page.context["changes"]] == [
        words(client, row).index("Đã phát {1} tờ rơi.") + 1
    ]
    before = text(row)
    assert confirm(client, row, page, take=[]).status_code == 302
    assert text(row) == before


def test_a_page_that_was_changed_stores_no_figure_that_is_left_out(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    number = words(client, row).index("Đã phát {1} tờ rơi.") + 1
    for typed, why in (("Đã phát 5.000 tờ rơi.", "bỏ số liệu"), ("Đã phát {1} và {9}.", "không có trường {9}")):
        body = {f"words-{number}": typed, "take": [number], "version": row.version}
        answer = client.post(reverse("documents:take_words", args=[row.pk]), body)
        assert answer.status_code == 422
        assert why in answer.content.decode()
    assert "Đã phát 1.200 tờ rơi." in text(row)


def test_a_personal_number_is_refused_at_its_paragraph(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    number = words(client, row).index("Đã phát {1} tờ rơi.") + 1
    body = {f"words-{number}": "Đã phát {1} tờ rơi, liên hệ 0912 345 678.", "take": [number], "version": row.version}
    answer = client.post(reverse("documents:take_words", args=[row.pk]), body)
    assert answer.status_code == 422
    assert "số điện thoại" in answer.content.decode()
    assert "0912" not in text(row)


def test_a_file_of_an_older_draft_says_so_and_takes_nothing_back(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    data = change_words(take_out(client, row), ("Đã phát ", "Đã cấp "))
    typed = words(client, row)
    typed[typed.index("Đã tổ chức {1} cuộc.")] = "Người khác viết: {1} cuộc."
    client.post(reverse("documents:words", args=[row.pk]), {"version": row.version, "words": typed})
    row.refresh_from_db()
    page = bring(client, row, data)
    assert "Tệp tải về từ bản 1, văn bản nay là bản 2" in re.sub(r"\s+", " ", page.content.decode())
    assert confirm(client, row, page).status_code == 302
    assert "Người khác viết: 3 cuộc." in text(row)
    assert "Đã cấp 1.200 tờ rơi." in text(row)


def test_a_draft_that_changed_while_the_changes_were_read_is_not_overwritten(
    begun: tuple[Client, OfficialDocument],
) -> None:
    client, row = begun
    page = bring(client, row, change_words(take_out(client, row), ("Đã phát ", "Đã cấp ")))
    client.post(
        reverse("documents:words", args=[row.pk]),
        {"version": row.version, "words": [*words(client, row)[:-1], words(client, row)[-1] + " Hết."]},
    )
    answer = confirm(client, row, page, key="k-2")
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in answer.content.decode()
    assert "Đã cấp" not in text(row)


def test_a_file_of_another_document_and_a_hostile_one_are_refused(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    client.post(reverse("documents:begin", args=["bc", PERIOD]))
    other = OfficialDocument.objects.exclude(pk=row.pk).get()
    bomb = rewrite(take_out(client, row), str, added={"word/media/a.xml": b"<x>" + b"a" * 60_000_000 + b"</x>"})
    for data, why in (
        (take_out(client, other), "văn bản khác"),
        (b" ", "trống"),
        (b"PK no zip", "Tệp"),
        (bomb, "50 MB"),
    ):
        page = bring(client, row, data)
        assert page.status_code == 422
        assert why in page.content.decode()


def test_nobody_else_takes_the_file_or_brings_one(
    begun: tuple[Client, OfficialDocument], district: District, signed_in: Browser
) -> None:
    client, row = begun
    data = take_out(client, row)
    stranger = signed_in(district.cast.commune)
    assert stranger.get(reverse("documents:word_file", args=[row.pk])).status_code == 404
    assert bring(stranger, row, data).status_code == 404
    workflow.submit_document(document=row.pk, version=row.version, by=district.cast.office, at=AT)
    assert client.get(reverse("documents:word_file", args=[row.pk])).status_code == 404
    assert bring(client, row, data).status_code == 404
    body = {"words-1": "Khác.", "take": [1], "version": row.version}
    assert client.post(reverse("documents:take_words", args=[row.pk]), body).status_code == 404
