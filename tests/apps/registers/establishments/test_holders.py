"""The holder of a licence is named in the rows of his establishment and in no other text."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.inspections.establishments.models import Establishment, EstablishmentChange
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.free_text import ScannedText
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.establishments.samples import VALUES
from tests.factories.cast import AT, Cast

type Opened = Callable[..., Establishment]
HOLDER = "Quàng Thị Ngoan"


def change(cast: Cast, place: Establishment, note: str) -> EstablishmentChange:
    done = entries.create_entry(
        register="establishment_changes",
        unit=cast.units["03304"],
        values={"day": date(2021, 6, 13), "establishment": place.pk, "state": "suspended", "note": note},
        by=cast.commune,
        at=AT,
    )
    return EstablishmentChange.objects.get(pk=done.answer["id"])


def test_it_works(cast: Cast, opened: Opened) -> None:
    place = opened(holder=HOLDER, place=f"Bản Ten Hon, nhà bà {HOLDER}")
    row = change(cast, place, f"Bà {HOLDER} xin tạm ngừng")
    assert isinstance(row.note, ScannedText)
    row.note = f"Theo đơn của bà {HOLDER}"
    row.save()


def test_his_name_licenses_no_other_text(cast: Cast, opened: Opened) -> None:
    opened(holder=HOLDER)
    assert HOLDER in pii_filter.find_text_problem(f"Đã làm việc với bà {HOLDER}")
    with pytest.raises(InvalidInput), transaction.atomic():
        DataEntry(content={"title": f"Họp dân với bà {HOLDER}"}).save()
    with pytest.raises(InvalidInput), transaction.atomic():
        Revision(reason=f"Ghi nhầm bà {HOLDER}").save()


def test_nor_the_rows_of_another_establishment(cast: Cast, opened: Opened) -> None:
    opened(holder=HOLDER)
    other = opened(title="Karaoke Đêm Xanh", holder="Lường Văn Khải")
    with pytest.raises(InvalidInput) as refusal, transaction.atomic():
        change(cast, other, f"Bà {HOLDER} đến thay")
    assert [*refusal.value.messages] == ["note"]
    row = EstablishmentChange(establishment=other, note=f"Bà {HOLDER} đến thay")
    with pytest.raises(InvalidInput), transaction.atomic():
        row.save()
    with pytest.raises(InvalidInput), transaction.atomic():
        opened(title="Nhà nghỉ Nậm Hon", place=f"Cạnh nhà bà {HOLDER}")


def test_the_name_of_a_house_is_no_licence_either(cast: Cast, opened: Opened) -> None:
    opened(title="Quán Lò Thị Sươi")
    assert "Lò Thị Sươi" in pii_filter.find_text_problem("Chị Lò Thị Sươi đã khai")


def test_whoever_is_named_beside_him_is_found(cast: Cast, opened: Opened) -> None:
    place = opened(holder=HOLDER)
    with pytest.raises(InvalidInput) as refusal, transaction.atomic():
        change(cast, place, f"Bà {HOLDER} và chị Điêu Thị Ún xin tạm ngừng")
    (said,) = refusal.value.messages["note"]
    assert "Điêu Thị Ún" in said
    assert HOLDER not in said


@pytest.mark.parametrize("field", ["holder", "title"])
@pytest.mark.parametrize("number", ["CCCD 011190004571", "0975_318_642", "sinh năm 1990"])
def test_a_licence_names_its_holder_without_numbers(cast: Cast, opened: Opened, field: str, number: str) -> None:
    with pytest.raises(InvalidInput) as refusal, transaction.atomic():
        opened(**{field: f"{HOLDER}, {number}"})
    assert [*refusal.value.messages] == [field]
    with pytest.raises(InvalidInput), transaction.atomic():
        Establishment(**{field: f"{HOLDER}, {number}"}).save()
    assert VALUES["holder"] == opened().holder


def test_a_sheet_of_many_lines_names_each_holder_in_his_own(cast: Cast) -> None:
    unit = cast.units["03304"]

    def line(title: str, holder: str, place: str):
        return unit, VALUES | {"title": title, "holder": holder, "place": place}

    first = line("Nhà nghỉ Một", HOLDER, f"Nhà bà {HOLDER}")
    wrong = line("Nhà nghỉ Hai", "Lường Văn Khải", f"Nhà bà {HOLDER}")
    with pytest.raises(InvalidInput), transaction.atomic():
        entries.import_entries(register="establishments", lines=[first, wrong], by=cast.commune, at=AT)
    entries.import_entries(register="establishments", lines=[first], by=cast.commune, at=AT)
    assert Establishment.objects.get().holder == HOLDER
