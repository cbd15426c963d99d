"""Minutes of a commune's own points, and the decision that recognizes communes."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from sokehoach.apps.orgunits.queries.level_names import name_base_areas, name_units
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.core.drafts import (
    DocumentSource,
    DraftedDocument,
    NothingToWrite,
    Offices,
    get_demo_notice,
)
from sokehoach.apps.registers.core.models import Entry
from sokehoach.domain.documents import decisions, minutes
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.minutes import PrintedChecklistAnswer


def draft_scoring(entry: Entry, offices: Offices) -> DraftedDocument:
    assert isinstance(entry, Assessment)
    if entry.scheme is None or entry.scored_on is None:
        raise NothingToWrite(_("Đơn vị chưa tự chấm điểm năm này."))
    scores = [
        PrintedChecklistAnswer(criterion["name"], str(entry.scores.get(criterion["code"], "chưa chấm")))
        for criterion in entry.scheme.contents
    ]
    total = sum(entry.scores.get(criterion["code"], 0) for criterion in entry.scheme.contents)
    content = minutes.build_scoring_minutes(
        office=offices.build_office(entry.unit),
        year=entry.year, scheme=entry.scheme.name, scores=scores, total=str(total),
        registered_class=entry.aimed.name, level_name=name_units([entry.unit], 1), notice=get_demo_notice(),
    )  # fmt: skip
    return DraftedDocument(DocumentKind.MINUTES, entry.unit, content)


def draft_recognition(entry: Entry, offices: Offices) -> DraftedDocument:
    """The decision on all communes of the area that were granted a class in the entry's year."""
    assert isinstance(entry, Assessment)
    area = entry.unit.parent
    granted_assessments = Assessment.objects.filter(
        year=entry.year, voided=False, disqualified=False, granted__isnull=False, unit__parent=area
    ).select_related("unit", "granted")
    if area is None or not granted_assessments:
        raise NothingToWrite(_("Năm này chưa có %(areas)s nào được xét đạt.") % {"areas": name_base_areas()})
    areas = name_units([assessment.unit for assessment in granted_assessments])
    communes = [
        (assessment.unit.name, assessment.granted.name)
        for assessment in granted_assessments.order_by("unit__folded")
        if assessment.granted
    ]
    content = decisions.build_decision(
        office=offices.build_office(area),
        subject=f"Công nhận {areas} lành mạnh năm {entry.year}",
        year=entry.year, decides=f"Ủy ban nhân dân {area.name}",
        grounds=(
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            f"Căn cứ biên bản tự chấm điểm, phân loại của các {areas}",
        ),
        articles=(f"Công nhận các {areas} có tên trong danh sách kèm theo",),
        carried_by=("Chánh Văn phòng", f"Chủ tịch UBND các {areas} có tên tại Điều 1"),
        annexes=(decisions.build_recognition_annex(communes, areas),), notice=get_demo_notice(),
    )  # fmt: skip
    return DraftedDocument(DocumentKind.DECISION, area, content)


SOURCES = {
    "tu-cham": DocumentSource(
        "assessment",
        _lazy("Biên bản tự chấm điểm"),
        draft_scoring,
        Q(scheme__isnull=False, scored_on__isnull=False),
    ),
    "cong-nhan": DocumentSource(
        "assessment", _lazy("Quyết định công nhận"), draft_recognition, Q(granted__isnull=False, disqualified=False)
    ),
}
