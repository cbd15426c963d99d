"""The board and the work on one assignment: state, result, person, day, documents."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfWriter

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import departures, grants, users
from sokehoach.apps.plans.models import Assignment, Evidence, Plan
from tests.apps.plans.conftest import ImportedPlan
from tests.factories.cast import AT, SINCE


def pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.metadata = {"/Author": "Nguyễn Văn Bí Mật"}
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def named(data: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


@pytest.fixture
def mine(followed: ImportedPlan) -> Assignment:
    """What xã Tênh Phông has to do first."""
    return Assignment.objects.filter(unit=followed.cast.units["03304"]).first()


@pytest.fixture
def dated() -> Assignment:
    return Assignment.objects.get(duty__nature="dated", part="lead")


def at(row: Assignment, name: str = "assignment") -> str:
    return reverse(f"plans:{name}", args=[row.pk])


def told(row: Assignment, **other: object) -> dict[str, object]:
    return {"version": row.version, "state": row.state, "result": row.result, "in_charge": "", **other}


def test_it_works(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    client = signed_in(followed.cast.commune)
    board = client.get(reverse("plans:board", args=[followed.plan.pk]))
    assert at(mine) in board.text
    sent = told(
        mine, state="done", result="Đã ban hành kế hoạch số 05/KH-UBND", in_charge=followed.cast.commune.pk,
        upload=named(pdf(), "Kế hoạch xã.pdf"),
    )  # fmt: skip
    assert client.post(at(mine), sent).status_code == 302
    mine.refresh_from_db()
    assert (mine.state, mine.version, mine.in_charge) == ("done", 2, followed.cast.commune)
    board = client.get(reverse("plans:board", args=[followed.plan.pk]))
    assert "05/KH-UBND" in board.text
    assert "Kế hoạch xã.pdf" in board.text


def test_a_document_comes_back_as_a_download_without_its_author(
    followed: ImportedPlan, mine: Assignment, signed_in
) -> None:
    client = signed_in(followed.cast.commune)
    client.post(at(mine), told(mine, upload=named(pdf(), "bằng chứng.docx")))
    found = Evidence.objects.get()
    answer = client.get(reverse("plans:evidence", args=[found.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"/Author" not in answer.content


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"\xff\xd8\xff\xe0" + b"0" * 100, "anh.pdf", "ảnh"),
        (b"MZ" + b"0" * 100, "bang.xlsx", "không phải là PDF"),
        (b"", "trong.pdf", "trống"),
        (b"%PDF-1.7\n" + b"0" * 6_000_000, "lon.pdf", "lớn hơn 5 MB"),
    ],
    ids=["photograph", "program", "empty", "too large"],
)
def test_a_file_that_is_not_taken_in_leaves_what_was_typed(
    followed: ImportedPlan, mine: Assignment, signed_in, data: bytes, name: str, says: str
) -> None:
    sent = told(mine, state="doing", result="Đang soạn văn bản", upload=named(data, name))
    answer = signed_in(followed.cast.commune).post(at(mine), sent)
    assert answer.status_code == 422
    assert says in answer.text
    assert "Đang soạn văn bản" in answer.text
    mine.refresh_from_db()
    assert mine.state == "not_started"
    assert not Evidence.objects.exists()


def test_the_same_document_twice_is_kept_once(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    client = signed_in(followed.cast.commune)
    data = pdf()
    client.post(at(mine), told(mine, upload=named(data, "a.pdf")))
    mine.refresh_from_db()
    client.post(at(mine), told(mine, upload=named(data, "a.pdf")))
    assert Evidence.objects.count() == 1


@pytest.mark.faults("evidence.remove")
def test_a_document_added_by_mistake_is_taken_back(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    client = signed_in(followed.cast.commune)
    client.post(at(mine), told(mine, upload=named(pdf(), "a.pdf")))
    client.post(reverse("plans:remove_evidence", args=[Evidence.objects.get().pk]))
    assert not Evidence.objects.exists()


def test_done_needs_a_result_in_words(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    answer = signed_in(followed.cast.commune).post(at(mine), told(mine, state="done", result=" "))
    assert answer.status_code == 422
    assert "Ghi kết quả" in answer.text


def test_only_staff_of_the_unit_are_in_charge(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    answer = signed_in(followed.cast.commune).post(at(mine), told(mine, in_charge=followed.cast.police.pk))
    assert answer.status_code == 422


def test_the_second_of_two_is_told_and_overwrites_nothing(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    client = signed_in(followed.cast.commune)
    assert client.post(at(mine), told(mine, state="doing", result="Bản thứ nhất")).status_code == 302
    answer = client.post(at(mine), told(mine, state="doing", result="Bản thứ hai"))
    assert answer.status_code == 409
    assert "Lò Thị Minh" in answer.text
    assert "Bản thứ nhất" in answer.text
    assert "Bản thứ hai" in answer.text
    mine.refresh_from_db()
    assert mine.result == "Bản thứ nhất"


@pytest.mark.faults("assignment.assign")
def test_the_office_sets_person_and_day(followed: ImportedPlan, dated: Assignment, signed_in) -> None:
    sent = {
        "version": dated.version,
        "unit": dated.unit_id,
        "in_charge": followed.cast.office.pk,
        "due_on": "15/6/2021",
    }
    assert signed_in(followed.cast.office).post(at(dated, "assign"), sent).status_code == 302
    dated.refresh_from_db()
    assert (dated.due_on, dated.in_charge) == (date(2021, 6, 15), followed.cast.office)


def test_the_office_gives_work_to_another_unit_that_names_its_own_person(
    followed: ImportedPlan, dated: Assignment, signed_in
) -> None:
    health = followed.cast.units["099.TTYT"]
    sent = {"version": dated.version, "unit": health.pk, "in_charge": followed.cast.office.pk, "due_on": ""}
    signed_in(followed.cast.office).post(at(dated, "assign"), sent)
    dated.refresh_from_db()
    assert (dated.unit, dated.in_charge) == (health, None)


def test_standing_work_gets_no_day(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    sent = {"version": 1, "unit": mine.unit_id, "in_charge": "", "due_on": "1/6/2021"}
    answer = signed_in(followed.cast.office).post(at(mine, "assign"), sent)
    assert answer.status_code == 422
    mine.refresh_from_db()
    assert mine.due_on is None


def test_one_unit_is_not_given_the_same_duty_twice(followed: ImportedPlan, mine: Assignment, signed_in) -> None:
    sent = {"version": 1, "unit": followed.cast.units["03269"].pk, "in_charge": "", "due_on": ""}
    assert signed_in(followed.cast.office).post(at(mine, "assign"), sent).status_code == 422


def test_a_commune_sees_its_own_board_and_no_other(followed: ImportedPlan, signed_in) -> None:
    board = reverse("plans:board", args=[followed.plan.pk])
    client = signed_in(followed.cast.commune)
    own = client.get(board)
    assert {row.assignment.unit.code for row, _late, _with in own.context["rows"]} == {"03304"}
    assert client.get(board + "?don-vi=03269").status_code == 404


def test_the_whole_board_counts_a_group_once(followed: ImportedPlan, signed_in) -> None:
    page = signed_in(followed.cast.leader).get(reverse("plans:board", args=[followed.plan.pk]))
    line = next(line for line in page.context["lines"] if line.duty.lead_group_id)
    assert dict(line.states) == {"chưa làm": 3}
    assert "ngoài phần mềm" in page.text


def test_lateness_is_said_on_the_board(followed: ImportedPlan, dated: Assignment, signed_in) -> None:
    Plan.objects.update(in_force_at=AT - timedelta(days=60))
    Assignment.objects.filter(pk=dated.pk).update(due_on=date(2021, 6, 18))
    page = signed_in(followed.cast.office).get(reverse("plans:board", args=[followed.plan.pk]))
    assert "mark--red" in page.text


@pytest.mark.parametrize("query", ["", "?don-vi=03304"])
def test_fifteen_queries_are_enough(
    followed: ImportedPlan, signed_in, django_assert_max_num_queries, query: str
) -> None:
    client, address = signed_in(followed.cast.office), reverse("plans:board", args=[followed.plan.pk]) + query
    client.get(address)  # what is kept in the thread is loaded
    with django_assert_max_num_queries(15):
        client.get(address)


def test_who_leaves_hands_a_duty_to_the_colleague_who_was_named(
    followed: ImportedPlan, mine: Assignment, signed_in
) -> None:
    cast = followed.cast
    commune, theirs = cast.commune, Assignment.objects.filter(unit=cast.units["03269"]).first()
    signed_in(commune).post(at(mine), told(mine, in_charge=commune.pk))
    signed_in(cast.other_commune).post(at(theirs), told(theirs, in_charge=cast.other_commune.pk))
    users.create_user(username="ban", full_name="Cà Thị Bản", title="", unit=commune.unit, by="tests", at=AT)
    heir = User.objects.get(username="ban")
    administrator = Role.objects.create(code="unit_admin", name="Quản trị", actions=["account.administer"])
    grants.create_grant(
        user=cast.office,
        role=administrator,
        unit=cast.units["099"],
        function="general",
        since=SINCE,
        by="tests",
        at=AT,
    )
    departures.record_departure(user=commune, on=AT.date(), heir=heir, by=cast.office, at=AT)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.in_charge, theirs.in_charge) == (heir, cast.other_commune)


def test_a_saved_evidence_file_is_named_and_one_saved_before_too(
    followed: ImportedPlan, mine: Assignment, signed_in
) -> None:
    client, content = signed_in(followed.cast.commune), pdf()

    def save(text: str, **upload: object) -> str:
        mine.refresh_from_db()
        return client.post(at(mine), told(mine, state="doing", result=text, **upload), follow=True).text

    assert "Đã lưu, kèm tệp minh chứng «bien-ban.pdf»." in save("5 bản.", upload=named(content, "bien-ban.pdf"))
    assert "đã có trong kết quả này từ trước." in save("5 bản.", upload=named(content, "bien-ban.pdf"))
    assert "kèm tệp" not in save("6 bản.")
    assert (
        "Đã gỡ tệp minh chứng."
        in client.post(reverse("plans:remove_evidence", args=[Evidence.objects.get().pk]), follow=True).text
    )
