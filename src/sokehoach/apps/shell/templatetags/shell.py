"""The template tags and filters of all UI components. Names and examples: the app's README."""

import uuid
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sokehoach.apps.shell import charts, dates, fields, numbers, pii_highlight, strips
from sokehoach.apps.shell.context import is_offered
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.status_badges import GAPS, SOURCES, STATES, StatusBadge
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

register = template.Library()


@register.filter(name="capfirst")
def capitalize_first(text: object) -> str:
    """As Django's, of a sentence in the language of the page: what Django capitalizes can no longer be translated."""
    return capfirst(translate(str(text)))


register.inclusion_tag("shell/chart.html", name="chart")(charts.build_chart_context)

ICONS = frozenset((Path(__file__).parents[1] / "icons.txt").read_text("utf-8").split())

NOTICES = {
    "done": ("check", "status"),
    "info": ("info-circle", "status"),
    "warning": ("alert-triangle", "status"),
    "error": ("alert-circle", "alert"),
}
LIFE_ICONS = {"done": "check", "returned": "arrow-back-up"}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Renders an icon of the sprite, hidden from screen readers: its label is beside it."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"no icon {name!r} in shell/icons.txt")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("shell/vendor/sprite.svg"),
        name,
    )


def _mark(mark: StatusBadge, text: str) -> SafeString:
    icon_html = icon(mark.icon) if mark.icon else ""
    label = text or mark.label
    return format_html('<span class="mark mark--{}">{}<span>{}</span></span>', mark.tone, icon_html, label)


@register.simple_tag
def status_badge(name: str, text: str = "") -> SafeString:
    return _mark(STATES[name], text)


@register.simple_tag
def source_badge(name: str, text: str = "") -> SafeString:
    return _mark(SOURCES[name], text)


@register.simple_tag
def overdue_badge(days: int, short: bool = False) -> SafeString:
    """Renders the working days late: a filled chip, or red text in a table."""
    if short:
        return _mark(
            StatusBadge("clock-exclamation", "", "red"),
            ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days},
        )
    text = ngettext("Quá hạn %(n)s ngày làm việc", "Quá hạn %(n)s ngày làm việc", days) % {"n": days}
    return _mark(StatusBadge("clock-exclamation", "", "overdue"), text)


@register.simple_tag
def clause(number: str, url: str = "") -> SafeString:
    """Renders the number of a clause of the plan."""
    if url:
        return format_html('<a class="clause" href="{}">{}</a>', url, number)
    return format_html('<span class="clause">{}</span>', number)


@register.simple_tag
def offers_page(route: str) -> bool:
    """Whether the installation has that page for somebody who is not signed in."""
    return is_offered(route, None)


@register.inclusion_tag("shell/next_step.html", takes_context=True)
def next_step(context: template.Context) -> dict[str, str]:
    """Renders what comes before a page has anything to show, with links for who may do it. No query of its own."""
    urls = {item.url for item in context["page"].links}
    programmes, request = reverse("setup:programmes"), context["request"]
    scope = request.menu_scope if hasattr(request, "menu_scope") else request.scope
    return {
        "programmes_url": programmes if programmes in urls else "",
        "plans_url": reverse("plans:list") if scope.anywhere("plan.import") else "",
    }


@register.simple_tag(takes_context=True)
def programme_name(context: template.Context, programme: int | None, plain: bool = False) -> SafeString:
    """Renders the name of the programme (row id) of an entry, where the page has entries of more than one.

    `plain`: without markup, for an option of a list or within a sentence.
    """
    name = _find_programme_name(context, programme)
    if not name:
        return SafeString("")
    return format_html(" ({})", name) if plain else format_html('<span class="programme">{}</span>', name)


@register.simple_tag(takes_context=True)
def programme_heading(context: template.Context, programme: int | None) -> SafeString:
    """Renders the name of the programme (row id) before sentences about it, where `programme_name` renders one."""
    name = _find_programme_name(context, programme)
    return format_html("<b>{}:</b> ", name) if name else SafeString("")


