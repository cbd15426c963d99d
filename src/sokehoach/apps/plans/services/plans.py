"""A plan's way in: its text is read and stored whole; once every item is settled it comes into force."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.adapters.guard import NotTaken
from sokehoach.adapters.slow_work import file_digest
from sokehoach.adapters.text import LARGEST, Unreadable, open_file
from sokehoach.adapters.text.plan import PlanReading, read_plan
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Clause, Duty, Plan, ReportingRule, Target
from sokehoach.apps.plans.selectors import authorities
from sokehoach.apps.plans.selectors.agencies import Match, directory
from sokehoach.apps.plans.selectors.items import items
from sokehoach.apps.plans.selectors.plans import choosable, with_above
from sokehoach.apps.plans.selectors.text import stretches
from sokehoach.apps.plans.services import first_assignments, personal_data, sources, succession, tasks
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale
from sokehoach.domain.plans import assignment as read_duties
from sokehoach.domain.plans import reporting as read_reporting
from sokehoach.domain.plans import targets as read_targets
from sokehoach.domain.plans.head_source import place_of
from sokehoach.domain.plans.reading import Reading

OWN = "own"


class AlreadyImported(Refused):
    """The same text was imported before. `detail["plan"]` is the id of that plan."""


def import_plan(
    *,
    unit: Unit,
    file_name: str,
    data: bytes,
    by: User,
    at: datetime,
    key: str = "",
    origin: str = Plan.Origin.SIGNED,
    whose: str = "",
    confirmed: Collection[str] = (),
) -> Done:
    """Read a file and store the plan with all that was understood; of a file that is none, nothing.

    Invalid (field «file») with the reason; AlreadyImported where the unit has it; 404 outside the scope;
    NamesSomebody where numbers of persons stand in it of which nobody has said that they are official: `confirmed`
    holds the tokens of those that somebody has.
    The file is opened before anything is locked: a hostile one may take seconds, and others go on writing.
    """
    if not permissions.may_import(scope_of(by, at.date()), unit.pk):
        raise Http404
    if len(data) > LARGEST:
        raise Invalid({"file": [too_large()]})
    try:
        opened = open_file(data, name=file_name)
    except Unreadable as error:
        raise Invalid({"file": [str(error)]}) from error
    examined = sources.examine(data, name=file_name, at=at)
    return import_text(
        unit=unit, file_name=file_name, text=opened.text, notes=opened.notes, source=examined,
        origin=origin, whose=whose, confirmed=tuple(confirmed), by=by, at=at, key=key,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Understood:
    """A plan's text as it was read before the write."""

    digest: str
    told: PlanReading
    matches: Mapping[str, tuple[Match, ...]]  # of each agency, by its printed name
    official_places: int = 0  # places with numbers of persons that were confirmed to be official


def understand_text(
    *, unit: Unit, text: str, by: User, at: datetime, confirmed: Collection[str] = (), **_others: object
) -> Understood:
    """Read the text in the parser's process. Invalid, AlreadyImported, NamesSomebody and 404 as `import_plan`."""
    if not permissions.may_import(scope_of(by, at.date()), unit.pk):
        raise Http404
    digest = file_digest(text.encode())
    _refuse_second_import(unit, digest)
    try:
        told = read_plan(text)
    except NotTaken as refusal:
        raise Invalid({"file": [str(refusal)]}) from refusal
    official = personal_data.refuse_unconfirmed(text, confirmed)
    known = directory(unit, _signed_on(told.reading) or at.date())
    names = {name for duty in told.reading.duties for name in (duty.agency, *duty.coordinating)}
    return Understood(digest, told, {name: tuple(known.match(name)) for name in names}, official)


def _signed_on(understood: Reading) -> date | None:
    return date.fromisoformat(understood.document.date) if understood.document.date else None


