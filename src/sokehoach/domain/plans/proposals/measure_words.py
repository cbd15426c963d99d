"""How a report names what a target measures: «Tỷ lệ doanh nghiệp ứng dụng công nghệ số», of which denominator."""

import re
from dataclasses import dataclass

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import ProposalContent
from sokehoach.domain.text import capitalize_first, fold_tones, lower_first

_LONGEST_COUNTED = 80  # letters of a denominator that stands beside its figures
_RATIO_NOUN = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ số|tỉ số|tỷ suất|tỉ suất)(?!\w)")
_KEEPING_VERB = re.compile(r"(?<!\w)(?:bảo đảm|đảm bảo|duy trì|giữ vững) $")
_SEVERAL = re.compile(r"^(?:(?:các|những|mọi|toàn bộ|tổng số|số) )+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """`name`: of the measure, with the plan's own «Tỷ lệ», «Tỷ trọng»; `noun`: what stands behind its figures."""

    name: str
    noun: str


def name_measure(content: ProposalContent, quote: str) -> MeasureWords:
    """The words for a share, a rate or a change of a share; of others the name and unit as they are.

    `quote`: the words of the plan. A denominator that the name does not say is said after «tính trên».
    """
    if not content.needs_denominator or not content.denominator or not content.name:
        return MeasureWords(content.name, content.unit)
    if content.measure is MeasureKind.RATE:
        return _name_rate(content)
    numerator, denominator = lower_first(content.name), lower_first(content.denominator)
    action, _colon, subject = numerator.rpartition(": ")
    if action and fold_tones(subject) == fold_tones(denominator):  # «Tổ chức tuyên truyền: nhà trường»
        numerator = f"{subject} được {_restore_verb(action.removeprefix('được '), quote)}"
    match = _RATIO_NOUN.search(fold_tones(quote))
    noun = match[0].replace("tỉ", "tỷ") if match is not None else "tỷ lệ"
    name = numerator if _RATIO_NOUN.match(fold_tones(numerator)) else f"{noun} {numerator}"
    if fold_tones(_SEVERAL.sub("", denominator)) not in fold_tones(numerator):
        name = f"{name} tính trên {denominator}"
    return MeasureWords(capitalize_first(name), _name_counted(content))


def _restore_verb(action: str, quote: str) -> str:
    """«bảo đảm cơ sở vật chất» where the plan says so before the action."""
    start = fold_tones(quote).find(fold_tones(action))
    verb = _KEEPING_VERB.search(fold_tones(quote[: max(0, start)]))
    return f"{verb[0]}{action}" if verb is not None else action


def _name_rate(content: ProposalContent) -> MeasureWords:
    denominator = lower_first(_SEVERAL.sub("", content.denominator))
    per = content.per or 100
    per_phrase = f"bình quân mỗi {denominator}" if per == 1 else f"trên {per:,} {denominator}".replace(",", ".")
    return MeasureWords(f"{content.name} {per_phrase}", _name_counted(content))


def _name_counted(content: ProposalContent) -> str:
    """The denominator where its unit is one of it, «doanh nghiệp vừa và nhỏ»; else the unit: «tỷ đồng»."""
    denominator = lower_first(_SEVERAL.sub("", content.denominator))
    is_one_of_it = fold_tones(denominator).startswith(fold_tones(content.unit))
    return denominator if is_one_of_it and len(denominator) <= _LONGEST_COUNTED else content.unit
