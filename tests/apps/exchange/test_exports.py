"""What leaves for other programs, on a district of three communes."""

import pytest

from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import closing
from sokehoach.apps.exchange.pages import export_csv, export_figures, to_json_number
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.values.gap import Gap
from tests.factories.cast import AT, Cast
from tests.factories.district import COMMUNES, PERIOD, POLICE, District, found


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)


def figure(element: str, unit: str = "099") -> dict[str, object]:
    told = export_figures(unit=unit, period=PERIOD)
    forms: list[dict[str, list[dict[str, object]]]] = told["forms"]  # type: ignore[assignment]
    return next(one for form in forms for one in form["figures"] if one["element"] == element)


def test_it_works(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    district.report(district.cast.other_commune, {"B1": "4", "B2": "-"})
    assert export_csv(period=PERIOD) == (
        "form,unit,element,disaggregation,value,source\n"
        "01-XA,03269,TT01,,4,typed\n"
        "01-XA,03304,TT01,,3,typed\n"
        "01-XA,03304,TT02,,0,typed\n"
    )
    assert figure("TT02") == {
        "element": "TT02",
        "disaggregation": None,
        "value": 0,
        "parts": [{"unit": "03269", "value": None}, {"unit": "03304", "value": 0}],
    }


def test_what_nobody_has_reported_is_null_and_never_zero(district: District) -> None:
    assert figure("TT01") == {"element": "TT01", "disaggregation": None, "value": None, "parts": []}
    told = export_figures(unit="099", period=PERIOD)
    assert [form["missing"] for form in told["forms"]] == [  # type: ignore[attr-defined]
        ["03269", "03289", "03304"],
        ["099.CA"],
    ]
    assert export_csv(period=PERIOD) == "form,unit,element,disaggregation,value,source\n"


def test_what_is_only_sent_does_not_leave(district: District) -> None:
    district.send(district.cast.commune, {"B1": "3"})
    assert figure("TT01")["value"] is None
    assert "TT01" not in export_csv(period=PERIOD)


def test_of_the_police_the_districts_total_leaves_alone(district: District) -> None:
    district.report(district.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    assert figure("CA02") == {"element": "CA02", "disaggregation": None, "value": 5, "parts": []}
    assert "02-CA,099,CA02,,5,consolidated\n" in export_csv(period=PERIOD)
    assert "099.CA" not in export_csv(period=PERIOD)


def test_the_province_is_told_what_the_district_has_closed(district: District) -> None:
    cast = district.cast
    district.report(cast.commune, {"B1": "3"})
    assert figure("TT01", unit="11")["value"] is None
    seen = closings.compute_inputs_digest(unit=cast.units["099"], form=COMMUNES, period=PERIOD)
    closing.close(unit=cast.units["099"], form=COMMUNES, period=PERIOD, seen_digest=seen, by=cast.office, at=AT)
    assert figure("TT01", unit="11")["value"] == 3


@pytest.mark.parametrize(
    ("unit", "period"),
    [
        ("nowhere", PERIOD),
        ("099.LDTBXH", PERIOD),  # an agency is no area
        ("03304", PERIOD),  # a commune reports; nothing is drawn together below the district
        ("099", "nonsense"),
        ("099", "2021"),  # no form is reported by the year
        ("099", "1999S1"),  # before there was such a unit
    ],
)
def test_what_is_not_there_is_not_found(district: District, unit: str, period: str) -> None:
    with pytest.raises(NotFoundError):
        export_figures(unit=unit, period=period)


@pytest.mark.parametrize("period", ["nonsense", "2021", "", "2021S3", "../etc"])
def test_a_period_of_no_form_has_no_csv(district: District, period: str) -> None:
    with pytest.raises(NotFoundError):
        export_csv(period=period)


def test_without_forms_there_is_no_csv(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        export_csv(period=PERIOD)


def test_a_form_whose_district_was_no_more_has_no_lines(district: District) -> None:
    assert export_csv(period="1999S1").count("\n") == 1


def test_a_gap_is_no_number() -> None:
    assert to_json_number(Gap.NOT_REPORTED) is None
    assert to_json_number(Gap.NOT_APPLICABLE) is None
    assert to_json_number(None) is None


def test_each_form_stands_under_its_code(district: District) -> None:
    told = export_figures(unit="099", period=PERIOD)
    assert [form["form"] for form in told["forms"]] == [COMMUNES, POLICE]  # type: ignore[attr-defined]
