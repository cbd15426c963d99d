"""Which forms the accepted proposals make: one for the units that report the same, with figures or words alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from sokehoach.domain.messages import say
from sokehoach.domain.plans.proposals.facts import BASE, EVERYBODY, Reporters
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalKind
from sokehoach.domain.plans.proposals.propose import ASSUMED_SCHEDULE

_FIGURES = (ProposalKind.INDICATOR, ProposalKind.COUNT)
WORDS_ALONE = say("Kế hoạch không giao nơi này chỉ tiêu hay việc nào đếm được: biểu chỉ có phần lời.")
ASKED_ALONE = say(
    "Kế hoạch yêu cầu nơi này báo cáo nhưng không giao riêng chỉ tiêu, nhiệm vụ nào: biểu chỉ có phần kết quả, "
    "khó khăn, phương hướng, kiến nghị."
)
NOT_ASKED = say("Kế hoạch không giao việc và không yêu cầu báo cáo: không có biểu.")


@dataclass(frozen=True, slots=True)
class ProposedForm:
    """`figures`, `texts`: how many of what is proposed are of this form. `reason`: why it has no figures."""

    reporters: Reporters
    figures: int
    texts: int
    reason: str = ""
    is_made: bool = True


def sort_reporters(reporters: Iterable[str]) -> Reporters:
    """In one order, so that the same units have one form."""
    return tuple(sorted(set(reporters), key=lambda key: (key not in EVERYBODY, key)))


def list_proposed_forms(accepted: Iterable[ProgrammeProposal]) -> tuple[ProposedForm, ...]:
    """The forms, those of the base units first; these are listed even where they get none, with why."""
    counts: dict[Reporters, list[int]] = {}
    is_base_asked = False
    for proposal in accepted:
        content = proposal.content
        if content.kind in (*_FIGURES, ProposalKind.NARRATIVE) and not content.numerator_code:
            count = counts.setdefault(sort_reporters(content.reporters), [0, 0])
            count[content.kind is ProposalKind.NARRATIVE] += 1
        elif content.kind is ProposalKind.SCHEDULE and proposal.key != ASSUMED_SCHEDULE:
            is_base_asked |= BASE in content.reporters
    forms = [
        ProposedForm(reporters, figures, texts, "" if figures else WORDS_ALONE)
        for reporters, (figures, texts) in counts.items()
    ]
    if not any(BASE in form.reporters for form in forms):
        reason = ASKED_ALONE if is_base_asked else NOT_ASKED
        forms.append(ProposedForm((BASE,), 0, 0, reason, is_made=is_base_asked))
    return tuple(sorted(forms, key=lambda form: BASE not in form.reporters))
