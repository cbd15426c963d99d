"""What is too large to be sorted at once is sorted over a snapshot: the same rows, or a sentence and none."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters import arranged_rows
from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages import answers, wide_answers
from sokehoach.apps.jobs import services
from sokehoach.apps.jobs.models import Job
from tests.factories.district import District

type Browser = Callable[[User], Client]
ASK = "vung=099&chi-tieu=TT01&chi-tieu=TT02&ky=2021S1&noi=communes&dat-noi=hang&dat-chi-tieu=cot"
CHANGED = "Số liệu hoặc quyền xem đã thay đổi từ khi lập bảng. Hãy lập lại."


@pytest.fixture
def reported(district: District) -> District:
    """Two communes of three have reported: 3 and 40, half a year before 12 and 8."""
    for period, numbers in (("2020S1", ("12", "8")), ("2021S1", ("3", "40"))):
        for clerk, number in zip((district.cast.commune, district.cast.other_commune), numbers, strict=True):
            district.report(clerk, {"B1": number, "B2": "4"}, period=period)
    return district


@pytest.fixture(autouse=True)
def jobs_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait until a test runs them."""
    monkeypatch.setattr(services, "start_worker", lambda: None)


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any arranged answer is too large, and is read in parts of one row."""
    monkeypatch.setattr(answers, "MAX_ARRANGED_CELLS", 0)
    monkeypatch.setattr(wide_answers, "_CHUNK_CELLS", 1)


def load_page(client: Client, query: str) -> Any:
    response = client.get(f"{reverse('analysis:ask')}?{query}")
    assert response.status_code == 200
    return response


def list_rows(page: Any) -> list[tuple[Any, ...]]:
    return [(line.labels, tuple((cell.text, cell.at) for cell in line.cells)) for line in page.context["lines"]]


def make_snapshot(client: Client, query: str = ASK) -> Job:
    made = client.post(reverse("analysis:arrange"), {"cau-hoi": f"{query}&sap=0"})
    assert services.run_waiting() == 1
    job = Job.objects.latest("pk")
    assert made["Location"] == reverse("jobs:page", args=[job.pk])
    assert job.state == "done", job.failure
    return job


@pytest.mark.parametrize(
    "query",
    [
        ASK,
        pytest.param(f"{ASK}&theo=hien-nay", marks=pytest.mark.sweep),
        pytest.param(f"{ASK}&tinh=quotient", marks=pytest.mark.sweep),
        pytest.param("vung=099&chi-tieu=TT01&chi-tieu=TT02&ky=2021S1&noi=communes", marks=pytest.mark.sweep),
        "vung=099&chi-tieu=TT01&ky=2020S1&ky=2021S1&noi=reporters&dat-noi=hang&dat-ky=cot&tinh=change",
    ],
)
def test_the_rows_are_those_that_would_be_read_at_once(
    reported: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    office = signed_in(reported.cast.office)
    arranged = [f"{query}&{order}" for order in ("sap=0", "sap=-0", "sap=-1", "sap=2", "loc=gap", "loc=figure")]
    expected = [list_rows(load_page(office, address)) for address in arranged]
    assert len({*map(str, expected)}) > 2, "orders and filters make no difference: this would prove nothing"
    monkeypatch.setattr(answers, "MAX_ARRANGED_CELLS", 0)
    monkeypatch.setattr(wide_answers, "_CHUNK_CELLS", 1)
    make_snapshot(office, query)
    assert [list_rows(load_page(office, address)) for address in arranged] == expected


@pytest.mark.usefixtures("wide")
def test_it_is_offered_made_in_parts_and_opened(reported: District, signed_in: Browser) -> None:
    office = signed_in(reported.cast.office)
    page = load_page(office, f"{ASK}&sap=-0")
    assert "Bảng có 8 ô: cần lập trước khi sắp xếp hay lọc." in page.text
    assert list_rows(page) == []
    office.post(reverse("analysis:arrange"), {"cau-hoi": f"{ASK}&sap=-0"})
    job = Job.objects.latest("pk")
    assert (job.total, job.done) == (4, 0)
    again = office.post(reverse("analysis:arrange"), {"cau-hoi": f"{ASK}&sap=1"})
    assert (again["Location"], Job.objects.count()) == (reverse("jobs:page", args=[job.pk]), 1)
    assert "Xem tiến độ, dừng" in load_page(office, f"{ASK}&sap=-0").text
    services.run_waiting()
    done = office.get(reverse("jobs:page", args=[job.pk])).text
    assert "Mở kết quả" in done
    assert "Tải kết quả" not in done
    assert office.get(reverse("jobs:result", args=[job.pk])).status_code == 404
    page = load_page(office, f"{ASK}&sap=-0&trang=7")
    assert [line.labels[0] for line in page.context["lines"]] == ["Pú Xi", "Tênh Phông", "Quài Cang", "Cả địa bàn"]
    first = page.context["lines"][0].cells[0]
    assert "Pú Xi" in office.get(f"{page.context['opening']}&o={first.at}").text
    assert reverse("analysis:workbook") not in page.text
    for route in ("workbook", "csv", "picture", "thumbnail"):
        assert office.get(f"{reverse(f'analysis:{route}')}?{ASK}&sap=-0").status_code == 404, route
        assert office.get(f"{reverse(f'analysis:{route}')}?{ASK}").status_code == 200, route


@pytest.mark.usefixtures("wide")
def test_a_stopped_job_leaves_nothing(reported: District, signed_in: Browser) -> None:
    office = signed_in(reported.cast.office)
    office.post(reverse("analysis:arrange"), {"cau-hoi": ASK + "&sap=0"})
    job = Job.objects.latest("pk")
    office.post(reverse("jobs:stop", args=[job.pk]))
    assert services.run_waiting() == 0
    assert "Lập bảng" in load_page(office, f"{ASK}&sap=0").text


@pytest.mark.usefixtures("wide")
def test_after_a_change_nothing_is_shown_until_it_is_made_again(reported: District, signed_in: Browser) -> None:
    office, commune = signed_in(reported.cast.office), reported.cast.commune
    make_snapshot(office)
    signed_in(commune)  # a session begins: that changes no figure
    assert list_rows(load_page(office, f"{ASK}&sap=0"))
    reported.report(reported.cast.other_commune, {"B1": "1", "B2": "1"}, period="2020S2")
    page = load_page(office, f"{ASK}&sap=0")
    assert CHANGED in page.text
    assert list_rows(page) == []
    make_snapshot(office)
    assert list_rows(load_page(office, f"{ASK}&sap=0"))


@pytest.mark.usefixtures("wide")
def test_a_number_that_is_another_now_is_not_shown(
    reported: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the trail knows of no change: each page is compared with what is stored."""
    office = signed_in(reported.cast.office)
    make_snapshot(office)
    split = arranged_rows.split_number
    monkeypatch.setattr(wide_answers, "split_number", lambda number: split(None if number is None else number + 1))
    assert CHANGED in load_page(office, f"{ASK}&sap=0").text


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("where", [0, 40, -1])
def test_a_torn_snapshot_shows_a_sentence_and_no_row(reported: District, signed_in: Browser, where: int) -> None:
    office = signed_in(reported.cast.office)
    job = make_snapshot(office)
    content = bytearray(job.result or b"")
    Job.objects.update(result=bytes(content[:where]))
    page = load_page(office, f"{ASK}&sap=0")
    assert "Bảng đã lập bị hỏng nên không đưa ra" in page.text
    assert list_rows(page) == []
    assert "Lập bảng" in page.text


@pytest.mark.usefixtures("wide")
def test_each_account_has_its_own(reported: District, signed_in: Browser) -> None:
    make_snapshot(signed_in(reported.cast.office))
    leader = load_page(signed_in(reported.cast.leader), f"{ASK}&sap=0")
    assert "cần lập trước" in leader.text
    assert list_rows(leader) == []


@pytest.mark.usefixtures("wide")
def test_without_an_engine_or_over_the_limit_the_question_is_refused(
    reported: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = signed_in(reported.cast.office)
    for name, value in (("MAX_CELLS", 7), ("MAX_CELLS", 3_000_000)):
        monkeypatch.setattr(wide_answers, name, value)
        if value > 7:
            monkeypatch.setattr(wide_answers.duckdb_engine, "is_installed", lambda: False)
        page = office.get(f"{reverse('analysis:ask')}?{ASK}&sap=0")
        assert (page.status_code, "Bảng quá lớn để sắp xếp hay lọc" in page.text) == (422, True)
        assert office.post(reverse("analysis:arrange"), {"cau-hoi": f"{ASK}&sap=0"}).status_code == 404
    assert Job.objects.count() == 0
    assert find_spec("duckdb") is not None, "else this proves nothing"
