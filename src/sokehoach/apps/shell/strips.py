"""Renders strips and bars: how many of the units that owe a report have submitted it, and a part of a whole."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import repeat

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.shell import numbers
from sokehoach.apps.shell.status_badges import ACCEPTED, STATES

MANY = 240  # units that have a segment each; more are drawn_segments in so many parts, each about several units
DENSE = 60  # segments; more have no room for a border of their own
NAMED = 24  # units that a sentence names; more are counted, and listed below it


def _format_segment(name: str, state: str) -> str:
    return f"{name}: {_get_state_label(state)}"


def _get_state_label(state: str) -> str:
    return str(STATES[state].label).lower()


def get_strip_class(count: int) -> str:
    """The class of a strip of so many segments: with borders and gaps, many are wider than a narrow screen."""
    return "strip strip--dense" if count > DENSE else "strip"


def build_coverage(segments: Sequence[tuple[str, str]]) -> SafeString:
    """Renders a strip with one segment for each unit that owes a report, in tree order.

    `segments`: (name of the unit, state), drawn_segments in groups: accepted, in progress, returned, not reported.
    """
    order = {"accepted": 0, "accepted_late": 0, "sent": 1, "draft": 2, "returned": 3}
    ordered = sorted(segments, key=lambda segment: order.get(segment[1], 4))
    drawn_segments = (
        ((state, _format_segment(name, state)) for name, state in ordered)
        if len(segments) <= MANY
        else _share_segments(Counter(state for _name, state in ordered))
    )
    return format_html(
        '<span class="{}" role="img" aria-label="{}">{}</span>',
        get_strip_class(len(segments)),
        format_coverage(segments),
        format_html_join(
            "",
            '<i class="strip__segment strip__segment--{}" title="{}"></i>',
            drawn_segments,
        ),
    )


def _share_segments(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """State and title of each of some MANY segments: a state that occurs has at least one, whatever its share."""
    total = sum(counts.values())
    for state, count in counts.items():
        title = f"{_get_state_label(state)}: {numbers.write_number(Decimal(count))}"
        yield from repeat((state, title), max(1, count * MANY // total))


def format_coverage(segments: Sequence[tuple[str, str]], unit: str = "") -> str:
    """Formats the coverage: «17/19, thiếu: Pú Xi (chưa báo cáo), Tênh Phông (trả lại)»; complete: «19/19, đủ».

    Where many are missing: «71/166, thiếu 95: 60 chưa báo cáo; 35 nháp».
    """
    missing = _list_missing(segments)
    count = f"{len(segments) - len(missing)}/{len(segments)}"
    count_text = f"{count} {unit}" if unit else count
    if not missing:
        return _("%(count)s, đủ") % {"count": count_text}
    if len(missing) > NAMED:
        of_state = Counter(state for _name, state in missing)
        states = "; ".join(f"{n} {_get_state_label(state)}" for state, n in of_state.most_common())
        placeholders = {"count": count_text, "n": len(missing), "states": states}
        return _("%(count)s, thiếu %(n)s: %(states)s") % placeholders
    names = ", ".join(f"{name} ({_get_state_label(state)})" for name, state in missing)
    return _("%(count)s, thiếu: %(named)s") % {"count": count_text, "named": names}


def build_missing_names(segments: Sequence[tuple[str, str]]) -> SafeString:
    """Renders a collapsed list of the missing units where the sentence only counts them, else nothing."""
    missing = _list_missing(segments)
    if len(missing) <= NAMED:
        return mark_safe("")
    by_state: dict[str, list[str]] = defaultdict(list)
    for name, state in missing:
        by_state[state].append(name)
    return format_html(
        '<details class="note"><summary>{}</summary><dl class="facts">{}</dl></details>',
        ngettext("Tên %(n)s đơn vị còn thiếu", "Tên %(n)s đơn vị còn thiếu", len(missing)) % {"n": len(missing)},
        format_html_join(
            "",
            "<dt>{} ({})</dt><dd>{}</dd>",
            ((STATES[state].label, len(names), ", ".join(names)) for state, names in by_state.items()),
        ),
    )


def _list_missing(segments: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, state) for name, state in segments if state not in ACCEPTED]


def _format_percent(part: numbers.Number, total: numbers.Number) -> str:
    share = Decimal(str(part)) / Decimal(str(total)) if total else Decimal(0)
    return f"{min(max(share, Decimal(0)), Decimal(1)) * 100:.1f}%"


def build_bar(part: numbers.Number | None, total: numbers.Number) -> SafeString:
    """Renders a bar; screen readers skip it, since the number is always beside it."""
    if part is None:
        return mark_safe('<span class="bar bar--unmeasured" aria-hidden="true"></span>')
    # an SVG attribute, since the content policy refuses style="width: …"
    return format_html(
        '<svg class="bar" aria-hidden="true"><rect class="bar__fill" width="{}" height="100%"></rect></svg>',
        _format_percent(part, total),
    )
