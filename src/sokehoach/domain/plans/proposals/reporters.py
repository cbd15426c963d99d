"""Who can report a target's figure: every body that the plan names, ranked by what speaks for it.

What speaks for a body are signs («its branch keeps such figures», «its duties have the same words»). Their weights are
fitted (bench/fit_reporters.py): the likelihoods of all bodies of a plan add up to one.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sokehoach.domain.plans.agencies import find_groups
from sokehoach.domain.plans.proposals.annexes import match_named_agencies, match_row_end
from sokehoach.domain.plans.proposals.branches import BRANCHES, STAFF, Branch, find_longest
from sokehoach.domain.plans.proposals.duty_words import DutyWords, compute_lead, list_terms
from sokehoach.domain.plans.proposals.facts import (
    AGENCIES,
    BASE,
    EVERYBODY,
    PlanFacts,
    Reporters,
    RuleFacts,
    TargetFacts,
)
from sokehoach.domain.plans.proposals.fields import find_terms, list_kept_terms
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.pointers import find_named_reporters, list_tops
from sokehoach.domain.plans.proposals.proposal import PERIODIC
from sokehoach.domain.plans.proposals.reporter_weights import CALIBRATION, WEIGHTS
from sokehoach.domain.plans.proposals.reporter_words import (
    AREA_BODY,
    AT_AREAS,
    COUNTED_AREAS,
    COUNTED_STAFF,
    CROWD,
    DEPARTMENTS,
    FRAME,
    HOMES,
    JOINT,
    MASS_ORGANISATIONS,
    OF_GOVERNMENT,
    OF_PARTY,
    PERSON,
    REGISTERED,
    REGISTRARS,
    SEVERAL,
    STANDING_OFFICE,
)
from sokehoach.domain.plans.proposals.yearly_rows import find_words_at_end
from sokehoach.domain.text import fold_accents, fold_tones

OWNER = 0.97
_ALTERNATIVE = 0.2  # of the likelihood of the best: from there on a body is offered beside it
_MOST_ALTERNATIVES = 3

_FEW_DUTIES = 3
_VIA, _RECEIVES, _REPORTS = 3, 2, 2  # what a rule says for a collector: through it, to it, or it reports to another
_POINTED = 0.8  # likelihood of whom a duty with the number of the section names; too low to be sure
_SHORTEST_CORE, _HEAD_LETTERS, _PLAIN_BRANCH = 4, 10, 1.3
_NEAR_LETTERS, _BESIDE_LETTERS = 400, 1500  # of the text before a target, and of those that stand beside it
_ROOM_SHARE = 0.5  # of a branch that is kept beside others


@dataclass(frozen=True, slots=True)
class ReporterGuess:
    """`alternatives`: others that are about as likely, the best first."""

    reporters: Reporters
    likelihood: float
    alternatives: tuple[Reporters, ...] = ()


class ReporterFinder:
    """Knows what a plan says of each body. Words of the plan's title say nothing about who does a part of it."""

    def __init__(self, plan: PlanFacts) -> None:
        self._agencies, self._issuer = plan.agencies, plan.issuer
        self._theme = fold_tones(plan.title)
        self._counts: Counter[str] = Counter(party for duty in plan.duties for party in duty.leads)
        texts: dict[str, list[str]] = {party: [self._get_name(party)] for party in (*self._counts, *plan.agencies)}
        self._heads: dict[str, set[str]] = {}
        for duty in plan.duties:
            for party in duty.leads:
                texts[party].append(duty.text)
            if len(duty.leads) == 1:
                for top in list_tops(duty.path):
                    self._heads.setdefault(top, set()).update(duty.leads)
        self._words = {party: frozenset(list_terms(" ; ".join(lines))) for party, lines in texts.items()}
        self._standing = frozenset(
            party
            for party, lines in texts.items()
            if any(STANDING_OFFICE.search(fold_tones(line)) for line in lines[1:])
        )
        self._holders = Counter(term for terms in self._words.values() for term in terms)
        self._theme_words = frozenset(list_terms(plan.title))
        self._named = find_named_reporters(plan.duties, dict(plan.clauses))
        self._duty_words = DutyWords(plan.duties, self._theme_words)
        self._targets: dict[str, list[TargetFacts]] = {}
        for target in plan.targets:
            self._targets.setdefault(target.path, []).append(target)
        self._first = next((duty.leads[0] for duty in plan.duties if len(duty.leads) == 1), "")
        self._lead = find_lead(plan)
        self._issuer_collects = not self._lead and any(
            (plan.issuer,) in (rule.via, rule.receivers, rule.who) for rule in plan.rules
        )
        self._senders = frozenset(
            party for rule in plan.rules for party in rule.who if rule.who != rule.via and rule.who != (self._lead,)
        )
        self._own_senders = frozenset(
            rule.who[0]
            for rule in plan.rules
            if len(rule.who) == 1 and rule.who != (self._lead,) and rule.every in PERIODIC
        )
        self._kept = {party: list_kept_terms(fold_tones(self._get_name(party))) for party in self._words}
        self._keepers = Counter(term for terms in self._kept.values() for term in terms)
        self._has_base = BASE in self._counts or any(rule.who == (BASE,) for rule in plan.rules)
        self._names = [fold_tones(self._get_name(party)) for party in self._counts]
        self._branches = {party: tuple(self._list_kept_branches(party)) for party in texts}
        collected_by_party = OF_PARTY.search(fold_tones(self._get_name(self._lead))) is not None
        self._is_of_party = collected_by_party or 2 * sum(bool(OF_PARTY.search(name)) for name in self._names) > len(
            self._names
        )

    def find_reporters(self, target: TargetFacts, measure: TargetMeasure) -> ReporterGuess:
        """Who can report; persons are counted by agencies alone, since communes may not hold their numbers."""
        if target.owner:
            return ReporterGuess(target.owner, OWNER)
        if target.named_beside and (named := self._match_named(target.named_beside)):
            return ReporterGuess(named, OWNER)
        if pointed := next((self._named[path] for path in list_tops(target.path)[::-1] if path in self._named), ()):
            return ReporterGuess(pointed, _POINTED)
        if row_agency := match_row_end(
            target.text_after or find_words_at_end(target.printed_row), self._agencies, self._counts
        ):
            return ReporterGuess(row_agency, OWNER)
        signs = self.list_signs(target, measure)
        if not signs:
            return ReporterGuess((), 0.3)
        ranked = rank_candidates(signs)
        best, chance = ranked[0]
        close = tuple(party for party, other in ranked[1 : _MOST_ALTERNATIVES + 1] if other >= _ALTERNATIVE * chance)
        return ReporterGuess(best, calibrate(chance), close)

    def list_signs(self, target: TargetFacts, measure: TargetMeasure) -> dict[Reporters, dict[str, float]]:
        """What speaks for and against each candidate."""
        counted_words = fold_tones(measure.denominator or measure.numerator or target.text)
        bodies = [party for party in self._words if party not in EVERYBODY]
        cover = {party: self._share_words(list_terms(target.text), self._words[party]) for party in bodies}
        signs: dict[Reporters, dict[str, float]] = {
            (party,): self._list_body_signs(party, target, measure, cover) for party in bodies
        }
        self._add_duty_signs(signs, target, measure)
        is_added_up = measure.kind is not MeasureKind.VALUE
        if self._has_base and is_added_up and not measure.counts_persons:
            is_registered = REGISTERED.match(counted_words) is not None and self._has_keeper(measure)
            areas = COUNTED_AREAS.match(counted_words) or AT_AREAS.search(counted_words)
            signs[(BASE,)] = _drop_zeros(
                base=1.0,
                base_counted=bool(areas),
                base_homes=bool(HOMES.match(counted_words)),
                base_registered=is_registered,
                base_party=self._is_of_party,
                base_share=self._share_duties(BASE),
                base_sends=BASE in self._senders,
            )
        are_counted = DEPARTMENTS.match(counted_words) is not None
        own_count = signs.get((BASE,), {}).keys() & {"base_counted", "base_homes"}
        if (self._lead,) in signs and (own_count or are_counted):
            signs[(self._lead,)]["collects_counted"] = 1.0  # those that are counted, or keep the lists, can report
        if is_added_up and (are_counted or AGENCIES in self._counts):
            signs[(AGENCIES,)] = _drop_zeros(agencies=1.0, agencies_counted=are_counted)
        if set(EVERYBODY) <= set(self._counts) and is_added_up and not measure.counts_persons:
            is_staff = COUNTED_STAFF.match(counted_words) is not None
            signs[EVERYBODY] = _drop_zeros(
                everybody=1.0, everybody_staff=is_staff, everybody_special=is_staff and self._has_branch(target)
            )
        return signs

    def _list_body_signs(
        self, party: str, target: TargetFacts, measure: TargetMeasure, cover: Mapping[str, float]
    ) -> dict[str, float]:
        name = fold_tones(self._get_name(party))
        counted_words = fold_tones(measure.denominator or measure.numerator)
        text = f"{counted_words} {fold_tones(target.text if measure.is_guessed else measure.numerator)}"
        core, plain = _find_core_name(name), f" {fold_accents(text)} "
        is_named = len(core) >= _SHORTEST_CORE and f" {core} " in plain and not _is_inside(core, text)
        branch = self._weigh_branches(party, text, (0, len(counted_words) + 1))
        clause = [self._heads[top] for top in list_tops(target.path) if self._heads.get(top)]
        noun = SEVERAL.sub("", name).strip()
        is_several = noun != name
        is_counted = is_several and counted_words.removeprefix("các ").startswith(" ".join(noun.split()[:2]))
        return _drop_zeros(
            clause=bool(clause) and clause[-1] == {party},
            heading=bool(core) and any(f" {core} " in f" {fold_accents(line)} " for line in target.headings[-2:]),
            named=is_named * (1.0 if core.count(" ") > 1 else 0.5) * (2.0 if _is_owner(core, plain) else 1.0),
            name_words=self._share_words((term for term in list_terms(name) if " " in term), text),
            duty_words=cover[party],
            duty_best=compute_lead(party, cover),
            branch=branch.get("branch", 0.0),
            branch_exact=max(0.0, branch.get("branch", 0.0) - _PLAIN_BRANCH),
            room=0.0 if "branch" in branch else branch.get("room", 0.0),
            keeper=any(names.search(name) and terms.search(text) for names, terms in REGISTRARS),
            collects=party == self._lead,
            standing=party in self._standing,
            share=self._share_duties(party),
            first=party == self._first,
            mass=bool(MASS_ORGANISATIONS.search(name)) and not is_named and party not in self._own_senders,
            crowd=bool(CROWD.match(name)),
            several=is_several,
            several_counted=is_counted,
            several_areas=is_several
            and bool(COUNTED_AREAS.match(noun) and HOMES.match(counted_words))
            and not _is_registered(measure),
            sends=party in self._senders,
            person=bool(PERSON.match(name)),
            joint=bool(JOINT.search(name)),
            no_duty=self._counts[party] == 0,
            issuer=party == self._issuer,
            issuer_collects=party == self._issuer and self._issuer_collects,
            area_body=measure.kind is MeasureKind.VALUE and self._is_area_body(party),
            government=self._is_of_party and bool(OF_GOVERNMENT.search(name)),
        )

    def _add_duty_signs(
        self, signs: Mapping[Reporters, dict[str, float]], target: TargetFacts, measure: TargetMeasure
    ) -> None:
        """What single duties of the bodies say of the target, of the words around it, and of targets beside it."""
        text_around = f"{' ; '.join(target.headings[-2:])} ; {target.text_before[-_NEAR_LETTERS:]}"
        neighbour_texts = [other.text for other in self._targets.get(target.path, ()) if other.code != target.code]
        text_beside = " ; ".join(neighbour_texts)[:_BESIDE_LETTERS]
        target_text = f"{measure.numerator} {measure.denominator} {target.text}"
        own_shares, near_shares, beside_shares = map(
            self._duty_words.compute_shares, (target_text, text_around, text_beside)
        )
        folded_around, folded_beside = fold_tones(text_around), fold_tones(text_beside)
        folded_target = fold_tones(target_text)
        for (party,), row in signs.items():
            row |= _drop_zeros(
                field=self._weigh_kept_words(party, folded_target),
                near_field=self._weigh_kept_words(party, folded_around),
                beside_field=self._weigh_kept_words(party, folded_beside),
                one_duty=own_shares.get(party, 0.0),
                one_duty_best=compute_lead(party, own_shares),
                near_duty=near_shares.get(party, 0.0),
                near_duty_best=compute_lead(party, near_shares),
                near_branch=self._weigh_field(party, folded_around),
                beside_duty=beside_shares.get(party, 0.0),
                beside_duty_best=compute_lead(party, beside_shares),
                beside_branch=self._weigh_field(party, folded_beside),
            )

    def _weigh_field(self, party: str, text: str) -> float:
        weights = self._weigh_branches(party, text, ())
        return weights.get("branch", 0.0) + _ROOM_SHARE * weights.get("room", 0.0)

    def _match_named(self, named: str) -> Reporters:
        """Whom an annex names beside the target: an agency, or all of a kind."""
        groups = find_groups(named)
        everyone_named = tuple(key for key, group in ((BASE, "communes"), (AGENCIES, "departments")) if group in groups)
        return match_named_agencies(named, self._agencies, tuple(self._counts)) or everyone_named

    def _has_keeper(self, measure: TargetMeasure) -> bool:
        """Whether a body of the plan registers what must be true of the people counted: accounts, insurance."""
        predicate = fold_tones(measure.numerator).replace(fold_tones(measure.denominator), "", 1)
        return any(
            terms.search(predicate) and any(names.search(fold_tones(self._get_name(party))) for party in self._counts)
            for names, terms in REGISTRARS
        )

    def _has_branch(self, target: TargetFacts) -> bool:
        """Whether a single branch keeps the staff's figures."""
        text = fold_tones(target.text)
        special = [branch.names for branch in BRANCHES if branch is not STAFF and branch.terms.search(text)]
        return any(names.search(fold_tones(self._get_name(party))) for names in special for party in self._counts)

    def _is_area_body(self, party: str) -> bool:
        """Whether it is the people's committee of the place that the title names."""
        body = AREA_BODY.match(fold_accents(self._get_name(party)))
        return body is not None and f" {body['place']}" in f" {fold_accents(self._theme)}"

    def _list_kept_branches(self, party: str) -> Iterator[tuple[str, Branch]]:
        """The branches whose figures a body keeps, as their own body or beside others where the plan names none."""
        name = fold_tones(self._get_name(party))
        for branch in BRANCHES:
            if branch.merged is not None and any(branch.merged.search(other) for other in self._names):
                continue
            if branch.names.search(name):
                yield "branch", branch
            elif branch.rooms and branch.rooms.search(name) and not any(map(branch.names.search, self._names)):
                yield "room", branch

    def _weigh_branches(self, party: str, text: str, heads: Collection[int]) -> dict[str, float]:
        """How well what a text counts fits the branch of a body; words of the title say less, the first of a part more.

        `heads`: where its parts begin: who is counted, and what must be true.
        """
        weights: dict[str, float] = {}
        for kind, branch in self._branches[party]:
            for match in branch.terms.finditer(text):
                if _is_within_longer(match, text):
                    continue
                weight = 1.5 if any(0 <= match.start() - head <= _HEAD_LETTERS for head in heads) else 1.0
                weight *= 0.7 + 0.15 * len(match[0].split())  # longer words say more exactly what is counted
                if match[0] in self._theme or branch is STAFF:
                    weight = min(weight, 0.4)
                weights[kind] = max(weights.get(kind, 0.0), weight)
        return weights

    def _weigh_kept_words(self, party: str, text: str) -> float:
        """The longest word of a text that it keeps figures of; a word that several bodies keep says less of each."""
        kept_terms = self._kept.get(party, frozenset())
        return max(
            (len(term.split()) ** 0.5 / self._keepers[term] for term in find_terms(text) if term in kept_terms),
            default=0.0,
        )

    def _share_duties(self, party: str) -> float:
        """Its duties beside those of who has most; of few duties nobody has a large share."""
        return self._counts[party] / (max(self._counts.values(), default=0) + _FEW_DUTIES)

    def _share_words(self, terms: Iterable[str], text: Iterable[str]) -> float:
        shared = set(list_terms(text)) if isinstance(text, str) else set(text)
        weights = {term: self._weigh_word(term) for term in set(terms) - self._theme_words}
        total = sum(weights.values())
        return sum(weight for term, weight in weights.items() if term in shared) / total if total else 0.0

    def _weigh_word(self, term: str) -> float:
        """Rare words tell bodies apart; two together more than one."""
        weight = math.log((len(self._words) + 1) / (self._holders[term] + 0.5))
        return max(weight, 0.0) * (1.0 if " " in term else 0.2)

    def _get_name(self, party: str) -> str:
        return self._agencies.get(party, party)


