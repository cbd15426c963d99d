"""Reads report outlines as domain objects, and decides who may use, edit and print by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import filter_programmes, scope_of
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.permissions import may_draft, may_see_figures, may_take
from sokehoach.apps.documents.queries.outline_schedules import get_cut_off, get_schedule
from sokehoach.apps.documents.queries.vocabulary import build_vocabulary
from sokehoach.apps.indicators.queries.elements import list_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import is_attached, is_base, list_attached_codes, list_base_codes
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.identities import list_uids
from sokehoach.apps.reporting.queries.forms import list_forms
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError
from sokehoach.domain.documents import outline_text
from sokehoach.domain.documents.outline import (
    Outline,
    OutlineSection,
    Sentence,
    list_operands,
    rename_in_section,
    rename_placeholders,
)
from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import compute_window

LINES = ("authority", "copies")
FRAME = ("place", "symbol", "filed", "addressees", "annexes", *LINES)
FIRST_DAY = "valid_from"  # of the windows for whose reports a version is, in its definition; without it of all
_UNIT_WRITERS = (ReportOutline.Writers.COMMUNES, ReportOutline.Writers.AGENCIES)


@dataclass(frozen=True, slots=True)
class OutlineWording:
    """The editable part of an outline. `frame` has the keys of FRAME; `body` is the text that `outline_text` parses."""

    title: str
    frame: Mapping[str, Any]
    body: str


def build_outline(row: ReportOutline) -> Outline:
    return Outline(row.uid, row.title, tuple(_parse_section(section) for section in row.definition["sections"]))


def list_current_outlines(user: User | None = None) -> QuerySet[ReportOutline]:
    """The version in force of each outline: of the account's programmes, or of all."""
    rows = ReportOutline.objects.filter(stands=True).select_related("programme", "issuer__parent", "unit")
    return rows if user is None else rows.filter(filter_programmes(scope_of(user)))


def list_outlines(user: User) -> list[ReportOutline]:
    """The outlines of reports that one office writes on an area, for accounts that may take its documents."""
    rows = list_current_outlines(user).filter(writers=ReportOutline.Writers.ISSUER)
    return [row for row in rows if may_take(user, row.unit, row.programme_id)]


def access_outline(user: User, uid: str) -> ReportOutline:
    """The outline; NotFoundError outside the account's scope."""
    for row in list_outlines(user):
        if row.uid == uid:
            return row
    raise NotFoundError


def find_version(row: ReportOutline, period: str) -> ReportOutline:
    """The version by which a report of the period is begun: that in force, or one before it where the window of the
    period began before the day of its content. One query more where it did.
    """
    first_day = compute_window(parse_period(period), get_schedule(row).window).start.isoformat()
    if row.definition.get(FIRST_DAY, "") <= first_day:
        return row
    versions = ReportOutline.objects.filter(
        uid=row.uid, version__lt=row.version, issuer=row.issuer, writers=row.writers
    )
    rows = versions.select_related("programme", "issuer__parent", "unit").order_by("-version")
    return next((version for version in rows if version.definition.get(FIRST_DAY, "") <= first_day), row)


def get_loaded_field(row: ReportOutline, name: str) -> Any:
    """A column of a version that a programme supplied, as the programme has it."""
    value = getattr(row, name)
    return {key: item for key, item in value.items() if key != FIRST_DAY} if name == "definition" else value


def list_own_outlines(user: User) -> list[ReportOutline]:
    """The outlines by which each unit of the account's kind reports to its area."""
    unit = user.unit
    if not is_base(unit) and not is_attached(unit):
        return []
    kind = ReportOutline.Writers.AGENCIES if is_attached(unit) else ReportOutline.Writers.COMMUNES
    if not may_draft(user, unit):
        return []
    rows = list_current_outlines(user).filter(writers=kind, unit=unit.parent).exclude(issuer=unit)
    return [row for row in rows if may_draft(user, unit, programme=row.programme_id)]


def get_main_outline(unit: str, programme: Programme | None = None) -> ReportOutline:
    """The outline of one programme, or of the first, for the report on that unit from which others derive.

    NotFoundError where no programme supplies one.
    """
    rows = list_current_outlines().filter(unit__code=unit, writers=ReportOutline.Writers.ISSUER)
    if programme is not None:
        rows = rows.filter(programme=programme)
    row = rows.filter(follows="").first() or rows.first()
    if row is None:
        raise NotFoundError
    return row


def list_editable_outlines(user: User) -> list[ReportOutline]:
    """The outlines that the account may edit: it drafts for their issuer."""
    return [
        row
        for row in list_current_outlines(user).select_related("saved_by")
        if may_draft(user, row.issuer, row.unit, row.programme_id)
    ]


def access_editable_outline(user: User, uid: str) -> ReportOutline:
    """The outline; NotFoundError for an account that may not draft for its issuer."""
    for row in list_editable_outlines(user):
        if row.uid == uid:
            return row
    raise NotFoundError


