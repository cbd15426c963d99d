"""A Word form filled in place: the looks of a place are kept, nothing else is touched."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from sokehoach.adapters.blank import word
from sokehoach.adapters.blank.package import content, printable
from sokehoach.adapters.blank.word import Counted, Node, w
from sokehoach.domain.documents.foreign.blank import Line
from sokehoach.domain.documents.foreign.filling import Entry
from sokehoach.domain.documents.foreign.repeating import copy_of

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKED = "FCF0D4"  # shading of what has no source
_AFTER_SHADE = {  # what the schema wants behind a run's shading
    w(name)
    for name in ("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")
}
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_LETTERS = (w("rFonts"), w("sz"), w("szCs"))
_CELL = re.compile(r"t(\d+)\.r(\d+)\.c(\d+)")


def fill(parts: Mapping[str, bytes], entries: Iterable[Entry]) -> dict[str, bytes]:
    """The parts that change."""
    by_part: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        part, _, place = entry.at.rpartition("!")
        by_part[part].append(replace(entry, at=place))
    counted = word.counted(parts)
    for name, wanted in by_part.items():
        _fill(counted[name], wanted)
    return {counted[name].part: content(counted[name].tree, parts[counted[name].part]) for name in by_part}


def _fill(counted: Counted, entries: list[Entry]) -> None:
    cells = _cells(counted, entries)  # before any paragraph is added
    holes: dict[int, list[tuple[int, Entry]]] = defaultdict(list)
    for entry in entries:
        place, _, hole = entry.at.partition("#")
        if hole:
            holes[int(place[1:])].append((int(hole), entry))
        elif place in cells:
            _into_cell(cells[place], entry)
        elif place.endswith("+"):
            _below(counted, counted.paragraphs[int(place[1:-1])], entry)
        else:
            _paragraphs(counted.paragraphs[int(place[1:])], entry)
    for number, wanted in holes.items():
        paragraph = counted.paragraphs[number]
        second = word.twin(paragraph)
        for one in (paragraph, second):
            if one is not None:
                _into_holes(one, wanted)


def _cells(counted: Counted, entries: Iterable[Entry]) -> dict[str, Node]:
    """By address; rows that are wanted more than once are copied below themselves."""
    found = {}
    rows = {}
    for t, table in enumerate(counted.tables):
        for r, row in enumerate(word.rows(table)):
            rows[t, r] = row
            for c, cell in enumerate(word.cells(row)):
                found[f"t{t}.r{r}.c{c}"] = cell
    wanted: dict[tuple[int, int], int] = defaultdict(int)
    for entry in entries:
        at, number = copy_of(entry.at)
        if number and (told := _CELL.fullmatch(at)):
            place = int(told[1]), int(told[2])
            wanted[place] = max(wanted[place], number)
    for (t, r), most in wanted.items():
        for number in range(most, 0, -1):
            copy = _copied(rows[t, r])
            rows[t, r].addnext(copy)
            for c, cell in enumerate(word.cells(copy)):
                found[f"t{t}.r{r}.c{c}*{number}"] = cell
    return found


def _copied(row: Node) -> Node:
    """The row again, without what may stand once in a document: marks, and the numbers that Word knows a line by."""
    copy = deepcopy(row)
    copy.tail = None
    for mark in [
        *copy.iter(w("bookmarkStart"), w("bookmarkEnd"), w("commentRangeStart"), w("commentRangeEnd"))
    ]:
        mark.getparent().remove(mark)
    for node in copy.iter(w("tr"), w("p")):
        for name in [one for one in node.attrib if one.startswith(_W14)]:
            del node.attrib[name]
    return copy


def _into_cell(cell: Node, entry: Entry) -> None:
    paragraph = next((one for one in word.blocks(cell) if one.tag == w("p")), None)
    if paragraph is None:
        paragraph = _element("p")
        cell.append(paragraph)
    _words(paragraph, printable(entry.text).split("\n"), entry)


def _paragraphs(paragraph: Node, entry: Entry) -> None:
    """A line of text a paragraph, each with the looks of the first."""
    first, *more = printable(entry.text).split("\n")
    _words(paragraph, [first], entry)
    for line in reversed(more):
        copy = deepcopy(paragraph)
        _words(copy, [line], entry)
        paragraph.addnext(copy)


def _below(counted: Counted, heading: Node, entry: Entry) -> None:
    """A new paragraph after the heading, with the looks of a plain paragraph of the same document."""
    fresh = _element("p")
    plain = next((one for one in counted.paragraphs if _plain(one)), None)
    if plain is not None:
        looks = plain.find(w("pPr"))
        if looks is not None:
            fresh.append(deepcopy(looks))
        run = plain.find(w("r"))
        if run is not None and (run_looks := run.find(w("rPr"))) is not None:
            fresh.append(_run(deepcopy(run_looks), [""]))
    heading.addnext(fresh)
    _paragraphs(fresh, entry)


def _plain(paragraph: Node) -> bool:
    looks = paragraph.find(w("pPr"))
    parent = paragraph.getparent()
    return (
        parent is not None
        and parent.tag == w("body")
        and len(word.said(paragraph)) > 40
        and (looks is None or (looks.find(w("numPr")) is None and looks.find(w("outlineLvl")) is None))
        and (looks is None or word.value(looks, "jc") != "center")
        and not any(run.find(f"{w('rPr')}/{w('b')}") is not None for run in paragraph.iter(w("r")))
    )


def _words(paragraph: Node, lines: list[str], entry: Entry) -> None:
    """The words in place of what stood in the paragraph, with the looks of its first run."""
    runs = [run for run in paragraph.iter(w("r")) if next(run.iterancestors(w("p"))) is paragraph]
    written = [run for run in runs if run.find(w("t")) is not None]
    first = (written or [run for run in runs if len(run) == len(run.findall(w("rPr")))] or [None])[0]
    looks = first.find(w("rPr")) if first is not None else _mark_looks(paragraph)
    if first is None and looks is None:
        looks = _row_looks(paragraph)
    fresh = _run(deepcopy(looks) if looks is not None else None, lines)
    if entry.marked:
        _shade(fresh)
    if first is None:
        paragraph.append(fresh)
        return
    first.addprevious(fresh)
    for run in {*written, first}:
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def _mark_looks(paragraph: Node) -> Node | None:
    """What Word would give to words typed here: the looks of the paragraph's own mark."""
    looks = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    if looks is None:
        return None
    kept = deepcopy(looks)
    for change in kept.findall(w("ins")) + kept.findall(w("del")) + kept.findall(w("rPrChange")):
        kept.remove(change)
    return kept


