"""An empty installation: the server's code, a programme, the first administrator, the first plan."""

import re
import stat
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files import national_units
from sokehoach.adapters.programme_files.shipped import SHIPPED
from sokehoach.adapters.programme_files.text_form import pack_files, read_folder
from sokehoach.apps.accounts.models import Grant, Invitation, User
from sokehoach.apps.accounts.services import invitations
from sokehoach.apps.accounts.services.attempts import LIMITS, Kind
from sokehoach.apps.audit.models import Event
from sokehoach.apps.documents.models import Correspondent
from sokehoach.apps.home.pages.today import load_today
from sokehoach.apps.notices.services.letters import send_letter
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.programmes.queries.installation import get_installation_name
from sokehoach.apps.programmes.services.installation import name_installation
from sokehoach.apps.setup.services import first_run
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.config import cli, cli_installation
from tests.factories.cast import Cast
from tests.factories.first_run import describe_administrator

pytestmark = pytest.mark.django_db
PAGE = "/bat-dau/"
PROGRAMME = "tuan_giao_2021"


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def text(client: Client, url: str = PAGE) -> str:
    return " ".join(client.get(url).text.split())


def open_page() -> Client:
    client = Client()
    assert client.post(PAGE, {"code": first_run.issue_code()}).status_code == 302
    return client


def test_from_the_code_to_the_first_plan() -> None:
    client = Client()
    assert client.get(reverse("accounts:sign_in"))["Location"] == PAGE
    assert "chưa có tài khoản nào" in text(client)
    code = first_run.issue_code()
    assert client.post(PAGE, {"code": code.upper().replace("-", " ")}).status_code == 302
    assert "Phòng, chống mại dâm trên địa bàn huyện Tuần Giáo" in text(client)
    assert client.post(reverse("setup:first_programme"), {"programme": PROGRAMME}).status_code == 302
    assert Programme.objects.get().code == PROGRAMME
    described = describe_administrator(client)
    assert Unit.objects.get(pk=described["unit"]).code == "099.LDTBXH", "the standing office is proposed"
    made = client.post(reverse("setup:first_administrator"), described)
    assert made.status_code == 302, made.context["administrator_form"].errors
    link = made["Location"]
    assert re.fullmatch(r"/tai-khoan/loi-moi/[\w-]{43}/", link)
    assert client.post(link, {"new": "bảy cây mận sau nhà"}).status_code == 302
    user = User.objects.get()
    actions = {action for grant in Grant.objects.filter(capacity__user=user) for action in grant.role.actions}
    assert {"account.administer", "plan.import"} <= actions
    first_task = load_today(user, clock.today()).work[0]
    assert (first_task.url, first_task.state_text) == (reverse("plans:import"), "Chưa có kế hoạch nào")
    assert Event.objects.get(action="user.invite").actor == "first run"
    assert Correspondent.objects.filter(unit__code="099").exists(), "a first report could be sent to nobody"
    assert DefinitionVersion.objects.get().publisher_name == "người thiết lập lần đầu"


@pytest.mark.faults("installation.name")
def test_the_installation_is_named_on_pages_and_in_letters(settings: Any) -> None:
    client = open_page()
    for wrong in ("", " ", "…", "Ông Lò Văn Pâng", "x" * 121):
        assert client.post(reverse("setup:first_name"), {"installation": wrong}).status_code == 422, wrong
    assert "<title>Thiết lập lần đầu · Sổ Kế hoạch</title>" in text(client)
    for name in ("Sổ theo dõi của tỉnh", " Sổ Kế hoạch  tỉnh Mẫu "):
        answer = client.post(reverse("setup:first_name"), {"installation": name}, follow=True)
        assert answer.status_code == 200
    assert answer.text.count("Sổ Kế hoạch tỉnh Mẫu") >= 3, "title, head, step"
    assert "Sổ theo dõi" not in answer.text
    settings.MAIL_FROM = "so@tinh.vn"
    assert send_letter("xa@tinh.vn", "Tiêu đề", "Nội dung") == ""
    (letter,) = mail.outbox
    assert letter.body == "Nội dung\n\n-- \nSổ Kế hoạch tỉnh Mẫu"


def test_the_name_of_the_installation_is_changed_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    parser = cli.build_parser()
    for arguments, printed in (([], "chưa đặt tên"), (["Sổ của tỉnh"], "Sổ của tỉnh"), ([], "Sổ của tỉnh")):
        assert cli_installation.run_name(parser.parse_args(["name", *arguments])) == 0
        assert capsys.readouterr().out.strip() == printed
    for wrong in ("", " \t", "\u200b", "«»", "x" * 121, "Ông Lò Văn Pâng"):
        assert cli_installation.run_name(parser.parse_args(["name", wrong])) == 2, wrong
        assert capsys.readouterr().err.strip(), wrong
    assert get_installation_name() == "Sổ của tỉnh"


