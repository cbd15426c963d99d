"""How much of a text the duties of each body repeat: a target is mostly the work of whoever's duty says the same."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from sokehoach.domain.plans.proposals.facts import DutyFacts
from sokehoach.domain.plans.proposals.reporter_words import LINK, TOKEN
from sokehoach.domain.text import fold_tones

_ALONE = 0.3  # of a word, beside two words together
_UNKNOWN = 0.5  # the weight of words that no duty has: a text of such words is nobody's
_CLEAR_SHARE = 0.25


class DutyWords:
    """The words of single duties. A word of many duties tells no body from another and weighs little.

    `theme`: words of the plan's title, which weigh nothing.
    """

    def __init__(self, duties: Iterable[DutyFacts], theme: frozenset[str]) -> None:
        self._theme = theme
        self._duties: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        counts: Counter[str] = Counter()
        self._count = 0
        for duty in duties:
            terms = frozenset(list_terms(duty.text))
            counts.update(terms)
            self._count += 1
            for party in duty.leads:
                self._duties[party].append(terms)
        self._weights = {term: self._weigh_term(term, count) for term, count in counts.items()}

    def compute_shares(self, text: str) -> dict[str, float]:
        """By body the part of the text's words, 0 to 1, that one of its duties has: of the duty that has most."""
        terms = set(list_terms(text)) - self._theme
        total = sum(self._weights.get(term, _UNKNOWN * _weigh_length(term)) for term in terms)
        if not total:
            return {}
        return {
            party: max(sum(self._weights[term] for term in terms & duty) for duty in duties) / total
            for party, duties in self._duties.items()
        }

    def _weigh_term(self, term: str, count: int) -> float:
        return max(0.0, math.log((self._count + 1) / (count + 0.5))) * _weigh_length(term)


def compute_lead(party: str, shares: Mapping[str, float]) -> float:
    """By which part of its share a body is ahead of all others, less where the share is small; 0 where it is not."""
    own_share = shares.get(party, 0.0)
    next_share = max((share for other, share in shares.items() if other != party), default=0.0)
    return max(0.0, 1 - next_share / own_share) * min(1.0, own_share / _CLEAR_SHARE) if own_share else 0.0


def list_terms(text: str) -> Iterator[str]:
    """Its words, and those that stand together; without numbers and words that link others."""
    terms = [term for term in TOKEN.findall(fold_tones(text)) if term not in LINK and not term.isdigit()]
    yield from terms
    yield from (f"{first} {second}" for first, second in pairwise(terms))


def _weigh_length(term: str) -> float:
    return 1.0 if " " in term else _ALONE
