"""The duties of a plan as points of its report, below the headings of the plan."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from sokehoach.domain.documents.numbering import ALPHABET
from sokehoach.domain.documents.outline import OutlineSection, Sentence, escape_signs
from sokehoach.domain.plans.proposals.facts import Reporters
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalKind
from sokehoach.domain.text import capitalize_first, cut_at_clause, end_at_noun, lower_first
from sokehoach.domain.titles import lower_title

_LONGEST_HEADING = 280
_NO_HEADING = "Nhiệm vụ thường xuyên"


def list_duty_sections(
    accepted: Sequence[ProgrammeProposal],
    sentences: Mapping[str, str],
    clauses: Sequence[tuple[str, str]],
    name_reporters: Callable[[Reporters], str],
) -> list[OutlineSection]:
    """A heading for each part of the plan, and a point for each duty in it. `sentences`: by the key of a proposal, the
    sentence of a count or the code of a narrative. `clauses`: path and heading of the parts.

    One count of several kinds of reporters says whose each number is, by `name_reporters`. A part with more duties than
    there are letters for points is divided as the plan divides it.
    """
    titles = {path: lower_title(heading, ()) for path, heading in clauses}  # a plan prints its parts in capitals
    kinds = (ProposalKind.COUNT, ProposalKind.NARRATIVE)
    duties = [row for row in accepted if row.content.kind in kinds and row.key in sentences]
    sections: list[OutlineSection] = []
    for _top, group in groupby(duties, key=lambda duty: duty.path.split(".")[0]):
        for title, points in _divide(list(group), titles):
            sections.append(OutlineSection(cut_at_clause(title, _LONGEST_HEADING), 2))
            names = [_name_point(duty) for duty in points]
            for duty, name in zip(points, names, strict=True):
                text = sentences[duty.key]
                if duty.content.kind is ProposalKind.NARRATIVE:
                    sections.append(OutlineSection(name, 3, narrative=text))
                    continue
                if names.count(name) > 1:
                    who = escape_signs(capitalize_first(name_reporters(duty.content.reporters)))
                    text = f"{who}: {lower_first(text)}"
                sections.append(OutlineSection(name, 3, (Sentence(text),)))
    return sections


def _divide(
    duties: Sequence[ProgrammeProposal], titles: Mapping[str, str]
) -> Iterator[tuple[str, Sequence[ProgrammeProposal]]]:
    """Headings with at most as many duties as there are letters."""
    depth = 1 if len(duties) <= len(ALPHABET) else 2
    for title, group in groupby(duties, key=lambda duty: _find_title(duty.path, titles, depth)):
        points = list(group)
        for start in range(0, len(points), len(ALPHABET)):
            yield f"{title} (tiếp theo)" if start else title, points[start : start + len(ALPHABET)]


def _find_title(path: str, titles: Mapping[str, str], depth: int) -> str:
    """The heading of the part that the path is in, at that depth or above."""
    steps = path.split(".")
    paths = [".".join(steps[:length]) for length in range(min(depth, len(steps)), 0, -1)]
    return next((titles[part] for part in paths if titles.get(part)), _NO_HEADING)


def _name_point(duty: ProgrammeProposal) -> str:
    name = capitalize_first(duty.content.name.removeprefix(f"Số {duty.content.unit}: "))
    return end_at_noun(cut_at_clause(name, _LONGEST_HEADING))
