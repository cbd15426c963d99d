"""The proposals of a plan, with what officials decided about them, and who may see them."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sokehoach.adapters.programme_files.canonical import parse_definition
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.heirs import list_members_today
from sokehoach.apps.orgunits.queries.levels import get_levels, is_attached
from sokehoach.apps.plans.models import Clause, Duty, ItemState, Plan, ProposalDecision, ReportingRule, Target
from sokehoach.apps.plans.permissions import may_make_programme
from sokehoach.apps.plans.queries.plans import access_plan
from sokehoach.apps.plans.queries.rule_parties import RuleParties, RulePartyFinder
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.setup import permissions
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.plans.agencies import names_office
from sokehoach.domain.plans.proposals.annexes import find_named_beside
from sokehoach.domain.plans.proposals.facts import (
    AGENCIES,
    BASE,
    EVERYBODY,
    DutyFacts,
    KnownElement,
    PlanFacts,
    Reporters,
    RuleFacts,
    TargetFacts,
)
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalContent, from_json
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence
from sokehoach.domain.plans.proposals.yearly_rows import is_row


@dataclass(frozen=True, slots=True)
class DecidedProposal:
    """A proposal as the plan makes it, and as it stands. `decision` is None where nobody has decided."""

    proposal: ProgrammeProposal
    decision: ProposalDecision | None

    @property
    def key(self) -> str:
        return self.proposal.key

    @property
    def content(self) -> ProposalContent:
        row = self.decision
        if row is None or not row.content:
            return self.proposal.content
        return from_json(row.content, name=row.name, denominator=row.denominator, unit=row.unit)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide; where nothing is made nobody has to."""
        return self.decision is None and self.proposal.content.makes_something

    @property
    def is_accepted(self) -> bool:
        return self.decision is not None and self.decision.state == ProposalDecision.State.ACCEPTED

    @property
    def version(self) -> int:
        return 0 if self.decision is None else self.decision.version


def access_proposing_plan(user: User, pk: uuid.UUID) -> Plan:
    """Returns a confirmed plan of which the account may make a programme.

    Raises NotFoundError where it may not see the plan, may not define programmes for its area, or the plan is being
    read or of an authority above.
    """
    scope = scope_of(user)
    plan = access_plan(scope, pk)
    if not may_make_programme(scope, plan, orgunits.get_unit_area(plan.unit)):
        raise NotFoundError
    return plan


def list_target_programmes(user: User, plan: Plan) -> list[Programme]:
    """The programmes of the plan's area that the account may change, those that the plan serves first."""
    area = orgunits.get_unit_area(plan.unit)
    rows = Programme.objects.filter(unit__code=area.code, unit__in=permissions.list_defining_unit_ids(user))
    served = set(plan.programmes.values_list("pk", flat=True))
    return sorted(rows.select_related("unit"), key=lambda row: (row.pk not in served, row.pk))


def list_proposals(plan: Plan, day: date, programme: Programme | None = None) -> list[DecidedProposal]:
    """All proposals in the order of the plan. `programme`: the one to be changed; None for a new one."""
    known_elements = list_known_elements(programme) if programme is not None else ()
    decisions = {row.key: row for row in ProposalDecision.objects.filter(plan=plan).select_related("decided_by")}
    proposals = propose_programme(build_facts(plan, day), known_elements)
    return [DecidedProposal(proposal, decisions.get(proposal.key)) for proposal in proposals]


def list_known_elements(programme: Programme) -> tuple[KnownElement, ...]:
    version = find_current_version(programme)
    if version is None:
        return ()
    return tuple(
        KnownElement(element.code, element.name, element.form)
        for element in parse_definition(json.loads(version.definition)).elements
        if element.kind.is_single_amount
    )


def find_empty_programme(programmes: Iterable[Programme]) -> str:
    """The code of the only programme of the area, where it has no form yet: that of the first run; else «»."""
    listed = list(programmes)
    version = find_current_version(listed[0]) if len(listed) == 1 else None
    return listed[0].code if version is not None and not json.loads(version.definition).get("forms") else ""


def read_standing_office(definition: str) -> str:
    """The standing office of a published definition, by code."""
    return str(json.loads(definition).get("standing_office", ""))


def list_agency_names(plan: Plan, day: date) -> dict[str, str]:
    """The short names of the agencies of the plan's area, by code."""
    area = orgunits.get_unit_area(plan.unit)
    rows = [row for row in orgunits.as_of(day).filter(parent=area).order_by("code") if is_attached(row)]
    return {row.code: row.short_name for row in rows}


