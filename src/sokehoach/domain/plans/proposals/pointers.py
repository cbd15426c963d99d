"""Duties that only point to a section of the plan, «Chủ trì triển khai các nhiệm vụ tại mục (IV) (1)», and its work."""

import re
from collections.abc import Mapping, Sequence

from sokehoach.domain.plans.proposals.facts import DutyFacts, Reporters
from sokehoach.domain.plans.section_references import find_section_references
from sokehoach.domain.text import cut_at_clause, fold_tones

_LONGEST_HEADING = 160
# What is left of a duty that only points when its references are taken out.
_ONLY_POINTS = re.compile(
    r"(?:(?:chủ trì|chủ động|phụ trách|chịu trách nhiệm|có trách nhiệm|tham mưu|tổ chức|triển khai|thực hiện|"
    r"hoàn thành|các|những|nhiệm vụ|nội dung|giải pháp|công việc|chỉ tiêu|được|"
    r"giao|tại|ở|theo|nêu|thuộc|và|phụ lục|của|kế hoạch|chương trình|"
    r"đề án|này|kèm theo|trên)(?:[ ,.;:]+|$)){1,30}"
)
_TELLS = re.compile(r"(?<!\w)(?:báo cáo|tổng hợp|thống kê|theo dõi|chỉ tiêu)(?!\w)")


class SectionPointers:
    """`duties`: those that get a proposal; `headings`: the words of the numbered clauses by path."""

    def __init__(self, duties: Sequence[DutyFacts], headings: Mapping[str, str]) -> None:
        self._headings = headings
        self._paths: dict[str, tuple[str, ...]] = {}
        self._pointers: list[DutyFacts] = []
        for duty in duties:
            paths = self._find_paths(duty)
            if paths and any(_is_led_below(other, duty, paths) for other in duties if other is not duty):
                self._paths[duty.code] = paths
                self._pointers.append(duty)

    def name_section(self, duty: DutyFacts) -> str:
        """The name under which its section is reported: «Nhiệm vụ tại mục IV.1 (Du lịch)»; «» for another."""
        if duty.code not in self._paths:
            return ""
        parts = [
            f"{path} ({heading})" if (heading := cut_at_clause(self._headings[path], _LONGEST_HEADING)) else path
            for path in self._paths[duty.code]
        ]
        return f"Nhiệm vụ tại mục {', '.join(parts)}"

    def find_pointer(self, duty: DutyFacts) -> DutyFacts | None:
        """The duty under whose name this one, of a section to which it points, is reported; None for others."""
        if duty.code in self._paths:
            return None
        return next(
            (pointer for pointer in self._pointers if _is_led_below(duty, pointer, self._paths[pointer.code])), None
        )

    def _find_paths(self, duty: DutyFacts) -> tuple[str, ...]:
        references = find_section_references(duty.text, duty.path, self._headings)
        rest = " ".join(duty.text.split())
        for reference in references:
            rest = rest.replace(reference.printed_text, "")
        if not references or not _ONLY_POINTS.fullmatch(f"{fold_tones(rest).strip(' .;')} "):
            return ()
        return tuple(path for reference in references for path in reference.paths)


def _is_led_below(duty: DutyFacts, pointer: DutyFacts, paths: Sequence[str]) -> bool:
    """Whether it stands in one of the sections, with the same leads."""
    return duty.leads == pointer.leads and any(duty.path == path or duty.path.startswith(f"{path}.") for path in paths)


def find_named_reporters(duties: Sequence[DutyFacts], headings: Mapping[str, str]) -> dict[str, Reporters]:
    """By path of a section who reports what it sets: «báo cáo các chỉ tiêu tại điểm 2.7 và 2.9 mục II».

    A section that duties of several bodies name so is nobody's.
    """
    named: dict[str, set[Reporters]] = {}
    for duty in duties:
        if duty.leads and _TELLS.search(fold_tones(duty.text)) is not None:
            for reference in find_section_references(duty.text, duty.path, headings):
                for path in reference.paths:  # a whole part is everybody's
                    if "." in path:
                        named.setdefault(path, set()).add(duty.leads)
    return {path: next(iter(leads)) for path, leads in named.items() if len(leads) == 1}


def list_tops(path: str) -> list[str]:
    """The path of a clause and those around it, the widest first: «V.1.a» → «V», «V.1», «V.1.a»."""
    parts = path.split(".") if path else []
    return [".".join(parts[: end + 1]) for end in range(len(parts))]
