"""Other numbers, bullets, line ends, pages and tables of the same plan."""

import random
import re
from collections.abc import Callable, Sequence

from bench.variations.marked import Changed, Edit, MarkedPlan, get_first_words, join_lines, list_gaps
from sokehoach.domain.plans.numbering import BULLET, LETTERS

type Change = Callable[[MarkedPlan, random.Random], Changed | None]

_ROMANS = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
]
_ORDINALS = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_UPPER = "ABCDEGHIK"
_FEWEST_ROWS = 4
_PAGE_LINES = 45


def renumber(*kinds: str) -> Change:
    """The numbered items in another scheme, from the highest level down; plans with more levels are left out."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        if len(plan.items) < len(plan.labels["outline"]):
            return None
        paths = _build_paths(plan, kinds)
        if paths is None:
            return None
        edits = [Edit(*item.marker, mark) for item, (_, mark) in zip(plan.items, paths, strict=True) if mark]
        changed = plan.apply(edits)
        if changed is None:
            return None
        for item, (path, _) in zip(plan.items, paths, strict=True):
            changed.labels["outline"][item.at]["path"] = path
        return changed

    return change


def _build_paths(plan: MarkedPlan, kinds: Sequence[str]) -> list[tuple[str, str]] | None:
    """For each item its new path and its printed number («» in tables, where it stays)."""
    counts = [0] * (len(kinds) + 1)
    articles = 0
    trail: list[tuple[int, str, str]] = []  # depth, old path, new path
    result: list[tuple[str, str]] = []
    for item in plan.items:
        if item.in_table:
            old, new = (trail[-1][1], trail[-1][2]) if trail else ("", "")
            if not item.path.startswith(old):
                return None
            result.append((new + item.path[len(old) :], ""))
            continue
        depth = min(item.path.count("."), (trail[-1][0] + 1) if trail else 0)
        if depth >= len(kinds):
            return None
        trail = [entry for entry in trail if entry[0] < depth]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (len(counts) - depth - 1)
        articles += kinds[depth] == "article"
        made = _build_label(kinds, depth, counts, articles)
        if made is None:
            return None
        label, mark = made
        above = trail[-1][2] if trail else ""
        if kinds[depth] == "dotted":
            whole = [entry for entry in trail if kinds[entry[0]] not in ("dotted", "arabic")]
            above = whole[-1][2] if whole else ""
        path = f"{above}.{label}" if above else label
        trail.append((depth, item.path, path))
        result.append((path, mark))
    return result


def _build_label(kinds: Sequence[str], depth: int, counts: list[int], articles: int) -> tuple[str, str] | None:
    kind, count = kinds[depth], counts[depth]
    if kind == "dotted":
        first = next(at for at in range(depth, -1, -1) if kinds[at] != "dotted")
        label = ".".join(map(str, counts[first : depth + 1]))
        return label, label + "."
    if kind == "article":
        return f"Điều {articles}", f"Điều {articles}."
    series = {"roman": _ROMANS, "upper": _UPPER, "letter": LETTERS, "part": _ORDINALS, "bracket": range(1, 60)}
    if kind in series and count > len(series[kind]):
        return None
    label = str(series[kind][count - 1]) if kind in series else str(count)  # type: ignore[index]
    if kind == "part":
        return f"Phần thứ {label}", f"Phần thứ {label}\n"
    return label, {"letter": f"{label})", "bracket": f"({label})"}.get(kind, f"{label}.")


def change_bullets(first: str, others: str) -> Change:
    """The most frequent bullet as `first`, others as `others`; with «» each paragraph on a line without one."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        bulleted = [one for one in plan.paragraphs if one.marker is not None and one.marker.kind is BULLET]
        if not bulleted:
            return None
        signs = [one.marker.label for one in bulleted if one.marker is not None]
        main = max(set(signs), key=signs.count)
        edits = [] if first else join_lines(plan, "\n\n")
        for one, sign in zip(bulleted, signs, strict=True):
            new = first if sign == main else others
            edits.append(Edit(one.whole.span.start, one.body.span.start, f"{new} " if new else ""))
        return plan.apply(edits)

    return change


