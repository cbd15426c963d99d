"""The address book, and documents that leave by e-mail."""

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from sokehoach.apps.documents.forms.documents import RecipientsForm
from sokehoach.apps.documents.models import Correspondent, Delivery
from sokehoach.apps.documents.pages import dispatches as dispatch_pages
from sokehoach.apps.documents.queries import dispatches as dispatch_queries
from sokehoach.apps.documents.services import addresses, dispatches, mailing
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.documents.written import content, current, issued, person, signed, to_sign
from tests.factories.cast import AT, SINCE, Cast
from tests.page_texts import read_page


@pytest.mark.faults("address.fill")
def test_it_works(cast: Cast) -> None:
    addresses.import_units(by="tests", at=AT)
    assert Correspondent.objects.filter(unit__isnull=False).count() == len(cast.units)
    assert addresses.import_units(by="tests", at=AT).answer == {"rows": 0}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "H18.3"),
        ("code", "h18.30"),
        ("code", "H18" + ".30" * 11),
        ("legacy_code", "00.30.02.H18"),
        ("name", " "),
    ],
)
def test_a_code_that_is_none_is_refused(db: None, field: str, value: str) -> None:
    given = {"name": "Sở Nội vụ", "code": "H18.30.02", "legacy_code": "000.30.02.H18", field: value}
    with pytest.raises(InvalidInput) as wrong:
        addresses.update_address(**given, since=SINCE, by="tests", at=AT)
    assert list(wrong.value.messages) == [field]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(False, marks=pytest.mark.faults("document.tell_receipt")),
        pytest.param(True, marks=pytest.mark.faults("document.mail_claim", "document.mail_mark")),
    ],
)
def test_it_leaves_by_mail_once_with_its_file(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    settings.MAIL_FROM = "vanthu@example.vn"
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    chair = person(cast, "03304", "Lò Văn Minh")
    kept = addresses.update_address(name="Sở Nội vụ", email="so@example.vn", since=SINCE, by="tests", at=AT)
    row = signed(to_sign(cast.commune, cast.commune.unit), chair)
    to = [(int(str(kept.answer["id"])), "email")]
    dispatches.assign_recipients(document=row.pk, version=row.version, to=to, due_on=None, by=cast.commune, at=AT)
    row = issued(current(row), cast.commune)
    if broken:
        monkeypatch.setattr(mail.EmailMessage, "send", lambda *_a, **_k: (_ for _ in ()).throw(OSError("đứt")))
    assert mailing.deliver_mail(by="tests", at=AT) == ((0, 1) if broken else (1, 0))
    sent = Delivery.objects.get()
    if broken:
        assert (sent.mailed_at, sent.failure) == (None, "OSError: đứt")
        return
    (letter,) = mail.outbox
    assert letter.to == ["so@example.vn"]
    assert letter.attachments[0][0].endswith("da-ky.pdf")
    assert mailing.deliver_mail(by="tests", at=AT) == (0, 0)
    dispatches.record_receipt(delivery=sent.pk, state="accepted", by=cast.commune, at=AT)
    with pytest.raises(ActionRefused, match="đã trả lời"):
        dispatches.record_receipt(delivery=sent.pk, state="accepted", by=cast.commune, at=AT)
    assert current(row).state == "received"


def test_the_clerk_writes_down_that_a_unit_outside_refused(cast: Cast, signed_in: Any) -> None:
    kept = addresses.update_address(name="Sở Nội vụ", since=SINCE, by="tests", at=AT)
    row = signed(to_sign(cast.commune, cast.commune.unit), person(cast, "03304", "Lò Văn Minh"))
    to = [(int(str(kept.answer["id"])), "paper")]
    dispatches.assign_recipients(document=row.pk, version=row.version, to=to, due_on=None, by=cast.commune, at=AT)
    row = issued(current(row), cast.commune)
    sent, clerk = row.deliveries.get(), signed_in(cast.commune)
    assert "Ghi: từ chối tiếp nhận" in clerk.get(reverse("documents:page", args=[row.pk])).content.decode()
    url = reverse("documents:answer", args=[row.pk, sent.pk])
    refused = {"answer": "told", "state": "refused"}
    assert clerk.post(url, refused | {"reason": " "}).status_code == 422
    assert clerk.post(url, refused | {"reason": "Thiếu phụ lục"}).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.reason, sent.answered_by) == ("refused", "Thiếu phụ lục", cast.commune)
    assert current(row).state == "issued"


