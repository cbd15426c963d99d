"""Imports a plan and brings it into force once every item is settled."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from sokehoach.adapters.readers.file_text import FileText, NoTextLayerError, UnreadableFileError
from sokehoach.adapters.readers.plan_files import PlanReading, read_plan
from sokehoach.adapters.readers.text_files import MAX_BYTES, open_file
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.adapters.slow_work import file_digest
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Clause, Duty, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries import parties
from sokehoach.apps.plans.queries.items import list_items, list_paragraph_spans
from sokehoach.apps.plans.queries.parties import PartyMatch, build_directory
from sokehoach.apps.plans.queries.plans import list_choosable_units, list_ids_with_upper
from sokehoach.apps.plans.services import first_assignments, personal_data, sources, succession, tasks
from sokehoach.apps.plans.services.joint_leads import split_joint_leads
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say, say_count
from sokehoach.domain.notation import write_day
from sokehoach.domain.plans import assignment as read_duties
from sokehoach.domain.plans import reporting as read_reporting
from sokehoach.domain.plans import targets as read_targets
from sokehoach.domain.plans.header import find_place, tidy_symbol
from sokehoach.domain.plans.reading import Reading

OWN_PLAN = "own"


class TextNotTypedError(InvalidInput):
    """Raised where the pages of the file are pictures and nobody has typed their text."""


class PlanAlreadyImportedError(ActionRefused):
    """Raised where the unit already has a plan with the same text; `detail["plan"]` is its id."""


def import_plan(
    *,
    unit: Unit,
    file_name: str,
    data: bytes,
    by: User,
    at: datetime,
    key: str = "",
    origin: str = Plan.Origin.SIGNED,
    level: str = "",
    confirmed: Collection[str] = (),
    typed_text: str = "",
) -> ServiceResult:
    """Read a file and store the plan with all items understood; nothing where the file is no plan.

    `typed_text` is what a person typed from the pages of a scan; that of a file with text is not looked at.

    Raises InvalidInput (field «file») with the reason, TextNotTypedError for a scan without typed text,
    PlanAlreadyImportedError where the unit has it, NotFoundError outside the scope, PersonalDataFoundError for personal
    numbers whose tokens are not in `confirmed`, the places that a person declared official. The file is parsed before
    the write lock: a hostile one may take seconds, and others must be able to write.
    """
    if not permissions.may_import(scope_of(by, at.date()), unit.pk):
        raise NotFoundError
    if len(data) > MAX_BYTES:
        raise InvalidInput({"file": [format_too_large_message()]})
    opened_file, is_typed = _open_plan(data, file_name, typed_text)
    examined_file = sources.examine_file(data, name=file_name, at=at)
    return import_text(
        unit=unit, file_name=file_name, text=opened_file.text, notes=opened_file.notes, source=examined_file,
        is_typed=is_typed, origin=origin, level=level, confirmed=tuple(confirmed), by=by, at=at, key=key,
    )  # fmt: skip


def _open_plan(data: bytes, file_name: str, typed_text: str) -> tuple[FileText, bool]:
    """Returns the text and whether it is the typed one."""
    try:
        return open_file(data, name=file_name), False
    except NoTextLayerError as error:
        if not typed_text.strip():
            raise TextNotTypedError({"file": [str(error)]}) from error
    except UnreadableFileError as error:
        raise InvalidInput({"file": [str(error)]}) from error
    try:
        return open_file(typed_text.encode(), name=f"{file_name}.txt"), True
    except UnreadableFileError as error:
        raise InvalidInput({"typed_text": [str(error)]}) from error


@dataclass(frozen=True, slots=True)
class PreparedImport:
    """A plan's text, parsed before the write."""

    digest: str
    plan_reading: PlanReading
    matches: Mapping[str, tuple[PartyMatch, ...]]  # of each agency, by printed name
    owners: tuple[PartyMatch | None, ...]  # of each target, named beside its words in an annex
    task_owners: tuple[PartyMatch | None, ...]  # of each task without a lead
    official_places: int = 0  # places with personal numbers, confirmed as official


def prepare_import(
    *, unit: Unit, text: str, by: User, at: datetime, confirmed: Collection[str] = (), **_parameters: object
) -> PreparedImport:
    """Parses the text in the parser's process. Raises what `import_plan` raises."""
    if not permissions.may_import(scope_of(by, at.date()), unit.pk):
        raise NotFoundError
    digest = file_digest(text.encode())
    _check_not_imported(unit, digest)
    try:
        plan_reading = read_plan(text)
    except FileRefusedError as refusal:
        raise InvalidInput({"file": [str(refusal)]}) from refusal
    official = personal_data.check_personal_data(text, confirmed)
    agency_directory = build_directory(unit, _get_signing_day(plan_reading.reading) or at.date())
    plan_reading = split_joint_leads(plan_reading, agency_directory.match)
    names = {name for duty in plan_reading.reading.duties for name in (duty.agency, *duty.coordinating)}
    return PreparedImport(
        digest,
        plan_reading,
        {name: tuple(agency_directory.match(name)) for name in names},
        tuple(
            parties.find_owner_in_annex(text, target.span, agency_directory) for target in plan_reading.reading.targets
        ),
        tuple(
            None if task.lead else parties.find_owner_in_annex(text, task.span, agency_directory)
            for task in plan_reading.reading.tasks
        ),
        official,
    )


