"""The units of today of a province, or of one of its communes, as they are looked at before a programme begins."""

from collections import Counter
from dataclasses import dataclass

from sokehoach.adapters.programme_files.national_units import NationalUnit, list_communes


@dataclass(frozen=True, slots=True)
class AreaPreview:
    """`kinds`: how many units of each kind. `communes`: none where the area is one itself."""

    code: str
    name: str
    kinds: list[tuple[int, str]]
    communes: list[NationalUnit]


def build_area_preview(area: NationalUnit) -> AreaPreview:
    communes = [] if area.province else list_communes(area.code)
    kinds = Counter(unit.kind for unit in communes)
    return AreaPreview(area.code, area.name, [(count, kind) for kind, count in kinds.most_common()], communes)
