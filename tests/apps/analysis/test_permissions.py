"""Who may ask, whose questions are shared with whom, and that a shared one shows what its reader may see."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis import services
from sokehoach.apps.analysis.models import SavedQuestion
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError
from sokehoach.domain.analysis.question import Question
from tests.factories.cast import AT
from tests.factories.district import District

Browser = Callable[[User], Client]
QUERY = "chi-tieu=TT01&ky=2021S1&noi=communes"
ROUTES = {
    "analysis:ask": QUERY,
    "analysis:cell": f"{QUERY}&o=0.0",
    "analysis:workbook": QUERY,
    "analysis:csv": QUERY,
    "analysis:picture": QUERY,
    "analysis:thumbnail": QUERY,
}
VIEWERS = {"office", "leader"}
NONE = {"commune", "other_commune", "police", "health", "outsider"}
QUESTION = Question("099", ("TT01",), ("this",))


@pytest.mark.parametrize("route", sorted(ROUTES))
@pytest.mark.parametrize("who", sorted(VIEWERS | NONE))
def test_who_may_ask(district: District, signed_in: Browser, route: str, who: str) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    answer = signed_in(getattr(district.cast, who)).get(f"{reverse(route)}?{ROUTES[route]}")
    assert answer.status_code == (200 if who in VIEWERS else 404)


@pytest.mark.parametrize("who", sorted(VIEWERS | NONE))
def test_who_has_a_large_answer_made_ready(district: District, signed_in: Browser, who: str) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    client = signed_in(getattr(district.cast, who))
    answer = client.post(reverse("analysis:arrange"), {"cau-hoi": f"{QUERY}&sap=0"})
    assert answer.status_code == (302 if who in VIEWERS else 404)
    assert Job.objects.filter(person=getattr(district.cast, who).pk).exists() is (who in VIEWERS)


def keep(district: District, *shared: str) -> SavedQuestion:
    cast = district.cast
    done = services.save_question(
        name="Tuyên truyền",
        question=QUESTION,
        units=[cast.units[code] for code in shared],
        by=cast.office,
        at=AT,
    )
    return SavedQuestion.objects.get(pk=str(done.answer["id"]))


@pytest.mark.parametrize(
    ("who", "shared", "status"),
    [
        ("office", (), 302),
        ("leader", (), 404),
        ("leader", ("099",), 302),
        ("commune", ("099",), 404),
        ("outsider", ("099",), 404),
    ],
)
def test_who_opens_a_kept_question(
    district: District, signed_in: Browser, who: str, shared: tuple[str, ...], status: int
) -> None:
    row = keep(district, *shared)
    address = reverse("analysis:saved_question", args=[row.pk])
    assert signed_in(getattr(district.cast, who)).get(address).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param("office", 302, marks=pytest.mark.faults("question.keep", "question.remove")),
        ("leader", 404),
        ("commune", 404),
    ],
)
def test_only_its_owner_removes_it(district: District, signed_in: Browser, who: str, status: int) -> None:
    row = keep(district, "099")
    answer = signed_in(getattr(district.cast, who)).post(reverse("analysis:remove", args=[row.pk]))
    assert answer.status_code == status
    assert SavedQuestion.objects.exists() is (who != "office")
    if who != "office":
        with pytest.raises(NotFoundError):
            services.remove_question(question=row, by=getattr(district.cast, who), at=AT)


@pytest.mark.parametrize(("who", "status"), [("office", 302), ("leader", 302), ("commune", 404), ("police", 404)])
def test_who_keeps_a_question(district: District, signed_in: Browser, who: str, status: int) -> None:
    body = {"ten": "Của tôi", "cau-hoi": QUERY, "chia-se": ["03304", "03247", "099", "099.LDTBXH"]}
    answer = signed_in(getattr(district.cast, who)).post(reverse("analysis:keep"), body)
    assert answer.status_code == status
    if status == 302:
        kept = SavedQuestion.objects.get()
        # 03247 is outside the scope; no account of 03304 could open it; one's own unit is not offered
        other = "099" if who == "office" else "099.LDTBXH"
        assert [unit.code for unit in kept.shared_with.all()] == [other]
        page = signed_in(getattr(district.cast, who)).get(answer["Location"]).content.decode()
        assert "Của tôi" in page


@pytest.mark.parametrize(("code", "said"), [("03247", "phạm vi.*Mường Đun"), ("03304", "Không.*Tênh Phông")])
def test_a_unit_that_could_not_open_it_is_refused(district: District, code: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        keep(district, code)


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "Nguyễn Thị Hoa, sinh năm 1990"])
def test_a_name_that_is_none_or_somebodys_is_refused(district: District, signed_in: Browser, name: str) -> None:
    answer = signed_in(district.cast.office).post(reverse("analysis:keep"), {"ten": name, "cau-hoi": QUERY})
    assert answer.status_code == 422
    assert not SavedQuestion.objects.exists()
