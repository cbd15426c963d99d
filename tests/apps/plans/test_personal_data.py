"""A plan with somebody's number is asked about before anything is kept; signers and offices are not asked about."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.audit.models import Event
from sokehoach.apps.plans.models import Plan, Source
from sokehoach.apps.plans.services import personal_data
from sokehoach.apps.plans.services.personal_data import PersonalDataFoundError, list_places_to_ask
from sokehoach.apps.plans.services.plans import import_plan
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.plans.conftest import TEXT
from tests.factories.cast import AT, Cast

PHONE, CARD, BORN = "0975 318 642", "011_190_004_571", "Lường Thị Xoan, sinh năm 1990"
ASKED = [
    f"Đầu mối: bà Lường Thị Xoan, SĐT {PHONE}.",
    f"Người được hỗ trợ có số định danh {CARD}.",
    f"Trường hợp {BORN} đã được hỗ trợ.",
    "Gọi 0975/318/642 khi cần.",
    "Gọi không chín bảy năm ba một tám sáu bốn hai khi cần.",
    "Nhà riêng: 0215 3862 111.",
]
NOT_ASKED = [
    "Điện thoại: 0215.3862.111; Fax: 0215.3862.222.",
    "Đường dây nóng của Công an huyện: 0975 318 642.",
    "Liên hệ Phòng Lao động - TB&XH, điện thoại 0975.318.642.",
    "Đồng chí Lường Văn Xoan, Phó Chủ tịch UBND huyện, chủ trì.",
    "Tổng kinh phí 104.026.392.712 đồng.",
    "Trẻ em sinh năm 2015 được tiêm chủng.",
    "Tổng đài quốc gia 111; 18001567.",
]


def with_line(line: str) -> str:
    """The sample text with a line more among the first duties."""
    head, dot, rest = TEXT.partition(".\n")
    return f"{head}{dot}{line}\n{rest}"


def post(client: Client, text: str, **more: object):
    file = io.BytesIO(text.encode())
    file.name = "ke-hoach.txt"
    return client.post(reverse("plans:import"), {"file": file, "whose": "own", **more})


def hidden(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def test_it_works(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    answer = post(client, with_line(ASKED[0]))
    assert answer.status_code == 422
    assert not Plan.objects.exists()
    assert not Source.objects.exists()
    page = answer.text
    assert f"<mark>{PHONE}</mark>" in page
    assert "số điện thoại" in page
    told = {name: hidden(page, name)[0] for name in ("sent", "sent_name", "whose")}
    done = client.post(reverse("plans:import"), {**told, "chinh-thuc": hidden(page, "chinh-thuc")})
    plan = Plan.objects.get()
    assert done.url == reverse("plans:read", args=[plan.pk])
    assert PHONE in plan.text
    assert (plan.file_name, bytes(plan.source.content)) == ("ke-hoach.txt", with_line(ASKED[0]).encode())
    event = Event.objects.get(action="plan.import")
    assert event.body["detail"]["named"] == 1
    assert not [told for told in (PHONE, PHONE.replace(" ", "")) if told in str(event.body["detail"])]


@pytest.mark.parametrize("line", ASKED)
def test_numbers_of_persons_are_asked_about(cast: Cast, line: str) -> None:
    with pytest.raises(PersonalDataFoundError) as asked:
        import_plan(unit=cast.units["099"], file_name="a.txt", data=with_line(line).encode(), by=cast.office, at=AT)
    (place,) = asked.value.detail["places"]
    assert place.text in " ".join(line.split())
    assert with_line(line).split("\n")[place.line - 1] == line
    assert not Plan.objects.exists()


def test_a_name_beside_its_day_of_birth_is_named_as_both(db: None) -> None:
    kinds = {place.kind for line in ASKED for place in list_places_to_ask(with_line(line))}
    assert kinds >= {"họ tên và ngày, năm sinh"}
    (place,) = list_places_to_ask(with_line("Giao ông Lò Văn Pha, sinh ngày 12/3/1975, dẫn đường."))
    assert (place.kind, place.text) == ("họ tên và ngày, năm sinh", "Lò Văn Pha, sinh ngày 12/3/1975")


def test_words_around_a_place_are_those_of_its_line_and_whole(db: None) -> None:
    person = "Lò Văn Pha, sinh ngày 12/3/1975"
    (place,) = list_places_to_ask(f"Dòng trước.\n  Giao ông {person}, dẫn đường.  \nDòng sau.")
    assert (place.text_before, place.text_after) == ("Giao ông ", ", dẫn đường.")
    before, after = "Phân công cho các đồng chí " * 4, ", có mặt tại trụ sở" * 4
    (place,) = list_places_to_ask(f"{before}{person}{after}")
    assert (place.text_before[:2], place.text_after[-2:]) == ("… ", " …")
    assert place.text_before[2:].rstrip() == before[-60:].partition(" ")[2].rstrip()
    assert place.text_after[:-2] == after[:60].rpartition(" ")[0]


@pytest.mark.parametrize("line", NOT_ASKED)
def test_signers_and_offices_are_not(cast: Cast, line: str) -> None:
    assert list_places_to_ask(with_line(line)) == []


def test_a_confirmation_holds_for_what_was_shown_alone(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    shown = hidden(post(client, with_line(ASKED[0])).text, "chinh-thuc")
    other = with_line(ASKED[0].replace("318", "319"))
    assert post(client, other, **{"chinh-thuc": shown}).status_code == 422
    two = with_line(f"{ASKED[0]}\n{ASKED[1]}")
    assert post(client, two, **{"chinh-thuc": shown}).status_code == 422
    assert not Plan.objects.exists()
    assert post(client, with_line(ASKED[0]), **{"chinh-thuc": shown}).status_code == 302


def test_a_text_too_long_to_be_looked_through_is_not_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(personal_data, "MAX_LETTERS", 100)
    with pytest.raises(InvalidInput, match="một triệu chữ"):
        import_plan(unit=cast.units["099"], file_name="a.txt", data=TEXT.encode(), by=cast.office, at=AT)
    assert not Plan.objects.exists()


def test_what_is_no_plan_is_refused_before_anything_is_asked(cast: Cast) -> None:
    with pytest.raises(InvalidInput):
        import_plan(unit=cast.units["099"], file_name="a.txt", data=ASKED[0].encode(), by=cast.office, at=AT)


def test_what_a_page_carried_back_is_read_as_any_file(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    for sent in ("", "@@@", "AAAA"):
        answer = client.post(reverse("plans:import"), {"sent": sent, "sent_name": "x.txt"})
        assert answer.status_code == 422
        assert "chinh-thuc" not in answer.text
    assert not Plan.objects.exists()