def list_versions(row: ReportOutline) -> QuerySet[ReportOutline]:
    """Every version, the newest first."""
    return ReportOutline.objects.filter(uid=row.uid).select_related("saved_by").order_by("-version")


def get_wording(row: ReportOutline) -> OutlineWording:
    """The outline as an official edits it."""
    frame = {key: row.definition[key] for key in FRAME}
    names, option_sets = _list_printed_codes(row)
    body = outline_text.render_outline_text(build_outline(row).sections)
    return OutlineWording(row.title, frame, rename_placeholders(body, names, option_sets))


def _list_printed_codes(row: ReportOutline) -> tuple[dict[str, str], dict[str, str]]:
    """The printed codes of elements and indicators, and of option sets, by uid."""
    uids = list_uids(row.programme)
    names = {uid: code for kind in ("indicator", "element") for code, uid in uids[kind].items()}
    return names, {uid: code for code, uid in uids["option_set"].items()}


def get_known_names(row: ReportOutline, day: date) -> outline_text.OutlineNames:
    """Every figure, narrative and indicator that the outline may name, by printed code.

    Indicators in an area's report only.
    """
    indicators = list_indicators(row.programme)
    terms = build_vocabulary(row.issuer, day, forms=list_forms(row.programme), indicators=indicators)
    names, option_sets = _list_printed_codes(row)
    figures, days = {}, set()
    for figure in terms.figures:
        (operand,) = list_operands(rename_placeholders(f"{{{figure.operand}}}", names, option_sets))
        figures[operand] = f"{figure.name}, {figure.part}" if figure.part else figure.name
        if figure.is_day:
            days.add(operand)
    indicator_names = {}
    if row.writers == ReportOutline.Writers.ISSUER:
        indicator_names = {indicator.code: indicator.name for indicator in indicators.values()}
    return outline_text.OutlineNames(figures, terms.narratives, indicator_names, frozenset(days))


def propose_version(row: ReportOutline, wording: OutlineWording, day: date) -> ReportOutline:
    """The next version of the outline, not saved. Raises InvalidInput with every error of the body by its line."""
    sections = row.definition["sections"]
    if not row.follows:
        parsed, faults = outline_text.parse_outline_text(wording.body, get_known_names(row, day))
        if faults:
            raise InvalidInput(
                {"body": [say("Dòng %(line)s: %(said)s", line=fault.line, said=fault.message) for fault in faults]}
            )
        names, option_sets = _list_printed_codes(row)
        names, option_sets = ({code: uid for uid, code in codes.items()} for codes in (names, option_sets))
        sections = [serialize_section(rename_in_section(section, names, option_sets)) for section in parsed]
    return build_next_version(row, wording.title, {**row.definition, **wording.frame, "sections": sections})


def build_next_version(row: ReportOutline, title: str, definition: dict[str, Any]) -> ReportOutline:
    return ReportOutline(
        programme=row.programme, uid=row.uid, code=row.code, version=row.version + 1, title=title, issuer=row.issuer,
        writers=row.writers, unit=row.unit,
        due_days=row.due_days, follows=row.follows, definition=definition,
    )  # fmt: skip


def serialize_section(section: OutlineSection) -> dict[str, Any]:
    """A section as `definition` stores it."""
    return {
        "heading": section.heading,
        "level": section.level,
        "narrative": section.narrative,
        "sentences": [{"text": sentence.text, "zero": sentence.zero} for sentence in section.sentences],
    }


def _parse_section(definition: Mapping[str, Any]) -> OutlineSection:
    return OutlineSection(
        heading=definition["heading"],
        level=definition["level"],
        sentences=tuple(Sentence(sentence["text"], sentence["zero"]) for sentence in definition["sentences"]),
        narrative=definition["narrative"],
    )


def list_printable_outlines(user: User) -> list[ReportOutline]:
    """The outlines for which the account may print the reports of all units."""
    rows = list_current_outlines(user).filter(writers__in=_UNIT_WRITERS)
    return [
        row
        for row in rows
        if may_take(user, row.unit, row.programme_id) and may_see_figures(user, row.unit, row.programme_id)
    ]


def access_printable_outline(user: User, uid: str) -> ReportOutline:
    """The outline; NotFoundError outside the account's scope."""
    for row in list_printable_outlines(user):
        if row.uid == uid:
            return row
    raise NotFoundError


def list_writers(row: ReportOutline, period: str) -> list[Unit]:
    """The units that write their own report by the outline, on the period's last day, without its issuer."""
    levels = list_attached_codes() if row.writers == ReportOutline.Writers.AGENCIES else list_base_codes()
    rows = units.as_of(get_cut_off(row, period)).filter(parent=row.unit, level__in=levels)
    return list(rows.exclude(pk=row.issuer_id).select_related("parent").order_by("code"))