def test_a_name_of_the_installation_that_says_nothing_is_refused_by_the_service() -> None:
    for wrong, reason in (("", "phải có tên"), (" \n", "phải có tên"), ("\u200b", "phải có tên"), ("x" * 121, "120")):
        with pytest.raises(InvalidInput, match=reason):
            name_installation(name=wrong, by="tests", at=clock.now())
    assert get_installation_name() == ""
    name_installation(name=" Sổ  của\ntỉnh ", by="tests", at=clock.now())
    assert get_installation_name() == "Sổ của tỉnh"


def test_a_signed_in_official_sees_the_name_of_the_installation(cast: Cast) -> None:
    name_installation(name="Sổ Kế hoạch tỉnh Mẫu", by="tests", at=clock.now())
    client = Client()
    client.force_login(cast.commune)
    page = text(client, "/")
    assert '<span class="letterhead__installation">Sổ Kế hoạch tỉnh Mẫu</span>' in page
    assert "· Sổ Kế hoạch tỉnh Mẫu</title>" in page


def test_a_province_is_chosen_instead_of_a_programme() -> None:
    client = open_page()
    typed = {
        "name": "Kế hoạch chuyển đổi số năm 2026", "short_name": "Chuyển đổi số", "area": "11", "year": "2026",
        "office": "SKHCN", "agencies_of": "11", "keep-SKHCN": "on", "name-SKHCN": "Sở Khoa học và Công nghệ",
    }  # fmt: skip
    for wrong in ({"area": "10"}, {"year": "2024"}, {"name": ""}, {"name": "Ông Lò Văn Pâng"}):
        answer = client.post(reverse("setup:first_units"), typed | wrong | {"begin": "1"})
        assert answer.status_code == 422, wrong
        assert [*wrong] == [*answer.context["form"].errors]
    assert not Programme.objects.exists()
    answer = client.post(reverse("setup:first_units"), typed | {"begin": "1"}, follow=True)
    assert "Đã lập chương trình «Kế hoạch chuyển đổi số năm 2026» với 45 xã, phường, đặc khu." in answer.text
    programme = Programme.objects.get()
    assert (programme.code, programme.unit.code) == ("chuyen_doi_so_2026", "11")
    assert client.post(reverse("setup:first_administrator"), describe_administrator(client)).status_code == 302


def test_without_the_list_of_units_a_programme_is_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    national_units._read_list.cache_clear()
    monkeypatch.setattr(national_units, "_LIST", tmp_path / "none.csv")
    page = text(open_page())
    assert "Tỉnh, thành phố" not in page
    assert '<details class="more" open>' in page


def test_the_code_is_kept_as_a_digest_for_the_server_alone(home: Path) -> None:
    code = first_run.issue_code()
    (kept,) = home.iterdir()
    assert code not in kept.read_text("ascii")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_wrong_code_and_one_of_an_earlier_start_open_nothing() -> None:
    earlier = first_run.issue_code()
    client = Client()
    client.post(PAGE, {"code": earlier})
    first_run.issue_code()
    assert "Mã thiết lập" in text(client), "the session of the earlier code has ended"
    for code in (earlier, "aaaa-aaaa-aaaa", "", "x" * 40):
        assert client.post(PAGE, {"code": code}).status_code == 422
    first_run.withdraw_code()
    for code in ("aaaa-aaaa-aaaa", "đ" * 12):
        assert client.post(PAGE, {"code": code}).status_code == 422
    for name in (
        "first_name",
        "first_units",
        "first_own_units",
        "first_earlier_units",
        "first_programme",
        "first_administrator",
    ):
        answer = client.post(reverse(f"setup:{name}"), {"programme": PROGRAMME})
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert not Programme.objects.exists()


def test_whoever_guesses_has_to_wait() -> None:
    code, client = first_run.issue_code(), Client()
    for _guess in range(LIMITS[Kind.ADDRESS].free):
        client.post(PAGE, {"code": "aaaa-aaaa-aaaa"})
    assert client.post(PAGE, {"code": code}).status_code == 429


def test_a_programme_that_begins_later_offers_the_units_of_its_first_day() -> None:
    client = open_page()
    client.post(reverse("setup:first_programme"), {"programme": "chuyen_doi_so_quang_ngai_2026"})
    typed = describe_administrator(client)
    assert "loi-moi" in client.post(reverse("setup:first_administrator"), typed)["Location"]


