"""Which forms the accepted proposals make: one for the units that report the same, with figures or words alone."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sokehoach.domain.messages import say
from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE, EVERYBODY, Reporters
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalKind
from sokehoach.domain.plans.proposals.propose import ASSUMED_SCHEDULE
from sokehoach.domain.text import fold_accents

_FIGURES = (ProposalKind.INDICATOR, ProposalKind.COUNT)
ASKED_KINDS = (*_FIGURES, ProposalKind.NARRATIVE)
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


def list_asking_forms(
    accepted: Iterable[ProgrammeProposal], agencies: Collection[str] = ()
) -> dict[str, tuple[Reporters, ...]]:
    """Whose forms ask for each proposal, by its key. The units that report the same have one form.

    Words that several are asked for stand in the forms that these have anyway, so that no unit gets one more form for
    them; figures do not, since a total is of one form. The same work of one clause is asked of the same units once,
    where the plan calls them by two names. `agencies`: the codes of all of the area.
    """
    rows_by_work: dict[tuple[object, ...], ProgrammeProposal] = {}
    for row in accepted:
        content = row.content
        if content.kind in ASKED_KINDS and not content.numerator_code:
            is_duty = content.kind is not ProposalKind.INDICATOR
            work = (row.path, content.kind, content.name, sort_reporters(content.reporters)) if is_duty else (row.key,)
            rows_by_work.setdefault(work, row)
    rows = list(rows_by_work.values())
    reporters = {row.key: sort_reporters(row.content.reporters) for row in rows}
    figure_forms = {reporters[row.key] for row in rows if row.content.kind in _FIGURES}
    forms = figure_forms | {keys for keys in reporters.values() if len(keys) == 1}
    parts: dict[Reporters, tuple[Reporters, ...]] = {}
    for keys in dict.fromkeys(reporters.values()):
        own_forms = tuple((key,) for key in keys)
        if keys not in forms and len(set(own_forms) - forms) <= 1:
            parts[keys] = own_forms
            forms |= set(own_forms)
    agency_forms = ((AGENCIES,),) if (AGENCIES,) in figure_forms else _list_agency_forms(forms, agencies)
    return {
        key: tuple(
            form for part in parts.get(keys, (keys,)) for form in (agency_forms if part == (AGENCIES,) else (part,))
        )
        for key, keys in reporters.items()
    }


def _list_agency_forms(forms: Collection[Reporters], agencies: Collection[str]) -> tuple[Reporters, ...]:
    """The forms in which all agencies answer: those that an agency has alone, and one of all others."""
    own_forms = tuple((code,) for code in sorted(agencies) if (code,) in forms)
    if not own_forms:
        return ((AGENCIES,),)
    others = sort_reporters(code for code in agencies if (code,) not in forms)
    return (*own_forms, others) if others else own_forms


def list_proposed_forms(
    accepted: Iterable[ProgrammeProposal], agencies: Collection[str] = ()
) -> tuple[ProposedForm, ...]:
    """The forms, those of the base units first; these are listed even where they get none, with why."""
    accepted = list(accepted)
    asking_forms = list_asking_forms(accepted, agencies)
    counts: dict[Reporters, list[int]] = {}
    is_base_asked = False
    for proposal in accepted:
        content = proposal.content
        for reporters in asking_forms.get(proposal.key, ()):
            count = counts.setdefault(reporters, [0, 0])
            count[content.kind is ProposalKind.NARRATIVE] += 1
        if content.kind is ProposalKind.SCHEDULE and proposal.key != ASSUMED_SCHEDULE:
            is_base_asked |= BASE in content.reporters
    forms = [
        ProposedForm(reporters, figures, texts, "" if figures else WORDS_ALONE)
        for reporters, (figures, texts) in counts.items()
    ]
    if not any(BASE in form.reporters for form in forms):
        reason = ASKED_ALONE if is_base_asked else NOT_ASKED
        forms.append(ProposedForm((BASE,), 0, 0, reason, is_made=is_base_asked))
    return tuple(sorted(forms, key=lambda form: BASE not in form.reporters))


_OF_AREA = re.compile(
    r"(?: (?:của|cả|toàn|trong|trên)){1,3}(?: (?:tỉnh|thành phố|địa bàn|địa phương|huyện|xã|phường|đặc khu)){1,2}$"
)
_AREA_BEHIND_ABBREVIATION = re.compile(r"(?<=[A-ZĐ]{3}) (?:tỉnh|thành phố)$")  # «GRDP tỉnh»


def name_whole(denominator: str) -> str:
    """The folded name of a denominator, by which it is asked once: «GRDP tỉnh», «GRDP của tỉnh Bắc Ninh» are GRDP."""
    words = denominator.split()
    end = len(words)
    while end > 1 and words[end - 1].istitle():  # the name of the place
        end -= 1
    text = " ".join(words[:end])
    bare = _AREA_BEHIND_ABBREVIATION.sub("", _OF_AREA.sub("", text))
    return fold_accents(bare if bare != text else denominator)
