"""«Sao chép chương trình»: the definition of a programme in the draft of a new one, and none of its data."""

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.record import to_plain_value
from sokehoach.apps.accounts.models import User
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.setup.services.drafts import publish_draft
from sokehoach.apps.shell import clock
from tests.apps.setup.made_register import CODE, administrators, quy, url
from tests.factories.cast import AT

__all__ = ["administrators", "quy"]
pytestmark = pytest.mark.django_db
NEW, NAME = "phong_chong_2027", "Phòng, chống mại dâm trên địa bàn huyện, năm 2027"


@pytest.fixture
def client(quy: Client) -> Client:
    ProgrammeDraft.objects.all().delete()
    return quy


def read_head(draft: ProgrammeDraft, file: str, *names: str) -> list[object]:
    fields = Folder(draft.files).yaml(file).fields
    return [to_plain_value(fields[name]) if name in fields else None for name in names]


def test_a_programme_is_copied_into_the_draft_of_a_new_one(client: Client) -> None:
    assert f'href="{url("copy")}"' in client.get(reverse("setup:programmes")).text
    assert f'href="{url("copy")}"' in client.get(url("programme")).text
    reply = client.post(url("copy"), {"code": NEW, "name": f"  {NAME} "})
    assert reply["Location"] == reverse("setup:draft", args=[NEW])
    draft = ProgrammeDraft.objects.get()
    assert (draft.code, draft.programme, draft.base, draft.problems) == (NEW, None, 0, [])
    assert read_head(draft, "programme.yaml", "code", "name", "short_name") == [NEW, NAME, None]
    assert "sao chép từ chương trình" in draft.files["programme.yaml"].lower()
    assert NAME in client.get(reverse("setup:draft", args=[NEW])).text


def test_what_is_copied_is_due_from_today_and_can_be_published(client: Client) -> None:
    client.post(url("copy"), {"code": NEW, "name": NAME})
    draft, user = ProgrammeDraft.objects.get(), User.objects.get(username="quy.vua")
    [start] = read_head(draft, "programme.yaml", "valid_from")
    assert start == clock.today().isoformat()
    [regimes] = read_head(draft, "regimes.yaml", "regimes")
    assert isinstance(regimes, list)
    assert {item["valid_from"] for item in regimes} == {clock.today().isoformat()}
    original = {form.code for form in Form.objects.filter(programme__code=CODE)}
    publish_draft(draft=draft, revision=draft.revision, reason="Sao chép", day=None, by=user, at=AT)
    copied = Programme.objects.get(code=NEW)
    assert {form.code for form in Form.objects.filter(programme=copied)} == original
    assert not Form.objects.filter(programme=copied, submissions__isnull=False).exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"code": CODE, "name": NAME}, "Đã có chương trình mã"),
        ({"code": "phòng chống", "name": NAME}, "id_code_error"),
        ({"code": NEW, "name": ""}, "id_name_error"),
        ({"code": NEW, "name": "Chương trình của ông Nguyễn Văn An, số điện thoại 0912345678"}, "id_name_error"),
    ],
)
def test_a_copy_that_cannot_be_made_keeps_what_was_typed(client: Client, typed: dict[str, str], message: str) -> None:
    reply = client.post(url("copy"), typed)
    assert reply.status_code == 422
    assert message in reply.text
    assert f'value="{typed["code"]}"' in reply.text
    assert not ProgrammeDraft.objects.exists()


def test_a_code_of_another_draft_is_refused(client: Client) -> None:
    client.post(url("copy"), {"code": NEW, "name": NAME})
    reply = client.post(url("copy"), {"code": NEW, "name": "Khác"})
    assert reply.status_code in (409, 422)
    assert ProgrammeDraft.objects.get().files["programme.yaml"].count(NAME) == 1
