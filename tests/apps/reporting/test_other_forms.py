"""A form's checks may compare a cell with another form that the unit reports for the same period."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.other_cells import list_other_cells
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import forms, submissions, values
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.reporting.form import Cell, Check, Form, FormSection, Reporters, Rule
from tests.apps.reporting.conftest import typed
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme


@pytest.fixture
def visited(cast: Cast) -> None:
    """A second form of the communes: villages that talks reached, of which form 01-XA counts the people."""
    DataElement.objects.create(
        programme=first_programme(), uid="TL01", code="TL01", name="Thôn, bản được tuyên truyền", unit="thôn",
        kind="count", nature="flow", over_time="sum", over_place="sum", function="general", form="02-XA",
        counts_persons=False, source="thử nghiệm",
    )  # fmt: skip
    form = Form(
        uid="02-XA", code="02-XA", name="Địa bàn", period_type="six-month", function="general",
        reporters=Reporters(levels=("commune", "township")),
        sections=(FormSection("A", "Thôn", (Cell("A1", "TL01"),)),),
        checks=(
            Check(Rule.NONE_WITHOUT, ("A1", "01-XA/A2")),
            Check(Rule.PART_WITHIN_WHOLE, ("A1", "01-XA/A2"), hard=False),
        ),
    )  # fmt: skip
    forms.import_forms(programme=first_programme(), forms=[form], unit=cast.units["099"], by="tests", at=AT)


def begin(by: User, form: str) -> Submission:
    done = submissions.open_submission(form=form, unit=by.unit, period="2021S1", by=by, at=AT)
    return Submission.objects.get(pk=str(done.answer["id"]))


def list_messages(report: Submission) -> list[str]:
    return [finding.message_vi for finding in build_sheet(report).findings if finding.rule is not None]


def test_two_forms_of_one_unit_are_compared(cast: Cast, visited: None, signed_in: Callable[[User], Client]) -> None:
    talks, villages = begin(cast.commune, "01-XA"), begin(cast.commune, "02-XA")
    values.save(submission=villages.pk, changes=typed(A1="5"), by=cast.commune, at=AT)
    assert list_messages(villages) == [], "the other form is still blank"
    values.save(submission=talks.pk, changes=typed(A2="0"), by=cast.commune, at=AT)
    sentence = (
        "Ô TL01 (Thôn, bản được tuyên truyền) ghi 5, nhưng ô TT02 của biểu 01-XA (Lượt người tham dự) ghi 0. "
        "Sửa một trong hai ô."
    )
    assert sentence in list_messages(villages)
    assert sentence in signed_in(cast.commune).get(reverse("reporting:submission", args=[villages.pk])).text
    with pytest.raises(InvalidInput) as invalid:
        submissions.send(submission=villages.pk, version=villages.version, by=cast.commune, at=AT)
    assert invalid.value.messages == {"A1": [sentence]}
    submissions.send(
        submission=villages.pk, version=villages.version, by=cast.commune, at=AT,
        reasons={("A1", "none_without"): "Loa của thôn phát, không đếm người nghe."},
    )  # fmt: skip
    villages.refresh_from_db()
    assert villages.state == "sent", "an explanation, no obstacle"


def test_a_smaller_number_of_the_other_form_is_advice(cast: Cast, visited: None) -> None:
    talks, villages = begin(cast.commune, "01-XA"), begin(cast.commune, "02-XA")
    values.save(submission=talks.pk, changes=typed(A2="3"), by=cast.commune, at=AT)
    values.save(submission=villages.pk, changes=typed(A1="5"), by=cast.commune, at=AT)
    (message,) = list_messages(villages)
    assert "lớn hơn ô TT02 của biểu 01-XA" in message
    submissions.send(submission=villages.pk, version=villages.version, by=cast.commune, at=AT)


def test_only_the_units_own_report_of_the_period_is_compared(cast: Cast, visited: None) -> None:
    other = begin(cast.other_commune, "01-XA")
    values.save(submission=other.pk, changes=typed(A2="0"), by=cast.other_commune, at=AT)
    villages = begin(cast.commune, "02-XA")
    values.save(submission=villages.pk, changes=typed(A1="5"), by=cast.commune, at=AT)
    assert list_messages(villages) == []


def test_a_form_without_such_checks_asks_nothing(cast: Cast, visited: None, django_assert_num_queries: Any) -> None:
    talks = begin(cast.commune, "01-XA")
    form = talks.definition
    with django_assert_num_queries(0):
        assert list_other_cells(form, talks) == {}