def _find_programme_name(context: template.Context, programme: int | None) -> str:
    page = context["page"]
    return "" if page.programme is not None or programme is None else page.programmes.get(programme, "")


@register.simple_tag
def code(text: str) -> SafeString:
    return format_html('<span class="code">{}</span>', text)


@register.simple_tag
def number(value: numbers.Number, places: int | None = None) -> SafeString:
    return format_html('<span class="num">{}</span>', numbers.write_number(value, places))


@register.simple_tag
def cell_value(value: Value) -> SafeString:
    """Renders the content of a cell: its number (0 is one), or why there is none."""
    return gap(value.value) if isinstance(value, Gap) else number(value)


@register.simple_tag
def number_change(now: numbers.Number | None, previous: numbers.Number | None) -> SafeString:
    """Renders a change without colour: more inspections are neither good nor bad by themselves."""
    if now is None or previous is None:
        return format_html('<span class="note">{}</span>', _("không có số để so"))
    return format_html('<span class="num">{}</span>', numbers.write_change(now, previous))


@register.simple_tag
def gap(name: str) -> SafeString:
    """Renders an empty cell with its reason, a key of GAPS: not reported, not applicable, not yet measured, …."""
    label = GAPS[name]
    if name == "not_applicable":
        return format_html(
            '<span class="gap gap--not-applicable" title="{}">–<span class="quiet">{}</span></span>',
            label,
            label,
        )
    return format_html('<span class="gap gap--hatched"><span>{}</span></span>', label)


@register.simple_tag
def figure_link(value: numbers.Number | str, url: str, unit: str = "", *, page: bool = False) -> SafeString:
    """Renders a figure that links to its provenance: in the drawer, or with `page` on a page of its own."""
    text = value if isinstance(value, str) else numbers.write_number(value)
    opens = "" if page else mark_safe(" data-drawer")
    link = format_html('<a class="figure" href="{}"{}>{}</a>', url, opens, text)
    return format_html("{} {}", link, unit) if unit else link


register.simple_tag(strips.build_coverage, name="coverage_strip")
register.simple_tag(strips.get_strip_class, name="strip_class")
register.simple_tag(strips.format_coverage, name="coverage_text")
register.simple_tag(strips.build_missing_names, name="coverage_names")
register.simple_tag(strips.build_bar, name="share_bar")


# From this likelihood on, these words. Of items between 0.9 and 0.95 about half are right in plans of issuers that
# were left out of the fit, above it nearly all (bench/bench_likelihood.py).
_LIKELIHOOD_WORDS = (
    (0.95, gettext_lazy("gần như chắc")),
    (0.75, gettext_lazy("nhiều khả năng đúng")),
    (0.5, gettext_lazy("có thể đúng, cần xem")),
    (0.0, gettext_lazy("ít khả năng đúng, xem kỹ")),
)


@register.filter
def name_likelihood(value: float) -> str:
    """Names the confidence of a reading, 0 to 1, in words."""
    return str(next(word for least, word in _LIKELIHOOD_WORDS if value >= least))


@register.simple_tag
def likelihood_bar(value: float) -> SafeString:
    """Renders the confidence of a reading, 0 to 1; shown only while the choice is open."""
    return format_html('<span class="likelihood">{} {}</span>', strips.build_bar(value, 1), name_likelihood(value))


@register.simple_tag
def workflow_steps(steps: Sequence[dict[str, Any]]) -> SafeString:
    """Renders the workflow of a report. Each step: name; state done, current, returned or next; when; who."""
    items = []
    for step in steps:
        step_state = step["state"]
        icon_html = icon(LIFE_ICONS[step_state]) if step_state in LIFE_ICONS else ""
        items.append(
            (
                step_state,
                mark_safe(' aria-current="step"') if step_state in {"current", "returned"} else "",
                icon_html,
                step["name"],
                step.get("when") or "",
                step.get("who") or "",
            )
        )
    return format_html(
        '<ol class="workflow">{}</ol>',
        format_html_join(
            "",
            '<li class="workflow__step workflow__step--{}"{}><span class="workflow__dot">{}</span>'
            '<b>{}</b><span class="workflow__when">{}</span><span class="workflow__who">{}</span></li>',
            items,
        ),
    )


