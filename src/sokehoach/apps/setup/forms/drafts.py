"""Forms of the pages of programmes: files sent, files and rows edited, a draft published."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from sokehoach.adapters.programme_files.text_form import MAX_PACKED
from sokehoach.apps.programmes.models import DefinitionVersion
from sokehoach.apps.setup.pages.columns import list_choices, name_field, name_value
from sokehoach.apps.setup.queries.first_day import PassedPeriods
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.model_fields import build_form_field
from sokehoach.apps.shell.periods import period_name

_DAY, _LIST = _("ngày dạng 2026-07-01"), _("nhiều thì cách nhau bằng dấu «;»")
_HELP = {
    "valid_from": _DAY,
    "valid_to": _DAY,
    "disaggregations": _LIST,
    "clauses": _LIST,
    "aliases": _LIST,
    "successors": _LIST,
    "form": _("mã của biểu có chỉ tiêu này"),
    "decimals": _("để trống nếu là số nguyên"),
    "parent": _("mã đơn vị"),
    "level": _("mã cấp trong levels.yaml"),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp"),
        help_text=format_lazy(
            _("cả bộ nén thành .zip, hoặc một tệp của bộ; bảng .csv gửi được bằng Excel .xlsx; tối đa {n} MB"),
            n=MAX_PACKED // 1_000_000,
        ),
        widget=forms.FileInput({"accept": ".zip,.csv,.xlsx,.yaml,.yml,.txt"}),
        error_messages={"required": _("Chưa chọn tệp."), "empty": _("Tệp trống, không có gì để đọc.")},
    )


class ArchiveForm(UploadForm):
    """Of a new programme, which comes whole."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("cả bộ nén thành .zip; tối đa %(n)s MB") % {"n": MAX_PACKED // 1_000_000}
        self.fields["file"].widget.attrs["accept"] = ".zip"


class CopyForm(forms.Form):
    """Of the programme that a copy becomes."""

    name = forms.CharField(
        label=_("Tên chương trình mới"), max_length=200, help_text=_("đổi cả năm, giai đoạn trong tên")
    )
    code = forms.RegexField(
        r"\A[A-Za-z0-9_.-]+\Z", label=_("Mã chương trình mới"), max_length=40,
        help_text=_("chữ, số, dấu gạch dưới, ví dụ phong_chong_2027; không đổi được sau khi công bố"),
        error_messages={"invalid": _("Mã chỉ được có chữ, số, dấu chấm, gạch nối, gạch dưới.")},
    )  # fmt: skip

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


class RevisionForm(forms.Form):
    """`revision`: that of the draft which the page showed; without it the draft counts as changed since."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TextForm(RevisionForm):
    text = forms.CharField(
        label=_("Nội dung tệp"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 28, "spellcheck": "false", "class": "source-text", "lang": "vi"}),
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")


class RowForm(RevisionForm):
    """One row of a table, a field for each column. `code`: what its first column held when it was opened."""

    code = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, columns: Sequence[str], values: Sequence[str] = (), **kwargs: Any) -> None:
        current = dict(zip(columns, values, strict=True)) if values else {}
        kwargs.setdefault("initial", {}).update({f"c-{name}": value for name, value in current.items()})
        super().__init__(*args, **kwargs)
        self.columns = columns
        for name in columns:
            self.fields[f"c-{name}"] = self._build_field(name, current.get(name, ""))

    def _build_field(self, name: str, value: str) -> forms.Field:
        label = f"{capfirst(name_field(name, self.columns))} ({name})"
        if choices := list_choices(name):
            offered = choices if value in choices else ("", *([value] if value else []), *choices)
            labels = [f"{name_value(name, choice)} ({choice})" if choice in choices else choice for choice in offered]
            select = forms.Select(choices=list(zip(offered, labels, strict=True)))
            return forms.CharField(label=label, required=False, widget=select)
        widget = forms.Textarea({"rows": 2}) if name in ("name", "source") else None
        return forms.CharField(
            label=label, required=False, max_length=2000, help_text=_HELP.get(name, ""), widget=widget
        )

    @property
    def cells(self) -> list[Any]:
        return [self[f"c-{name}"] for name in self.columns]

    def list_values(self) -> list[str]:
        """The typed values, one for each column, without line breaks."""
        return [" ".join(self.cleaned_data[f"c-{name}"].split()) for name in self.columns]


class WithdrawalForm(forms.Form):
    reason = build_form_field(
        DefinitionVersion, "reason", label=_("Lý do"), required=True, widget=forms.Textarea({"rows": 2}),
        help_text=_("văn bản, yêu cầu dẫn tới việc rút"), error_messages={"required": _("Phải ghi lý do rút.")},
    )  # fmt: skip


COLLECTED, NOT_COLLECTED = "collected", "not-collected"
EARLIER_CHOICES = [(NOT_COLLECTED, _("Không thu")), (COLLECTED, _("Thu cả các kỳ ấy"))]
EARLIER_NOTES = {
    NOT_COLLECTED: (_("ghi là chương trình chưa chạy, không nơi nào bị tính trễ"), None),
    COLLECTED: (_("nơi chưa gửi bị tính quá hạn ngay khi công bố"), None),
}


class PublicationForm(RevisionForm):
    reason = build_form_field(
        DefinitionVersion, "reason", label=_("Lý do"), widget=forms.Textarea({"rows": 2}),
        help_text=_("văn bản, yêu cầu dẫn tới thay đổi; bắt buộc khi số liệu trước và sau không còn so được"),
    )  # fmt: skip
    day = build_form_field(
        DefinitionVersion, "in_force_from", label=_("Áp dụng từ ngày"), required=False,
        help_text=_("ngày/tháng/năm"),
    )  # fmt: skip
    miscounting_day = forms.DateField(required=False, widget=forms.HiddenInput)  # confirmed by publishing once more
    earlier_periods = forms.ChoiceField(
        label=_("Báo cáo đến hạn trước hôm nay"), choices=EARLIER_CHOICES, widget=widgets.Cards(details=EARLIER_NOTES),
        error_messages={"required": _("Chọn có thu báo cáo của các kỳ ấy hay không.")},
    )  # fmt: skip

    def __init__(self, *args: Any, passed: PassedPeriods | None, **kwargs: Any) -> None:
        """`passed`: what new forms would owe late; a person chooses whether it is collected, and nothing is set."""
        super().__init__(*args, **kwargs)
        if passed is None:
            del self.fields["earlier_periods"]
        else:
            self.fields["earlier_periods"].help_text = _list_passed(passed)

    @property
    def collects_earlier(self) -> bool:
        return bool(self.cleaned_data.get("earlier_periods") == COLLECTED)


def parse_typed_day(post: Mapping[str, Any]) -> date | None:
    """The day from which a version applies, before the form can say what passed before it; None where none is typed."""
    form = PublicationForm(post, passed=None)
    form.full_clean()
    day: date | None = form.cleaned_data.get("day")
    return day


def _list_passed(passed: PassedPeriods) -> str:
    names = {"first": period_name(passed.first), "last": period_name(passed.last), "n": passed.count}
    return str(names["first"] if passed.count == 1 else _("%(n)s kỳ, từ %(first)s đến %(last)s") % names)
