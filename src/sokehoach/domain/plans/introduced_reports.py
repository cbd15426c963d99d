"""Reports whose introduction names who sends them to whom, and whose items say how often.

«1. Các sở và UBND các xã báo cáo Sở Nội vụ như sau: a) Báo cáo tháng: …; b) Báo cáo quý: …»
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.report_periods import NO_PERIOD
from sokehoach.domain.plans.reporting import EVERYONE, ReportingRule


def give_to_items(rules: Collection[ReportingRule], blocks: Collection[Block]) -> Iterator[ReportingRule]:
    """The rules in order: those of items with the names of their introduction, whose own rule is left out then."""
    introductions = {block.path for block in blocks if block.is_introduction and block.path}
    openings = {
        rule.path: rule
        for rule in rules
        if rule.path in introductions and rule.every == NO_PERIOD and rule.to is not None
    }
    completed = {rule: _find_opening(rule, openings) for rule in rules}
    used = set(completed.values())
    for rule, opening in completed.items():
        if opening is not None:
            yield replace(rule, to=opening.to, who=opening.who if rule.who == EVERYONE else rule.who)
        elif rule not in used:
            yield rule


def _find_opening(rule: ReportingRule, openings: dict[str, ReportingRule]) -> ReportingRule | None:
    is_open = rule.to is None and rule.every != NO_PERIOD
    return openings.get(rule.path.rpartition(".")[0]) if is_open else None
