"""Other words for targets, times and the giving of work in the same plan."""

import random
import re
from collections.abc import Iterator
from typing import Any

from bench.variations.forms import Change
from bench.variations.marked import Changed, Edit, MarkedPlan, Place, get_first_words
from sokehoach.domain.plans.numbering import BULLET

_GIVING = re.compile(r"(?:(?:giao(?: nhiệm vụ)?(?: cho)?|đề nghị|yêu cầu)\s+)?", re.IGNORECASE)
_GAP = re.compile(r"\s*(?:[:,]|có\s+trách\s+nhiệm:?|chịu\s+trách\s+nhiệm:?)?\s*", re.IGNORECASE)
_LEADS = re.compile(r"(?:chủ trì|phối|có|là|được)(?!\w)", re.IGNORECASE)
_TIME_LINE = re.compile(r"(thời (?:gian|hạn)(?: (?:thực hiện|hoàn thành))?)\s*:\s*(?=\S)", re.IGNORECASE)
_TIME_AT_END = re.compile(
    r",?\s+((?:(?:và\s+)?(?:hoàn\s+thành|xong)\s+)?(?:trước|trong|chậm\s+nhất)\s+"
    r"(?:(?:ngày|tháng|quý|năm|hết)\s+)?[^,.;:()]{0,12}\d[^,.;:()]{0,24})(?=[.;]?$)",
    re.IGNORECASE,
)
_LONG_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_SHORT_DATE = re.compile(r"(?<![\d/])(ngày\s+)?(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_PERCENT = re.compile(r"(?<=\d)\s?%|(?<=\d)\sphần trăm")
_BOUNDED = re.compile(
    r"(?:(?P<before>(?:đạt\s+)?(?:ít\s+nhất|tối\s+thiểu|không\s+dưới|từ|trên|khoảng|dưới|≥|>=|>)(?:\s+(?:là|đạt))?)\s+)?"
    r"(?P<number>\d[\d.,]*)\s?%(?P<after>\s+trở\s+lên)?",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"(?:đạt\s+)?(?:ít|tối|không|≥|>=)", re.IGNORECASE)


def _lower_first(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def substitute(plan: MarkedPlan, pattern: re.Pattern[str], new: Any) -> Iterator[Edit]:
    start, end = plan.body
    for match in pattern.finditer(plan.text, start, end):
        text = new(match) if callable(new) else new
        if text is not None:
            yield Edit(*match.span(), text)


def replace_words(pattern: str, new: Any) -> Change:
    """What matches in the body, by other words."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def keep_case(match: re.Match[str]) -> str:
        text: str = new(match) if callable(new) else match.expand(new)
        return _upper_first(text) if match[0][:1].isupper() else text

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        return plan.apply(substitute(plan, compiled, keep_case))

    return change


def write_percent(sign: str) -> Change:
    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        return plan.apply(substitute(plan, _PERCENT, sign)) if plan.labels["targets"] else None

    return change


def write_bound(form: str) -> Change:
    """Percentages below 100 to be reached, in the words of `form` («%s» is the number): then «at least»."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        edits, rebound = [], []
        for at, label in enumerate(plan.labels["targets"]):
            place = plan.place("targets", at, "quote")
            if place is None or label["unit"] != "%" or label["bound"] not in ("=", ">="):
                continue
            for match in _BOUNDED.finditer(plan.text, *place):
                before = match["before"] or ""
                if match["number"].replace(",", ".") != label["value"] or float(label["value"]) >= 100:
                    continue
                is_upward = match["after"] is not None and before.lower() in ("", "từ")
                if before and not (_AT_LEAST.match(before) or is_upward):
                    continue
                start = match.start()
                preceding = plan.text[max(place[0] - 12, start - 12) : start]
                if not before and re.search(
                    r"(?:trên|dưới|khoảng|từ|nhất|thiểu|lên|xuống|quá|tăng|giảm|còn)\s+$", preceding
                ):
                    continue
                text = form.replace("%s", match["number"])
                if before.lower().startswith("đạt") and not text.startswith("đạt"):
                    text = f"đạt {text}"
                if text.startswith("đạt ") and re.search(r"đạt\s+$", preceding):
                    text = text.removeprefix("đạt ")
                if match[0][0].isupper() or not plan.text[place[0] : start].strip():
                    text = _upper_first(text) if plan.text[start].isupper() else text
                edits.append(Edit(start, match.end(), text))
                rebound.append(at)
                break
        changed = plan.apply(edits)
        for at in rebound if changed is not None else ():
            changed.labels["targets"][at]["bound"] = ">="  # type: ignore[union-attr]
        return changed

    return change


def move_time(where: str) -> Change:
    """A line «Thời gian: …» or a time at the end of a sentence: in a bracket, at the end, or on a line of its own."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        edits: list[Edit] = []
        for at, paragraph in enumerate(plan.paragraphs):
            span = paragraph.body.span
            if paragraph.cells or not paragraph.body.text:
                continue
            text = plan.text[span.start : span.end]
            numbered = paragraph.marker is not None and paragraph.marker.kind is not BULLET
            label = _TIME_LINE.match(text) if not numbered else None
            at_end = _TIME_AT_END.search(text)
            if label is not None and at and where != "line" and len(text) < 120 and not plan.paragraphs[at - 1].cells:
                time = " ".join(text[label.end() :].split()).rstrip(" .;")
                before = plan.paragraphs[at - 1].whole
                end = before.span.start + len(plan.text[before.span.start : before.span.end].rstrip(" .;"))
                added = f" ({label[1].lower()}: {time})" if where == "bracket" else f"; {label[1].lower()}: {time}"
                edits.append(Edit(end, span.end, added + "."))
            elif at_end is not None and where != "end":
                time = " ".join(at_end[1].split())
                new = f" ({time})" if where == "bracket" else f".\nThời gian: {time}"
                edits.append(Edit(span.start + at_end.start(), span.start + at_end.end(), new))
        return plan.apply(edits)

    return change


def write_dates(form: str) -> Change:
    """Whole dates of the body as «15/12/2026», «15-12-2026», «15.12.2026» or in words."""

    def format_date(day: str, month: str, year: str) -> str:
        return form.replace("d", day).replace("m", month).replace("Y", year)

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        first = plan.body[0]
        if form == "words":
            words = lambda match: f"ngày {match[2]} tháng {match[3]} năm {match[4]}"  # noqa: E731
            return plan.apply(edit for edit in substitute(plan, _SHORT_DATE, words) if edit.start > first)
        edits = [*substitute(plan, _LONG_DATE, lambda match: "ngày " + format_date(match[1], match[2], match[3]))]
        edits += substitute(
            plan, _SHORT_DATE, lambda match: (match[1] or "") + format_date(match[2], match[3], match[4])
        )
        return plan.apply(edits)

    return change


def _inline_duties(plan: MarkedPlan) -> Iterator[tuple[int, Place, Place, Place]]:
    """Duties in a sentence that begins with the agency: index, what stands before it, the agency, the gap."""
    for at in range(len(plan.labels["duties"])):
        starts, agency = plan.place("duties", at), plan.place("duties", at, "agency")
        if starts is None or agency is None or agency[1] > starts[0]:
            continue
        paragraph = plan.paragraphs[plan.paragraph_of(starts[0])]
        begin = paragraph.body.span.start
        if paragraph.cells or agency[0] < begin:
            continue
        before, gap = plan.text[begin : agency[0]], plan.text[agency[1] : starts[0]]
        if _GIVING.fullmatch(before) and _GAP.fullmatch(gap) and len(gap) > 0:
            yield at, (begin, agency[0]), agency, (agency[1], starts[0])


def give_work(form: str) -> Change:
    """Sentences that begin with an agency and its order, in another form."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        edits: list[Edit] = []
        counts: dict[int, int] = {}
        for at in range(len(plan.labels["duties"])):
            if (place := plan.place("duties", at)) is not None:
                counts[plan.paragraph_of(place[0])] = counts.get(plan.paragraph_of(place[0]), 0) + 1
        leads: set[int] = set()
        for at, before, agency, gap in _inline_duties(plan):
            start = gap[1]
            number = plan.paragraph_of(start)
            first = plan.text[start : start + 2]
            paragraph = plan.paragraphs[number]
            name = _upper_first(plan.text[slice(*agency)])
            low, high = Edit(start, start + 2, _lower_first(first)), Edit(start, start + 2, _upper_first(first))
            if form == "behind":
                if counts[number] > 1 or paragraph.body.text.endswith(":"):
                    continue
                end = paragraph.whole.span.start + len(
                    plan.text[paragraph.whole.span.start : paragraph.whole.span.end].rstrip(" .;")
                )
                edits += (Edit(before[0], start, ""), high, Edit(end, end, f" ({' '.join(name.split())} thực hiện)"))
            elif form == "lead":
                if _LEADS.match(plan.text, start):
                    continue
                leads.add(at)
                edits += (
                    Edit(*before, ""),
                    Edit(agency[0], agency[0] + 1, name[0]),
                    Edit(*gap, " "),
                    Edit(start, start + 2, "chủ trì, phối hợp với các đơn vị liên quan " + _lower_first(first)),
                )
            else:
                giving, middle = {
                    "giving": ("Giao ", " "),
                    "colon": ("", ": "),
                    "responsible": ("", " có trách nhiệm "),
                    "charged": ("", " chịu trách nhiệm "),
                    "line": ("", "\n\n"),
                    "plain": ("", " "),
                }[form]
                edits += (
                    Edit(*before, giving),
                    Edit(agency[0], agency[0] + 1, plan.text[agency[0]] if giving else name[0]),
                    Edit(*gap, middle),
                    high if form in ("colon", "line") else low,
                )
        changed = plan.apply(edits)
        return _keep_agencies(plan, changed)

    return change


def _keep_agencies(plan: MarkedPlan, changed: Changed | None) -> Changed | None:
    """The agencies as they were labelled, and the first words of items from the changed text."""
    if changed is None:
        return None
    for label, new in zip(plan.labels["duties"], changed.labels["duties"], strict=True):
        new["agency"] = label["agency"]
    reread_outline(plan, changed)
    return changed


def reread_outline(plan: MarkedPlan, changed: Changed) -> None:
    """The first words of each item behind its number in the changed text."""
    at = 0
    for item in plan.items:
        marker = plan.text[slice(*item.marker)]
        new = changed.labels["outline"][item.at]
        pattern = re.compile(rf"^[ \t|#*>]*{re.escape(marker)}[\s|]*", re.MULTILINE)
        for match in pattern.finditer(changed.text, at):
            following = changed.text[match.end() : match.end() + 300]
            if new["starts"].split()[-1:] and new["starts"].split()[-1] in following:
                line = re.split(r"\n\s*\n", following, maxsplit=1)[0]
                new["starts"] = get_first_words(line)
                at = match.end()
                break


def name_in_heading(form: str) -> Change:
    """Headings that are an agency's name, as «Giao …:», «Trách nhiệm của …», «… có trách nhiệm:», «Đối với …:»."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        edits = []
        names = {" ".join(label["agency"].lower().split()) for label in plan.labels["duties"]}
        for at, paragraph in enumerate(plan.paragraphs[:-1]):
            body = paragraph.body
            following = plan.paragraphs[at + 1].marker
            bulleted = following is None or (paragraph.marker is None or following.kind > paragraph.marker.kind)
            name = body.text.rstrip(" .:;")
            if paragraph.cells or name.lower() not in names or not bulleted or paragraph.marker is None:
                continue
            if paragraph.marker.kind is BULLET:
                continue
            new = form.replace("%s", name)
            edits.append(Edit(body.span.start, body.span.end, new))
        changed = plan.apply(edits)
        if changed is None:
            return None
        for part in ("duties", "reporting"):
            for label, new_label in zip(plan.labels[part], changed.labels[part], strict=True):
                new_label.update({key: label[key] for key in ("agency", "to", "via", "starts") if key in label})
        return changed

    return change


def name_in_sentences(form: str, *, headed: bool) -> Change:
    """Duties below an agency's heading as sentences that name it; without the headings unless `headed`."""

    def change(plan: MarkedPlan, _random: random.Random) -> Changed | None:
        edits: list[Edit] = []
        dropped: set[int] = set()
        below: dict[int, list[int]] = {}
        heading: int | None = None
        names = {" ".join(label["agency"].lower().split()) for label in plan.labels["duties"]}
        items = {plan.paragraph_of(item.start): item.at for item in plan.items}
        for at, paragraph in enumerate(plan.paragraphs):
            if paragraph.marker is not None and paragraph.marker.kind is not BULLET:
                is_name = paragraph.body.text.rstrip(" .:;").lower() in names and at in items
                nested = (
                    heading is not None
                    and paragraph.marker.kind > (plan.paragraphs[heading].marker or paragraph.marker).kind
                )
                if nested and heading is not None:
                    below.pop(heading, None)
                heading = at if is_name else None
            elif heading is not None:
                below.setdefault(heading, []).append(at)
        starts = {place[0] for at in range(len(plan.labels["duties"])) if (place := plan.place("duties", at))}
        for head, children in below.items():
            own = [child for child in children if plan.paragraphs[child].body.span.start in starts]
            if not own or (len(own) < len(children) and not headed):
                continue
            name = plan.paragraphs[head].body.text.rstrip(" .:;")
            if not headed:
                whole = plan.paragraphs[head].whole.span
                edits.append(Edit(whole.start, plan.paragraphs[children[0]].whole.span.start, ""))
                dropped.add(items[head])
            for child in own:
                body, whole = plan.paragraphs[child].body, plan.paragraphs[child].whole
                first = body.span.start
                bullet = "" if headed or body.span.start > whole.span.start else "- "
                edits.append(Edit(first, first, bullet + form.replace("%s", name) + " "))
                edits.append(Edit(first, first + 2, _lower_first(plan.text[first : first + 2])))
        changed = plan.apply(edits)
        if changed is None:
            return None
        for label, new in zip(plan.labels["duties"], changed.labels["duties"], strict=True):
            new["agency"] = label["agency"]
        kept = enumerate(changed.labels["outline"])
        changed.labels["outline"] = [label for at, label in kept if at not in dropped]
        return changed

    return change
