"""The page on which a programme is made from a plan: what is proposed, what is decided, what comes next."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.proposed_schedules import choose_window
from sokehoach.apps.orgunits.queries.levels import has_base_units
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.models.item import BOUND_SIGNS
from sokehoach.apps.setup.queries.proposals import DecidedProposal
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.notation import write_day
from sokehoach.domain.periods.current import get_current_period
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE, Reporters
from sokehoach.domain.plans.proposals.forms import ProposedForm, list_proposed_forms
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import ProposalContent, ProposalKind, find_content_problems
from sokehoach.domain.plans.proposals.propose import NO_PERIOD
from sokehoach.domain.text import cut_at_clause, cut_at_word, fold_accents, format_number
from sokehoach.domain.titles import lower_title

_LONGEST_SHORT_NAME, _LONGEST_NAME = 60, 200
_MOST_UNITS = 6  # of which a summary names the level


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as the list shows it. `summary`: what is made of it, in one sentence."""

    item: DecidedProposal
    summary: str
    missing: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def is_open(self) -> bool:
        return self.item.is_open

    @property
    def state(self) -> str:
        if not self.item.proposal.content.makes_something:
            return "nothing"
        if self.item.decision is None:
            return "missing" if self.missing else "open"
        return self.item.decision.state

    @property
    def segment(self) -> str:
        """The segment of the strip: decided, lacking something, or open."""
        return {"open": "not_reported", "missing": "returned"}.get(self.state, "accepted")


@dataclass(frozen=True, slots=True)
class ProposalProgress:
    total: int
    decided: int
    sure: int
    accepted: int
    not_measured: int


@dataclass(frozen=True, slots=True)
class ProposalNeighbours:
    """Keys of the rows before and after the current one; «» where there is none."""

    previous: str = ""
    following: str = ""
    next_open: str = ""


def build_rows(items: Sequence[DecidedProposal], agencies: Mapping[str, str]) -> list[ProposalRow]:
    return [
        ProposalRow(
            item,
            _("không thành lịch") if item.proposal.reason == NO_PERIOD else summarize_content(item.content, agencies),
            tuple(reason for _field, reason in find_content_problems(item.content)),
        )
        for item in items
    ]


def compute_progress(rows: Sequence[ProposalRow]) -> ProposalProgress:
    made_rows = [row for row in rows if row.item.proposal.content.makes_something]
    return ProposalProgress(
        total=len(made_rows),
        decided=sum(not row.is_open for row in made_rows),
        sure=sum(row.is_open and row.item.proposal.is_sure for row in made_rows),
        accepted=sum(row.item.is_accepted for row in made_rows),
        not_measured=len(rows) - len(made_rows),
    )


def find_neighbours(rows: Sequence[ProposalRow], key: str) -> ProposalNeighbours:
    keys = [row.key for row in rows]
    if key not in keys:
        return ProposalNeighbours()
    at = keys.index(key)
    open_keys = [row.key for row in (*rows[at + 1 :], *rows[:at]) if row.is_open]
    return ProposalNeighbours(
        previous=keys[at - 1] if at else "",
        following=keys[at + 1] if at + 1 < len(keys) else "",
        next_open=open_keys[0] if open_keys else "",
    )


def summarize_content(content: ProposalContent, agencies: Mapping[str, str]) -> str:
    """What is made of a proposal, and who answers."""
    reporters = name_reporters(content.reporters, agencies)
    match content.kind:
        case ProposalKind.OMITTED:
            return _("không đo được")
        case ProposalKind.INDICATOR:
            return f"{_describe_measure(content)} · {reporters}"
        case ProposalKind.COUNT:
            return _("số đếm: %(name)s") % {"name": content.name} + f" · {reporters}"
        case ProposalKind.NARRATIVE:
            return _("lời văn: %(name)s") % {"name": content.name} + f" · {reporters}"
        case ProposalKind.SCHEDULE:
            kind = _(PeriodType(content.every).label_vi) if content.every else "?"
            return _("báo cáo %(every)s, hạn %(due)s") % {"every": kind, "due": content.due} + f" · {reporters}"
        case ProposalKind.OUTLINE:
            return _("đề cương báo cáo theo các phần của kế hoạch")


