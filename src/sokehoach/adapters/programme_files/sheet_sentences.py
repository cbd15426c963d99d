"""Sentences for what a sheet brings to be counted: in each outline that annexes the form, at the end of its results."""

from collections.abc import Mapping, Sequence

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.yaml_lists import YamlListError, append_items, insert_items
from sokehoach.domain.documents.outline import escape_signs
from sokehoach.domain.indicators.element import ValueKind

_HEADING = "Chỉ tiêu khác"


def add_sentences(files: Mapping[str, str], form: str, lines: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The outlines that change. `lines`: of elements.csv. What is chosen from options, a share and a day get none."""
    sentences, points = [], []
    for line in lines:
        kind, name = ValueKind(line["kind"]), escape_signs(line["name"])
        if kind.is_single_amount:
            unit = f" {unit}" if (unit := escape_signs(line["unit"])) else ""
            sentences.append(f"{name}: {{{line['code']}}}{unit}.")
        elif kind.is_text:
            points.append({"heading": name, "level": 3, "narrative": line["code"]})
    changed_files: dict[str, str] = {}
    for outline in Folder(files).yamls("outlines") if sentences or points else ():
        if form in outline.texts("annexes") and not outline.optional("follows"):
            text = _add_sections(files[outline.file], sentences, points)
            if text:
                changed_files[outline.file] = text
    return changed_files


def _add_sections(text: str, sentences: Sequence[str], points: Sequence[Mapping[str, object]]) -> str:
    """«» for an outline that is written so that nothing can be put between its lines."""
    sections = Folder({"outline": text}).yaml("outline").records("sections", required=False)
    headings = [(section.text("heading"), section.integer("level")) for section in sections]
    tops = [number for number, (_heading, level) in enumerate(headings) if level == 1]
    end = tops[1] if len(tops) > 1 else len(sections)  # the results are the first part
    heading_place = next((number for number, heading in enumerate(headings[:end]) if heading == (_HEADING, 2)), None)
    new_sections: list[Mapping[str, object]] = [*points]
    try:
        if sentences and heading_place is not None:
            text = append_items(text, ("sections", heading_place, "sentences"), sentences)
        elif sentences:
            new_sections.insert(0, {"heading": _HEADING, "level": 2, "sentences": list(sentences)})
        elif heading_place is None:
            new_sections.insert(0, {"heading": _HEADING, "level": 2})
        if end == len(sections):
            return append_items(text, ("sections",), new_sections)
        return insert_items(text, ("sections",), end, new_sections)
    except YamlListError:
        return ""