def _row_looks(paragraph: Node) -> Node | None:
    """Of a cell that says nothing of its looks: the letters, in kind and size, of the words beside it."""
    row = word.nearest(paragraph, "tr")
    written = (run for run in row.iter(w("r")) if run.find(w("t")) is not None) if row is not None else ()
    beside = next((looks for run in written if (looks := run.find(w("rPr"))) is not None), None)
    letters = [deepcopy(one) for one in beside if one.tag in _LETTERS] if beside is not None else []
    if not letters:
        return None
    looks = _element("rPr")
    looks.extend(letters)
    return looks


def _into_holes(paragraph: Node, wanted: list[tuple[int, Entry]]) -> None:
    spans = Line("", word.said(paragraph)).holes
    for number, entry in sorted(wanted, key=lambda one: -one[0]):  # from the last: offsets before stay true
        _into_hole(paragraph, *spans[number], entry)


def _into_hole(paragraph: Node, start: int, end: int, entry: Entry) -> None:
    at = 0
    done = False
    for node, text in word.pieces(paragraph):
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if node is None or first >= last:
            continue
        if done:
            _say(node, text[:first] + text[last:])
        else:
            _split(node, text[:first], text[last:], entry)
            done = True


def _split(node: Node, before: str, after: str, entry: Entry) -> None:
    """run(before·hole·after …) → run(before), run(words), run(after …), all with the same looks."""
    run = node.getparent()
    assert run is not None
    looks = run.find(w("rPr"))
    fresh = _run(deepcopy(looks) if looks is not None else None, [printable(entry.text).replace("\n", " ")])
    if entry.marked:
        _shade(fresh)
    tail = _run(deepcopy(looks) if looks is not None else None, [after] if after else [])
    for sibling in list(node.itersiblings()):
        tail.append(sibling)
    run.addnext(fresh)
    if len(tail) > (looks is not None):
        fresh.addnext(tail)
    if before:
        _say(node, before)
    else:
        run.remove(node)
        if len(run) == (looks is not None):
            run.getparent().remove(run)


def _run(looks: Node | None, lines: list[str]) -> Node:
    run = _element("r")
    if looks is not None:
        run.append(looks)
    for index, line in enumerate(lines):
        if index:
            run.append(_element("br"))
        words = _element("t")
        _say(words, line)
        run.append(words)
    return run


def _say(node: Node, text: str) -> None:
    node.text = text
    node.set(_SPACE, "preserve")


def _shade(run: Node) -> None:
    looks = run.find(w("rPr"))
    if looks is None:
        looks = _element("rPr")
        run.insert(0, looks)
    for old in looks.findall(w("shd")):
        looks.remove(old)
    shade = _element("shd", val="clear", color="auto", fill=_MARKED)
    place = next((index for index, one in enumerate(looks) if one.tag in _AFTER_SHADE), len(looks))
    looks.insert(place, shade)


def _element(name: str, **attributes: str) -> Node:
    node = etree.Element(w(name), nsmap={"w": w("")[1:-1]})
    for key, told in attributes.items():
        node.set(w(key), told)
    return node
