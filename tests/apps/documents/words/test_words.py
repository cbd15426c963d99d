"""The words of a report are edited; its figures say when they moved; two editors do not undo each other."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.documents.services import workflow
from sokehoach.domain.documents.plain_text import render_plain_text
from tests.apps.documents.test_permissions import keep
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District

Browser = Callable[[User], Client]


@pytest.fixture
def begun(district: District, outline: dict[str, Any], signed_in: Browser) -> tuple[Client, OfficialDocument]:
    """The office's draft, of one commune's figures."""
    keep(district, "bc", outline, AT)
    district.report(district.cast.commune, {"B1": "3", "B2": "1200"})
    client = signed_in(district.cast.office)
    client.post(reverse("documents:begin", args=["bc", PERIOD]))
    return client, OfficialDocument.objects.get()


def text(row: OfficialDocument) -> str:
    row.refresh_from_db()
    return render_plain_text(documents.get_content(row))


def words(client: Client, row: OfficialDocument) -> list[str]:
    page = client.get(reverse("documents:words", args=[row.pk]))
    return [paragraph.text for paragraph in page.context["paragraphs"]]


def test_it_works(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    given = words(client, row)
    place = given.index("Đã tổ chức {1} cuộc.")
    given[place] = "Toàn huyện tổ chức được {1} cuộc, tập trung ở vùng cao."
    answer = client.post(reverse("documents:words", args=[row.pk]), {"version": row.version, "words": given})
    assert answer.status_code == 302
    assert "Toàn huyện tổ chức được 3 cuộc, tập trung ở vùng cao." in text(row)


def test_two_presses_under_one_key_begin_one_draft(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    for _ in range(2):
        answer = client.post(reverse("documents:begin", args=["bc", PERIOD]), {"key": "k-1"})
        assert answer.status_code == 302
    assert OfficialDocument.objects.exclude(pk=row.pk).count() == 1


def test_a_figure_that_moved_is_told_and_taken_with_a_click(
    begun: tuple[Client, OfficialDocument], district: District
) -> None:
    client, row = begun
    given = words(client, row)
    given[given.index("Đã tổ chức {1} cuộc.")] = "Lời của tôi: {1} cuộc."
    client.post(reverse("documents:words", args=[row.pk]), {"version": row.version, "words": given})
    district.report(district.cast.other_commune, {"B1": "4"})
    row.refresh_from_db()
    page = client.get(reverse("documents:words", args=[row.pk]))
    moved = {one.old: one for one in page.context["changed"]}
    assert moved["3"].new == "7"
    assert "Lời của tôi: 3 cuộc." in text(row)  # nothing moves by itself
    client.post(reverse("documents:renew", args=[row.pk]), {"version": row.version, "key_of_figure": moved["3"].key})
    assert "Lời của tôi: 7 cuộc." in text(row)


def test_all_at_once(begun: tuple[Client, OfficialDocument], district: District) -> None:
    client, row = begun
    district.report(district.cast.other_commune, {"B1": "4", "B2": "5"})
    client.post(reverse("documents:renew", args=[row.pk]), {"version": row.version, "all": "1"})
    assert "Đã tổ chức 7 cuộc." in text(row)
    assert "Đã phát 1.205 tờ rơi." in text(row)
    assert client.get(reverse("documents:words", args=[row.pk])).context["changed"] == ()


def test_the_second_editor_is_told(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    given = words(client, row)
    url, opened = reverse("documents:words", args=[row.pk]), row.version
    first, second = ({"version": opened, "words": [*given[:-1], f"{given[-1]} {end}"]} for end in ("Một.", "Hai.\nBa."))
    assert client.post(url, first).status_code == 302
    late = client.post(url, second, headers={"X-Requested-With": "keep"})
    assert late.status_code == 409
    assert "data-refusal" in late.content.decode()  # beside the page, on which what was typed stays
    late = client.post(url, second)
    assert late.status_code == 409
    assert "vừa được người khác sửa" in late.content.decode()
    assert late.context["unsaved"] == [f"{given[-1]} Hai.\nBa."]  # a page without scripts shows it too
    assert late.context["version"] == opened + 1
    assert "Một." in text(row)
    assert "Hai." not in text(row)


def test_a_save_sent_again_after_a_lost_answer_is_no_conflict(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    given = words(client, row)
    typed = [*given[:-2], "Một.\nHai {1}", given[-1]]
    body = {"version": row.version, "words": typed, "key": "k-9"}
    for _ in range(2):
        answer = client.post(reverse("documents:words", args=[row.pk]), body, headers={"X-Requested-With": "keep"})
        assert answer.status_code == 204
    assert text(row).count("Một.") == 1


def test_the_whole_document_stands_on_the_page(begun: tuple[Client, OfficialDocument], district: District) -> None:
    client, row = begun
    page = client.get(reverse("documents:words", args=[row.pk]))
    shown, content = page.content.decode(), documents.get_content(row)
    for line in (*content.signature.authority, content.last_words, *(annex.title for annex in content.annexes)):
        assert escape(line).upper() in shown.upper()
    assert len(page.context["paragraphs"]) == shown.count("<textarea") - 1, "one is of the title"
    lineage = reverse("consolidation:figure", args=["099", PERIOD, "01-XA", "TT01"])
    assert f'href="{lineage}?phan-to="' in shown  # a figure opens to its source


def test_a_figure_is_left_out_only_after_a_warning(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    typed = words(client, row)
    place = typed.index("Đã phát {1} tờ rơi.")
    typed[place] = "Đã phát tờ rơi đến các hộ."
    body = {"version": row.version, "words": typed}
    answer = client.post(reverse("documents:words", args=[row.pk]), body)
    assert answer.status_code == 422
    warned = {paragraph.number: paragraph for paragraph in answer.context["paragraphs"] if paragraph.dropped}
    assert list(warned) == [place + 1]
    assert warned[place + 1].text == typed[place]
    assert "«1.200»" in answer.content.decode()
    assert "Đã phát 1.200 tờ rơi." in text(row)
    other = client.post(reverse("documents:words", args=[row.pk]), {**body, "drop": [place]})
    assert other.status_code == 422, "another paragraph's confirmation"
    assert client.post(reverse("documents:words", args=[row.pk]), {**body, "drop": [place + 1]}).status_code == 302
    assert "Đã phát tờ rơi đến các hộ." in text(row)


def test_a_personal_number_is_named_at_its_paragraph(begun: tuple[Client, OfficialDocument]) -> None:
    client, row = begun
    typed = words(client, row)
    typed[1] += " Liên hệ số 0912 345 678."
    answer = client.post(reverse("documents:words", args=[row.pk]), {"version": row.version, "words": typed})
    assert answer.status_code == 422
    (wrong,) = [paragraph for paragraph in answer.context["paragraphs"] if paragraph.error]
    assert (wrong.number, wrong.text) == (2, typed[1])
    assert "số điện thoại" in wrong.error
    assert "0912" not in text(row)


def test_a_field_that_is_not_there_is_refused_and_what_was_typed_stays(
    begun: tuple[Client, OfficialDocument],
) -> None:
    client, row = begun
    given = ["Mở đầu {7}.", *words(client, row)[1:-1], "Có {9} cuộc."]
    answer = client.post(reverse("documents:words", args=[row.pk]), {"version": row.version, "words": given})
    assert answer.status_code == 422
    assert "không có trường {9}" in answer.content.decode()
    assert "Có {9} cuộc." in answer.content.decode()
    wrong = [(paragraph.number, paragraph.text) for paragraph in answer.context["paragraphs"] if paragraph.error]
    assert wrong == [(1, "Mở đầu {7}."), (len(given), "Có {9} cuộc.")]
    assert f'id="wrong-{len(given)}"' in answer.content.decode()


def test_each_figure_on_the_page_opens_to_where_it_is_from(
    begun: tuple[Client, OfficialDocument], district: District
) -> None:
    client, row = begun
    page = client.get(reverse("documents:page", args=[row.pk])).content.decode()
    lineage = reverse("consolidation:figure", args=["099", PERIOD, "01-XA", "TT01"])
    assert f'<a class="figure" href="{lineage}?phan-to=">3</a>' in page
    assert client.get(lineage).status_code == 200


def test_a_part_that_nobody_wrote_about_says_so(
    district: District, outline: dict[str, Any], signed_in: Browser
) -> None:
    empty = {"heading": "KIẾN NGHỊ", "level": 1, "narrative": "proposals", "sentences": []}
    keep(district, "bc", outline | {"sections": [*outline["sections"], empty]}, AT)
    client = signed_in(district.cast.office)
    client.post(reverse("documents:begin", args=["bc", PERIOD]))
    page = client.get(reverse("documents:page", args=[OfficialDocument.objects.get().pk])).content.decode()
    assert "Chưa có đơn vị nào nêu nội dung này." in page


def test_a_document_that_left_the_desk_never_changes(
    begun: tuple[Client, OfficialDocument], district: District
) -> None:
    client, row = begun
    workflow.submit_document(document=row.pk, version=row.version, by=district.cast.office, at=AT)
    before = text(row)
    district.report(district.cast.other_commune, {"B1": "4"})
    for route, given in (("words", {"words": ["Khác."]}), ("renew", {"all": "1"})):
        answer = client.post(reverse(f"documents:{route}", args=[row.pk]), {"version": row.version, **given})
        assert answer.status_code == 404
    assert text(row) == before


def test_the_title_is_edited_where_it_stands(begun: tuple[Client, OfficialDocument]) -> None:
    """With the words and versioned as they are: the second editor is told and loses nothing."""
    client, row = begun
    url, given = reverse("documents:words", args=[row.pk]), words(client, row)
    assert f">{escape(row.subject)}</textarea>" in client.get(url).text
    title = "Kết quả phòng, chống tệ nạn xã hội 6 tháng đầu năm 2021"
    sent = {"version": row.version, "words": given, "title": f" {title}\n"}
    assert client.post(url, sent).status_code == 302
    row.refresh_from_db()
    assert row.subject == title
    assert row.version == sent["version"] + 1
    assert title.upper() in text(row).upper()
    stale = client.post(url, sent | {"title": "Tên khác"})
    assert stale.status_code == 409
    assert "Tên khác" in stale.text
    assert Event.objects.filter(action="document.write").latest("seq").body["detail"]["title"] == title


@pytest.mark.parametrize("title", [" ", "a" * 601, "Báo cáo của 0912345678"])
def test_a_title_that_is_refused_stays_as_typed(begun: tuple[Client, OfficialDocument], title: str) -> None:
    client, row = begun
    sent = {"version": row.version, "words": words(client, row), "title": title}
    answer = client.post(reverse("documents:words", args=[row.pk]), sent)
    assert answer.status_code == 422
    assert f">{title.strip()}</textarea>" in answer.text
    assert OfficialDocument.objects.get().subject == row.subject