def rank_candidates(
    signs: Mapping[Reporters, Mapping[str, float]], weights: Mapping[str, float] = WEIGHTS
) -> list[tuple[Reporters, float]]:
    """The candidates and the shares of likelihood that their signs give them, the best first."""
    scores = {party: sum(weights.get(sign, 0.0) * value for sign, value in row.items()) for party, row in signs.items()}
    highest = max(scores.values())
    odds = {party: math.exp(score - highest) for party, score in scores.items()}
    total = sum(odds.values())
    return sorted(((party, value / total) for party, value in odds.items()), key=lambda pair: -pair[1])


def calibrate(chance: float, constants: tuple[float, float] = CALIBRATION) -> float:
    """How often the best is right at its share: of several that can report a figure each has a part of it."""
    odds = constants[0] + constants[1] * math.log(chance / max(1 - chance, 1e-6))
    return round(1 / (1 + math.exp(-odds)), 2)


def _is_owner(core: str, plain: str) -> bool:
    """Whether what is counted is said to be its own: «cán bộ thuộc Bộ đội Biên phòng»."""
    return f" thuoc {core} " in plain or f" cua {core} " in plain


def _is_registered(measure: TargetMeasure) -> bool:
    """Whether somebody keeps a register of what must be true of the people counted: insurance, accounts."""
    predicate = fold_tones(measure.numerator).replace(fold_tones(measure.denominator), "", 1)
    return any(terms.search(predicate) for _names, terms in REGISTRARS)


