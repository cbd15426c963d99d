"""One entry serves several programmes: a second small programme asks for a number that the first one owns."""

from dataclasses import replace

import pytest

from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.periods import window
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters
from sokehoach.domain.values.gap import Gap
from tests.apps.reporting.conftest import COMMUNES, PERIOD, Opened, typed
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

# A programme against drugs, whose communes report the same people reached, and budget of their own.
DRUGS = Form(
    uid="01-MT",
    code="01-MT",
    name="Kết quả phòng, chống ma túy của xã",
    period_type="six-month",
    function="general",
    reporters=Reporters(levels=("commune", "township")),
    sections=(
        FormSection("A", "Truyền thông", (Cell("A1", "TT02"), Cell("A2", "TT02", "sex=female"))),
        FormSection("B", "Cộng", (Cell("B1", "KP03"), Cell("B9", "KP02", sum_of=("A1", "A2")))),
    ),
)


@pytest.fixture
def drugs(cast: Cast) -> Form:
    service_forms.import_forms(programme=first_programme(), forms=[DRUGS], unit=cast.units["099"], by="tests", at=AT)
    return DRUGS


def second(cast: Cast, period: str = PERIOD) -> Submission:
    submissions.open_submission(form=DRUGS.code, unit=cast.units["03304"], period=period, by=cast.commune, at=AT)
    return Submission.objects.get(form__code=DRUGS.code)


def test_it_works(cast: Cast, opened: Opened, drugs: Form) -> None:
    first = opened()
    other = second(cast)
    assert build_sheet(other).line("A1").value is Gap.NOT_REPORTED
    values.save(submission=first.pk, changes=typed(A2="186", B1="1"), by=cast.commune, at=AT)
    line = build_sheet(other).line("A1")
    assert (line.value, line.mark, line.elsewhere) == (186, "shared", True)
    assert build_sheet(other).line("B9").value == 186  # and its own sums take it in
    submissions.send(submission=other.pk, version=1, by=cast.commune, at=AT)
    kept = DataValue.objects.get(submission=other, cell="A1")
    assert (kept.number, kept.source) == (186, "shared")


def test_what_is_sent_stands_as_sent(cast: Cast, opened: Opened, drugs: Form) -> None:
    first, other = opened(), second(cast)
    values.save(submission=first.pk, changes=typed(A2="186"), by=cast.commune, at=AT)
    submissions.send(submission=other.pk, version=1, by=cast.commune, at=AT)
    values.save(submission=first.pk, changes=typed(1, A2="190"), by=cast.commune, at=AT)
    other.refresh_from_db()
    line = build_sheet(other).line("A1")
    assert line.value == 186
    assert line.answer.shared is not None
    shared = line.answer.shared
    assert (shared.value, shared.submission) == (Gap.NOT_REPORTED, None), "a draft is nobody else's: no number, no link"
    submissions.send(submission=first.pk, version=1, by=cast.commune, at=AT)
    shared = build_sheet(other).line("A1").answer.shared
    assert shared is not None
    assert (shared.value, shared.submission) == (190, first.pk)


def test_it_is_entered_in_one_place_named_by_its_printed_code(cast: Cast, opened: Opened, drugs: Form) -> None:
    owner = replace(COMMUNES, code="01-XH")
    service_forms.import_forms(programme=first_programme(), forms=[owner], unit=cast.units["099"], by="tests", at=AT)
    opened()
    with pytest.raises(InvalidInput, match="nhập ở biểu 01-XH, ô TT02"):
        values.save(submission=second(cast).pk, changes=typed(A1="5"), by=cast.commune, at=AT)


def test_before_the_other_is_begun_the_cell_waits_and_names_it(cast: Cast, drugs: Form) -> None:
    line = build_sheet(second(cast)).line("A1")
    assert line.value is Gap.NOT_REPORTED
    assert line.answer.shared is not None
    assert (line.answer.shared.form_code, line.answer.shared.submission) == ("01-XA", None)


def test_a_number_over_other_days_is_another_number(cast: Cast, opened: Opened) -> None:
    other_days = replace(DRUGS, counting_window=window.POLICE)
    service_forms.import_forms(
        programme=first_programme(), forms=[other_days], unit=cast.units["099"], by="tests", at=AT
    )
    first = opened()
    values.save(submission=first.pk, changes=typed(A2="186"), by=cast.commune, at=AT)
    report = second(cast)
    assert not build_sheet(report).line("A1").elsewhere
    values.save(submission=report.pk, changes=typed(A1="150"), by=cast.commune, at=AT)
    assert build_sheet(report).line("A1").value == 150


def test_a_cell_that_the_owning_form_does_not_have_is_typed(cast: Cast, opened: Opened) -> None:
    asked = replace(DRUGS, sections=(FormSection("A", "A", (Cell("A1", "TT02", "sex=male"),)),))
    service_forms.import_forms(programme=first_programme(), forms=[asked], unit=cast.units["099"], by="tests", at=AT)
    opened()
    assert not build_sheet(second(cast)).line("A1").elsewhere
