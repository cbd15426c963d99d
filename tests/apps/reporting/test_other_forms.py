"""A form's checks may compare a cell with another form that the unit reports for the same period."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.other_cells import list_other_cells
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import corrections, forms, submissions, values
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.periods import window
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


def import_police_forms(cast: Cast) -> None:
    for code, element in (("91-CA", "KT91"), ("92-CA", "KT92")):
        DataElement.objects.create(
            programme=first_programme(), uid=element, code=element, name="Cuộc kiểm tra", unit="cuộc", kind="count",
            nature="flow", over_time="sum", over_place="sum", function="enforcement", form=code, counts_persons=False,
            source="thử nghiệm",
        )  # fmt: skip
    checks = (Check(Rule.PART_WITHIN_WHOLE, ("A1", "91-CA/A1"), hard=False),)
    police_forms = [
        Form(
            uid=code, code=code, name="Kiểm tra", period_type="six-month", function="enforcement",
            reporters=Reporters(codes=("099.CA",)), counting_window=window.POLICE,
            sections=(FormSection("A", "A", (Cell("A1", element),)),), checks=own_checks,
        )
        for code, element, own_checks in (("91-CA", "KT91", ()), ("92-CA", "KT92", checks))
    ]  # fmt: skip
    forms.import_forms(programme=first_programme(), forms=police_forms, unit=cast.units["099"], by="tests", at=AT)


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
        assert list_other_cells(form, [talks]) == {talks.pk: {}}


def test_a_reviewer_reads_no_number_of_a_draft_beside_what_was_sent(
    cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    """Two confidential forms of the police: their drafts are closed to the office, which reviews what is sent."""
    import_police_forms(cast)
    checks, fines = begin(cast.police, "91-CA"), begin(cast.police, "92-CA")
    values.save(submission=checks.pk, changes=typed(A1="37"), by=cast.police, at=AT)
    values.save(submission=fines.pk, changes=typed(A1="55"), by=cast.police, at=AT)
    assert "37" in str(list_messages(fines)), "the unit itself compares its drafts"
    submissions.send(submission=fines.pk, version=fines.version, by=cast.police, at=AT)
    fines.refresh_from_db()
    office = signed_in(cast.office)
    assert office.get(reverse("reporting:submission", args=[checks.pk])).status_code == 404
    assert list_messages(fines) == []
    assert "lớn hơn ô" not in office.get(reverse("reporting:submission", args=[fines.pk])).text
    submissions.send(submission=checks.pk, version=checks.version, by=cast.police, at=AT)
    assert "lớn hơn ô" in office.get(reverse("reporting:submission", args=[fines.pk])).text


@pytest.mark.parametrize("beside", ["draft", "sent", "returned", "corrected"])
@pytest.mark.parametrize("state", ["draft", "sent", "returned"])
@pytest.mark.parametrize("are_walled", [True, False])
def test_whoever_reads_a_number_beside_a_report_may_open_where_it_stands(
    cast: Cast, visited: None, signed_in: Callable[[User], Client], state: str, beside: str, are_walled: bool
) -> None:
    """Of a report that was returned to its unit, too: while it is written, the unit's drafts stand beside it."""
    import_police_forms(cast)
    by, whole, part = (cast.police, "91-CA", "92-CA") if are_walled else (cast.commune, "01-XA", "02-XA")
    whole_cell = "A1" if are_walled else "A2"
    other, report = begin(by, whole), begin(by, part)
    values.save(submission=other.pk, changes=typed(**{whole_cell: "3737"}), by=by, at=AT)
    values.save(submission=report.pk, changes=typed(A1="5555"), by=by, at=AT)
    for row, wanted in ((other, beside), (report, state)):
        bring_to(cast, row, wanted, by)
    if beside == "corrected":
        values.save(submission=find_newest(other).pk, changes=typed(1, **{whole_cell: "3738"}), by=by, at=AT)
    for reader in (cast.office, cast.leader, cast.police, cast.commune, cast.health, cast.other_commune):
        browser = signed_in(reader)
        page = browser.get(reverse("reporting:submission", args=[report.pk]))
        if page.status_code != 200:
            continue
        for number, row in (("3737", other), ("3738", find_newest(other))):
            if re.search(rf"(?<!\w){number}(?!\w)", page.text.replace(".", "")):  # not a part of a random id
                assert browser.get(reverse("reporting:submission", args=[row.pk])).status_code == 200, (reader, number)
    (message,) = list_messages(report) if state != "sent" or beside in ("sent", "corrected") else [""]
    if state != "sent":
        assert ("3738" if beside == "corrected" else "3737") in message.replace(".", ""), "the unit reads its drafts"
    if are_walled and state != "sent":
        assert signed_in(cast.office).get(reverse("reporting:submission", args=[report.pk])).status_code == 404


