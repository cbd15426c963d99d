"""The staff of all communes invited from a list, their letters, and the state of their invitations."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import xlwt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, Invitation, Role, User
from sokehoach.apps.accounts.services import invitations, staff_lists
from sokehoach.apps.accounts.services.staff_lists import NewStaff
from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.text import fold_accents
from tests.apps.accounts.conftest import add, with_totp
from tests.factories.cast import SINCE, Cast

HEAD = "Đơn vị\tHọ và tên\tChức vụ\tTên đăng nhập\tVai trò\n"
LIST = (
    HEAD
    + "03304\tSùng A Páo\tCông chức Văn hóa\t\tCông chức xã\nxa pu xi\tCà Thị Bản\t\tban.ct\tcông chức xã; Người xem\n"
)
PAGE = "accounts:invite_list"
CODE = re.compile(r"\b(?:[a-z2-9]{4}-){4}[a-z2-9]{4}\b")


@pytest.fixture
def keeper(cast: Cast) -> User:
    """Administers a district, and holds each role that it gives."""
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    for code, name, levels in (
        ("clerk", "Công chức xã", ["commune"]), ("desk", "Cán bộ phòng", ["agency"]), ("viewer", "Người xem", []),
        ("reviewer", "Người duyệt", []),
    ):  # fmt: skip
        actions = ["report.view", *(["report.review"] if code == "reviewer" else [])]
        Role.objects.create(code=code, name=name, actions=actions, levels=levels)
    return add(cast, "quan", "Lò Văn Quân", "099", "unit_admin", "clerk", "desk", "viewer", "reviewer")


@pytest.fixture
def desk(real: None, keeper: User, inside: Callable[..., Client]) -> Client:
    return inside(keeper, with_totp(keeper))


def preview(desk: Client, text: str = LIST, **more: Any) -> Any:
    return desk.post(reverse(PAGE), {"table": text, "step": "read"} | more)


def create(desk: Client, text: str = LIST, **more: Any) -> Any:
    return desk.post(reverse(PAGE), {"table": text, "step": "create"} | more)


def upload(desk: Client, content: bytes, name: str) -> Any:
    return desk.post(reverse(PAGE), {"file": SimpleUploadedFile(name, content), "table": "", "step": "read"})


@pytest.mark.faults("user.invite_list")
def test_it_works(cast: Cast, desk: Client) -> None:
    page = preview(desk)
    assert page.status_code == 200
    assert "2 người sẽ được mời" in page.content.decode()
    assert "pao.sa" in page.content.decode()
    assert not Invitation.objects.exists(), "a preview makes nothing"
    letters = create(desk).content.decode()
    codes = CODE.findall(letters)
    assert len(set(codes)) == 2
    assert letters.count('class="paper letter"') == 2
    assert set(Grant.objects.filter(capacity__user__username="ban.ct").values_list("role__code", "unit__code")) == {
        ("clerk", "03269"), ("viewer", "03269")
    }  # fmt: skip
    stored = str(list(Event.objects.values_list("body", flat=True))) + str(list(Invitation.objects.values()))
    assert not any(code in stored for code in codes)
    event = Event.objects.get(action="user.invite_list")
    assert event.body["detail"] == {"count": 2, "users": ["pao.sa", "ban.ct"]}
    guest = Client()
    answer = guest.post(reverse("accounts:enter_code"), {"code": codes[0].upper().replace("-", " ")})
    assert guest.post(answer["Location"], {"new": "hai con ngựa trắng"})["Location"] == "/tai-khoan/cua-toi/"
    assert guest.get(answer["Location"]).status_code == 410


def test_a_letter_names_its_person_and_has_a_page_of_its_own(cast: Cast, desk: Client) -> None:
    letters = create(desk).content.decode()
    first = letters.split('class="paper letter"')[2]  # by the codes of units
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HUYỆN TUẦN GIÁO", "Sùng A Páo", "Công chức Văn hóa", "pao.sa",
        "72 giờ", "/tai-khoan/loi-moi/", "<svg", "Lò Văn Quân",
    ):  # fmt: skip
        assert words in first, words
    assert "Cà Thị Bản" not in first
    assert (
        "no-store"
        in create(desk, LIST.replace("Páo", "Pó").replace("ban.ct", "").replace("Bản", "Bơ"))["Cache-Control"]
    )


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv", "utf-16"])
def test_a_file_becomes_the_same_list(cast: Cast, desk: Client, kind: str) -> None:
    rows = [line.split("\t") for line in LIST.splitlines()]
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)  # type: ignore[union-attr]
        buffer = io.BytesIO()
        book.save(buffer)
        content = buffer.getvalue()
    elif kind == "xls":
        old_book, buffer = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
        sheet = old_book.add_sheet("A")
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell)
        old_book.save(buffer)
        content = buffer.getvalue()
    else:
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(rows)
        content = text.getvalue().encode("utf-8-sig" if kind == "csv" else "utf-16")
    answer = upload(desk, content, f"danh-sach.{kind}")
    assert answer.status_code == 200
    assert "2 người sẽ được mời" in answer.content.decode()


def test_the_filled_template_is_read_and_lines_without_a_person_are_none(cast: Cast, desk: Client) -> None:
    template = desk.get(reverse("accounts:list_template"))
    book = openpyxl.load_workbook(io.BytesIO(template.content))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if str(row[0].value) == "03304":
            row[headings.index("Họ và tên")].value = "Sùng A Páo"
            row[headings.index("Vai trò")].value = "Công chức xã"
    buffer = io.BytesIO()
    book.save(buffer)
    answer = upload(desk, buffer.getvalue(), "mau.xlsx")
    assert "1 người sẽ được mời" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7\n\x00\x01\x02" * 30, "không phải là bảng tính"),
        (b"PK\x03\x04broken", "hỏng"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 200, "không phải bảng tính"),
        (b"", "Tệp trống"),
        (HEAD.encode() + b"x\ty\n" * 400, "tối đa 200 người"),
        (b"x" * (2 * 1024 * 1024 + 1), "lớn hơn 2 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(
    cast: Cast, desk: Client, content: bytes, message: str
) -> None:
    answer = upload(desk, content, "a.xlsx")
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_each_line_that_is_wrong_is_told_and_nobody_is_invited(cast: Cast, desk: Client) -> None:
    text = LIST + "03247\tSùng A Chu\t\t\tCông chức xã\n03304\tLò Thị Minh\t\t\tCán bộ phòng\n"
    for send in (preview, create):
        answer = send(desk, text)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Chưa mời ai" in page
        assert "Không có một đơn vị duy nhất tên này trong phạm vi bạn quản trị" in page, "another district"
        assert "đã có tài khoản ở đơn vị: minh" in page
        assert "không có vai trò «Cán bộ phòng»" in page
        assert "Sùng A Páo" in page, "nothing typed is lost"
    assert not Invitation.objects.exists()


def test_columns_are_matched_by_choice_where_headings_do_not_say(cast: Cast, desk: Client) -> None:
    text = "Tên\tNơi\nSùng A Páo\t03304\n"
    page = preview(desk, text, role="Công chức xã").content.decode()
    assert page.count("<option") > 10
    chosen = {"c-unit": "1", "c-full_name": "0", "c-title": "", "c-username": "", "c-role": ""}
    assert "Không có một đơn vị duy nhất" in preview(desk, text, role="Công chức xã", **chosen).content.decode(), (
        "the head"
    )
    answer = preview(desk, text.replace("Nơi", "Cơ quan"), role="Công chức xã", **chosen)
    assert "1 người sẽ được mời" in answer.content.decode()
    swapped = chosen | {"c-unit": "0", "c-full_name": "1"}
    assert preview(desk, text.replace("Nơi", "Cơ quan"), role="Công chức xã", **swapped).status_code == 422
    wild = chosen | {"c-unit": "99", "c-full_name": "-1"}
    assert preview(desk, text.replace("Nơi", "Cơ quan"), role="Công chức xã", **wild).status_code == 422


def test_the_second_of_two_administrators_is_told(cast: Cast, desk: Client) -> None:
    assert "2 người sẽ được mời" in preview(desk).content.decode()
    assert create(desk).status_code == 200
    answer = create(desk)
    assert answer.status_code == 422
    assert "Người này đã có tài khoản ở đơn vị: pao.sa" in answer.content.decode()
    assert Invitation.objects.count() == 2


def test_a_person_invited_between_preview_and_press_stops_the_whole_list(cast: Cast, keeper: User) -> None:
    """The race that the page cannot see: the service looks once more, and nothing of the list stays."""
    clerk = Role.objects.get(code="clerk")

    def person(username: str, full_name: str, unit: str) -> NewStaff:
        parts = [(clerk, "general", cast.units[unit])]
        return NewStaff(username, full_name, "", cast.units[unit], parts, invitations.hash_token(username))

    others = [person("ban.ct", "Cà Thị Bản", "03269")]
    for twin, reason in (
        (person("khac", "Lò Thị Minh", "03304"), "đã có tài khoản ở Xã Tênh Phông: minh"),
        (person("minh", "Lò Thị Mến", "03304"), "Lò Thị Mến .minh.: Tên đăng nhập này đã có người dùng"),
        (person("xa", "Sùng A Chu", "03247"), "Chỉ mời người vào đơn vị mà bạn quản trị"),
    ):
        with pytest.raises(ActionRefused, match=reason):
            staff_lists.invite_staff(people=[*others, twin], by=keeper, at=clock.now())
    assert not User.objects.filter(username="ban.ct").exists()
    assert not Event.objects.filter(action="user.invite_list").exists()


def test_who_decides_over_others_waits_for_a_second_administrator(cast: Cast, desk: Client) -> None:
    add(cast, "dung", "Tòng Thị Dung", "099", "unit_admin")
    page = create(desk, LIST + "03289\tVừ A Sinh\t\t\tNgười duyệt\n").content.decode()
    assert page.count('class="paper letter"') == 2
    assert "1 người giữ số liệu bảo mật" in page
    state = desk.get(reverse("accounts:invitations"), {"trang-thai": "approval"}).content.decode()
    assert "Vừ A Sinh" in state
    assert "Sùng A Páo" not in state


def _state_of(desk: Client, name: str) -> str:
    page = desk.get(reverse("accounts:invitations"), {"tim": fold_accents(name)}).content.decode()
    return " ".join(re.sub("<[^>]+>", " ", page.split("<tbody>")[1].split("</tbody>")[0]).split())


@pytest.mark.faults("user.renew_links", "user.withdraw_links")
def test_the_state_of_each_invitation_is_shown_renewed_and_withdrawn(cast: Cast, desk: Client) -> None:
    [second, first] = CODE.findall(create(desk).content.decode())
    assert "chờ nhận, đến" in _state_of(desk, "pao.sa")
    Client().post(reverse("accounts:invitation", args=[first]), {"new": "hai con ngựa trắng"})
    assert "đã nhận ngày" in _state_of(desk, "Sùng A Páo")
    link = Invitation.objects.get(user__username="ban.ct")
    Invitation.objects.filter(pk=link.pk).update(
        made_at=clock.now() - timedelta(hours=80), until=clock.now() - timedelta(hours=8)
    )
    assert "hết hạn từ" in _state_of(desk, "cà thị bản")
    renewed = desk.post(reverse("accounts:renew_links"), {"user": [link.user_id]}).content.decode()
    [code] = CODE.findall(renewed)
    assert code not in (first, second)
    assert "chờ nhận" in _state_of(desk, "ban.ct")
    assert Client().get(reverse("accounts:invitation", args=[second])).status_code == 410
    assert Client().get(reverse("accounts:invitation", args=[code])).status_code == 200
    assert desk.post(reverse("accounts:withdraw_links"), {"user": [link.user_id]}).status_code == 302
    assert "chưa có liên kết" in _state_of(desk, "ban.ct")
    assert Client().get(reverse("accounts:invitation", args=[code])).status_code == 410
    assert Event.objects.get(action="user.withdraw_links").body["detail"]["users"] == ["ban.ct"]


def test_only_unused_accounts_of_the_own_units_are_renewed_or_withdrawn(cast: Cast, desk: Client, keeper: User) -> None:
    [_second, first] = CODE.findall(create(desk).content.decode())
    Client().post(reverse("accounts:invitation", args=[first]), {"new": "hai con ngựa trắng"})
    used = User.objects.get(username="pao.sa")
    outside = add(cast, "ngoai", "Sùng A Ngoài", "03247")
    for address in ("accounts:renew_links", "accounts:withdraw_links"):
        for pk in (used.pk, outside.pk, 987654321):
            assert desk.post(reverse(address), {"user": [pk]}).status_code == 404
        assert desk.post(reverse(address), {"user": ["", "x"]}).status_code in (302, 404)
        assert desk.post(reverse(address)).status_code == 302
    with pytest.raises(ActionRefused, match="vừa nhận lời mời"):
        staff_lists.withdraw_links(users=[used], by=keeper, at=clock.now())
    with pytest.raises(ActionRefused, match="đơn vị mà bạn quản trị"):
        staff_lists.withdraw_links(users=[outside], by=keeper, at=clock.now())
    with pytest.raises(ActionRefused, match="không được đưa cho một người quản trị"):
        staff_lists.renew_links(digests={"pao.sa": "x"}, by=keeper, at=clock.now())


def test_a_code_is_typed_from_paper(cast: Cast) -> None:
    page = Client().get(reverse("accounts:enter_code"))
    assert "Mã trong giấy mời" in page.content.decode()
    for typed in ("", "abcd", "abcd-efgh-jkmn-pqrs-tuv", "đ" * 20):
        assert Client().post(reverse("accounts:enter_code"), {"code": typed}).status_code == 422
    answer = Client().post(reverse("accounts:enter_code"), {"code": "ABCD efgh-jkmnpqrstuvw"})
    assert answer["Location"] == reverse("accounts:invitation", args=["abcd-efgh-jkmn-pqrs-tuvw"])
    assert Client().get(answer["Location"]).status_code == 410


def _add_communes(cast: Cast, count: int) -> str:
    Unit.objects.bulk_create(
        Unit(
            code=f"9{number:04}", name=f"Xã Nậm Đông {number}", short_name=f"Nậm Đông {number}", level="commune",
            folded=fold_accents(f"Xã Nậm Đông {number}"), parent=cast.units["099"], valid_from=SINCE,
        )
        for number in range(count)
    )  # fmt: skip
    given = ("An", "Bình", "Chung", "Dung", "Em")
    return HEAD + "".join(f"9{number:04}\tLò Thị {given[number % 5]}\t\t\tCông chức xã\n" for number in range(count))


def test_the_preview_of_many_communes_asks_few_questions(
    cast: Cast, desk: Client, django_assert_max_num_queries: Any
) -> None:
    text = _add_communes(cast, 150)
    preview(desk)
    with django_assert_max_num_queries(16):
        page = preview(desk, text).content.decode()
    assert "150 người sẽ được mời" in page
    assert "an.lt30" in page


def test_the_state_of_many_invitations_asks_few_questions(
    cast: Cast, desk: Client, django_assert_max_num_queries: Any
) -> None:
    create(desk, _add_communes(cast, 12))
    address = reverse("accounts:invitations")
    desk.get(address)
    with django_assert_max_num_queries(14):
        page = desk.get(address, {"trang-thai": "waiting"}).content.decode()
    assert page.count('name="user"') == 12


def test_the_letter_names_the_place_before_its_date(desk: Client) -> None:
    assert '<p class="paper__date">Tuần Giáo, ngày ' in create(desk).content.decode()
