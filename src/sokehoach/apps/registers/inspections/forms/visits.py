"""Typed text into the values of a visit's services."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.controls import LineField, LongField, WholeNumberField
from sokehoach.apps.registers.core.queries.choices import format_staff_name
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import InspectionProgramme, Sanction
from sokehoach.apps.registers.inspections.queries.visits import ChecklistQuestion
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.outcomes import InvalidInput

_DAY = {
    "required": gettext_lazy("Ghi ngày."),
    "invalid": gettext_lazy("Viết theo ngày/tháng/năm, ví dụ 12/6/2021."),
}
_NUMBER = {"invalid": gettext_lazy("Viết số nguyên từ 0.")}


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    return forms.DateField(label=label, widget=widgets.Day, required=required, help_text=hint, error_messages=_DAY)


def number_field(label: Any, *, hint: Any = "", required: bool = False) -> forms.Field:
    return WholeNumberField(label=label, help_text=hint, required=required, error_messages=_NUMBER)


class ServiceErrorForm(forms.Form):
    """A form that can repeat, beside its fields, what a service refused."""

    def say(self, refused: InvalidInput) -> None:
        for name, sentences in refused.messages.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


class PartyForm(ServiceErrorForm):
    """Who goes: of the team's staff, one who leads."""

    lead = forms.TypedChoiceField(
        label=gettext_lazy("Người dẫn đầu"),
        coerce=int,
        help_text=gettext_lazy("đội trưởng hoặc đội phó"),
        error_messages={"required": gettext_lazy("Chọn người dẫn đầu đoàn.")},
    )
    members = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Thành viên cùng đi"),
        coerce=int,
        widget=widgets.Checks,
        help_text=gettext_lazy("cả đoàn ít nhất 3 người"),
        error_messages={"required": gettext_lazy("Chọn thành viên của đoàn.")},
    )

    def offer(self, people: Sequence[User]) -> None:
        choices = [(user.pk, format_staff_name(user)) for user in people]
        self.fields["lead"].choices = [("", _("Chọn…")), *choices]
        self.fields["members"].choices = choices

    def party(self) -> dict[str, Any]:
        return {"lead": self.cleaned_data["lead"], "members": tuple(self.cleaned_data["members"])}