def _is_within_longer(match: re.Match[str], text: str) -> bool:
    """Whether a longer word of a branch holds it: «y tế» of «bảo hiểm y tế»."""
    return any(start <= match.start() and match.end() <= end for start, end in find_longest(text, len(match[0])))


def _is_inside(core: str, text: str) -> bool:
    """Whether a name is only a part of a longer word of a branch."""
    place = f" {fold_accents(text)} ".find(f" {core} ")
    return any(start <= place and place + len(core) <= end for start, end in find_longest(text, len(core)))


def _drop_zeros(**signs: float) -> dict[str, float]:
    return {sign: float(value) for sign, value in signs.items() if value}


def list_rule_reporters(rule: RuleFacts, plan: PlanFacts) -> Reporters:
    """Who reports by the rule; «các phòng, đơn vị» of a department's own plan that gives communes no work are none."""
    reporters = rule.who or EVERYBODY
    is_own_plan = bool(plan.issuer) and not any(BASE in duty.leads for duty in plan.duties)
    return (AGENCIES,) if is_own_plan and set(reporters) == set(EVERYBODY) else reporters


def find_lead(plan: PlanFacts) -> str:
    """The agency that collects the reports, or reports for all; «» where no rule names one."""
    weights: Counter[str] = Counter()
    for rule in plan.rules:
        for weight, names in ((_VIA, rule.via), (_RECEIVES, rule.receivers), (_REPORTS * bool(rule.to), rule.who)):
            known = plan.agencies.get(names[0], "") if len(names) == 1 and names[0] != plan.issuer else ""
            if known and not CROWD.match(fold_tones(known)) and not SEVERAL.match(fold_tones(known)):
                weights[names[0]] += weight
    return next((name for name, _weight in weights.most_common(1)), "")


def _find_core_name(name: str) -> str:
    """What distinguishes an agency, in the search form: «Ban Chỉ huy Bộ đội Biên phòng tỉnh» → «bo doi bien phong»."""
    return FRAME.sub("", fold_accents(name)).strip()
