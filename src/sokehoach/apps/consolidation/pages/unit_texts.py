"""Lists the texts that units wrote in the cells of a consolidated form: texts are listed, never aggregated."""

from dataclasses import dataclass

from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet
from sokehoach.apps.reporting.queries.accepted_values import UnitNarrative, list_narratives
from sokehoach.domain.disclosure.publish import may_see_texts


@dataclass(frozen=True, slots=True)
class UnitTexts:
    """The accepted texts of one cell, by unit. `element`: its printed code."""

    element: str
    title: str
    texts: tuple[UnitNarrative, ...]


def list_unit_texts(sheet: ConsolidatedSheet) -> tuple[UnitTexts, ...]:
    """Those of each cell with a text, as `list_sheet_narratives` has them. One query, none for a form without any."""
    boxes = [box for box in sheet.form.text_boxes if box.element]
    narratives = list_sheet_narratives(sheet) if boxes else []
    return tuple(
        UnitTexts(box.element, box.title, tuple(row for row in narratives if row.place == box.code)) for box in boxes
    )


def list_sheet_narratives(sheet: ConsolidatedSheet) -> list[UnitNarrative]:
    """The texts of the sheet's units for its audience: of a confidential form for its holders alone.

    Texts of an area below come up when it closes, as its figures do. One query.
    """
    if sheet.obstacle is not None or not may_see_texts(sheet.form.function, sheet.audience):
        return []
    units = {
        report.unit.pk for sender in sheet.senders if not sender.is_area or sender.closing for report in sender.reports
    }
    return [row for row in list_narratives(sheet.form, sheet.period.id) if row.unit_id in units]