class PlanForm(PartyForm):
    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị kiểm tra"), coerce=int)
    establishment = forms.TypedChoiceField(
        label=gettext_lazy("Cơ sở"),
        coerce=UUID,
        error_messages={"required": gettext_lazy("Chọn cơ sở.")},
    )
    day = day_field(gettext_lazy("Ngày kiểm tra"), hint=gettext_lazy("ngày/tháng/năm"))
    manner = forms.ChoiceField(
        label=gettext_lazy("Loại kiểm tra"),
        choices=[("planned", gettext_lazy("Định kỳ")), ("surprise", gettext_lazy("Đột xuất"))],
        widget=widgets.Segmented,
        initial="planned",
        error_messages={"required": gettext_lazy("Chọn loại kiểm tra.")},
    )
    programme = forms.TypedChoiceField(
        label=gettext_lazy("Thuộc chương trình"), coerce=UUID, empty_value=None, required=False
    )
    field_order = ("unit", "establishment", "day", "manner", "programme", "lead", "members")

    def __init__(
        self,
        *args: Any,
        units: Sequence[Unit],
        places: Iterable[Establishment],
        people: Sequence[User],
        programmes: Iterable[InspectionProgramme],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial.setdefault("unit", units[0].pk)
        by_commune: dict[str, list[tuple[UUID, str]]] = {}
        for place in places:
            by_commune.setdefault(place.unit.name, []).append((place.pk, f"{place} · {place.kind.name}"))
        self.fields["establishment"].choices = [("", _("Chọn…")), *by_commune.items()]
        self.fields["programme"].choices = [
            ("", _("Ngoài chương trình")),
            *((programme.pk, f"{programme.title} ({programme.year})") for programme in programmes),
        ]
        self.offer(people)

    @property
    def whole(self) -> list[forms.BoundField]:
        return [self["members"]]

    @property
    def narrow(self) -> list[forms.BoundField]:
        return [bound for bound in self if bound.name != "members" and not bound.is_hidden]


class ResultForm(PartyForm):
    """What a visit found. One field for each item of the checklist: «item_<code>»."""

    day = day_field(gettext_lazy("Ngày kiểm tra"), hint=gettext_lazy("ngày thực tế đã kiểm tra"))
    record = LineField(label=gettext_lazy("Số biên bản"), max_length=60, required=False)
    reminded = forms.BooleanField(label=gettext_lazy("Đã nhắc nhở tại chỗ"), required=False)
    cultural = number_field(
        gettext_lazy("Vụ vi phạm về sản phẩm, hoạt động văn hóa"), hint=gettext_lazy("số vụ, không có thì 0")
    )
    findings = LongField(
        label=gettext_lazy("Nhận xét, yêu cầu"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("không ghi họ tên, không mô tả cá nhân"),
        widget=forms.Textarea({"rows": 4}),
    )
    remedy_by = day_field(
        gettext_lazy("Phải khắc phục xong trước hết ngày"),
        required=False,
        hint=gettext_lazy("khi có nội dung không đạt, vi phạm"),
    )

    def __init__(self, *args: Any, people: Sequence[User], items: Sequence[ChecklistQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.offer(people)
        for question in items:
            self.fields[f"item_{question.item.code}"] = forms.ChoiceField(
                label=question.item.text,
                help_text=question.item.source,
                choices=[
                    ("met", pgettext_lazy("checklist", "Đạt")),
                    ("not_met", _("Không đạt")),
                    ("not_applicable", _("Không áp dụng")),
                ],
                widget=widgets.Segmented,
                required=False,  # the service names what is missing
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[f"item_{question.item.code}"] for question in self.items]

    @property
    def party_fields(self) -> list[forms.BoundField]:
        return [self["day"], self["lead"]]

    @property
    def outcome(self) -> list[forms.BoundField]:
        return [self["record"], self["cultural"], self["remedy_by"]]

    def answers(self) -> Mapping[str, str]:
        answers_by_code = {
            question.item.code: self.cleaned_data[f"item_{question.item.code}"] for question in self.items
        }
        return {code: answer for code, answer in answers_by_code.items() if answer}


class SanctionForm(ServiceErrorForm):
    kind = forms.ChoiceField(label=gettext_lazy("Hình thức"), choices=Sanction.Kind.choices, widget=widgets.Segmented)
    act = forms.ChoiceField(label=gettext_lazy("Hành vi"), required=False)
    act_on = day_field(gettext_lazy("Ngày thực hiện hành vi"), hint=gettext_lazy("khung phạt áp dụng theo ngày này"))
    amount = number_field(gettext_lazy("Số tiền phạt"), hint=gettext_lazy("đồng, khi phạt tiền"))
    number = LineField(
        label=gettext_lazy("Số quyết định"),
        max_length=60,
        error_messages={"required": gettext_lazy("Ghi số quyết định.")},
    )
    decided_on = day_field(gettext_lazy("Ngày quyết định"))

    def __init__(self, *args: Any, acts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [
            ("", _("Hành vi khác, chưa có trong khung")),
            *acts.items(),
        ]


class CloseForm(ServiceErrorForm):
    day = day_field(gettext_lazy("Khắc phục xong ngày"))
    remedy = LineField(
        label=gettext_lazy("Đã khắc phục thế nào"),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi đã khắc phục thế nào.")},
    )


class VisitInvitationForm(ServiceErrorForm):
    number = LineField(
        label=gettext_lazy("Số giấy mời"),
        max_length=60,
        help_text=gettext_lazy("ví dụ 12/GM-Đ178"),
        error_messages={"required": gettext_lazy("Ghi số giấy mời.")},
    )


class CallOffForm(ServiceErrorForm):
    reason = LineField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        help_text=gettext_lazy("không ghi họ tên"),
        error_messages={"required": gettext_lazy("Ghi lý do hủy.")},
    )


def monday_of(day: date) -> date:
    return date.fromordinal(day.toordinal() - day.weekday())