def _describe_measure(content: ProposalContent) -> str:
    level = ""
    if content.value is not None:
        in_percent = content.per == 100 or (content.measure is MeasureKind.CHANGE and not content.in_own_unit)
        sign = "%" if in_percent else content.unit
        levels = content.levels or ((content.year, content.value),)
        years = (
            f"{translate(format_number(value))} {sign}".strip() + (f" ({year})" if year else "")
            for year, value in levels
        )
        level = f" {BOUND_SIGNS[content.bound]} {'; '.join(years)}"
    if content.unit_levels:
        level += "; " + _describe_unit_levels(content)
    if content.needs_denominator:
        return (
            _("%(kind)s: %(part)s / %(whole)s")
            % {
                "kind": _(content.measure.label_vi),
                "part": content.name or "?",
                "whole": content.denominator or "?",
            }
            + level
        )
    return f"{_(content.measure.label_vi)}: {content.name}{level}"


def _describe_unit_levels(content: ProposalContent) -> str:
    """«mức riêng của 6 đơn vị: Xã A 780, Xã B 610, …», of a long list the first."""
    named = [f"{name} {translate(format_number(value))}" for name, value in content.unit_levels[:_MOST_UNITS]]
    more = ", …" if len(content.unit_levels) > _MOST_UNITS else ""
    return _("mức riêng của %(count)s đơn vị: %(units)s") % {
        "count": len(content.unit_levels),
        "units": ", ".join(named) + more,
    }


def name_reporters(reporters: Reporters, agencies: Mapping[str, str]) -> str:
    names = {BASE: _("cấp cơ sở"), AGENCIES: _("mọi cơ quan")}
    return ", ".join(names.get(key) or agencies.get(key, key) for key in reporters) or _("chưa rõ ai báo cáo")


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form of the draft to come. `reporters`: who reports it, as a sentence names them."""

    reporters: str
    form: ProposedForm


def list_form_rows(items: Sequence[DecidedProposal], agencies: Mapping[str, str]) -> list[FormRow]:
    """The forms that the accepted proposals make; of the base units, where there are any, also why they get none."""
    accepted = [item.proposal.replace_content(item.content) for item in items if item.is_accepted]
    if not accepted:
        return []
    has_base = has_base_units()
    return [
        FormRow(name_reporters(form.reporters, agencies), form)
        for form in list_proposed_forms(accepted, agencies)
        if form.is_made or has_base
    ]


def _list_schedules(items: Sequence[DecidedProposal]) -> list[ProposalContent]:
    return [item.content for item in items if item.is_accepted and item.content.kind is ProposalKind.SCHEDULE]


def _find_first_day(schedules: Sequence[ProposalContent], day: date) -> date:
    kinds = {PeriodType(content.every) for content in schedules} or {PeriodType.YEAR}
    window = choose_window(schedules, kinds)
    return min(get_current_period(day, kind, window).start for kind in kinds)


def propose_head(plan: Plan, items: Sequence[DecidedProposal], *, office: str, day: date) -> dict[str, Any]:
    """The first values of the form of the draft: names from the plan's title, a code from its number.

    The schedules hold from the longest of their current periods on; who publishes the draft is asked about reports
    that were due before.
    """
    first_day = _find_first_day(_list_schedules(items), day)
    title = lower_title(plan.title, [plan.unit.short_name], plan.text)
    digits = re.match(r"\d+", plan.number)
    signed_year = plan.signed_on.year if plan.signed_on else day.year
    title_words = re.findall(r"[a-z0-9]+", fold_accents(title))
    code = f"kh_{digits[0]}_{signed_year}" if digits else "_".join(title_words)[:40].strip("_")
    return {
        "name": cut_at_word(title, _LONGEST_NAME),
        "short_name": cut_at_clause(title, _LONGEST_SHORT_NAME),
        "code": code,
        "standing_office": office,
        "valid_from": write_day(first_day),
    }