@write("plan.import", prepare=understand_text)
def import_text(
    *,
    unit: Unit,
    file_name: str,
    text: str,
    by: User,
    at: datetime,
    notes: tuple[str, ...] = (),
    source: sources.Examined | None = None,
    origin: str = Plan.Origin.SIGNED,
    whose: str = "",
    confirmed: Collection[str] = (),
    prepared: Understood | None = None,
) -> Done:
    """The same of a text that was taken out of its file. Invalid, AlreadyImported, NamesSomebody and 404 as there.

    `notes`: what the taking out left aside (a page that is a picture, a stamp); handed on in the answer.
    `whose`: «own», or the level of the authority above that issued it; «»: as the head of the text says.
    A plan of an authority above is kept to be read and answered: what it lays on the unit is assigned at once.
    """
    if not permissions.may_import(scope_of(by, at.date()), unit.pk):
        raise Http404
    assert prepared is not None
    digest, understood = prepared.digest, prepared.told.reading
    _refuse_second_import(unit, digest)
    head = understood.document
    above = "" if whose == OWN else whose or authorities.issued_above(head.issuer or "", unit)
    settled = {"state": Plan.State.IN_FORCE, "in_force_by": by, "in_force_at": at} if above else {}
    plan = Plan.objects.create(
        unit=unit, origin=origin, issued_above=above, place=place_of(text)[:100], **settled,
        kind=(head.kind or "KẾ HOẠCH")[:100], number=(head.number or "")[:60],
        title=(head.title or file_name)[:600], issuer=(head.issuer or "")[:300], signed_on=_signed_on(understood),
        signer=(head.signer or "")[:150], recipients=list(head.recipients), basis=list(head.basis),
        file_name=file_name[:255], text=text, digest=digest, paragraphs=stretches(text, prepared.told.paragraphs),
        unread=[[span.start, span.end] for span in understood.unread], created_by=by, created_at=at,
    )  # fmt: skip
    Clause.objects.bulk_create(
        Clause(
            plan=plan, position=position, path=one.path[:40], heading=one.title[:300],
            start=one.span.start, end=one.span.end,
        )
        for position, one in enumerate(understood.clauses)
    )  # fmt: skip
    Target.objects.bulk_create(_target(plan, n, one) for n, one in enumerate(understood.targets, 1))
    _store_duties(plan, understood.duties, prepared)
    days = prepared.told.last_days[len(understood.duties) :]  # after those of the duties
    built = tasks.build_tasks(
        plan, zip(understood.tasks, days, strict=True), len(understood.duties), prepared.matches
    )
    Duty.objects.bulk_create(built)
    if above:
        first_assignments.assign_own_part(plan, prepared.matches)
    ReportingRule.objects.bulk_create(_rule(plan, n, one) for n, one in enumerate(understood.reporting, 1))
    if source is not None:
        sources.keep(plan, source, at=at)
    return Done(
        subject=f"plan:{plan.pk}",
        unit=unit.code,
        detail={
            "digest": digest,
            "clauses": len(understood.clauses),
            "targets": len(understood.targets),
            "duties": len(understood.duties),
            "tasks": len(understood.tasks),
            "reporting": len(understood.reporting),
            "named": prepared.official_places,
        },
        answer={"plan": str(plan.pk), "notes": " ".join(notes), "above": above},
    )


def _refuse_second_import(unit: Unit, digest: str) -> None:
    """The same text, brought in by the unit or followed by one above it."""
    above = with_above([unit.pk]) - {unit.pk}
    followed = Q(unit__in=above) & ~Q(state=Plan.State.READING)
    first = Plan.objects.filter(Q(unit=unit) | followed, digest=digest).first()
    if first is not None:
        raise AlreadyImported(
            _("Kế hoạch này đã được nhập ngày %(day)s (%(name)s).")
            % {"day": f"{first.created_at:%d/%m/%Y}", "name": first.name},
            plan=first.pk,
        )


def too_large() -> str:
    return _("Tệp lớn hơn %(n)s MB, quá lớn đối với văn bản của một kế hoạch. Hãy kiểm tra lại tệp.") % {
        "n": LARGEST // 1_000_000
    }


def _target(plan: Plan, n: int, one: read_targets.Target) -> Target:
    return Target(
        plan=plan, code=f"CT{n}", path=one.path[:40], start=one.span.start, end=one.span.end, text=one.quote,
        likelihood=one.likelihood, doubts=list(one.doubts),
        value=Decimal(one.value), unit_of_measure=one.unit[:100], bound=one.bound,
    )  # fmt: skip


