"""A commune's report taken by telephone: typed by the office, sent in the unit's name, confirmed later."""

import pytest
from django.urls import reverse

from sokehoach.apps.reporting.models import ProxyEntry, Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import proxy_entry, submissions, values
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from tests.apps.reporting.conftest import PERIOD, typed
from tests.apps.reporting.test_pages import Signed, page
from tests.factories.cast import AT, Cast

FROM = "Văn phòng UBND xã"


def called(cast: Cast, source: str = FROM) -> Submission:
    proxy_entry.begin(
        form="01-XA", unit=cast.units["03304"], period=PERIOD, channel="phone", source=source,
        by=cast.office, at=AT,
    )  # fmt: skip
    return Submission.objects.get(unit=cast.units["03304"])


def sent(cast: Cast) -> Submission:
    report = called(cast)
    values.save(submission=report.pk, changes=typed(A2="186", B1="0"), by=cast.office, at=AT)
    submissions.send(submission=report.pk, version=report.version, by=cast.office, at=AT)
    report.refresh_from_db()
    return report


@pytest.mark.faults("report.confirm")
def test_it_works(cast: Cast) -> None:
    report = sent(cast)
    assert [step.action for step in report.steps.all()] == ["open", "take_over"]
    taken = report.proxy_entries.get()
    assert (taken.source, taken.by, taken.confirmed_at) == (FROM, cast.office, None)
    submissions.mark_accepted(submission=report.pk, version=report.version, by=cast.office, at=AT)
    proxy_entry.confirm(submission=report.pk, by=cast.commune, at=AT)
    assert report.proxy_entries.get().confirmed_by == cast.commune


def test_without_a_call_the_office_types_nothing(cast: Cast) -> None:
    report = sent(cast)
    submissions.send_back(submission=report.pk, version=report.version, reason="Bổ sung.", by=cast.office, at=AT)
    with pytest.raises(ActionRefused, match="Chỉ đơn vị báo cáo"):
        values.save(submission=report.pk, changes=typed(B2="1"), by=cast.office, at=AT)


def test_the_unit_may_type_while_the_call_goes_on_and_the_second_is_told(cast: Cast) -> None:
    report = called(cast)
    values.save(submission=report.pk, changes=typed(A2="186"), by=cast.office, at=AT)
    with pytest.raises(ActionRefused, match="ghi 186"):
        values.save(submission=report.pk, changes=typed(A2="190"), by=cast.commune, at=AT)
    assert build_sheet(report).line("A2").value == 186


def test_an_office_is_named_and_no_person(cast: Cast) -> None:
    for source in ("", "  ", "bà Lò Thị Hặc, điện thoại 0912345678"):
        with pytest.raises(InvalidInput):
            called(cast, source)
    assert not Submission.objects.exists()


def test_what_stands_behind_the_wall_is_not_told_over_a_telephone(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        proxy_entry.begin(
            form="02-CA", unit=cast.units["099.CA"], period=PERIOD, channel="phone", source="Đội nghiệp vụ",
            by=cast.office, at=AT,
        )  # fmt: skip


def test_the_office_does_not_confirm_for_the_unit(cast: Cast) -> None:
    report = sent(cast)
    with pytest.raises(ActionRefused):
        proxy_entry.confirm(submission=report.pk, by=cast.office, at=AT)
    proxy_entry.confirm(submission=report.pk, by=cast.commune, at=AT)
    with pytest.raises(ActionRefused, match="không có số liệu nhập thay"):
        proxy_entry.confirm(submission=report.pk, by=cast.commune, at=AT)


def test_a_sent_report_is_not_taken_again(cast: Cast) -> None:
    sent(cast)
    with pytest.raises(ActionRefused, match="đã gửi"):
        called(cast)
    assert ProxyEntry.objects.count() == 1


def test_the_pages_from_the_call_to_the_confirmation(cast: Cast, signed_in: Signed) -> None:
    office, commune = signed_in(cast.office), signed_in(cast.commune)
    body = {"ky": PERIOD, "report": "01-XA 03304 2021S1", "source": FROM}
    begun = office.post(reverse("reporting:phone"), body)
    assert begun.status_code == 302
    report = Submission.objects.get()
    told = page(office, report)
    assert 'name="A2"' in told
    assert f"qua điện thoại từ {FROM}" in told
    office.post(reverse("reporting:send", args=[report.pk]), {"version": "1", "A2": "186", "A2:w": "", "A2:v": "0"})
    told = page(commune, report)
    assert "Đơn vị chưa xác nhận" in told
    assert commune.post(reverse("reporting:confirm", args=[report.pk])).status_code == 302
    assert "chưa xác nhận" not in page(commune, report)
