"""From the district to the province: what is sent counts there, what is not is missing by name."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.consolidation.models import Closing, Figure, FigureInput
from sokehoach.apps.consolidation.pages import lineage
from sokehoach.apps.consolidation.queries import closings, sheets
from sokehoach.apps.consolidation.queries.engine_recounts import recount_with_engine
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.consolidation.services import acceptance, closing, figures
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.consolidation.test_acceptance import number
from tests.apps.consolidation.test_corrections import correction
from tests.factories.cast import AT, SINCE
from tests.factories.district import COMMUNES, PERIOD, District


@pytest.fixture
def province(district: District) -> User:
    """The office of the province, for whose two districts the form of communes is."""
    Form.objects.filter(code=COMMUNES).update(unit=district.cast.units["11"])
    users.create_user(
        username="so",
        full_name="Điêu Thị Sở",
        title="",
        unit=district.cast.units["11.SOLDTBXH"],
        by="tests",
        at=AT,
    )
    user = User.objects.get(username="so")
    role = Role.objects.get(code="standing_office")
    top = district.cast.units["11"]
    grants.create_grant(user=user, role=role, unit=top, function="general", since=SINCE, by="tests", at=AT)
    return user


def close(district: District, by: User, unit: str, *, why: str = "", seen: str | None = None) -> None:
    area = district.cast.units[unit]
    closing.close(
        unit=area, form=COMMUNES, period=PERIOD, why=why, by=by, at=AT,
        seen_digest=closings.compute_inputs_digest(unit=area, form=COMMUNES, period=PERIOD) if seen is None else seen,
    )  # fmt: skip


def sheet(province: User) -> sheets.ConsolidatedSheet:
    return sheets.access_sheet(province, unit="11", form=COMMUNES, period=PERIOD)


@pytest.mark.faults("figures.close")
def test_it_works(district: District, province: User) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "-"})
    assert sheet(province).line("TT01", "").figure.value is None
    close(district, district.cast.office, "099")
    shown = sheet(province)
    assert [one.unit.short_name for one in shown.received] == ["Tuần Giáo"]
    assert [one.unit.short_name for one in shown.missing] == ["Tủa Chùa"]
    figure = shown.line("TT01", "").figure
    assert (figure.value, figure.received, figure.expected, figure.missing) == (3, 1, 2, ("098",))
    assert [(part.unit, part.value) for part in figure.parts] == [("099", 3)]
    assert FigureInput.objects.get(figure__unit__code="11", figure__element="TT02").gap == "not_applicable"
    assert not [*list_differences()]
    assert not recount_with_engine(DuckDBEngine).differences


def test_the_figure_of_the_province_opens_to_the_district_and_from_there_to_the_commune(
    district: District, province: User, client: Client
) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    close(district, district.cast.office, "099")
    client.force_login(province)
    drawer = client.get(reverse("consolidation:figure", args=["11", PERIOD, COMMUNES, "TT01"]))
    below = reverse("consolidation:figure", args=["099", PERIOD, COMMUNES, "TT01"])
    assert below in drawer.content.decode()
    told = lineage.load_figure_lineage(
        province, unit="099", form=COMMUNES, period=PERIOD, element="TT01", disaggregation="", part="03304"
    )
    assert told.cell_lineage is not None
    page = client.get(reverse("consolidation:sheet", args=["11", PERIOD, COMMUNES])).content.decode()
    assert "1/2 huyện, thiếu: Tủa Chùa" in page


def test_a_correction_below_moves_every_closed_level(district: District, province: User) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    close(district, district.cast.office, "099")
    close(district, province, "11")
    district.accept(correction(district, {"B1": "2"}))
    assert (number("099", "TT01"), number("11", "TT01")) == (2, 2)
    closed = {*Closing.objects.values_list("unit__code", "edition")}
    assert closed == {("099", 1), ("099", 2), ("11", 1), ("11", 2)}
    assert not [*list_differences()]
    assert not recount_with_engine(DuckDBEngine).differences


def test_a_district_that_closes_after_the_province_owes_a_reason(district: District, province: User) -> None:
    outsider = district.cast.outsider
    sent = district.send(outsider, {"B1": "5"})
    district.report(district.cast.commune, {"B1": "3"})
    close(district, district.cast.office, "099")
    close(district, province, "11")
    acceptance.accept(submission=sent.id, version=sent.version, by=province, at=AT)
    with pytest.raises(InvalidInput, match="đã chốt số tổng hợp của Tỉnh Điện Biên"):
        close(district, province, "098")
    assert not Closing.objects.filter(unit__code="098").exists()
    close(district, province, "098", why="Huyện gửi muộn.")
    assert number("11", "TT01") == 8
    assert Closing.objects.latest("edition").why == "Huyện gửi muộn."
    with pytest.raises(ActionRefused):
        close(district, province, "098")


def test_the_province_that_has_not_seen_a_district_is_told(district: District, province: User) -> None:
    seen = closings.compute_inputs_digest(unit=district.cast.units["11"], form=COMMUNES, period=PERIOD)
    district.report(district.cast.commune, {"B1": "3"})
    close(district, district.cast.office, "099")
    with pytest.raises(VersionConflictError):
        close(district, province, "11", seen=seen)


def test_built_anew_every_level_is_the_same(district: District, province: User) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    close(district, district.cast.office, "099")
    before = {*Figure.objects.values_list("unit", "element", "number")}
    assert figures.recompute(form=COMMUNES, period=PERIOD, at=AT) == 4
    assert {*Figure.objects.values_list("unit", "element", "number")} == before
    Figure.objects.filter(unit__code="11", element="TT01").update(number=Decimal(9))
    (found,) = list_differences()
    assert (found.unit, found.stored, found.counted) == ("11", 9, 3)
