"""Forms of exports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.exchange.analyst_files import MOST_PERIODS, PACKAGE, TABLE, FileOffer
from sokehoach.apps.exchange.snapshot_files import OPEN, WHOLE
from sokehoach.apps.shell.periods import period_name
from sokehoach.apps.shell.widgets import Cards, Checks
from sokehoach.domain.periods.period import get_day_order, parse_period

MOST_OFFERED = 36  # periods, the newest
FORMATS = (
    (PACKAGE, _("Gói dữ liệu (.zip)")),
    (TABLE, _("Một bảng (.csv)")),
)
SNAPSHOTS = (
    (OPEN, _("Bản trích Parquet (.zip)")),
    (WHOLE, _("Bản trích Parquet, có nhóm bảo mật (.zip)")),
)
NOTES = {
    PACKAGE: (_("số liệu, số tổng hợp, định nghĩa, đơn vị; kèm mô tả từng cột"), None),
    TABLE: (_("chỉ số liệu đã duyệt của từng đơn vị"), None),
    OPEN: (_("các kỳ đã chốt, cho máy tính toán; không có gì của nhóm bảo mật"), None),
    WHOLE: (_("thêm tổng số của nhóm bảo mật như văn phòng được xem"), None),
}


class FilesForm(forms.Form):
    """Which periods of a programme, and in which format."""

    periods = forms.MultipleChoiceField(
        label=_("Kỳ"), widget=Checks, error_messages={"required": _("Chọn ít nhất một kỳ.")}
    )
    format = forms.ChoiceField(label=_("Định dạng"), choices=FORMATS, widget=Cards(details=NOTES), initial=PACKAGE)

    def __init__(self, data: Any = None, *, offer: FileOffer) -> None:
        super().__init__(data, prefix=offer.programme.code)
        self.offer = offer
        periods = [*offer.areas_by_period][:MOST_OFFERED]
        self.fields["periods"].choices = [(period.id, period_name(period)) for period in periods]
        self.fields["periods"].initial = [period.id for period in periods[:1]]
        self.fields["format"].choices = [
            *FORMATS,
            *(choice for choice in SNAPSHOTS if offer.snapshot_periods[choice[0]]),
        ]

    def clean_periods(self) -> list[str]:
        periods: list[str] = self.cleaned_data["periods"]
        if len(periods) > MOST_PERIODS:
            raise forms.ValidationError(_("Mỗi tệp nhiều nhất %(n)s kỳ.") % {"n": MOST_PERIODS})
        return periods

    def clean(self) -> dict[str, Any]:
        """A snapshot has closed periods alone."""
        cleaned = super().clean() or {}
        closed_periods = self.offer.snapshot_periods.get(cleaned.get("format", ""))
        if closed_periods is not None and (open_periods := {*cleaned.get("periods", ())} - closed_periods):
            names = ", ".join(period_name(parse_period(period)) for period in sorted(open_periods, key=get_day_order))
            self.add_error("periods", _("Bản trích chỉ có các kỳ đã chốt. Bỏ chọn: %(names)s.") % {"names": names})
        return cleaned
