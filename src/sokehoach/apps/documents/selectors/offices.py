"""A unit as the office that writes."""

from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors.units import area_of
from sokehoach.domain.documents.office import Office

# How the head of an agency signs, by the first words of its name.
_HEADS = {
    "phòng": "Trưởng phòng",
    "trung tâm": "Giám đốc",
    "công an": "Trưởng Công an",
    "ban": "Trưởng ban",
    "đội": "Đội trưởng",
    "ủy ban": "Chủ tịch",
    "hội": "Chủ tịch",
}


def office_of(unit: Unit, *, drafter: Unit | None = None) -> Office:
    """The frame of its documents: an agency's as its outline has it, else told from its names.

    `drafter`: the agency that drafts what the committee signs.
    """
    drafts = "" if drafter is None or drafter == unit else _letters(drafter)
    if unit.level != Level.AGENCY:
        return Office(
            (), ("Ủy ban nhân dân", _small(unit.name)), committee(unit), "UBND", unit.short_name,
            ("TM. Ủy ban nhân dân", "Chủ tịch"), drafts,
        )  # fmt: skip
    area = area_of(unit)
    outline = _own(unit)
    authority = (_head(unit),) if outline is None else tuple(outline.definition["authority"])
    return Office(
        (committee(area),), (unit.letterhead or unit.name,), unit.letterhead or unit.name, _letters(unit),
        area.short_name, authority,
    )  # fmt: skip


def issuer_lines(unit: Unit) -> tuple[str, ...]:
    """Its name at the head of the page, for an outline that gives the rest."""
    return (unit.letterhead or unit.name,) if unit.level == Level.AGENCY else office_of(unit).issuer


def committee(unit: Unit) -> str:
    """«UBND huyện Tuần Giáo»."""
    return f"UBND {_small(unit.name)}"


def known(unit: Unit) -> str:
    """As others write to it."""
    return unit.name if unit.level == Level.AGENCY else committee(unit)


def _letters(unit: Unit) -> str:
    """«Phòng LĐ-TB&XH» is «LĐTBXH» in a symbol, as its outline has it; «Công an huyện» is «CAH», «Đội 178» «Đ178»."""
    outline = _own(unit)
    if outline is not None:
        return str(outline.definition["symbol"]).partition("-")[2]
    capitals = "".join(letter for letter in unit.short_name if letter.isupper())
    if len(capitals) > 2:
        return capitals
    words = unit.short_name.replace("-", " ").replace("&", " ").split()
    return "".join(word if word.isdecimal() else word[0].upper() for word in words if word[0].isalnum())


def _own(unit: Unit) -> ReportOutline | None:
    """The outline of the unit's own report."""
    return ReportOutline.objects.filter(
        issuer=unit, stands=True, writers=ReportOutline.Writers.ISSUER
    ).first()


def _head(unit: Unit) -> str:
    name = unit.name.lower()
    return next((title for opening, title in _HEADS.items() if name.startswith(opening)), "Thủ trưởng đơn vị")


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