def test_whom_the_document_names_is_proposed_and_who_is_in_no_book_is_told(cast: Cast, signed_in: Any) -> None:
    addresses.import_units(by="tests", at=AT)
    said = content()
    said = replace(said, recipients=replace(said.recipients, copies=("Công an huyện", "Thường trực HĐND")))
    row = to_sign(cast.commune, cast.commune.unit, said)
    found = dispatch_pages.find_recipients(row, list(dispatch_queries.list_correspondents(AT.date())))
    assert [one.unit for one in found.found] == [cast.units["099"], cast.units["099.CA"]]
    assert found.missing == ("Thường trực HĐND",)
    url, clerk = reverse("documents:recipients", args=[row.pk]), signed_in(cast.commune)
    page = clerk.get(url)
    assert "chưa có: Thường trực HĐND" in page.content.decode()
    form = page.context["form"]
    assert [one.value() for one in form.named] == ["product", "product"]
    assert {one.value() for one in form.others} == {None}
    typed = {one.html_name: one.value() for one in form.named} | {"version": row.version}
    assert clerk.post(url, typed).status_code == 302
    assert {one.correspondent for one in row.deliveries.all()} == set(found.found)


def test_who_keeps_the_book_is_led_to_it_where_a_name_is_missing(cast: Cast, signed_in: Any) -> None:
    book = f'href="{reverse("documents:book")}"'
    for who, leads in ((cast.commune, False), (cast.office, True)):
        row = to_sign(who, who.unit, content())
        page = signed_in(who).get(reverse("documents:recipients", args=[row.pk])).content.decode()
        assert (book in page) is leads


def test_those_who_consolidate_keep_the_book(cast: Cast, signed_in: Any) -> None:
    url = reverse("documents:book")
    for who, status in (("office", 200), ("commune", 404), ("leader", 404), ("outsider", 404)):
        assert signed_in(getattr(cast, who)).get(url).status_code == status
    signed_in(cast.office).post(url, {"name": "Sở Nội vụ", "email": "so@example.vn"})
    signed_in(cast.office).post(url, {"name": "Sở Nội vụ", "email": "moi@example.vn"})
    assert Correspondent.objects.get().email == "moi@example.vn"


def test_many_communes_are_folded_and_chosen_with_one_press(
    cast: Cast, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses.import_units(by="tests", at=AT)
    row = to_sign(cast.office, cast.office.unit, content())
    url, clerk = reverse("documents:recipients", args=[row.pk]), signed_in(cast.office)
    assert clerk.get(url).context["form"].base_areas == []
    monkeypatch.setattr(RecipientsForm, "MOST_LISTED", 2)
    page = clerk.get(url)
    form = page.context["form"]
    names = {choice.label for choice in form.base_areas}
    assert len(names) > 2
    assert not names & {choice.label for choice in (*form.named, *form.others)}
    text = read_page(page.text)
    assert "Chọn tất cả" in text
    assert f"Chọn từng nơi (đã chọn 0/{len(names)})" in text
    first = form.base_areas[0].html_name
    typed = {"version": row.version, "all_base_areas": "1", first: "paper"}
    assert clerk.post(url, typed).status_code == 302
    ways = {delivery.correspondent.name: delivery.way for delivery in row.deliveries.all()}
    assert set(ways) == names
    assert ways[form.base_areas[0].label] == "paper", "what was chosen for one stays"
    again = read_page(clerk.get(url).text)
    assert f"(đã chọn {len(names)}/{len(names)})" in again
