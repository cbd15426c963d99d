"""Names periods in the language of the page. Documents and stored texts use `domain.periods.period.name_vi`."""

from django.utils.translation import gettext as _

from sokehoach.apps.shell.messages import translate
from sokehoach.domain.periods.period import Period, PeriodType, name_vi


def period_name(period: Period) -> str:
    """Returns the name of a period: «6 tháng đầu năm 2021», in English «first half of 2021»."""
    return translate(name_vi(period))


def part_name(period: Period) -> str:
    """Returns the name of a period within its year: «6 tháng đầu», «quý I», «tháng 3»."""
    match period.type:
        case PeriodType.SIX_MONTH:
            return _("6 tháng đầu") if period.number == 1 else _("6 tháng cuối")
        case PeriodType.QUARTER:
            return _("quý %(number)s") % {"number": ("I", "II", "III", "IV")[period.number - 1]}
        case PeriodType.WEEK:
            return _("tuần %(number)s") % {"number": period.number}
        case PeriodType.MONTH:
            return _("tháng %(number)s") % {"number": period.number}
        case _other:
            return period_name(period)


def chart_label(period: Period) -> str:
    """Returns the label of a period on an axis: «đầu 2021», «quý I 2021», «3/2021», «2021»."""
    year = {"year": period.year}
    match period.type:
        case PeriodType.SIX_MONTH:
            return (_("đầu %(year)s") if period.number == 1 else _("cuối %(year)s")) % year
        case PeriodType.QUARTER:
            return _("quý %(number)s %(year)s") % {**year, "number": ("I", "II", "III", "IV")[period.number - 1]}
        case PeriodType.WEEK:
            return _("tuần %(number)s/%(year)s") % {**year, "number": period.number}
        case PeriodType.MONTH:
            return f"{period.number}/{period.year}"
        case PeriodType.NINE_MONTH:
            return _("9 tháng %(year)s") % year
        case _other:
            return f"{period.year}"


def frequency_name(kind: PeriodType) -> str:
    """Returns how long each period of a type is: «mỗi 6 tháng»."""
    return {
        PeriodType.WEEK: _("mỗi tuần"),
        PeriodType.MONTH: _("mỗi tháng"),
        PeriodType.QUARTER: _("mỗi quý"),
        PeriodType.SIX_MONTH: _("mỗi 6 tháng"),
        PeriodType.NINE_MONTH: _("mỗi 9 tháng"),
        PeriodType.YEAR: _("mỗi năm"),
        PeriodType.AD_HOC: _("một lần"),
    }[kind]


def short_period_name(period: Period) -> str:
    """Returns a short name for column headers: «6 tháng 2021», «6 tháng cuối 2021», «tuần 5/2021»."""
    if period.type is PeriodType.WEEK:
        return chart_label(period)
    return period_name(period).replace(" đầu năm", "").replace(" cuối năm", " cuối")
