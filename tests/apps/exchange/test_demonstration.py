"""The demonstration's figures on their way out, against sums over the reports themselves."""

import csv
import io
import json
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from sokehoach.apps.exchange.pages import export_csv, export_figures
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.reporting.models import DataValue
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.indicators.element import format_key

pytestmark = pytest.mark.usefixtures("db", "demonstration")
PERIOD = "2021S1"

type Sums = dict[tuple[str, str, str], Decimal]


def told() -> dict[str, Any]:
    """As another program reads it."""
    read: dict[str, Any] = json.loads(json.dumps(export_figures(unit="099", period=PERIOD)), parse_float=Decimal)
    return read


def figures(read: dict[str, Any]) -> dict[tuple[str, str, str], dict[str, Any]]:
    return {
        (form["form"], figure["element"], format_key(figure["disaggregation"])): figure
        for form in read["forms"]
        for figure in form["figures"]
    }


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(export_csv(period=PERIOD))))


def sums_of_reports() -> Sums:
    """Straight from the accepted answers, past everything that draws them together."""
    sums: Sums = defaultdict(Decimal)
    answers = DataValue.objects.filter(submission__state="accepted", number__isnull=False)
    for form, element, disaggregation, number in answers.values_list(
        "submission__form__code", "element__code", "disaggregation", "number"
    ):
        sums[form, element, disaggregation] += number
    return sums


def test_it_works() -> None:
    read = told()
    assert (read["unit"], read["period"]) == ("099", PERIOD)
    communes, police, *others = read["forms"]
    assert (communes["form"], communes["expected"], communes["received"]) == ("01-XA", 19, 17)
    assert communes["missing"] == ["03269", "03304"]
    assert (police["form"], police["expected"], police["received"], police["missing"]) == ("02-CA", 1, 1, [])
    assert [(form["form"][:2], form["expected"], form["received"]) for form in others] == [
        (f"0{number}", 1, 1) for number in range(3, 10)
    ]


def test_it_has_the_agreed_form_and_no_other_field() -> None:
    read = told()
    assert set(read) == {"unit", "period", "forms"}
    for form in read["forms"]:
        assert set(form) == {"form", "expected", "received", "missing", "figures"}
        for figure in form["figures"]:
            assert set(figure) == {"element", "disaggregation", "value", "parts"}
            assert figure["disaggregation"] is None or (
                figure["disaggregation"] and all(isinstance(one, str) for one in figure["disaggregation"].values())
            )  # fmt: skip
            assert figure["value"] is None or type(figure["value"]) in (int, Decimal)
            for part in figure["parts"]:
                assert set(part) == {"unit", "value"}
                assert part["value"] is None or type(part["value"]) in (int, Decimal)


def test_each_figure_is_the_sum_of_the_accepted_answers() -> None:
    sums, shown = sums_of_reports(), figures(told())
    assert set(sums) <= set(shown)
    assert {name: figure["value"] for name, figure in shown.items()} == {name: sums.get(name) for name in shown}


def test_each_figure_is_the_sum_of_its_lines_in_the_csv() -> None:
    sums: Sums = defaultdict(Decimal)
    for row in rows():
        sums[row["form"], row["element"], row["disaggregation"]] += Decimal(row["value"])
    assert sums == {name: figure["value"] for name, figure in figures(told()).items() if figure["value"] is not None}


def test_parts_add_up_where_they_are_shown() -> None:
    shown = [figure for figure in figures(told()).values() if figure["parts"]]
    assert len(shown) > 50
    for figure in shown:
        numbers = [part["value"] for part in figure["parts"] if part["value"] is not None]
        assert figure["value"] == (sum(numbers) if numbers else None)


def test_not_applicable_leaves_as_null_in_json_and_not_at_all_in_csv() -> None:
    """Communes without an establishment answered the share of commitments with «-»."""
    gaps = DataValue.objects.filter(submission__state="accepted", gap="not_applicable")
    unit, element, disaggregation = gaps.values_list("submission__unit__code", "element__code", "disaggregation")[0]
    figure = figures(told())["01-XA", element, disaggregation]
    assert {"unit": unit, "value": None} in figure["parts"]
    assert (unit, element, disaggregation) not in {
        (row["unit"], row["element"], row["disaggregation"]) for row in rows()
    }


def test_the_police_give_a_total_and_no_part() -> None:
    shown = [figure for (form, _, _), figure in figures(told()).items() if form == "02-CA"]
    assert len(shown) > 40
    assert not [figure for figure in shown if figure["parts"]]
    assert {(row["unit"], row["source"]) for row in rows() if row["form"] == "02-CA"} == {("099", "consolidated")}


def test_persons_never_stand_beside_a_commune() -> None:
    persons = {code for code, element in list_elements().items() if element.counts_persons}
    assert persons
    for (_, element, _), figure in figures(told()).items():
        assert element not in persons or all(part["unit"].startswith("099.") for part in figure["parts"])
    assert {row["unit"] for row in rows() if row["element"] in persons} == {"099", "099.LDTBXH"}


def test_nothing_is_drawn_together_for_a_commune() -> None:
    with pytest.raises(NotFoundError):
        export_figures(unit="03253", period=PERIOD)


def test_money_keeps_its_decimals_and_counts_have_none() -> None:
    shown = figures(told())
    meaning = list_elements()
    kinds: dict[str, set[type]] = defaultdict(set)
    for (_, element, _), figure in shown.items():
        kinds[meaning[element].kind].add(type(figure["value"]))
    assert kinds["count"] <= {int, type(None)}
    assert Decimal in kinds["money"]


def test_the_source_of_each_value_is_told() -> None:
    assert {row["source"] for row in rows()} == {"typed", "register", "override", "computed", "consolidated"}


def test_no_cell_can_be_taken_for_a_formula() -> None:
    """A spreadsheet runs what begins with one of these (OWASP, CSV injection)."""
    cells = [cell for row in rows() for cell in row.values()]
    assert len(cells) > 5000
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