@register.inclusion_tag("shell/tags/progress_panel.html")
def progress_panel(completed: int, total: int, label: str, cancel_url: str = "") -> dict[str, Any]:
    return {"completed": completed, "total": total, "label": label, "cancel_url": cancel_url}


@register.simple_tag
def write_key() -> SafeString:
    """Renders the form's idempotency key: a form sent again gets the first answer."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid.uuid4())


register.simple_tag(dates.format_day, name="day")
register.simple_tag(dates.format_weekday, name="weekday")
register.simple_tag(dates.format_long_date, name="long_date")
register.inclusion_tag("shell/tags/field.html", name="field")(fields.build_field_context)


@register.inclusion_tag("shell/tags/personal_data_places.html")
def personal_data_places(name: str, text: str, live: str = "", *, forbids_redacting: bool = False) -> dict[str, Any]:
    """Lists who is named in what was typed into the field `name`; nothing where nobody is.

    `live`: the id of a field that saves itself (hx-post); redacting and allowing then happen in place.
    `forbids_redacting`: of a list of units, where a redacted name would be the name of a unit.
    """
    highlight = pii_highlight.highlight_pii(name, text)
    return {"highlight": highlight, "live": live, "forbids_redacting": forbids_redacting}


register.inclusion_tag("shell/tags/form_errors.html", name="form_errors")(fields.build_form_errors)


@register.inclusion_tag("shell/tags/page_links.html", takes_context=True)
def page_links(context: template.Context, page_obj: Any) -> dict[str, Any]:
    query = context["request"].GET.copy()
    query.pop("trang", None)
    return {"page_obj": page_obj, "query": query.urlencode()}


@register.inclusion_tag("shell/tags/key_page_links.html", takes_context=True)
def key_page_links(context: template.Context, page: Any) -> dict[str, Any]:
    """Links to the pages before and after one that keys bound: `page.previous` and `page.next`, «» for none."""
    query = context["request"].GET.copy()
    for name in ("sau", "truoc"):
        query.pop(name, None)
    return {"page": page, "query": query.urlencode()}


@register.simple_block_tag
def notice(content: str, kind: str) -> SafeString:
    icon_name, role = NOTICES[kind]
    return format_html(
        '<div class="notice notice--{}" role="{}">{}<div class="notice__text">{}</div></div>',
        kind,
        role,
        icon(icon_name),
        content,
    )


@register.simple_block_tag
def empty_state(content: str, icon_name: str, title: str) -> SafeString:
    return format_html(
        '<div class="empty-state">{}<div><strong>{}</strong> {}</div></div>', icon(icon_name), title, content
    )


@register.simple_block_tag
def dialog(content: str, name: str, title: str) -> SafeString:
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title"><h2 id="{0}-title">{1}</h2>{2}</dialog>',
        name,
        title,
        content,
    )


@register.simple_block_tag(takes_context=True)
def drawer(context: template.Context, content: str, title: str, code: str = "", back: str = "") -> SafeString:
    """Renders the content of a drawer. As a page of its own its title is the h1, and closing leads to `back`."""
    request = context.get("request")
    level = "h2" if request is not None and getattr(request, "htmx", False) else "h1"
    head = format_html(
        '<header class="drawer__head">{0}<{4} id="drawer-title" tabindex="-1">{1}</{4}>'
        '<a class="drawer__close" href="{2}" data-closes-drawer>{3}<span class="quiet">{5}</span>'
        "<kbd>Esc</kbd></a></header>",
        format_html('<span class="code">{}</span>', code) if code else "",
        title,
        back or "/",
        icon("x"),
        level,
        _("Đóng"),
    )
    return format_html("{}{}", head, content)
