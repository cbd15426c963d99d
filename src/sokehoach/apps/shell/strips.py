"""Strips and bars: how many of those who owe a report have given it, and a part of a whole."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sokehoach.apps.shell import numbers
from sokehoach.apps.shell.marks import ACCEPTED, STATES


def _segment(name: str, told: str) -> str:
    mark = STATES[told]
    return f"{name}: {str(mark.word).lower()}"


def coverage(segments: Sequence[tuple[str, str]]) -> SafeString:
    """A strip with one segment for each unit that owes a report, in the order of the tree.

    `segments`: (name of the unit, state). Drawn in groups: accepted, on the way, returned, not reported.
    """
    order = {"accepted": 0, "accepted_late": 0, "sent": 1, "draft": 2, "returned": 3, "not_reported": 4}
    drawn = sorted(segments, key=lambda segment: order[segment[1]])
    return format_html(
        '<span class="strip" role="img" aria-label="{}">{}</span>',
        coverage_words(segments),
        format_html_join(
            "",
            '<i class="strip__segment strip__segment--{}" title="{}"></i>',
            ((told, _segment(name, told)) for name, told in drawn),
        ),
    )


def coverage_words(segments: Sequence[tuple[str, str]], unit: str = "") -> str:
    """«17/19, thiếu: Pú Xi (chưa báo cáo), Tênh Phông (trả lại)»; complete: «19/19, đủ»."""
    missing = [(name, told) for name, told in segments if told not in ACCEPTED]
    count = f"{len(segments) - len(missing)}/{len(segments)}"
    counted = f"{count} {unit}" if unit else count
    if not missing:
        return _("%(count)s, đủ") % {"count": counted}
    named = ", ".join(f"{name} ({str(STATES[told].word).lower()})" for name, told in missing)
    return _("%(count)s, thiếu: %(named)s") % {"count": counted, "named": named}


def _percent(part: numbers.Number, whole: numbers.Number) -> str:
    share = Decimal(str(part)) / Decimal(str(whole)) if whole else Decimal(0)
    return f"{min(max(share, Decimal(0)), Decimal(1)) * 100:.1f}%"


def bar(part: numbers.Number | None, whole: numbers.Number) -> SafeString:
    """The number always stands beside the bar, so the bar itself is not read aloud."""
    if part is None:
        return mark_safe('<span class="bar bar--unmeasured" aria-hidden="true"></span>')
    # An SVG attribute, since the content policy refuses style="width: …".
    return format_html(
        '<svg class="bar" aria-hidden="true"><rect class="bar__fill" width="{}" height="100%"></rect></svg>',
        _percent(part, whole),
    )
