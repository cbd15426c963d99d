"""Typed text into the values of programmes and frames."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.controls import LineField
from sokehoach.apps.registers.inspections.forms.visits import ServiceErrorForm, day_field, number_field
from sokehoach.apps.shell import widgets


class ProgrammeForm(ServiceErrorForm):
    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị kiểm tra"), coerce=int)
    year = number_field(gettext_lazy("Năm"), required=True)
    title = LineField(
        label=gettext_lazy("Tên chương trình"),
        max_length=200,
        error_messages={"required": gettext_lazy("Ghi tên chương trình.")},
    )
    number = LineField(label=gettext_lazy("Số quyết định"), max_length=60, required=False)
    manner = forms.ChoiceField(
        label=gettext_lazy("Loại kiểm tra"),
        choices=[("planned", gettext_lazy("Định kỳ")), ("surprise", gettext_lazy("Đột xuất"))],
        widget=widgets.Segmented,
        initial="planned",
        help_text=gettext_lazy("đột xuất: ngoài đội không ai thấy trước ngày kiểm tra"),
    )
    target = number_field(
        gettext_lazy("Tỷ lệ cơ sở kiểm tra ít nhất một lần trong năm"), hint=gettext_lazy("%, từ 1 đến 100")
    )
    rechecks = forms.BooleanField(
        label=gettext_lazy("Tái kiểm tra cơ sở có nội dung không đạt"), required=False, initial=True
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Loại hình cơ sở"),
        widget=widgets.Checks,
        error_messages={"required": gettext_lazy("Chọn ít nhất một loại hình cơ sở.")},
    )

    def __init__(
        self, *args: Any, units: Sequence[Unit], kinds: Mapping[str, str], fixed: bool = False, **kwargs: Any
    ) -> None:
        """`fixed`: unit, year and manner of a programme that exists are not asked again."""
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [*kinds.items()]
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial.setdefault("unit", units[0].pk)
        if fixed:
            for name in ("unit", "year", "manner"):
                del self.fields[name]

    @property
    def narrow(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name != "kinds" and not bound.is_hidden]

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "number": cleaned["number"],
            "kinds": tuple(cleaned["kinds"]),
            "target": cleaned["target"],
            "rechecks": cleaned["rechecks"],
        }


class FrameForm(ServiceErrorForm):
    act = forms.ChoiceField(label=gettext_lazy("Hành vi"), required=False)
    name = LineField(
        label=gettext_lazy("Tên hành vi mới"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("khi hành vi chưa có trong danh sách"),
    )
    decree = LineField(
        label=gettext_lazy("Nghị định"), max_length=60, help_text=gettext_lazy("ví dụ NĐ 282/2025/NĐ-CP")
    )
    article = LineField(label=gettext_lazy("Điều, khoản"), max_length=60)
    valid_from = day_field(gettext_lazy("Áp dụng cho hành vi từ ngày"))
    valid_to = day_field(gettext_lazy("Đến trước ngày"), required=False)
    least = number_field(gettext_lazy("Mức thấp nhất"), hint=gettext_lazy("đồng"), required=True)
    most = number_field(gettext_lazy("Mức cao nhất"), hint=gettext_lazy("đồng"), required=True)
    warning = forms.BooleanField(label=gettext_lazy("Có hình thức cảnh cáo"), required=False)
    source = LineField(
        label=gettext_lazy("Nguồn"),
        max_length=300,
        help_text=gettext_lazy("văn bản, điều khoản, đọc ở đâu"),
        error_messages={"required": gettext_lazy("Ghi nguồn: văn bản nào, điều khoản nào, đọc ở đâu.")},
    )

    def __init__(self, *args: Any, acts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acts = acts
        self.fields["act"].choices = [("", _("Hành vi khác")), *acts.items()]

    def values(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        cleaned["name"] = self.acts.get(cleaned["act"], "") or cleaned["name"]
        return cleaned