def _get_signing_day(understood: Reading) -> date | None:
    return date.fromisoformat(understood.document.date) if understood.document.date else None


@write("plan.import", prepare=prepare_import)
def import_text(
    *,
    unit: Unit,
    file_name: str,
    text: str,
    by: User,
    at: datetime,
    notes: tuple[str, ...] = (),
    source: sources.ExaminedFile | None = None,
    is_typed: bool = False,
    origin: str = Plan.Origin.SIGNED,
    level: str = "",
    confirmed: Collection[str] = (),
    prepared: PreparedImport | None = None,
) -> ServiceResult:
    """Import a plan from text that was extracted from its file, or typed from it. Raises what `import_plan` raises.

    `notes`: what the extraction left out (a page that is a picture, a stamp), returned in the answer together with what
    the reading misses (the agencies, the kind). `level`: «own»,
    or the level of the authority above that issued it; «»: as the header says. A plan of an authority above is kept to
    be read and answered: the duties that concern the unit are assigned at once.
    """
    if not permissions.may_import(scope_of(by, at.date()), unit.pk):
        raise NotFoundError
    assert prepared is not None
    digest, understood = prepared.digest, prepared.plan_reading.reading
    _check_not_imported(unit, digest)
    head, paragraphs = understood.document, list_paragraph_spans(text, prepared.plan_reading.paragraphs)
    level_above = "" if level == OWN_PLAN else level or parties.find_level_above(head.issuer or "", unit)
    settled = {"state": Plan.State.IN_FORCE, "in_force_by": by, "in_force_at": at} if level_above else {}
    plan = Plan.objects.create(
        unit=unit, origin=origin, issued_above=level_above, place=find_place(text)[:100], **settled,
        kind=(head.kind or "KẾ HOẠCH")[:100], number=tidy_symbol(head.number or "")[:60],
        title=(head.title or file_name)[:600], issuer=(head.issuer or "")[:300], signed_on=_get_signing_day(understood),
        signer=(head.signer or "")[:150], recipients=list(head.recipients), basis=list(head.basis),
        file_name=file_name[:255], text=text, is_typed=is_typed, digest=digest, paragraphs=paragraphs,
        unread=[[span.start, span.end] for span in understood.unread], created_by=by, created_at=at,
    )  # fmt: skip
    Clause.objects.bulk_create(
        Clause(
            plan=plan, position=position, path=clause.path[:40], heading=clause.title[:300],
            start=clause.span.start, end=clause.span.end,
        )
        for position, clause in enumerate(understood.clauses)
    )  # fmt: skip
    Target.objects.bulk_create(
        _build_target(plan, n, target, owner)
        for n, (target, owner) in enumerate(zip(understood.targets, prepared.owners, strict=True), 1)
    )
    _store_duties(plan, understood.duties, prepared)
    days = prepared.plan_reading.due_days[len(understood.duties) :]  # those of tasks follow those of duties
    read_tasks = zip(understood.tasks, days, prepared.task_owners, strict=True)
    built = tasks.build_tasks(plan, read_tasks, len(understood.duties), prepared.matches)
    Duty.objects.bulk_create(built)
    if level_above:
        first_assignments.assign_own_part(plan, prepared.matches)
    ReportingRule.objects.bulk_create(_build_rule(plan, n, rule) for n, rule in enumerate(understood.reporting, 1))
    if source is not None:
        sources.store_source(plan, source, at=at)
        notes = (*notes, *(sources.describe_same_file(plan, source) if is_typed else ()))
    return ServiceResult(
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
            **({"typed": True} if is_typed else {}),
        },
        answer={"plan": str(plan.pk), "notes": " ".join((*notes, *understood.missing)), "above": level_above},
    )


def _check_not_imported(unit: Unit, digest: str) -> None:
    """Refuses a text that the unit has imported already, or a unit above it, except where that one is still reading it.

    Raises PlanAlreadyImportedError.
    """
    upper_units = list_ids_with_upper([unit.pk]) - {unit.pk}
    followed = Q(unit__in=upper_units) & ~Q(state=Plan.State.READING)
    first = Plan.objects.filter(Q(unit=unit) | followed, digest=digest).first()
    if first is not None:
        raise PlanAlreadyImportedError(
            say(
                "Kế hoạch này đã được nhập ngày %(day)s (%(name)s).",
                day=write_day(first.created_at),
                name=first.name,
            ),
            plan=first.pk,
        )


