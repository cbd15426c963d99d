"""Fill a Word form in place: filled places keep their formatting, nothing else changes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from sokehoach.adapters.external_forms import word
from sokehoach.adapters.external_forms.package import serialize_part, strip_unprintable
from sokehoach.adapters.external_forms.word import DocumentPart, Node, w
from sokehoach.domain.documents.external_form.form_structure import Line
from sokehoach.domain.documents.external_form.place import PlaceContent
from sokehoach.domain.documents.external_form.row_repeat import parse_copy

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKED = "FCF0D4"  # shading of places without a source
_AFTER_SHADE = {  # elements that the schema requires after a run's shading
    w(name) for name in ("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")
}
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_LETTERS = (w("rFonts"), w("sz"), w("szCs"))
_CELL = re.compile(r"t(\d+)\.r(\d+)\.c(\d+)")


def fill_document(parts: Mapping[str, bytes], entries: Iterable[PlaceContent]) -> dict[str, bytes]:
    """Return the changed parts by name."""
    by_part: dict[str, list[PlaceContent]] = defaultdict(list)
    for entry in entries:
        part, _, place = entry.at.rpartition("!")
        by_part[part].append(replace(entry, at=place))
    parts_by_name = word.index_parts(parts)
    for name, part_entries in by_part.items():
        _fill_part(parts_by_name[name], part_entries)
    return {
        parts_by_name[name].part: serialize_part(parts_by_name[name].tree, parts[parts_by_name[name].part])
        for name in by_part
    }


def _fill_part(part: DocumentPart, entries: list[PlaceContent]) -> None:
    cells = _address_cells(part, entries)  # before any paragraph is added
    holes: dict[int, list[tuple[int, PlaceContent]]] = defaultdict(list)
    for entry in entries:
        place, _, hole = entry.at.partition("#")
        if hole:
            holes[int(place[1:])].append((int(hole), entry))
        elif place in cells:
            _fill_cell(cells[place], entry)
        elif place.endswith("+"):
            _insert_below(part, part.paragraphs[int(place[1:-1])], entry)
        else:
            _write_paragraphs(part.paragraphs[int(place[1:])], entry)
    for number, hole_entries in holes.items():
        paragraph = part.paragraphs[number]
        fallback = word.find_fallback_paragraph(paragraph)
        for target in (paragraph, fallback):
            if target is not None:
                _fill_holes(target, hole_entries)


def _address_cells(part: DocumentPart, entries: Iterable[PlaceContent]) -> dict[str, Node]:
    """Return cells by address; rows with several entries are copied below themselves."""
    by_address = {}
    rows = {}
    for t, table in enumerate(part.tables):
        for r, row in enumerate(word.list_rows(table)):
            rows[t, r] = row
            for c, cell in enumerate(word.list_cells(row)):
                by_address[f"t{t}.r{r}.c{c}"] = cell
    copy_counts: dict[tuple[int, int], int] = defaultdict(int)
    for entry in entries:
        at, number = parse_copy(entry.at)
        if number and (match := _CELL.fullmatch(at)):
            place = int(match[1]), int(match[2])
            copy_counts[place] = max(copy_counts[place], number)
    for (t, r), most in copy_counts.items():
        for number in range(most, 0, -1):
            copy = _copy_row(rows[t, r])
            rows[t, r].addnext(copy)
            for c, cell in enumerate(word.list_cells(copy)):
                by_address[f"t{t}.r{r}.c{c}*{number}"] = cell
    return by_address


def _copy_row(row: Node) -> Node:
    """Copy a row without what must be unique in a document: bookmarks, comment ranges and Word's paragraph ids."""
    copy = deepcopy(row)
    copy.tail = None
    for mark in [*copy.iter(w("bookmarkStart"), w("bookmarkEnd"), w("commentRangeStart"), w("commentRangeEnd"))]:
        mark.getparent().remove(mark)
    for node in copy.iter(w("tr"), w("p")):
        for name in [attribute for attribute in node.attrib if attribute.startswith(_W14)]:
            del node.attrib[name]
    return copy


def _fill_cell(cell: Node, entry: PlaceContent) -> None:
    paragraph = next((block for block in word.iter_blocks(cell) if block.tag == w("p")), None)
    if paragraph is None:
        paragraph = _build_element("p")
        cell.append(paragraph)
    _write_lines(paragraph, strip_unprintable(entry.text).split("\n"), entry)


def _write_paragraphs(paragraph: Node, entry: PlaceContent) -> None:
    """Write each line of text as a paragraph with the formatting of the first."""
    first, *more = strip_unprintable(entry.text).split("\n")
    _write_lines(paragraph, [first], entry)
    for line in reversed(more):
        copy = deepcopy(paragraph)
        _write_lines(copy, [line], entry)
        paragraph.addnext(copy)


def _insert_below(part: DocumentPart, heading: Node, entry: PlaceContent) -> None:
    """Insert a paragraph after the heading, with the formatting of a plain paragraph of the document."""
    new_paragraph = _build_element("p")
    plain = next((candidate for candidate in part.paragraphs if _is_plain(candidate)), None)
    if plain is not None:
        looks = plain.find(w("pPr"))
        if looks is not None:
            new_paragraph.append(deepcopy(looks))
        run = plain.find(w("r"))
        if run is not None and (run_looks := run.find(w("rPr"))) is not None:
            new_paragraph.append(_build_run(deepcopy(run_looks), [""]))
    heading.addnext(new_paragraph)
    _write_paragraphs(new_paragraph, entry)


