"""What an office has excused is printed below the annex, with who and why."""

import uuid
from dataclasses import replace

from sokehoach.apps.consolidation.permissions import office_audience
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.documents.pages.annexes import build_annex
from sokehoach.apps.reporting.models import Waiver
from sokehoach.domain.documents.content import Table
from tests.factories.cast import AT, Cast
from tests.factories.district import COMMUNES, PERIOD, found


def test_it_works(cast: Cast) -> None:
    district = found(cast)
    sent = district.send(cast.commune, {"B1": "3"})
    Waiver.objects.create(
        submission_id=uuid.UUID(str(sent.id)), cell="B1", rule="part_within_whole", finding="Ô B1: 3 lớn hơn ô B2: 2.",
        reason="Hai buổi gộp làm một.", asked_by=cast.commune, asked_at=AT, granted_by=cast.office, granted_at=AT,
    )  # fmt: skip
    acceptance.accept(submission=sent.id, version=sent.version, by=cast.office, at=AT)
    unit = cast.units["099"]
    (table,) = build_annex(sheets.build_sheet(office_audience(unit), unit=unit, form=COMMUNES, period=PERIOD)).blocks
    assert isinstance(table, Table)
    assert (
        f"Xã Tênh Phông, dòng 1: Ô B1: 3 lớn hơn ô B2: 2. Giải trình: Hai buổi gộp làm một "
        f"({cast.office.unit.name} đã chấp nhận)."
    ) in table.notes


def test_a_section_of_texts_alone_has_no_heading(cast: Cast) -> None:
    found(cast)
    unit = cast.units["099"]
    sheet = sheets.build_sheet(office_audience(unit), unit=unit, form=COMMUNES, period=PERIOD)
    section, _lines = sheet.sections[0]
    words = replace(section, code="Z", title="Nhiệm vụ thường xuyên")
    (whole,), (printed,) = (
        build_annex(with_sections).blocks
        for with_sections in (sheet, replace(sheet, sections=(*sheet.sections, (words, ()))))
    )
    assert printed == whole
