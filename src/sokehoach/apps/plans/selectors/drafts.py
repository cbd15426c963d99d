"""A plan drafted for a unit from what falls to it."""

import re
from datetime import date

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.plans.models import Duty, Plan, ReportingRule, Target
from sokehoach.apps.plans.selectors.chain import demands, reports_asked
from sokehoach.apps.plans.selectors.said import said
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.unit_plan import Author, UpperPlan, draft

_HEADS = {"phòng": "Trưởng phòng", "trung tâm": "Giám đốc", "công an": "Trưởng Công an", "hội": "Chủ tịch"}
_ABBREVIATION = re.compile(r"\b[A-ZĐ][A-ZĐ&-]+\b")


def drafted(upper: Plan, unit: Unit, day: date) -> Document:
    """The draft of the unit's own plan for the year of the upper one."""
    asked = demands(upper, unit)
    rules = reports_asked(upper)
    signed = upper.signed_on or day
    return draft(
        upper=_known(upper),
        author=_author(unit, upper.unit, rules),
        year=signed.year,
        targets=said(item for item in asked if isinstance(item, Target)),
        duties=said(item for item in asked if isinstance(item, Duty)),
        every=list(dict.fromkeys(rule.every for rule in rules)),
    )


def cited(plan: Plan) -> str:
    """As a document cites it the first time: kind, number, day, issuer, subject."""
    return _known(plan).cited_whole


def _known(plan: Plan) -> UpperPlan:
    return UpperPlan(plan.kind, plan.number, plan.signed_on, _issuer(plan.unit), plan.title)


def _author(unit: Unit, upper: Unit, rules: list[ReportingRule]) -> Author:
    to = next((rule.to for rule in rules if rule.via), "") or _issuer(upper)
    via = next((rule.via for rule in rules if rule.via), "")
    if unit.level != Level.AGENCY:
        return Author(
            superior=(), letterhead=("Ủy ban nhân dân", _sentence_case(unit.name)), name=_issuer(unit),
            symbol="/KH-UBND", place=unit.short_name, authority=("TM. Ủy ban nhân dân", "Chủ tịch"), filed="VT",
            reports_to=to, reports_via=via,
        )  # fmt: skip
    head = next((title for opening, title in _HEADS.items() if unit.name.lower().startswith(opening)), "")
    return Author(
        superior=(_committee(upper),), letterhead=(unit.letterhead or unit.name,), name=unit.name,
        symbol=f"/KH-{_symbol(unit.short_name)}", place=upper.short_name,
        authority=(head or "Thủ trưởng đơn vị",), filed="VT", reports_to=to,
        reports_via="" if via == unit.name else via,
    )  # fmt: skip


def _issuer(unit: Unit) -> str:
    return unit.name if unit.level == Level.AGENCY else f"UBND {_sentence_case(unit.name)}"


def _committee(unit: Unit) -> str:
    return f"Ủy ban nhân dân {_sentence_case(unit.name)}"


def _sentence_case(name: str) -> str:
    """«Xã Tênh Phông» within a sentence: «xã Tênh Phông»."""
    return name[:1].lower() + name[1:]


def _symbol(short_name: str) -> str:
    """«Phòng LĐ-TB&XH» → «LĐTBXH», «Công an huyện» → «CAH»."""
    printed = _ABBREVIATION.search(short_name)
    letters = printed[0] if printed else "".join(word[0].upper() for word in short_name.split())
    return "".join(letter for letter in letters if letter.isalpha())
