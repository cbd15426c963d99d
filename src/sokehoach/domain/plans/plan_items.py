"""Items of plans in a common form, so that items of two plans can be compared."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from rapidfuzz import fuzz

from sokehoach.domain.text import fold_accents, same_tone_style

_LETTERS = re.compile(r"[^\W\d_]+")
_MIN_WORDS = 4  # sentences with fewer words may be contained in any other by chance
_INSIDE = 0.95  # similarity of a sentence that is contained in a longer one
_OTHER_AGENCY = 0.12  # deduction if two duties have different agencies


@dataclass(frozen=True)
class PlanItem:
    """One target, duty or reporting rule.

    `key` identifies it in its plan; `kind` is «target», «duty» or «rule»; `agency` as printed; `value`, `unit`, `bound`
    of a target («%» or the counted noun; = >= <= > <); `due`: the last day; `recurs`: a frequency («month», «year»).
    """

    key: str
    kind: str
    path: str
    text: str
    agency: str = ""
    value: Decimal | None = None
    unit: str = ""
    bound: str = ""
    due: date | None = None
    recurs: str = ""

    @cached_property
    def words(self) -> str:
        """The words in alphabetical order, folded, without figures, so that a changed percentage is the same target."""
        return " ".join(sorted(_LETTERS.findall(fold_text(self.text))))

    @cached_property
    def office(self) -> str:
        return fold_text(self.agency)


def fold_text(text: str) -> str:
    return " ".join(fold_accents(same_tone_style(text)).split())


def compute_similarity(first: PlanItem, second: PlanItem, *, least: float = 0.0) -> float:
    """Similarity of two items, 0..1; 0 if their kinds differ or it is less than `least`."""
    if first.kind != second.kind or (first.unit == "%") != (second.unit == "%"):
        return 0.0
    score = fuzz.ratio(first.words, second.words, score_cutoff=least * 100) / 100
    if min(first.words.count(" "), second.words.count(" ")) >= _MIN_WORDS:
        contained = fuzz.token_set_ratio(first.words, second.words, score_cutoff=least * 100) / 100
        score = max(score, _INSIDE * contained)
    if first.office and second.office and fuzz.token_set_ratio(first.office, second.office) < 80:
        score -= _OTHER_AGENCY
    return score if score >= least else 0.0