def set_blank_lines(count: int) -> Change:
    """Each paragraph on one line, with so many blank lines after it."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        return plan.apply(join_lines(plan, "\n" * (count + 1)))

    return change


def wrap_lines(width: int, *, blank: bool = False, page: str | None = None) -> Change:
    """Lines of so many letters; `page`: what stands between pages («%d» is the number)."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        edits: list[Edit] = []
        start = plan.body[0]
        lines, number, last = 0, 1, start
        gaps = list(list_gaps(plan))
        for at, (begin, end, is_between) in enumerate(gaps):
            next_end = gaps[at + 1][0] if at + 1 < len(gaps) else plan.body[1]
            column = begin - last
            if not is_between and column + 1 + (next_end - end) <= width:
                edits.append(Edit(begin, end, " "))
                continue
            last = end
            lines += 1
            text = "\n\n" if is_between and blank else "\n"
            if page is not None and lines % _PAGE_LINES == 0:
                number += 1
                edits.append(Edit(begin, end, f"\n\n{page.replace('%d', str(number))}\n\n", noise=True))
            else:
                edits.append(Edit(begin, end, text))
        return plan.apply(edits)

    return change


def make_table(style: str) -> Change:
    """The duties below the heading that has most of them as a table with one row each."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        placed = {at: place for at in range(len(plan.labels["duties"])) if (place := plan.place("duties", at))}
        tops = [item for item in plan.items if "." not in item.path and not item.in_table]
        if not tops:
            return None
        ends = [*(top.marker[0] for top in tops[1:]), plan.body[1]]
        sizes = [
            sum(top.start < place[0] < end for place in placed.values()) for top, end in zip(tops, ends, strict=True)
        ]
        best = max(range(len(tops)), key=lambda at: sizes[at])
        own = {at: place for at, place in placed.items() if tops[best].start < place[0] < ends[best]}
        if len(own) < _FEWEST_ROWS or any(item.in_table and item.start > tops[best].start for item in plan.items):
            return None
        return _build_table(plan, tops[best].path, tops[best].start, own, style)

    return change


def _build_table(
    plan: MarkedPlan, path: str, heading: int, own: dict[int, tuple[int, int]], style: str
) -> Changed | None:
    ordered = sorted(own, key=lambda at: own[at])
    start = plan.paragraphs[plan.paragraph_of(heading)].whole.span.end
    end = max(plan.paragraphs[plan.paragraph_of(own[at][0])].whole.span.end for at in ordered)
    if any(start < place[0] < end for (part, _, _), place in plan.places.items() if part == "targets"):
        return None
    rows = [("STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")]
    outline = [label for item, label in _with_labels(plan) if not start < item.start < end]
    following = next((at for at, (item, _) in enumerate(_with_labels(plan)) if item.start > start), len(outline))
    added = []
    for number, at in enumerate(ordered, 1):
        begin = own[at][0]
        stop = plan.paragraphs[plan.paragraph_of(begin)].whole.span.end
        later = [own[other][0] for other in ordered if begin < own[other][0] < stop]
        agencies = [place[0] for other in ordered if (place := plan.place("duties", other, "agency"))]
        later += [offset for offset in agencies if later and begin < offset < stop]
        words = " ".join(plan.text[begin : min([stop, *later])].split()).rstrip(" .;").replace("|", "/")
        rows.append(
            (str(number), words, plan.labels["duties"][at]["agency"], "Các đơn vị liên quan", "Năm 2026", "Kế hoạch")
        )
        added.append({"path": f"{path}.{number}", "starts": get_first_words(words)})
    changed = plan.apply([Edit(start, end, "\n\n" + _format_table(rows, style) + "\n\n")])
    if changed is None:
        return None
    for part in ("duties", "reporting"):
        changed.labels[part] = [
            {**label, **{key: plan.labels[part][at][key] for key in label if isinstance(label[key], str)}}
            for at, label in enumerate(changed.labels[part])
        ]
    changed.labels["outline"] = [*outline[:following], *added, *outline[following:]]
    return changed


def _with_labels(plan: MarkedPlan) -> list[tuple[object, dict[str, str]]]:  # type: ignore[type-arg]
    return [(item, plan.labels["outline"][item.at]) for item in plan.items]


def _format_table(rows: Sequence[Sequence[str]], style: str) -> str:
    if style == "stacked":
        return "\n\n".join(cell for row in rows for cell in row)
    if style == "tabs":
        return "\n".join("\t".join(row) for row in rows)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def spell_numbers_like_a_scan(plan: MarkedPlan, random_: random.Random) -> Changed | None:
    """«Il.» for «II.», «l.» for «1.» in half of the item numbers that have such a sign."""
    edits = []
    for item in plan.items:
        printed = plan.text[slice(*item.marker)]
        new = re.sub(r"(?<=I)I(?=[.)])", "l", printed) if "I" in printed else re.sub(r"^1(?=[.)])", "l", printed)
        if new != printed and random_.random() < 0.5:
            edits.append(Edit(*item.marker, new))
    return plan.apply(edits)