def build_facts(plan: Plan, day: date) -> PlanFacts:
    """What the plan says, as it was confirmed. A dozen queries, whatever its length."""
    keys = _ReporterKeys(plan, day)
    clauses = list(Clause.objects.filter(plan=plan))
    targets = Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).select_related("owner")
    duties = Duty.objects.filter(plan=plan, state=ItemState.CONFIRMED).select_related("lead", "lead_group")
    rules = list(ReportingRule.objects.filter(plan=plan, state=ItemState.CONFIRMED))
    finder = RulePartyFinder(plan, day) if rules else None
    return PlanFacts(
        title=plan.title,
        places=(plan.unit.short_name,),
        text=plan.text,
        signed_on=plan.signed_on,
        targets=tuple(_build_target(row, row.value, plan, clauses, keys) for row in targets if row.value is not None),
        duties=tuple(
            DutyFacts(
                code=row.code,
                path=row.path,
                title=row.title,
                text=row.text,
                leads=keys.of_duty(row),
                is_standing=row.nature == Duty.Nature.STANDING,
            )
            for row in duties
        ),
        rules=tuple(_build_rule(row, finder.find(row), keys) for row in rules) if finder is not None else (),
        clauses=tuple((row.path, row.heading) for row in clauses),
        agencies=keys.agencies,
        issuer=plan.unit.code if is_attached(plan.unit) else "",
    )


def list_outside_receivers(plan: Plan, codes: Iterable[str], day: date) -> tuple[str, ...]:
    """The offices that the installation does not know, to which the plan's rules of these codes send reports."""
    rules = list(ReportingRule.objects.filter(plan=plan, code__in=[*codes]).exclude(to=""))
    finder = RulePartyFinder(plan, day) if rules else None
    names = [name for rule in rules if finder is not None for name in finder.find(rule).unknown_receivers]
    return tuple(dict.fromkeys(name for name in names if names_office(name)))


def _build_target(
    row: Target, value: Decimal, plan: Plan, clauses: Iterable[Clause], keys: "_ReporterKeys"
) -> TargetFacts:
    text_before, text_after = find_rest_of_sentence(plan.text, row.start, row.end, unit=row.unit_of_measure)
    return TargetFacts(
        code=row.code,
        path=row.path,
        text=" ".join(row.text.split()),
        value=value.normalize() + 0,
        unit=row.unit_of_measure,
        bound=row.bound,
        text_before=text_before,
        text_after=text_after,
        headings=tuple(clause.heading for clause in clauses if clause.start <= row.start < clause.end),
        owner=() if row.owner is None else keys.of_unit(row.owner),
        named_beside=find_named_beside(plan.text, row.start, row.end),
        year=row.due_on.year if row.due_on is not None and is_row(row.text) else None,
    )


def _build_rule(row: ReportingRule, parties: RuleParties, keys: "_ReporterKeys") -> RuleFacts:
    return RuleFacts(
        code=row.code,
        path=row.path,
        text=" ".join(row.text.split()),
        who=keys.everybody if parties.reporters is None else keys.of_codes(parties.reporters),
        every=row.every,
        due_text=row.due_text,
        to=row.to,
        via=keys.of_codes(parties.through),
        receivers=keys.of_codes(parties.receivers),
    )


class _ReporterKeys:
    """The keys of units of one area on one day. Two queries, and one for each group that a duty names."""

    def __init__(self, plan: Plan, day: date) -> None:
        self._area, self._day = orgunits.get_unit_area(plan.unit), day
        levels = get_levels()
        rows = list(orgunits.as_of(day))
        self._base = frozenset(row.code for row in rows if levels[row.level].is_base)
        self.agencies: Mapping[str, str] = {
            row.code: row.name for row in rows if is_attached(row) and row.parent_id == self._area.pk
        }
        self._groups: dict[int, Reporters] = {}

    @property
    def everybody(self) -> Reporters:
        """All who have to report: agencies alone where no base unit is there, as in a department or a commune."""
        return EVERYBODY if self._base else (AGENCIES,)

    def of_unit(self, unit: Unit) -> Reporters:
        return self.of_codes([unit.code])

    def of_duty(self, duty: Duty) -> Reporters:
        if duty.lead is not None:
            return self.of_unit(duty.lead)
        return () if duty.lead_group is None else self._of_group(duty.lead_group)

    def of_codes(self, codes: Iterable[str]) -> Reporters:
        """BASE for any base unit, AGENCIES for all agencies, else the agencies among them."""
        listed = frozenset(codes)
        base = (BASE,) if listed & self._base else ()
        agencies = tuple(code for code in self.agencies if code in listed)
        if agencies and len(agencies) == len(self.agencies) > 1:
            agencies = (AGENCIES,)
        return (*base, *agencies)

    def _of_group(self, group: Group) -> Reporters:
        if group.pk not in self._groups:
            self._groups[group.pk] = self.of_codes(unit.code for unit in list_members_today(group, self._day))
        return self._groups[group.pk]
