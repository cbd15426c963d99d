"""Find references of a duty to other sections of its plan: «các nhiệm vụ tại mục (IV) (1)», «khoản 2 mục III»."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sokehoach.domain.messages import say
from sokehoach.domain.plans.agencies import find_groups
from sokehoach.domain.plans.assignment import Duty
from sokehoach.domain.plans.tasks import Task
from sokehoach.domain.text import cut_at_word, fold_tones

_LABEL = r"(?:[Mm]ục|MỤC|[Pp]hần|PHẦN|[Kk]hoản|[Đđ]iểm|[Tt]iểu mục)"
_NUMBER = r"(?:\(?(?:[IVXL]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\)?(?![\w%]))"
_REFERENCE = re.compile(
    rf"(?<!\w)(?:các )?{_LABEL} {_NUMBER}(?:(?:\.|[,;]? ?(?:và )?)(?:(?:các )?{_LABEL} )?{_NUMBER}){{0,8}}"
)
_TOKEN = re.compile(r"[IVXL]{1,5}(?!\w)|\d{1,2}(?:\.\d{1,2}){0,3}|(?<!\w)[a-zđ](?!\w)")
_LABELS = re.compile(rf"(?<!\w){_LABEL}(?!\w)|(?<!\w)(?:các|và)(?!\w)")
# Of another document: «mục 1, Phần III Công văn số 7886», «khoản 1 Điều 4 Luật …».
_OTHER_DOCUMENT = re.compile(
    r"[ ,]*(?:của |kèm theo |ban hành kèm theo |tại )?(?:nghị quyết|quyết định|chỉ thị|công văn|thông tư|luật|"
    r"nghị định|hướng dẫn|thông báo|kết luận|đề án|điều \d|báo cáo|chương trình (?:số|hành động)|"
    r"kế hoạch (?:số|hành động)? ?\d)"
)
_WORK = re.compile(
    r"(?<!\w)(?:nhiệm vụ|nội dung|công việc|giải pháp|phần việc|hoạt động|chỉ tiêu|mục tiêu)(?!\w)[^.;]{0,60}$"
)
_LEADS = re.compile(
    r"(?<!\w)(?:chủ trì|được giao|phụ trách|chịu trách nhiệm|triển khai|thực hiện|tham mưu|tổ chức|hoàn thành)(?!\w)"
)
_ONLY_HELPS = re.compile(r"(?:phối hợp|tham gia|hỗ trợ|giám sát|kiểm tra|theo dõi|đôn đốc|căn cứ)(?!\w)")
_LONGEST_WORDS = 80
_SENTENCE_LETTERS = 160  # letters of the sentence before a reference


@dataclass(frozen=True, slots=True)
class SectionReference:
    """`paths`: of the clauses that the reference names; () where the plan has none of these numbers."""

    printed_text: str
    paths: tuple[str, ...]


def find_section_references(text: str, own_path: str, known_paths: Collection[str]) -> tuple[SectionReference, ...]:
    """The sections of this plan whose work the text gives. `own_path`: of its clause; `known_paths`: of all clauses."""
    return tuple(_find_references(text, own_path, known_paths))


def _find_references(text: str, own_path: str, known_paths: Collection[str]) -> Iterator[SectionReference]:
    for match in _REFERENCE.finditer(text):
        text_before = re.split(r"[.;]", text[max(0, match.start() - _SENTENCE_LETTERS) : match.start()])[-1]
        if _OTHER_DOCUMENT.match(text[match.end() : match.end() + _SENTENCE_LETTERS].lower()) or not _WORK.search(
            text_before.lower()
        ):
            continue
        printed_text = match[0] if match[0].count("(") == match[0].count(")") else match[0].rstrip(")")
        yield SectionReference(printed_text, _resolve_paths(printed_text, own_path, known_paths))


def _resolve_paths(printed_text: str, own_path: str, known_paths: Collection[str]) -> tuple[str, ...]:
    """The paths of «(IV) (4.1) (4.2)», «IV.1, V», «điểm a khoản 2 mục III»; () where one of them is no clause."""
    tokens = _TOKEN.findall(_LABELS.sub(_blank_label, printed_text))
    numerals = [number for number, token in enumerate(tokens) if _is_numeral(token)]
    is_widest_last = bool(numerals) and numerals[0] > 0
    if is_widest_last:
        tokens.reverse()
    paths: list[list[str]] = []
    for token in tokens:
        parts = token.split(".")
        if _is_numeral(token):
            paths.append([token])
            continue
        found_path = _place_below(paths[-1] if paths else [], parts, own_path, known_paths)
        if found_path is None:
            return ()
        if paths and found_path[: len(paths[-1])] == paths[-1]:
            paths[-1] = found_path
        else:
            paths.append(found_path)
    joined = tuple(dict.fromkeys(".".join(path) for path in (paths[::-1] if is_widest_last else paths)))
    return joined if all(path in known_paths for path in joined) else ()


def _place_below(
    open_path: list[str], parts: list[str], own_path: str, known_paths: Collection[str]
) -> list[str] | None:
    """The clause of a number: below the one just named, beside it, or in the part in which the reference stands."""
    for depth in range(len(open_path), 0, -1):
        candidate = [*open_path[:depth], *parts]
        if ".".join(candidate) in known_paths:
            return candidate
    top = own_path.split(".")[0]
    candidate = [top, *parts]
    return candidate if not open_path and ".".join(candidate) in known_paths else None


def _is_numeral(token: str) -> bool:
    return token[0] in "IVXL"


def _blank_label(match: re.Match[str]) -> str:
    return " " * len(match[0])


def assign_referred_tasks(
    duties: Collection[Duty], tasks: Collection[Task], known_paths: Collection[str]
) -> tuple[list[Duty], list[Task]]:
    """Give the tasks of a section their lead where one agency's duty is the work «tại mục …».

    A duty whose reference gives nobody a task says so in its doubts, so that a person decides: a section that is not
    found, one without work, a group of agencies, several agencies for one section.
    """
    leads: dict[str, set[str]] = {}
    owners: dict[str, Duty] = {}
    references = {
        id(duty): find_section_references(duty.text, duty.path, known_paths) for duty in duties if _gives_work(duty)
    }
    task_paths = {task.path for task in tasks}
    for duty in duties:
        for reference in references.get(id(duty), ()):
            for path in reference.paths if not find_groups(duty.agency) else ():
                leads.setdefault(path, set()).add(fold_tones(duty.agency))
                owners[path] = duty
    assigned = [_assign_lead(task, leads, owners) for task in tasks]
    doubted = [
        replace(duty, doubts=(*duty.doubts, *_list_doubts(duty, references.get(id(duty), ()), leads, task_paths)))
        for duty in duties
    ]
    return doubted, assigned


def _gives_work(duty: Duty) -> bool:
    lower = fold_tones(duty.text)
    return _LEADS.search(lower) is not None and _ONLY_HELPS.match(lower) is None


def _assign_lead(task: Task, leads: dict[str, set[str]], owners: dict[str, Duty]) -> Task:
    parts = task.path.split(".")
    for depth in range(len(parts), 0, -1):
        path = ".".join(parts[:depth])
        if path in leads:
            if len(leads[path]) > 1:
                return task
            return replace(task, lead=owners[path].agency, lead_span=owners[path].agency_span)
    return task


def _list_doubts(
    duty: Duty, references: Collection[SectionReference], leads: dict[str, set[str]], task_paths: Collection[str]
) -> Iterator[str]:
    for reference in references:
        quote = cut_at_word(reference.printed_text, _LONGEST_WORDS, mark="…")
        if not reference.paths:
            yield say(
                "Dẫn tới «%(words)s», không tìm thấy mục ấy trong văn bản: cần xem ai làm việc ở đó.", words=quote
            )
        elif find_groups(duty.agency):
            yield say(
                "Dẫn tới «%(words)s» mà giao cho nhiều cơ quan: cần chọn cơ quan cho từng việc ở mục ấy.", words=quote
            )
        elif any(len(leads[path]) > 1 for path in reference.paths):
            yield say("Dẫn tới «%(words)s», nơi nhiều cơ quan được giao: cần chọn cơ quan cho từng việc.", words=quote)
        elif not any(_is_within(path, reference.paths) for path in task_paths):
            yield say("Dẫn tới «%(words)s» nhưng không đọc được việc nào ở mục ấy: cần xem lại.", words=quote)


def _is_within(path: str, tops: Collection[str]) -> bool:
    return any(path == top or path.startswith(f"{top}.") for top in tops)