def test_once_somebody_has_an_account_the_page_is_over(cast: Cast) -> None:
    client = Client()
    code = first_run.issue_code()
    assert client.post(PAGE, {"code": code})["Location"] == reverse("accounts:sign_in")
    other = {"programme": "chuyen_doi_so_quang_ngai_2026"}
    assert client.post(reverse("setup:first_programme"), other)["Location"] == PAGE
    assert client.get(reverse("accounts:sign_in")).status_code == 200
    assert Programme.objects.count() == 1


def test_the_second_of_two_who_have_the_code_is_sent_to_sign_in() -> None:
    first = open_page()
    first.post(reverse("setup:first_programme"), {"programme": PROGRAMME})
    second = Client()
    second.cookies = first.cookies.copy()
    typed = describe_administrator(first)
    assert "loi-moi" in first.post(reverse("setup:first_administrator"), typed)["Location"]
    assert second.post(reverse("setup:first_administrator"), typed | {"username": "hoa.lt"})["Location"] == PAGE
    assert [user.username for user in User.objects.all()] == ["quy.vua"]


def invite(client: Client) -> str:
    """Loads a programme, invites the first administrator; returns the link that sets the password."""
    client.post(reverse("setup:first_programme"), {"programme": PROGRAMME})
    return str(client.post(reverse("setup:first_administrator"), describe_administrator(client))["Location"])


def test_a_tab_closed_before_the_password_is_set_is_opened_again_by_the_code() -> None:
    code, client = first_run.issue_code(), Client()
    client.post(PAGE, {"code": code})
    lost = invite(client)
    assert first_run.is_open(), "the server prints a code at its next start"
    visitor = Client()
    for address in ("/", reverse("accounts:sign_in")):
        assert visitor.get(address, follow=True).redirect_chain[-1][0] == PAGE
    page = text(visitor)
    assert "mật khẩu chưa được đặt" in page
    assert "Vừ A Quý" not in page
    assert "quy.vua" not in page
    assert visitor.post(PAGE, {"code": "aaaa-aaaa-aaaa"}).status_code == 422
    link = visitor.post(PAGE, {"code": code})["Location"]
    assert re.fullmatch(r"/tai-khoan/loi-moi/[\w-]{43}/", link)
    assert Client().get(lost).status_code == 410
    assert Event.objects.get(action="user.renew_link").actor == "first run"
    again = Client().post(PAGE, {"code": first_run.issue_code()})["Location"]
    assert Client().get(link).status_code == 410, "the second of two tabs has the link in force"
    assert Client().post(again, {"new": "bảy cây mận sau nhà"}).status_code == 302
    assert not first_run.is_open()
    assert [user.username for user in User.objects.all()] == ["quy.vua"]


def test_once_the_password_is_set_the_code_opens_nothing() -> None:
    code, client = first_run.issue_code(), Client()
    client.post(PAGE, {"code": code})
    waiting = Client()
    waiting.post(PAGE, {"code": code})
    assert client.post(invite(client), {"new": "bảy cây mận sau nhà"}).status_code == 302
    for browser in (waiting, Client()):
        assert browser.get(PAGE)["Location"] == reverse("accounts:sign_in")
        assert browser.post(PAGE, {"code": code})["Location"] == reverse("accounts:sign_in")
        assert browser.post(reverse("setup:first_administrator"), {})["Location"] == PAGE
    User.objects.update(password="!", last_login=None)
    assert not first_run.is_open(), "a used link is enough"
    assert not Event.objects.filter(action="user.renew_link").exists()


def test_without_the_code_nobody_gets_the_first_invitation() -> None:
    client = open_page()
    waiting = Client()
    waiting.cookies = client.cookies.copy()
    link = invite(client)
    for browser in (client, waiting, Client()):
        assert "Mã thiết lập" in text(browser)
        for name in ("first_name", "first_units", "first_programme", "first_administrator"):
            assert browser.post(reverse(f"setup:{name}"), {"programme": PROGRAMME})["Location"] == PAGE
    first_run.withdraw_code()
    for code in ("", "aaaa-aaaa-aaaa"):
        assert Client().post(PAGE, {"code": code}).status_code == 422
    assert Client().get(link).status_code == 200, "nobody has ended it"


