"""The rules of a tally, beyond those of every line."""

from collections.abc import Sequence
from datetime import date, timedelta

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.enforcement.models import NUMBERS, NUMBERS_BY_SOURCE, CaseTally
from sokehoach.domain.messages import say as _
from sokehoach.domain.notation import write_day
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import POLICE, compute_window, get_counting_period
from sokehoach.domain.text import format_number

# whole → the parts that stay within it
_PARTS_OF = {
    "tips": ("tips_settled",),
    "fined": ("fined_sellers", "fined_buyers"),
    "criminal_cases": (
        *("harbouring_cases", "brokering_cases", "buying_minor_cases"),
        *("trafficking_cases", "child_exploitation_cases"),
    ),
    "accused": (
        *("accused_harbouring", "accused_brokering", "accused_buying_minor"),
        *("accused_trafficking", "accused_child_exploitation"),
    ),
    "victims": ("victims_referred",),
    "minors": ("minors_referred",),
}
# Victims may be both referred and trafficked: the two do not add up.
_TRAFFICKED = {"victims": ("victims_trafficked",), "minors": ("minors_trafficked",)}
_ROLES = ("organisers", "brokers", "sellers", "buyers", "others")


def check_tally(values: Values) -> Messages:
    """A field in error is missing here: its own message stands beside it, and no rule adds to it."""
    return check_range(values) | check_source(values) | check_roles(values) | check_parts(values)


def check_range(values: Values) -> Messages:
    """A line belongs to one report: it may not stand on both sides of a cut-off."""
    since, day = values.get("since"), values.get("day")
    if not isinstance(since, date) or not isinstance(day, date):
        return {}
    if since > day:
        return {"since": [_("Ngày đầu ở sau ngày cuối, %(day)s.") % {"day": write_day(day)}]}
    half_year = compute_window(get_counting_period(day, POLICE, PeriodType.SIX_MONTH), POLICE)
    if since >= half_year.start:
        return {}
    message = _("Dòng vắt qua ngày chốt số liệu %(cut_off)s. Hãy ghi hai dòng: đến ngày ấy, và từ hôm sau.")
    return {"since": [message % {"cut_off": write_day(half_year.start - timedelta(days=1))}]}


def check_source(values: Values) -> Messages:
    """Each source fills in its own numbers, and 0 where nothing arose; of the others' it tells nothing."""
    source = values.get("source")
    if source not in NUMBERS_BY_SOURCE:
        return {}
    messages: Messages = {}
    for name in NUMBERS:
        if name not in values:
            continue
        if name in NUMBERS_BY_SOURCE[str(source)] and values[name] is None:
            messages[name] = [_("Chưa ghi số. Không phát sinh thì ghi 0.")]
        elif name not in NUMBERS_BY_SOURCE[str(source)] and values[name] is not None:
            messages[name] = [_("Nguồn số liệu đã chọn không cho số này. Hãy để trống, hoặc chọn nguồn khác.")]
    return messages


def check_roles(values: Values) -> Messages:
    """A published report told 22 people of whom the roles made 21 (law.md 4.4, R7)."""
    persons, parts = values.get("persons"), [values.get(name) for name in _ROLES]
    numbers = [part for part in parts if isinstance(part, int)]
    if not isinstance(persons, int) or len(numbers) < len(_ROLES) or sum(numbers) == persons:
        return {}
    params = {"sum": format_number(sum(numbers)), "persons": format_number(persons)}
    return {"persons": [_("Các vai trò cộng lại %(sum)s, khác %(persons)s người.") % params]}


def check_parts(values: Values) -> Messages:
    messages: Messages = {}
    for whole_name, parts in (*_PARTS_OF.items(), *_TRAFFICKED.items()):
        most, numbers = values.get(whole_name), [values.get(name) for name in parts]
        total = sum(number for number in numbers if isinstance(number, int))
        if isinstance(most, int) and total > most:
            params = {
                "parts": format_number(total),
                "label": _label_of(whole_name),
                "whole": format_number(most),
            }
            message = _("%(parts)s lớn hơn «%(label)s», %(whole)s.")
            if len(parts) > 1:
                message = _("Các phần cộng lại %(parts)s lớn hơn «%(label)s», %(whole)s.")
            messages[parts[0]] = [message % params]
    return messages


def validate_days_counted_once(rows: Sequence[Entry]) -> Messages:
    """Before tallies are saved: no day is told twice by one source, or what arose on it would count twice."""
    tallies = [row for row in rows if isinstance(row, CaseTally) and not row.voided]
    units = {row.unit_id for row in tallies}
    # Whoever writes for the unit at the same time waits: a line that is not there yet cannot be locked itself.
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=units))
    saved_tallies = CaseTally.objects.filter(unit__in=units, voided=False).exclude(pk__in=[row.pk for row in tallies])
    other_tallies = list(saved_tallies.select_related("source"))
    for number, row in enumerate(tallies):
        for other in (*other_tallies, *tallies[:number]):
            same = (row.unit_id, row.source_id) == (other.unit_id, other.source_id)
            if same and row.since <= other.day and other.since <= row.day:
                message = _("Trùng ngày với dòng «%(line)s»: mỗi ngày chỉ đếm một lần.")
                return {"since": [message % {"line": other}]}
    return {}


def _label_of(name: str) -> str:
    return str(CaseTally._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