def _is_plain(paragraph: Node) -> bool:
    looks = paragraph.find(w("pPr"))
    parent = paragraph.getparent()
    return (
        parent is not None
        and parent.tag == w("body")
        and len(word.get_paragraph_text(paragraph)) > 40
        and (looks is None or (looks.find(w("numPr")) is None and looks.find(w("outlineLvl")) is None))
        and (looks is None or word.get_child_attribute(looks, "jc") != "center")
        and not any(run.find(f"{w('rPr')}/{w('b')}") is not None for run in paragraph.iter(w("r")))
    )


def _write_lines(paragraph: Node, lines: list[str], entry: PlaceContent) -> None:
    """Replace the paragraph's text by the lines, with the formatting of its first run."""
    runs = [run for run in paragraph.iter(w("r")) if next(run.iterancestors(w("p"))) is paragraph]
    text_runs = [run for run in runs if run.find(w("t")) is not None]
    first = (text_runs or [run for run in runs if len(run) == len(run.findall(w("rPr")))] or [None])[0]
    looks = first.find(w("rPr")) if first is not None else _copy_mark_looks(paragraph)
    if first is None and looks is None:
        looks = _copy_row_looks(paragraph)
    new_run = _build_run(deepcopy(looks) if looks is not None else None, lines)
    if entry.marked:
        _shade_run(new_run)
    if first is None:
        paragraph.append(new_run)
        return
    first.addprevious(new_run)
    for run in {*text_runs, first}:
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def _copy_mark_looks(paragraph: Node) -> Node | None:
    """Return a copy of the paragraph mark's formatting, which Word would give to text typed here."""
    looks = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    if looks is None:
        return None
    copied_looks = deepcopy(looks)
    for change in (
        copied_looks.findall(w("ins")) + copied_looks.findall(w("del")) + copied_looks.findall(w("rPrChange"))
    ):
        copied_looks.remove(change)
    return copied_looks


def _copy_row_looks(paragraph: Node) -> Node | None:
    """Return font and size of neighbouring text, for a cell without formatting of its own."""
    row = word.find_ancestor(paragraph, "tr")
    text_runs = (run for run in row.iter(w("r")) if run.find(w("t")) is not None) if row is not None else ()
    neighbour_looks = next((looks for run in text_runs if (looks := run.find(w("rPr"))) is not None), None)
    letters = (
        [deepcopy(node) for node in neighbour_looks if node.tag in _LETTERS] if neighbour_looks is not None else []
    )
    if not letters:
        return None
    looks = _build_element("rPr")
    looks.extend(letters)
    return looks


def _fill_holes(paragraph: Node, hole_entries: list[tuple[int, PlaceContent]]) -> None:
    spans = Line("", word.get_paragraph_text(paragraph)).holes
    for number, entry in sorted(hole_entries, key=lambda pair: -pair[0]):  # from the last: earlier offsets stay valid
        _fill_hole(paragraph, *spans[number], entry)


def _fill_hole(paragraph: Node, start: int, end: int, entry: PlaceContent) -> None:
    at = 0
    is_filled = False
    for node, text in word.list_text_nodes(paragraph):
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if node is None or first >= last:
            continue
        if is_filled:
            _set_text(node, text[:first] + text[last:])
        else:
            _split_run(node, text[:first], text[last:], entry)
            is_filled = True


def _split_run(node: Node, text_before: str, text_after: str, entry: PlaceContent) -> None:
    """Split run(before·hole·after …) into run(before), run(words), run(after …), all with the same formatting."""
    run = node.getparent()
    assert run is not None
    looks = run.find(w("rPr"))
    new_run = _build_run(
        deepcopy(looks) if looks is not None else None, [strip_unprintable(entry.text).replace("\n", " ")]
    )
    if entry.marked:
        _shade_run(new_run)
    tail = _build_run(deepcopy(looks) if looks is not None else None, [text_after] if text_after else [])
    for sibling in list(node.itersiblings()):
        tail.append(sibling)
    run.addnext(new_run)
    if len(tail) > (looks is not None):
        new_run.addnext(tail)
    if text_before:
        _set_text(node, text_before)
    else:
        run.remove(node)
        if len(run) == (looks is not None):
            run.getparent().remove(run)


def _build_run(looks: Node | None, lines: list[str]) -> Node:
    run = _build_element("r")
    if looks is not None:
        run.append(looks)
    for index, line in enumerate(lines):
        if index:
            run.append(_build_element("br"))
        text_node = _build_element("t")
        _set_text(text_node, line)
        run.append(text_node)
    return run


def _set_text(node: Node, text: str) -> None:
    node.text = text
    node.set(_SPACE, "preserve")


def _shade_run(run: Node) -> None:
    looks = run.find(w("rPr"))
    if looks is None:
        looks = _build_element("rPr")
        run.insert(0, looks)
    for old in looks.findall(w("shd")):
        looks.remove(old)
    shade = _build_element("shd", val="clear", color="auto", fill=_MARKED)
    place = next((index for index, node in enumerate(looks) if node.tag in _AFTER_SHADE), len(looks))
    looks.insert(place, shade)


def _build_element(name: str, **attributes: str) -> Node:
    node = etree.Element(w(name), nsmap={"w": w("")[1:-1]})
    for key, value in attributes.items():
        node.set(w(key), value)
    return node
