"""Drafts a unit's own plan from its duties in the upper plan."""

import re
from datetime import date

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.plans.models import Duty, Plan, ReportingRule, Target
from sokehoach.apps.plans.selectors.chain import list_demands, list_reporting_rules
from sokehoach.apps.plans.selectors.statements import build_statements
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.unit_plan import Author, UpperPlan, build_unit_plan

_HEADS = {"phòng": "Trưởng phòng", "trung tâm": "Giám đốc", "công an": "Trưởng Công an", "hội": "Chủ tịch"}
_ABBREVIATION = re.compile(r"\b[A-ZĐ][A-ZĐ&-]+\b")


def build_draft(upper: Plan, unit: Unit, day: date) -> Document:
    """Builds a draft of the unit's own plan for the year of the upper one."""
    upper_demands = list_demands(upper, unit)
    rules = list_reporting_rules(upper)
    signed = upper.signed_on or day
    return build_unit_plan(
        upper=_build_upper_plan(upper),
        author=_build_author(unit, upper.unit, rules),
        year=signed.year,
        targets=build_statements(item for item in upper_demands if isinstance(item, Target)),
        duties=build_statements(item for item in upper_demands if isinstance(item, Duty)),
        frequencies=list(dict.fromkeys(rule.every for rule in rules)),
    )


def format_citation(plan: Plan) -> str:
    """Formats the first citation of a plan in a document: kind, number, date, issuer, subject."""
    return _build_upper_plan(plan).cited_whole


def _build_upper_plan(plan: Plan) -> UpperPlan:
    return UpperPlan(plan.kind, plan.number, plan.signed_on, _format_issuer(plan.unit), plan.title)


def _build_author(unit: Unit, upper: Unit, rules: list[ReportingRule]) -> Author:
    to = next((rule.to for rule in rules if rule.via), "") or _format_issuer(upper)
    via = next((rule.via for rule in rules if rule.via), "")
    if unit.level != Level.AGENCY:
        return Author(
            superior=(), letterhead=("Ủy ban nhân dân", _lower_first(unit.name)), name=_format_issuer(unit),
            symbol="/KH-UBND", place=unit.short_name, authority=("TM. Ủy ban nhân dân", "Chủ tịch"), filed="VT",
            reports_to=to, reports_via=via,
        )  # fmt: skip
    head = next((title for opening, title in _HEADS.items() if unit.name.lower().startswith(opening)), "")
    return Author(
        superior=(_format_committee(upper),), letterhead=(unit.letterhead or unit.name,), name=unit.name,
        symbol=f"/KH-{_build_symbol(unit.short_name)}", place=upper.short_name,
        authority=(head or "Thủ trưởng đơn vị",), filed="VT", reports_to=to,
        reports_via="" if via == unit.name else via,
    )  # fmt: skip


def _format_issuer(unit: Unit) -> str:
    return unit.name if unit.level == Level.AGENCY else f"UBND {_lower_first(unit.name)}"


def _format_committee(unit: Unit) -> str:
    return f"Ủy ban nhân dân {_lower_first(unit.name)}"


def _lower_first(name: str) -> str:
    """Lowers the first letter for use within a sentence: «xã Tênh Phông»."""
    return name[:1].lower() + name[1:]


def _build_symbol(short_name: str) -> str:
    """Builds the issuer's symbol: «Phòng LĐ-TB&XH» → «LĐTBXH», «Công an huyện» → «CAH»."""
    printed = _ABBREVIATION.search(short_name)
    letters = printed[0] if printed else "".join(part[0].upper() for part in short_name.split())
    return "".join(letter for letter in letters if letter.isalpha())