def test_two_who_invite_at_once_make_one_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both saw an empty installation before either wrote."""
    code, first, second = first_run.issue_code(), Client(), Client()
    for browser in (first, second):
        browser.post(PAGE, {"code": code})
    first.post(reverse("setup:first_programme"), {"programme": PROGRAMME})
    typed = describe_administrator(first)
    monkeypatch.setattr(first_run, "is_empty", lambda: True)
    assert "loi-moi" in first.post(reverse("setup:first_administrator"), typed)["Location"]
    answer = second.post(reverse("setup:first_administrator"), typed | {"username": "hoa.lt"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert [user.username for user in User.objects.all()] == ["quy.vua"]


def test_a_code_typed_while_the_password_is_set_makes_no_link() -> None:
    """The account was opened between the question and the write."""
    client = open_page()
    link = invite(client)
    user = User.objects.get()
    assert Client().post(link, {"new": "bảy cây mận sau nhà"}).status_code == 302
    with pytest.raises(first_run.FirstRunOverError):
        first_run.renew_invitation(user)
    assert not Invitation.objects.filter(used_at=None).exists()


def test_a_link_made_on_the_server_is_replaced_by_the_code_and_an_ended_account_is_not() -> None:
    invite(open_page())
    user = User.objects.get()
    invitations.renew_link(user=user, digest="0" * 64, factors_too=False, by="sokehoach account (a)", at=clock.now())
    assert "loi-moi" in Client().post(PAGE, {"code": first_run.issue_code()})["Location"]
    assert not Invitation.objects.filter(digest="0" * 64).exists()
    User.objects.update(is_active=False)
    assert not first_run.is_open()
    assert Client().get(PAGE)["Location"] == reverse("accounts:sign_in")
    assert Client().get(reverse("accounts:sign_in")).status_code == 200


def test_an_account_made_on_the_server_alone_is_not_opened_by_the_code(cast: Cast) -> None:
    User.objects.exclude(pk=cast.commune.pk).update(is_active=False)
    User.objects.update(password="!", last_login=None, cast_as="")
    code = first_run.issue_code()
    assert Client().post(PAGE, {"code": code})["Location"] == reverse("accounts:sign_in")
    assert Client().get(reverse("accounts:sign_in")).status_code == 200


def test_what_was_typed_stays_where_something_is_wrong() -> None:
    client = open_page()
    assert client.post(reverse("setup:first_programme"), {"programme": "khong-co"}).status_code == 422
    assert client.post(reverse("setup:first_administrator"), {})["Location"] == PAGE, "no unit yet to work in"
    client.post(reverse("setup:first_programme"), {"programme": PROGRAMME})
    typed = describe_administrator(client)
    answer = client.post(reverse("setup:first_administrator"), typed | {"username": "Quý"})
    assert answer.status_code == 422
    assert 'value="Vừ A Quý"' in answer.text
    desk = client.post(reverse("setup:first_administrator"), typed | {"username": "vanthu", "full_name": "Văn thư"})
    assert "Mỗi tài khoản là của một người" in desk.text
    assert not User.objects.exists()


def test_a_programme_of_ones_own_comes_as_an_archive() -> None:
    client = open_page()
    files = read_folder(SHIPPED / PROGRAMME)

    def send(files: Mapping[str, str], name: str = "bo.zip") -> Any:
        archive = SimpleUploadedFile(name, pack_files(files), content_type="application/zip")
        return client.post(reverse("setup:first_programme"), {"archive": archive})

    wrong = send({**files, "elements.csv": files["elements.csv"] + "x,y\n"})
    assert wrong.status_code == 422
    assert re.search(r"elements\.csv, dòng \d+: ", wrong.text)
    assert send({}).status_code == 422
    nothing = client.post(reverse("setup:first_programme"), {})
    assert "Chọn một chương trình kèm phần mềm, hoặc một tệp .zip." in nothing.text
    junk = SimpleUploadedFile("bo.zip", b"PK\x03\x04 no archive")
    assert client.post(reverse("setup:first_programme"), {"archive": junk}).status_code == 422
    assert not Programme.objects.exists()
    assert send(files).status_code == 302
    assert Programme.objects.get().code == PROGRAMME


def test_the_help_can_be_read_before_signing_in() -> None:
    client = Client()
    assert "Bắt đầu" in text(client, reverse("home:help"))
    chapter = text(client, reverse("home:chapter", args=["bat-dau"]))
    assert "data-menu" in chapter
    assert reverse("home:search") not in chapter


def test_a_programme_whose_units_have_all_ended_says_so() -> None:
    client = open_page()
    client.post(reverse("setup:first_programme"), {"programme": PROGRAMME})
    assert "không ai có thể được mời" not in text(client)
    for unit in Unit.objects.all():
        Unit.objects.filter(pk=unit.pk).update(valid_to=unit.valid_from + timedelta(days=1))
    assert "Mọi đơn vị của chương trình đã kết thúc trước hôm nay" in text(client)
