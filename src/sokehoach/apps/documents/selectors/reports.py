"""The periodic report of a standing office as a document, written from its outline and the consolidated figures."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from sokehoach.adapters import docx
from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of, office_audience
from sokehoach.apps.consolidation.selectors import sheets
from sokehoach.apps.consolidation.selectors.sheets import Line, Sheet
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.selectors import outlines, pictures
from sokehoach.apps.documents.selectors.aims import aimed
from sokehoach.apps.documents.selectors.annexes import annex
from sokehoach.apps.documents.selectors.offices import issuer_lines, office_of
from sokehoach.apps.documents.selectors.openings import opening
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.selectors import plans
from sokehoach.apps.reporting.selectors import forms, narratives
from sokehoach.apps.reporting.selectors.answers import before
from sokehoach.apps.reporting.selectors.meanings import meanings
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.documents import outline as domain
from sokehoach.domain.documents import writing
from sokehoach.domain.documents.aiming import Aimed
from sokehoach.domain.documents.comparing import Against
from sokehoach.domain.documents.content import Block, Document, Operand, Paragraph, Text
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.documents.writing import Covered, Earlier
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.window import window
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def file(*, unit: str, period: str) -> bytes:
    """The report on a unit as its standing office may see it, as DOCX. Http404 for an unknown unit or period."""
    area = sheets.area(unit, period)
    return docx.write(document(outlines.outline_of(unit), period=period, audience=office_audience(area)))


def file_for(user: User, *, outline: str, period: str) -> bytes:
    """The same as this account may see it; 404 outside its scope."""
    return docx.write(for_user(user, outlines.outline_for(user, outline), period=period))


def for_user(user: User, row: ReportOutline, *, period: str, chosen: Collection[Operand] = ()) -> Document:
    """With its charts and map."""
    made = document(row, period=period, audience=audience_of(user), chosen=chosen)
    return replace(made, annexes=(*made.annexes, *pictures.annex(user, row.unit, period)))


def figures_of(row: ReportOutline, *, period: str, audience: Audience) -> dict[Operand, Value]:
    """Every figure that the report may print; what the audience may not see is not in it."""
    return _figures(_drawn(audience, sheets.area(row.unit.code, period), period))


def _drawn(audience: Audience, area: Unit, period: str) -> list[Sheet]:
    return [sheets.sheet(audience, unit=area, form=form.code, period=period) for form in forms.forms()]


def document(
    row: ReportOutline,
    *,
    period: str,
    audience: Audience,
    annexed: bool = True,
    chosen: Collection[Operand] = (),
) -> Document:
    """`chosen`: of figures of one meaning those that are printed; without, each names its source."""
    area = sheets.area(row.unit.code, period)
    drawn = _drawn(audience, area, period)
    when = periods.parse(period)
    told = row.definition
    day, plan = window(when).cut_off, plans.in_force(area)
    names = {unit.code: unit.letterhead or unit.name for unit in units.known_by(day)}
    attached = [sheet for code in told["annexes"] if annexed for sheet in drawn if sheet.form.code == code]
    return Document(
        letterhead=Letterhead(
            superior=(names[told["superior"]],) if told["superior"] else (),
            issuer=issuer_lines(row.issuer),
            symbol=told["symbol"],
            number=None,
            place=told["place"],
            day=OpenDay(day.year),
        ),
        kind=_("Báo cáo"),
        title=f"{row.title} {periods.name_vi(when)}",
        addressees=tuple(names[code] for code in told["addressees"]),
        blocks=(
            opening(plan, issuer=office_of(row.issuer).name, period=periods.name_vi(when)),
            *_coverage(drawn),
            *_body(row, drawn, period, _aimed(row, audience, plan, area, period), chosen),
        ),
        closing=_("Trên đây là báo cáo %(title)s") % {"title": _lower(row.title)},
        signature=SignatureBlock(authority=tuple(told["authority"])),
        recipients=Recipients(copies=tuple(told["copies"]), filed=told["filed"]),
        annexes=tuple(annex(sheet) for sheet in attached),
        notice=_("Bản trình diễn: số liệu và tên cán bộ là giả định.") if settings.DEMONSTRATION else "",
    )


def _coverage(drawn: list[Sheet]) -> tuple[Block, ...]:
    """Of how many units the figures are, the missing by name: a gap is printed as a gap."""
    forms = [
        Covered(
            sheet.form.code,
            len(sheet.senders),
            tuple(f"{one.unit.short_name} ({one.status.label_vi})" for one in sheet.missing),
        )
        for sheet in drawn
    ]
    return (Paragraph((Text(writing.coverage(forms)),)),) if forms else ()


def _aimed(
    row: ReportOutline, audience: Audience, plan: Plan | None, area: Unit, period: str
) -> dict[str, Aimed]:
    """Nothing is measured for an outline that tells no target."""
    if not domain.all_aims(outlines.outline(row)):
        return {}
    return aimed(audience, plan, area, period=period, day=window(periods.parse(period)).cut_off)


def _body(
    row: ReportOutline,
    drawn: list[Sheet],
    period: str,
    aims: dict[str, Aimed],
    chosen: Collection[Operand],
) -> tuple[Block, ...]:
    when, outline = periods.parse(period), outlines.outline(row)
    last_year = {
        _operand(line): line.before
        for sheet in drawn
        for line in sheet.lines
        if line.before is not None and line.figure.withheld is None
    }
    return writing.write(
        outline,
        period=period,
        figures=_figures(drawn),
        narratives=_gathered(drawn, period),
        earlier={
            Against.LAST_YEAR: Earlier(periods.previous_year(when).id, last_year),
            Against.BEFORE: _before(outline, drawn, before(when).id),
        },
        aimed=aims,
        meanings=meanings(),
        chosen=chosen,
    )


def _figures(drawn: list[Sheet]) -> dict[Operand, Value]:
    return {
        _operand(line): _value(line.figure.value)
        for sheet in drawn
        for line in sheet.lines
        if line.figure.withheld is None
    }


def _before(outline: domain.Outline, drawn: list[Sheet], period: str) -> Earlier:
    """Of the period just before only the forms are drawn with which the outline compares."""
    asked = {move.operand for move in domain.moves(outline) if move.against is Against.BEFORE}
    compared = [sheet for sheet in drawn if asked & {_operand(line) for line in sheet.lines}]
    then = [
        sheets.sheet(sheet.audience, unit=sheet.unit, form=sheet.form.code, period=period)
        for sheet in compared
    ]
    return Earlier(period, _figures(then))


def _operand(line: Line) -> Operand:
    return Operand(line.cell.element, line.cell.disaggregation)


def _value(number: Value | None) -> Value:
    return Gap.NOT_REPORTED if number is None else number


def _gathered(drawn: list[Sheet], period: str) -> dict[str, str]:
    """The words of the units under each heading, for the editor to merge; units that wrote the same stand together."""
    words: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for sheet in drawn:
        for told in narratives.gathered(sheet.form.code, period):
            words[told.heading][told.text].append(told.unit)
    return {
        heading: "\n".join(f"{', '.join(units)}: {text}" for text, units in texts.items())
        for heading, texts in words.items()
    }


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
