"""A signed scan becomes a plan: somebody types its text beside the pictures of its pages."""

import base64
import io
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.readers.page_pictures import MAX_PICTURES, draw_pages
from sokehoach.apps.audit.models import Event
from sokehoach.apps.plans.models import Duty, Plan
from tests.adapters.readers.hostile import raw_pdf
from tests.apps.plans.conftest import TEXT
from tests.factories.cast import Cast

LINE = "Liên hệ bà Nguyễn Thị Lan, số điện thoại 0912345678."


def scan(pages: int = 2) -> bytes:
    """A PDF whose pages have a black bar and no letter."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    page = PdfReader(io.BytesIO(raw_pdf(content=b"0 0 0 rg 100 700 300 20 re f"))).pages[0]
    for _ in range(pages):
        writer.add_page(page)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def upload(client: Client, data: bytes, name: str = "ke-hoach-quet.pdf", **more: object):
    file = io.BytesIO(data)
    file.name = name
    return client.post(reverse("plans:import"), {"file": file, **more})


def fields_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(sent|sent_name|whose)" value="([^"]*)"', page))


def test_its_pages_are_shown_beside_a_place_to_type_and_nothing_is_kept(cast: Cast, signed_in) -> None:
    answer = upload(signed_in(cast.office), scan())
    assert answer.status_code == 422
    assert "Đây là bản quét" in answer.text
    pictures = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', answer.text)
    assert [base64.b64decode(picture)[:3] for picture in pictures] == [b"\xff\xd8\xff"] * 2
    assert 'name="typed_text"' in answer.text
    assert not Plan.objects.exists()


def test_the_typed_text_is_read_and_the_scan_kept_as_its_file(cast: Cast, signed_in) -> None:
    client, data = signed_in(cast.office), scan()
    asked = fields_of(upload(client, data).text)
    answer = client.post(reverse("plans:import"), asked | {"typed_text": TEXT.replace("\n", "\r\n")})
    plan = Plan.objects.get()
    assert answer.url == reverse("plans:read", args=[plan.pk])
    assert (plan.is_typed, plan.text, plan.number) == (True, TEXT, "12/KH-UBND")
    assert bytes(plan.source.content) == data
    assert Duty.objects.filter(plan=plan).exists()
    assert Event.objects.get(action="plan.import").body["detail"]["typed"] is True
    page = client.get(answer.url).text
    assert "gõ từ bản quét" in page
    beside = client.get(reverse("plans:scan", args=[plan.pk])).text
    assert beside.count("data:image/jpeg") == 2
    assert "Chủ trì hướng dẫn các đơn vị triển khai" in beside


def test_a_refused_text_stays_where_it_was_typed(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    asked = fields_of(upload(client, scan()).text)
    answer = client.post(reverse("plans:import"), asked | {"typed_text": "abc"})
    assert answer.status_code == 422
    assert ">\nabc</textarea>" in answer.text
    assert re.search(r'id="id_typed_text_error".*?<p>[^<]*kế hoạch', answer.text, re.DOTALL), (
        "why it is refused stands at the text"
    )
    assert answer.text.count("data:image/jpeg") == 2
    assert not Plan.objects.exists()


def test_of_typed_personal_numbers_it_asks_first_and_keeps_the_text(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    asked = fields_of(upload(client, scan()).text)
    answer = client.post(reverse("plans:import"), asked | {"typed_text": f"{TEXT}\n\n{LINE}"})
    assert answer.status_code == 422
    assert "0912345678" in answer.text
    assert not Plan.objects.exists()
    tokens = re.findall(r'name="chinh-thuc" value="([^"]+)"', answer.text)
    again = fields_of(answer.text) | {"typed_text": f"{TEXT}\n\n{LINE}", "chinh-thuc": tokens, "da-hoi": "1"}
    assert client.post(reverse("plans:import"), again).status_code == 302


def test_a_file_with_text_is_read_whatever_was_typed(cast: Cast, signed_in) -> None:
    upload(signed_in(cast.office), TEXT.encode(), "ke-hoach.txt", typed_text="KẾ HOẠCH\n\nKhác\n\n1. Việc khác.")
    plan = Plan.objects.get()
    assert (plan.is_typed, plan.text) == (False, TEXT)


def test_the_second_who_types_the_same_scan_is_told(cast: Cast, signed_in) -> None:
    client = signed_in(cast.office)
    asked = fields_of(upload(client, scan()).text)
    client.post(reverse("plans:import"), asked | {"typed_text": TEXT})
    answer = client.post(reverse("plans:import"), asked | {"typed_text": TEXT + "\n5. Thêm một việc.\n"}, follow=True)
    assert "Tệp này đã được nhập ngày" in answer.text


def test_a_large_scan_is_chosen_again_and_the_text_kept(cast: Cast, signed_in, monkeypatch) -> None:
    monkeypatch.setattr("sokehoach.apps.plans.forms.plans.MAX_SENT_BACK", 10)
    client, data = signed_in(cast.office), scan()
    page = upload(client, data).text
    assert 'name="sent"' not in page
    assert "hãy chọn lại tệp đó" in page
    assert upload(client, data, typed_text=TEXT).status_code == 302


def test_a_long_scan_shows_its_first_pages_and_says_so(cast: Cast, signed_in) -> None:
    page = upload(signed_in(cast.office), scan(MAX_PICTURES + 3)).text
    assert page.count("data:image/jpeg") == MAX_PICTURES
    assert f"Chỉ hiện {MAX_PICTURES} trang đầu trong {MAX_PICTURES + 3} trang" in page


@pytest.mark.parametrize(
    "name", ["106_KH-1105-DKT_LaoCai_2026_broken-text-layer", "113_KH-2119-SYT_KienGiang_2017_scan"]
)
@pytest.mark.parser_process
def test_real_scans_are_drawn(shared: Path, name: str) -> None:
    drawn = draw_pages((shared / "corpus/files" / f"{name}.pdf").read_bytes(), name=name)
    assert len(drawn.pictures) == drawn.pages > 3
