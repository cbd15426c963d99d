"""Text that names somebody is never written, whatever path writes it."""

import pytest
from django.conf import settings
from django.db import transaction

from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.plans.models import Assignment
from sokehoach.apps.registers.budget.models import Spending
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.free_text import PiiFilteredField, ScannedText
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.privacy import HitKind
from tests.factories.cast import AT, Cast

TELLS = "Gạch vì ghi nhầm tên Lò Thị Inh"
NUMBER = "Gạch vì ghi nhầm số 0912 345 678"


def revision(cast: Cast, reason: str, version: int = 1) -> Revision:
    return Revision(
        register="activities",
        entry="6f0c5c0e-0000-4000-8000-000000000000",
        version=version,
        action="struck",
        content={},
        reason=reason,
        by=cast.office,
        at=AT,
    )


def test_it_works(cast: Cast) -> None:
    revision(cast, "Ghi hai lần một buổi").save()
    with pytest.raises(InvalidInput) as refusal, transaction.atomic():
        revision(cast, TELLS, 2).save()
    assert list(refusal.value.messages) == ["reason"]
    (said,) = refusal.value.messages["reason"]
    assert "tên người («Lò Thị Inh»)" in said
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("text", [TELLS, NUMBER])
def test_no_way_around_the_services_writes_it(cast: Cast, text: str) -> None:
    row = revision(cast, "Ghi hai lần")
    row.save()
    ways = (
        lambda: Revision.objects.bulk_create([revision(cast, text, 2)]),
        lambda: Revision.objects.create(
            register="activities", entry=row.entry, version=2, action="struck", content={}, reason=text,
            by=cast.office, at=AT,
        ),
        lambda: Revision.objects.filter(pk=row.pk).update(reason=text),
        lambda: Revision.objects.bulk_update([_changed(row, text)], ["reason"]),
        lambda: Revision.objects.update_or_create(pk=row.pk, defaults={"reason": text}),
    )  # fmt: skip
    for way in ways:
        with pytest.raises(InvalidInput), transaction.atomic():
            way()
    assert [*Revision.objects.values_list("reason", flat=True)] == ["Ghi hai lần"]


def _changed(row: Revision, text: str) -> Revision:
    row.reason = text
    return row


def test_to_look_for_a_name_is_no_writing(cast: Cast) -> None:
    assert not Revision.objects.filter(reason=TELLS).exists()


def test_what_was_kept_is_saved_again_unasked(cast: Cast) -> None:
    """A text waved through once must not stop every later change of its row."""
    with pii_filter.allowing_places(["Lò Thị Inh"]):
        revision(cast, TELLS).save()
    row = Revision.objects.get()
    assert isinstance(row.reason, ScannedText)
    row.content = {"title": "x"}
    row.save()
    row.reason = row.reason + "."  # what is made of it is looked at again
    with pytest.raises(InvalidInput), transaction.atomic():
        row.save()


def test_staff_may_be_named(cast: Cast) -> None:
    assert pii_filter.find_text_problem(f"Đồng chí {cast.office.full_name} đề nghị gạch") == ""
    assert pii_filter.find_text_problem("Đồng chí Cà Thị Hạnh đề nghị gạch") != ""


def test_a_unit_of_the_installation_may_be_named(cast: Cast) -> None:
    unit = cast.units["03304"]
    unit.name = "Xã Ea H'Leo"
    unit.save(update_fields=["name"])
    forget_answers()
    for text in ("UBND xã Ea H’Leo báo cáo", "Đã tập huấn ở XÃ EA H'LEO."):
        assert pii_filter.find_text_problem(text) == ""
    for text in ("Chị H'Leo Niê ở xã Ea H'Leo", "xã Ea H'Riêng"):
        assert pii_filter.find_text_problem(text) != ""


def test_known_names_are_read_only_where_somebody_is_named(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        pii_filter.find_text_problem("Tổ chức 12 buổi tuyên truyền, 345 lượt người.")
    forget_answers()
    with pii_filter.allowing_places([]), django_assert_num_queries(len(settings.KNOWN_NAMES) + 1):  # and those of units
        pii_filter.find_text_problem("Gặp Lò Thị Inh")
        pii_filter.find_text_problem("Gặp Lò Thị Én")


def test_a_number_is_never_waved_through(cast: Cast) -> None:
    with pii_filter.allowing_places(["0912 345 678", "Hồ Cửa Đạt"]):
        assert [hit.kind for hit in pii_filter.find_refused_hits("Khu vực nuôi Hồ Cửa Đạt, 0912 345 678")] == [
            HitKind.PHONE
        ]


def test_what_the_stored_text_says_already_may_stay(cast: Cast) -> None:
    with pii_filter.collecting_allowed_places() as waved:
        assert pii_filter.find_text_problem("Sửa tên Hồ Cửa Đạt.", stored_text="Nuôi ở Hồ Cửa Đạt") == ""
    assert not waved


@pytest.mark.faults("entry.strike")
def test_how_many_were_waved_through_is_told_to_the_trail_and_not_which(cast: Cast) -> None:
    @write("entry.strike")
    def strike(*, reason: str, by: object, at: object) -> ServiceResult:
        revision(cast, reason).save()
        return ServiceResult(subject="entry:1")

    with pii_filter.allowing_places(["Lò Thị Inh"]):
        strike(reason=TELLS, by=cast.office, at=AT)
    body = Event.objects.get(action="entry.strike").body
    assert body["detail"] == {"waved_through": 1}
    assert "Inh" not in str(body)


def test_kinds_and_counts_repeat_nothing(cast: Cast) -> None:
    text = "Chị Lò Thị Inh, 0912 345 678, và chị Lò Thị Én"
    assert pii_filter.format_hit_counts(text) == "1 số điện thoại, 2 tên người"
    assert pii_filter.format_hit_counts("Họp 12 buổi") == ""


def test_who_signs_a_document_is_not_told_of(cast: Cast) -> None:
    signed = "BÁO CÁO\nTổ chức 12 buổi.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nMùa Va Hồ\n"
    assert pii_filter.format_hit_counts(signed) == ""
    assert pii_filter.format_hit_counts(signed.replace("12 buổi", "12 buổi cho chị Mùa Thị Hồ")) == "1 tên người"


def test_the_fields_of_the_product_are_guarded() -> None:
    """Named here one by one: a test over all fields would not see one turned back."""
    for model, name in (
        (Spending, "purpose"),
        (Assignment, "result"),
        (Revision, "reason"),
    ):
        assert isinstance(model._meta.get_field(name), PiiFilteredField)
