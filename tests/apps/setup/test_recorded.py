"""Cells as they stand against the digests that the trail bears of them."""

import random
from decimal import Decimal
from typing import Any

import pytest

from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries.trail_comparison import DIGEST, Comparison, compare_with_trail, digest_cells
from sokehoach.domain.values.gap import Gap

pytestmark = pytest.mark.usefixtures("db", "demonstration")


def reasons(told: Comparison) -> list[str]:
    return [one.reason for one in told.differences]


def accepted() -> Submission:
    return Submission.objects.filter(state="accepted", form__code="01-XA").order_by("pk")[0]


def test_nothing_differs_where_nothing_was_touched(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        told = compare_with_trail()
    assert told.differences == ()
    assert told.compared > 20
    assert told.without_digest == 0


def test_cell_share_and_figure_changed_alike_are_found() -> None:
    report = accepted()
    row = report.values.filter(number__isnull=False, disaggregation="", number__gt=0).order_by("cell")[0]
    figures = Figure.objects.filter(
        form="01-XA", period=report.period, element=row.element.code, disaggregation="", number__isnull=False
    )
    DataValue.objects.filter(pk=row.pk).update(number=row.number + 5)
    for figure in figures:
        figure.number = (figure.number or Decimal(0)) + 5
        figure.save(update_fields=["number"])
    FigureInput.objects.filter(figure__in=figures, unit=report.unit).update(number=row.number + 5)
    assert not [one for one in list_differences() if one.element == row.element.code], "the recount alone sees nothing"
    (found,) = compare_with_trail().differences
    assert (found.submission, found.unit, found.reason) == (
        report.pk,
        report.unit.code,
        "số trong các ô khác nhật ký",
    )


@pytest.mark.parametrize("seed", range(8))
def test_any_change_of_a_cell_is_found(seed: int) -> None:
    chance = random.Random(seed)
    row = chance.choice(list(DataValue.objects.filter(submission__state__in=("sent", "accepted")).order_by("pk")))
    change = chance.choice(
        [
            {"number": (row.number or Decimal(0)) + chance.randint(1, 9), "gap": ""},
            {"number": None, "gap": "not_applicable" if row.gap == "not_reported" else "not_reported"},
            {"disaggregation": f"x=y{seed}"},
        ]
    )
    DataValue.objects.filter(pk=row.pk).update(**change)
    assert reasons(compare_with_trail()) == ["số trong các ô khác nhật ký"]


def test_a_cell_taken_out_is_found() -> None:
    accepted().values.order_by("cell")[0].delete()
    assert reasons(compare_with_trail()) == ["số trong các ô khác nhật ký"]


def test_a_report_moved_to_another_period_is_found() -> None:
    Submission.objects.filter(pk=accepted().pk).update(period="2019S1")
    assert reasons(compare_with_trail()) == ["đơn vị, biểu hoặc kỳ khác nhật ký"]


def test_a_report_that_is_gone_is_found() -> None:
    report = accepted()
    report.values.all().delete()
    Submission.objects.filter(pk=report.pk)._raw_delete("default")
    assert reasons(compare_with_trail()) == ["báo cáo có trong nhật ký không còn"]


def test_a_report_sent_before_digests_were_recorded_is_counted_apart() -> None:
    report = accepted()
    for event in Event.objects.filter(subject=f"submission:{report.pk}"):
        event.body["detail"].pop(DIGEST, None)
        Event.objects.filter(pk=event.pk).update(body=event.body)
    told = compare_with_trail()
    assert (told.differences, told.without_digest) == ((), 1)


def test_a_digest_knows_a_zero_from_a_gap_and_not_the_order() -> None:
    zero, gap = ("A1", "TT01", "", Decimal(0)), ("A2", "TT02", "", Gap.NOT_REPORTED)
    assert digest_cells([zero, gap]) == digest_cells([gap, zero])
    assert digest_cells([zero]) == digest_cells([("A1", "TT01", "", Decimal("0.000"))])
    assert digest_cells([zero]) != digest_cells([("A1", "TT01", "", Gap.NOT_REPORTED)])
