"""Indicators as those of DHIS2: numerator and denominator as its expressions."""

from sokehoach.adapters.dhis2 import uids
from sokehoach.adapters.dhis2.attributes import build_attribute_values
from sokehoach.adapters.dhis2.catalogue import (
    ObjectCatalogue,
    ProgrammeSource,
    make_data_set_uid,
    make_element_uid,
    make_option_combo_uid,
)
from sokehoach.adapters.dhis2.object_fields import ObjectReference
from sokehoach.adapters.dhis2.unit_objects import Objects
from sokehoach.domain.indicators.expression import Expression, Term
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.periods.period import PeriodType


def build_indicator_objects(catalogue: ObjectCatalogue) -> Objects:
    """Indicators and their types."""
    types = {}
    indicators = {}
    for uid, (indicator, programme) in catalogue.indicators.items():
        factor = indicator.rule.per or 1
        type_uid = uids.make_uid("indicatorType", str(factor))
        types[type_uid] = {
            "id": type_uid, "name": f"Nhân {factor}", "displayName": f"Nhân {factor}", "factor": factor,
            "number": indicator.rule.per is None,
        }  # fmt: skip
        indicators[uid] = {
            "id": uid,
            "code": indicator.code,
            "name": indicator.name,
            "displayName": indicator.name,
            "shortName": indicator.name[:50],
            "description": indicator.source,
            "annualized": False,
            "indicatorType": ObjectReference("indicatorTypes", type_uid),
            "numerator": format_expression(indicator.numerator, indicator, programme),
            "denominator": "1"
            if indicator.rule.per is None
            else format_expression(indicator.denominator, indicator, programme),
            "attributeValues": build_attribute_values(
                {
                    "numerator": _name_operands(indicator.numerator, programme),
                    "denominator": _name_operands(indicator.denominator, programme),
                    "per": indicator.rule.per, "change": indicator.rule.change,
                    "compared_with": indicator.rule.compared_with, "on_map": indicator.on_map,
                    "words": indicator.words,
                }
            ),
        }  # fmt: skip
    return {"indicators": indicators, "indicatorTypes": types}


def format_expression(expression: Expression, indicator: Indicator, programme: ProgrammeSource) -> str:
    """«#{uid.uid}+2*#{uid.uid}». A number by itself counts the reporters: «R{uid.EXPECTED_REPORTS}»."""
    text = ""
    for term in expression.terms:
        operand = _format_operand(term, indicator, programme)
        size = abs(term.factor)
        product = operand if size == 1 else f"{size}*{operand}"
        sign = "-" if term.factor < 0 else "+"
        text += f"{sign}{product}" if text or sign == "-" else product
    return text


def _format_operand(term: Term, indicator: Indicator, programme: ProgrammeSource) -> str:
    if term.element:
        element, combo = make_element_uid(term.element, term.disaggregation), make_option_combo_uid(term.disaggregation)
        return f"#{{{element}.{combo}}}"
    if term.denominator:  # a number of the unit, which DHIS2 has no place for
        return f"C{{{uids.make_uid('constant', term.denominator)}}}"
    form = programme.elements[indicator.names[0][0]].form
    kind = next((PeriodType(row.period_type) for row in programme.forms if row.uid == form), PeriodType.YEAR)
    return f"R{{{make_data_set_uid(form, kind)}.EXPECTED_REPORTS}}"


def _name_operands(expression: Expression, programme: ProgrammeSource) -> str:
    """The expression as a programme's file writes it, with the codes of elements and option sets."""
    text = ""
    for term in expression.terms:
        name = f"@{term.denominator}" if term.denominator else ""
        if term.element:
            name = programme.elements[term.element].code
            if term.disaggregation:
                options = (part.split("=", 1) for part in term.disaggregation.split(";"))
                name += "{" + ";".join(f"{programme.option_sets[uid].code}={option}" for uid, option in options) + "}"
        factor = "" if name and abs(term.factor) == 1 else f"{abs(term.factor)}{' * ' if name else ''}"
        sign = ("- " if term.factor < 0 else "+ ") if text or term.factor < 0 else ""
        text += f" {sign}{factor}{name}"
    return text.strip()
