"""The closed figures of an area become the report of a unit in another installation, over the API alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.services import corrections
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from sokehoach_client import Client, feed
from sokehoach_client.feed import FeedResult, Outcome, Source
from tests.clients.conftest import SignIn
from tests.factories.api_tokens import make_token
from tests.factories.cast import AT, Cast, assemble
from tests.factories.district import COMMUNES, ELEMENTS, FORMS, PERIOD, District, element
from tests.factories.programmes import first_programme

UPPER = Form(  # one installation stands for two: the district's figures go into the report of one of its agencies
    uid="03-TREN", code="03-TREN", name="Báo cáo lên cấp trên", period_type="six-month", function="enforcement",
    reporters=Reporters(codes=("099.CA",)),
    sections=(FormSection("A", "Truyền thông", (
        Cell("C1", "TT01"), Cell("C2", "TT02"), Cell("C3", "TT03", sum_of=("C1", "C2")),
    )),),
)  # fmt: skip
TOKEN = "SKH_TOKEN_HUYEN"


@pytest.fixture
def district(transactional_db: None) -> District:
    cast = assemble()
    programme = first_programme()
    total = element("TT03", UPPER.uid)
    elements.import_elements(programme=programme, elements=[*ELEMENTS, total], by="tests", at=AT)
    for form in (*FORMS, UPPER):
        service_forms.import_forms(programme=programme, forms=[form], unit=cast.units["099"], by="tests", at=AT)
    return District(cast)


@pytest.fixture
def to(district: District, sign_in: SignIn) -> Client:
    return sign_in(district.cast.police)


@pytest.fixture
def tokens(district: District) -> dict[str, str]:
    return {TOKEN: make_token(district.cast.office).text}


@pytest.fixture
def source(live_server: LiveServer) -> Source:
    return Source("Huyện Tuần Giáo", live_server.url, TOKEN, "099", "099.CA", {COMMUNES: UPPER.uid})


def close(cast: Cast) -> None:
    place = {"unit": cast.units["099"], "form": COMMUNES, "period": PERIOD}
    closing.close(**place, seen_digest=closings.compute_inputs_digest(**place), by=cast.office, at=AT)


def feed_once(to: Client, source: Source, tokens: dict[str, str]) -> FeedResult:
    (result,) = feed.feed_all(to, [source], PERIOD, tokens)
    return result


def list_stored(form: str = UPPER.uid) -> dict[str, tuple[object, str]]:
    rows = DataValue.objects.filter(submission__form__uid=form).order_by("submission__edition", "cell")
    return {row.cell: (row.number, row.gap) for row in rows}


def test_closed_figures_arrive_once(district: District, to: Client, source: Source, tokens: dict[str, str]) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "-"})
    district.report(district.cast.other_commune, {"B1": "4", "B2": "-"})
    assert feed_once(to, source, tokens).outcome is Outcome.OPEN
    assert not Submission.objects.filter(form__uid=UPPER.uid).exists(), "an area that is open sends nothing"
    close(district.cast)
    assert feed_once(to, source, tokens).outcome is Outcome.SENT
    assert list_stored() == {"C1": (7, ""), "C2": (None, "not_applicable"), "C3": (7, "")}
    assert feed_once(to, source, tokens) == FeedResult(source.name, COMMUNES, Outcome.UNCHANGED)
    report = Submission.objects.get(form__uid=UPPER.uid)
    assert (report.state, report.version) == ("sent", 2)


def test_what_was_begun_and_cut_off_is_finished(
    district: District, to: Client, source: Source, tokens: dict[str, str]
) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    close(district.cast)
    report = to.create_submission({"form": UPPER.uid, "unit": "099.CA", "period": PERIOD})
    sheet = to.get_submission(report.id)
    to.fill_submission(report.id, {"values": {"C1": {"value": 3}}}, if_match=sheet.etag)
    assert feed_once(to, source, tokens).outcome is Outcome.SENT
    assert list_stored() == {"C1": (3, ""), "C2": (0, ""), "C3": (3, "")}, "zero arrives as zero"


def test_a_closing_with_other_figures_waits_for_a_correction_by_a_person(
    district: District, to: Client, source: Source, tokens: dict[str, str]
) -> None:
    cast = district.cast
    district.report(cast.commune, {"B1": "3", "B2": "0"})
    close(cast)
    feed_once(to, source, tokens)
    late = district.send(cast.other_commune, {"B1": "4", "B2": "1"})
    acceptance.accept(submission=late.id, version=late.version, why="Xã gửi muộn.", by=cast.office, at=AT)
    result = feed_once(to, source, tokens)
    assert (result.outcome, result.detail) == (Outcome.CHANGED, "C1, C2")
    assert list_stored()["C1"] == (3, ""), "a report that has been sent stays as it is"
    sent = Submission.objects.get(form__uid=UPPER.uid)
    acceptance.accept(submission=sent.pk, version=sent.version, by=cast.office, at=AT)
    sent.refresh_from_db()
    corrections.begin(submission=sent.pk, version=sent.version, why="Huyện chốt lại.", by=cast.police, at=AT)
    assert feed_once(to, source, tokens).outcome is Outcome.SENT
    assert list_stored() == {"C1": (7, ""), "C2": (1, ""), "C3": (8, "")}
    assert feed_once(to, source, tokens).outcome is Outcome.UNCHANGED


def test_a_source_that_is_down_is_named_and_stops_no_other(
    district: District, to: Client, source: Source, tokens: dict[str, str]
) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    close(district.cast)
    gone = Source("Huyện Mường Ảng", "http://127.0.0.1:9", TOKEN, "097", "03289", {COMMUNES: UPPER.uid})
    nameless = Source("Huyện Tủa Chùa", source.site, "SKH_TOKEN_KHONG_CO", "096", "03269", {COMMUNES: UPPER.uid})
    stranger = Source("Huyện Điện Biên", source.site, "WRONG", "095", "03269", {COMMUNES: UPPER.uid})
    results = list(feed.feed_all(to, [gone, nameless, stranger, source], PERIOD, tokens | {"WRONG": "skh_none"}))
    assert [(result.source, result.outcome) for result in results] == [
        ("Huyện Mường Ảng", Outcome.FAILED),
        ("Huyện Tủa Chùa", Outcome.FAILED),
        ("Huyện Điện Biên", Outcome.FAILED),
        ("Huyện Tuần Giáo", Outcome.SENT),
    ]
    assert "SKH_TOKEN_KHONG_CO" in results[1].detail


def test_a_closing_between_two_pages_sends_nothing(
    district: District, to: Client, source: Source, tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures of two editions never stand in one report."""
    cast = district.cast
    district.report(cast.commune, {"B1": "3", "B2": "0"})
    close(cast)
    late = district.send(cast.other_commune, {"B1": "4", "B2": "1"})
    read_json, pages = Client.read_json, []

    def read_small_page(client: Client, path: str, query: Mapping[str, Any]) -> dict[str, Any]:
        if path != "figures":
            return read_json(client, path, query)
        if pages:
            acceptance.accept(submission=late.id, version=late.version, why="Xã gửi muộn.", by=cast.office, at=AT)
        pages.append(read_json(client, path, {**query, "limit": 1}))
        return pages[-1]

    with monkeypatch.context() as patched:
        patched.setattr(Client, "read_json", read_small_page)
        assert feed_once(to, source, tokens).outcome is Outcome.CHANGING
    assert len(pages) == 2
    assert not Submission.objects.filter(form__uid=UPPER.uid).exists()
    assert feed_once(to, source, tokens).outcome is Outcome.SENT
    assert list_stored()["C1"] == (7, ""), "the next start sends the later edition"