def _rule(plan: Plan, n: int, one: read_reporting.ReportingRule) -> ReportingRule:
    return ReportingRule(
        plan=plan, code=f"BC{n}", path=one.path[:40], start=one.span.start, end=one.span.end,
        text=" ".join(plan.text[one.span.start : one.span.end].split()),
        likelihood=one.likelihood, doubts=list(one.doubts), who=_who(one)[:500], to=(one.to or "")[:300],
        via=(one.via or "")[:300], every=one.every, due_text=(one.due or "")[:200],
    )  # fmt: skip


def _who(one: read_reporting.ReportingRule) -> str:
    return _("mọi cơ quan, đơn vị được giao việc") if one.who == read_reporting.EVERYONE else one.who


def _store_duties(plan: Plan, found: tuple[read_duties.Duty, ...], prepared: Understood) -> None:
    units: list[Duty.coordinating.through] = []  # type: ignore[name-defined]
    groups: list[Duty.coordinating_groups.through] = []  # type: ignore[name-defined]
    duties = []
    for n, (one, last_day) in enumerate(zip(found, prepared.told.last_days[: len(found)], strict=True), 1):
        matches = prepared.matches[one.agency]
        duty = Duty(
            plan=plan, code=f"NV{n}", path=one.path[:40], start=one.span.start, end=one.span.end,
            text=one.text, likelihood=one.likelihood, doubts=list(one.doubts),
            choices=[match.as_json() for match in matches],
            title=tasks.shorten(one.text), agency_text=one.agency[:500],
            agency_start=one.agency_span.start, agency_end=one.agency_span.end,
            **tasks.due_fields(one, last_day, may_wait_for_day=True),
        )  # fmt: skip
        if duty.clear:
            kind, _colon, pk = matches[0].party.partition(":")
            duty.lead_id, duty.lead_group_id = (int(pk), None) if kind == "u" else (None, int(pk))
        for name in one.coordinating:
            match = next((match for match in prepared.matches[name] if match.likelihood >= 0.9), None)
            if match is None:
                duty.coordinating_outside.append(name[:300])
                continue
            kind, _colon, pk = match.party.partition(":")
            if kind == "u":
                units.append(Duty.coordinating.through(duty=duty, unit_id=int(pk)))
            else:
                groups.append(Duty.coordinating_groups.through(duty=duty, group_id=int(pk)))
        duties.append(duty)
    Duty.objects.bulk_create(duties)
    Duty.coordinating.through.objects.bulk_create(units, ignore_conflicts=True)
    Duty.coordinating_groups.through.objects.bulk_create(groups, ignore_conflicts=True)


@write("plan.bring_into_force")
def bring_into_force(*, plan: uuid.UUID, version: int, by: User, at: datetime) -> Done:
    """Start following a plan of which every item is settled: assignments to all units that its duties name.

    Refused, saying how many items are open, where it is not; Stale where another did it first.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise Http404
    if row.state != Plan.State.READING or row.version != version:
        raise Stale(
            _("Kế hoạch đã được người khác đưa vào theo dõi hoặc thay đổi trước."), theirs=row.version
        )
    found = items(row)
    left = [item.code for item in found if item.open]
    if left:
        raise Refused(
            _("Còn %(n)s nội dung chưa xác nhận: %(codes)s. Hãy xác nhận hoặc bỏ từng mục trước.")
            % {"n": len(left), "codes": ", ".join(left[:12]) + (" …" if len(left) > 12 else "")}
        )
    made = first_assignments.assign_duties(found, at.date(), {unit.pk for unit in choosable(row, at.date())})
    row.state, row.in_force_by, row.in_force_at = Plan.State.IN_FORCE, by, at
    row.version += 1
    row.save(update_fields=["state", "in_force_by", "in_force_at", "version"])
    gone_on = succession.carry(row)
    return Done(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"items": len(found), "assignments": made, "gone_on": gone_on},
        answer={"plan": str(row.pk), "assignments": made},
    )