def format_too_large_message() -> str:
    return say(
        "Tệp lớn hơn %(n)s MB, quá lớn đối với văn bản của một kế hoạch. Hãy kiểm tra lại tệp.",
        n=MAX_BYTES // 1_000_000,
    )


def _build_target(plan: Plan, n: int, target: read_targets.Target, owner: PartyMatch | None) -> Target:
    return Target(
        plan=plan, code=f"CT{n}", path=target.path[:40], start=target.span.start, end=target.span.end,
        text=target.quote, likelihood=target.likelihood, doubts=list(target.doubts),
        value=Decimal(target.value), unit_of_measure=target.unit[:100], bound=target.bound,
        choices=[] if owner is None else [owner.as_json()],
        due_on=None if target.year is None else date(target.year, 12, 31),
    )  # fmt: skip


def _build_rule(plan: Plan, n: int, rule: read_reporting.ReportingRule) -> ReportingRule:
    return ReportingRule(
        plan=plan, code=f"BC{n}", path=rule.path[:40], start=rule.span.start, end=rule.span.end,
        text=" ".join(plan.text[rule.span.start : rule.span.end].split()),
        likelihood=rule.likelihood, doubts=list(rule.doubts), who=_format_who(rule)[:500], to=(rule.to or "")[:300],
        via=(rule.via or "")[:300], every=rule.every, due_text=(rule.due or "")[:200],
    )  # fmt: skip


def _format_who(rule: read_reporting.ReportingRule) -> str:
    return say("mọi cơ quan, đơn vị được giao việc") if rule.who == read_reporting.EVERYONE else rule.who


def _store_duties(plan: Plan, duties_read: tuple[read_duties.Duty, ...], prepared: PreparedImport) -> None:
    units: list[Duty.coordinating.through] = []  # type: ignore[name-defined]
    groups: list[Duty.coordinating_groups.through] = []  # type: ignore[name-defined]
    duties = []
    for n, (duty_read, due_days) in enumerate(
        zip(duties_read, prepared.plan_reading.due_days[: len(duties_read)], strict=True), 1
    ):
        matches = prepared.matches[duty_read.agency]
        duty = Duty(
            plan=plan, code=f"NV{n}", path=duty_read.path[:40], start=duty_read.span.start, end=duty_read.span.end,
            text=duty_read.text, likelihood=duty_read.likelihood, doubts=list(duty_read.doubts),
            choices=[match.as_json() for match in matches],
            title=tasks.shorten_title(duty_read.text), agency_text=duty_read.agency[:500],
            agency_start=duty_read.agency_span.start, agency_end=duty_read.agency_span.end,
            **tasks.build_due_fields(duty_read, due_days, may_wait_for_day=True),
        )  # fmt: skip
        if duty.clear:
            kind, _colon, pk = matches[0].party.partition(":")
            duty.lead_id, duty.lead_group_id = (int(pk), None) if kind == "u" else (None, int(pk))
        for name in duty_read.coordinating:
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
def bring_into_force(*, plan: uuid.UUID, version: int, by: User, at: datetime) -> ServiceResult:
    """Bring a plan into force once all items are settled, with assignments to all units that its duties name.

    Raises ActionRefused with the number of open items, VersionConflictError where it changed meanwhile.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise NotFoundError
    if row.state != Plan.State.READING or row.version != version:
        raise VersionConflictError(
            say("Kế hoạch đã được người khác đưa vào theo dõi hoặc thay đổi trước."), theirs=row.version
        )
    plan_items = list_items(row)
    open_codes = [item.code for item in plan_items if item.open]
    if open_codes:
        raise ActionRefused(
            say_count(
                "Còn %(n)s nội dung chưa xác nhận: %(codes)s. Hãy xác nhận hoặc bỏ từng mục trước.",
                len(open_codes),
                n=len(open_codes),
                codes=", ".join(open_codes[:12]) + (" …" if len(open_codes) > 12 else ""),
            )
        )
    assignment_count = first_assignments.assign_duties(
        plan_items, at.date(), {unit.pk for unit in list_choosable_units(row, at.date())}
    )
    row.state, row.in_force_by, row.in_force_at = Plan.State.IN_FORCE, by, at
    row.version += 1
    row.save(update_fields=["state", "in_force_by", "in_force_at", "version"])
    continued_count = succession.carry_over_work(row, by=by, at=at)
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"items": len(plan_items), "assignments": assignment_count, "gone_on": continued_count},
        answer={"plan": str(row.pk), "assignments": assignment_count},
    )