def test_a_defect_of_the_program_is_not_called_a_missing_variable(
    district: District, to: Client, source: Source, tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    close(district.cast)

    def find_nothing(*_arguments: object, **_named: object) -> None:
        raise KeyError("items")

    monkeypatch.setattr(feed, "feed_form", find_nothing)
    with pytest.raises(KeyError, match="items"):
        feed_once(to, source, tokens)


def test_the_command_says_by_its_code_whether_all_is_there(
    district: District, live_server: LiveServer, tokens: dict[str, str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = tmp_path / "nguon.toml"
    file.write_text(
        f'''
        [to]
        site = "{live_server.url}"
        token = "SKH_TOKEN_TREN"
        [[from]]
        name = "Huyện Tuần Giáo"
        site = "{live_server.url}"
        token = "{TOKEN}"
        unit = "099"
        report = "099.CA"
        forms = {{ "{COMMUNES}" = "{UPPER.uid}" }}
        ''',
        "utf-8",
    )
    arguments = [str(file), "--period", PERIOD]
    assert feed.main(arguments) == 2
    assert "SKH_TOKEN_TREN" in capsys.readouterr().err
    monkeypatch.setenv("SKH_TOKEN_TREN", make_token(district.cast.police).text)
    monkeypatch.setenv(TOKEN, tokens[TOKEN])
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    assert feed.main(arguments) == 1
    assert capsys.readouterr().out == "Huyện Tuần Giáo, 01-XA: chưa chốt (1/3)\n"
    close(district.cast)
    assert [feed.main(arguments), feed.main(arguments)] == [0, 0]
    assert capsys.readouterr().out.splitlines() == [
        "Huyện Tuần Giáo, 01-XA: đã gửi (lần chốt 1)",
        "Huyện Tuần Giáo, 01-XA: không đổi",
    ]
    file.write_text("[to]\nsite = 'x'", "utf-8")
    assert feed.main(arguments) == 2


def test_what_the_account_may_not_see_is_never_sent_as_a_gap(
    district: District, to: Client, source: Source, tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    close(district.cast)
    persons = element("TT02", COMMUNES, persons=True)
    elements.import_elements(programme=first_programme(), elements=[persons], by="tests", at=AT)
    monkeypatch.setattr(DataElement, "may_exist_at", lambda self, *_where: not self.counts_persons)
    result = feed_once(to, source, tokens)
    assert (result.outcome, result.detail) == (Outcome.WITHHELD, "C2")
    assert not DataValue.objects.filter(submission__form__uid=UPPER.uid, number__isnull=False).exists()