def bring_to(cast: Cast, row: Submission, state: str, by: User) -> None:
    if state == "draft":
        return
    submissions.send(submission=row.pk, version=row.version, by=by, at=AT)
    row.refresh_from_db()
    if state == "returned":
        submissions.send_back(submission=row.pk, version=row.version, reason="Bổ sung.", by=cast.office, at=AT)
    elif state == "corrected":
        submissions.mark_accepted(submission=row.pk, version=row.version, by=cast.office, at=AT)
        corrections.begin(submission=row.pk, version=row.version + 1, why="Tính trùng.", by=by, at=AT)
    row.refresh_from_db()


def find_newest(row: Submission) -> Submission:
    return Submission.objects.filter(form=row.form_id, unit=row.unit_id).latest("edition")


def test_a_draft_typed_later_does_not_make_a_sent_report_unacceptable(cast: Cast, visited: None) -> None:
    talks, villages = begin(cast.commune, "01-XA"), begin(cast.commune, "02-XA")
    values.save(submission=villages.pk, changes=typed(A1="5"), by=cast.commune, at=AT)
    submissions.send(submission=villages.pk, version=villages.version, by=cast.commune, at=AT)
    villages.refresh_from_db()
    values.save(submission=talks.pk, changes=typed(A2="0"), by=cast.commune, at=AT)
    submissions.mark_accepted(submission=villages.pk, version=villages.version, by=cast.office, at=AT)
    villages.refresh_from_db()
    assert villages.state == "accepted"


def test_two_corrections_are_compared_with_each_other(cast: Cast, visited: None) -> None:
    """Of a report that is corrected, the number that the unit has typed last, not the one that counts still."""
    villages = begin(cast.commune, "02-XA")
    values.save(submission=villages.pk, changes=typed(A1="5"), by=cast.commune, at=AT)
    talks = begin(cast.commune, "01-XA")
    values.save(submission=talks.pk, changes=typed(A2="9"), by=cast.commune, at=AT)
    submissions.send(submission=talks.pk, version=talks.version, by=cast.commune, at=AT)
    submissions.mark_accepted(submission=talks.pk, version=talks.version + 1, by=cast.office, at=AT)
    corrections.begin(submission=talks.pk, version=talks.version + 2, why="Tính trùng.", by=cast.commune, at=AT)
    corrected = Submission.objects.get(form__uid="01-XA", edition=2)
    values.save(submission=corrected.pk, changes=typed(1, A2="3"), by=cast.commune, at=AT)
    (message,) = list_messages(villages)
    assert "5 lớn hơn ô TT02 của biểu 01-XA (Lượt người tham dự): 3." in message


def test_a_batch_loads_the_other_forms_once(cast: Cast, visited: None) -> None:
    for by in (cast.commune, cast.other_commune):
        begin(by, "01-XA")
        begin(by, "02-XA")
    rows = list(Submission.objects.select_related("form", "unit", "form_version").filter(form__uid="02-XA"))
    list_other_cells(rows[0].definition, rows)  # keeps what a process loads once
    counts = []
    for batch in (rows[:1], rows):
        with CaptureQueriesContext(connection) as queries:
            cells = list_other_cells(batch[0].definition, batch)
        assert [[*by_code] for by_code in cells.values()] == [["01-XA/A2"]] * len(batch)
        counts.append(len(queries))
    assert counts[0] == counts[1]
