"""Words and addresses of the consolidated sheet."""

from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.consolidation.selectors.lineage import FigureLineage
from sokehoach.apps.consolidation.selectors.measures import covers
from sokehoach.apps.consolidation.selectors.register_moves import Moves
from sokehoach.apps.consolidation.selectors.senders import Sender
from sokehoach.apps.consolidation.selectors.sheets import Line, Sheet
from sokehoach.apps.consolidation.selectors.targets import Standing, in_percent
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.shell.numbers import write_number
from sokehoach.apps.shell.periods import period_name, short_period_name
from sokehoach.domain.indicators.target import Assessed, Lack, Progress

register = template.Library()


register.filter("period_name", period_name)
register.filter("period_short", short_period_name)


@register.filter
def before(year: int) -> str:
    """As text: a year takes no thousand separator."""
    return str(year - 1)


@register.filter
def segments(sheet: Sheet) -> list[tuple[str, str]]:
    """For the strip: accepted first, then what is still on its way."""
    return [(one.unit.short_name, one.shown_state) for one in (*sheet.received, *sheet.missing)]


@register.filter
def senders_word(sheet: Sheet) -> str:
    """What the senders of the sheet are called together."""
    return str(_("huyện") if {one.unit.level for one in sheet.senders} == {Level.DISTRICT} else _("đơn vị"))


@register.filter
def figure_url(line: Line, sheet: Sheet) -> str:
    return _figure_url(line, sheet, sheet.unit.code)


@register.filter
def register_now(line: Line, moves: Moves) -> Decimal | None:
    """What the figure would be by the registers of today; None where none moved."""
    return moves.now(line)


@register.filter
def share_url(sender: Sender, told: FigureLineage) -> str:
    """Where the share is from: the cell of a reporter, or the figure of the area below."""
    if sender.is_area:
        return _figure_url(told.line, told.sheet, sender.unit.code)
    return f"{figure_url(told.line, told.sheet)}&{urlencode({'don-vi': sender.key})}"


def _figure_url(line: Line, sheet: Sheet, unit: str) -> str:
    args = [unit, sheet.period.id, sheet.form.code, line.cell.element]
    return f"{reverse('consolidation:figure', args=args)}?{urlencode({'phan-to': line.cell.disaggregation})}"


@register.filter
def share(one: Standing) -> str:
    """«13/19»."""
    assert one.found is not None
    measured = one.found.measured
    assert measured.part is not None
    part = measured.part_of_whole if in_percent(one.target) else measured.part
    whole = measured.whole
    if part is None:
        return f"–/{write_number(whole or 0)}"
    return write_number(part) if whole is None else f"{write_number(part)}/{write_number(whole)}"


@register.filter
def covered(one: Standing) -> str:
    """Whom the figure covers; «» where everybody has answered."""
    return covers(one.found).words if one.found is not None else ""


@register.filter
def target_url(one: Standing) -> str:
    """Of what the target's figure is made of. Over several periods it is that of their year."""
    assert one.found is not None
    sheets = one.found.sheets
    period = sheets[0].period.id if len(sheets) == 1 else str(sheets[0].period.year)
    address = reverse("consolidation:target_units", args=[one.target.plan_id, one.target.code])
    return f"{address}?{urlencode({'ky': period})}"


_PROGRESS = {
    Progress.MET: ("done", _("Đạt")),
    Progress.ON_THE_WAY: ("doing", _("Đang thực hiện")),
    Progress.BEHIND: ("slow", _("Chậm")),
    Progress.NOT_MEASURABLE: ("unmeasured", _("Chưa đo")),
}
_LACKS = {
    Lack.INDICATOR: _("Chưa có chỉ số"),
    Lack.FIGURES: _("Chưa có số liệu"),
    Lack.DENOMINATOR: _("Chưa có mẫu số"),
    Lack.NO_CASE: _("Mẫu số bằng 0"),
    Lack.ADDING: _("Số của các kỳ không cộng được"),
}


@register.filter
def progress_state(one: Standing) -> str:
    return assessed_state(one.assessed)


@register.filter
def progress_words(one: Standing) -> str:
    return assessed_words(one.assessed)


@register.filter
def assessed_state(assessed: Assessed) -> str:
    return _PROGRESS[assessed.progress][0]


@register.filter
def assessed_words(assessed: Assessed) -> str:
    """The state in words; of what cannot be measured, what it lacks."""
    lack = assessed.lack
    return str(_PROGRESS[assessed.progress][1] if lack is None else _LACKS[lack])
