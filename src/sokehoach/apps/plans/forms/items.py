"""Forms to correct and confirm an item of a plan, and to add one that the reader missed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.plans.models import Clause, Duty, Item, ReportingRule, Target
from sokehoach.apps.plans.models.item import BOUND_SIGNS
from sokehoach.apps.plans.services.items import OUTSIDE, UNASSIGNED
from sokehoach.apps.plans.services.tasks import PROPOSED
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.model_fields import DecimalField, build_form_field
from sokehoach.domain.messages import join_messages
from sokehoach.domain.notation import write_day

OTHER = "other"


class DueDaysField(forms.CharField):
    """Days as officials write them, with «;» between them."""

    widget = widgets.Days

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else join_messages("; ", map(write_day, value))

    def clean(self, value: Any) -> tuple[date, ...]:
        text = super().clean(value)
        day_field = forms.DateField()
        return tuple(day_field.clean(part.strip()) for part in text.split(";") if part.strip())


class DutyForm(forms.Form):
    """Confirms a duty. `lead` offers the reader's matches; «Cơ quan khác…» takes the one chosen in `other`."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = build_form_field(Duty, "title", widget=forms.Textarea(attrs={"rows": 2}))
    lead = forms.ChoiceField(
        label=_("Chủ trì"), widget=widgets.Cards, error_messages={"required": _("Chọn cơ quan chủ trì.")}
    )
    other = forms.ChoiceField(label=_("Cơ quan khác"), required=False)
    coordinating = forms.MultipleChoiceField(label=_("Phối hợp"), required=False)
    more = forms.ChoiceField(label=_("Thêm cơ quan phối hợp"), required=False)
    nature = build_form_field(Duty, "nature", widget=widgets.Segmented)
    due_on = build_form_field(Duty, "due_on")
    later_due_on = DueDaysField(
        label=_("Các hạn sau"),
        required=False,
        max_length=200,
        help_text=_("việc có nhiều hạn: ghi các ngày còn lại, cách nhau bằng dấu «;»; mỗi hạn có kết quả riêng"),
    )

    def __init__(
        self, *args: Any, duty: Duty, bound: Mapping[str, str], requestable: Mapping[str, str], **kwargs: Any
    ) -> None:
        """Takes the parties by key and name: `bound` may be given work by the plan, `requestable` may only be asked."""
        kwargs.setdefault("initial", build_initial(duty, bound))
        super().__init__(*args, **kwargs)
        names = {**bound, **{key: f"{name} ({_('chỉ đề nghị')})" for key, name in requestable.items()}}
        lead_keys = [key for key in (get_lead_key(duty),) if key in bound or (key and key != OUTSIDE and not duty.open)]
        matched = {
            choice["party"]: choice for choice in duty.offered_choices if choice["party"] in bound or not duty.open
        }
        offered = list(dict.fromkeys([*matched, *lead_keys]))
        offers: list[tuple[str, Any]] = [
            (key, names.get(key) or matched.get(key, {}).get("name", key)) for key in offered
        ]
        offers.append((OTHER, _("Cơ quan khác…")))
        if not duty.named:
            offers.append((UNASSIGNED, _("chưa phân công")))
        elif duty.outside or not duty.clear:
            offers.append((OUTSIDE, str(_("Ngoài phần mềm: %(name)s")) % {"name": duty.agency_text}))
            if duty.open and not duty.clear and duty.nature != Duty.Nature.REQUEST:
                offers.append((UNASSIGNED, _("chưa phân công")))
        self.fields["lead"].choices = offers
        if duty.open and not duty.clear and duty.named:
            self.fields["lead"].widget.details = {key: ("", matched[key]["likelihood"]) for key in matched}
        if duty.nature == Duty.Nature.REQUEST:
            self.fields["lead"].label = _("Đề nghị tới")
            self.fields["lead"].error_messages["required"] = _("Chọn nơi được đề nghị.")
        listed = [("", _("— chọn —")), *names.items()]
        self.fields["other"].choices = listed
        self.fields["more"].choices = listed
        self.names = names
        typed = self.data.getlist("coordinating") if hasattr(self.data, "getlist") else []
        self.fields["coordinating"].choices = [
            (key, names.get(key, key[2:]))
            for key in {*names, *self.initial["coordinating"], *(t for t in typed if t[:2] == "t:")}
        ]

    @property
    def tokens(self) -> list[tuple[str, str, bool]]:
        """Returns the coordinating agencies of the form: key, name, whether outside the software."""
        keys = self.data.getlist("coordinating") if self.is_bound else self.initial["coordinating"]
        return [(key, self.names.get(key, key[2:]), key.startswith("t:")) for key in dict.fromkeys(keys)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("lead") == OTHER:
            cleaned["lead"] = cleaned.get("other") or ""
            if not cleaned["lead"]:
                self.add_error("other", _("Chọn cơ quan trong danh sách."))
        return cleaned


def get_lead_key(duty: Duty) -> str:
    """Returns the form's key of the duty's lead."""
    if duty.lead_id is not None:
        return f"u:{duty.lead_id}"
    if duty.lead_group_id is not None:
        return f"g:{duty.lead_group_id}"
    return OUTSIDE if duty.outside else ""


def build_initial(duty: Duty, bound: Mapping[str, str]) -> dict[str, Any]:
    """Builds initial values. An open duty has no lead chosen that the plan cannot bind."""
    lead = get_lead_key(duty) or (duty.suggested_lead if duty.open else "")
    return {
        "version": duty.version,
        "title": duty.title,
        "lead": lead if lead in (*bound, OUTSIDE, UNASSIGNED) or not duty.open else "" if duty.named else UNASSIGNED,
        "coordinating": [
            *(f"u:{unit.pk}" for unit in duty.coordinating.all()),
            *(f"g:{group.pk}" for group in duty.coordinating_groups.all()),
            *(f"t:{name}" for name in duty.coordinating_outside),
        ],
        "nature": duty.nature,
        "due_on": duty.due_on,
        "later_due_on": duty.due_days[1:],
    }


class TasksForm(forms.Form):
    """Settles several tasks at once: chooses who leads them, or the duty that covers them."""

    lead = forms.ChoiceField(label=_("Chủ trì"), required=False)
    joined = forms.ChoiceField(label=_("Gộp vào nhiệm vụ"), required=False)

    def __init__(
        self,
        *args: Any,
        units: Sequence[Unit],
        groups: Sequence[Group],
        duties: Sequence[Duty],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [
            (PROPOSED, _("như đề xuất, không có thì chưa phân công")),
            (UNASSIGNED, _("chưa phân công")),
            *((f"g:{group.pk}", group.name) for group in groups),
            *((f"u:{unit.pk}", unit.name) for unit in units),
        ]
        self.fields["joined"].choices = [
            ("", _("— chọn —")),
            *((duty.code, f"{duty.code} {duty.title[:90]}") for duty in duties),
        ]


# Beside each other «=» (the plan has no sign) and «đúng» would say the same.
_BOUND_CHOICES = {**BOUND_SIGNS, "=": _("đạt"), "==": _("đúng bằng")}
_MAX_TARGET_LETTERS = 2000


class TargetForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Lời của chỉ tiêu"), max_length=_MAX_TARGET_LETTERS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("sửa nếu phần mềm đọc thiếu hoặc thừa; tên chỉ số và câu báo cáo lấy từ lời này"),
        error_messages={"required": _("Ghi lời của chỉ tiêu.")},
    )  # fmt: skip
    bound = forms.ChoiceField(label=_("So sánh"), choices=list(_BOUND_CHOICES.items()), widget=widgets.Segmented)
    value = build_form_field(
        Target,
        "value",
        form_class=DecimalField,
        help_text=_("để trống nếu chỉ tiêu ghi bằng lời, không có số"),
    )
    unit_of_measure = build_form_field(Target, "unit_of_measure")
    baseline = build_form_field(
        Target,
        "baseline",
        form_class=DecimalField,
        help_text=_("nếu kế hoạch ghi tăng, giảm so với mức ấy"),
    )
    owner = forms.TypedChoiceField(label=_("Chủ chỉ tiêu"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, target: Target, units: Sequence[Unit], **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "version": target.version,
                "text": " ".join(target.text.split()),
                "bound": target.bound,
                "value": None if target.value is None else target.value.normalize(),
                "unit_of_measure": target.unit_of_measure,
                "baseline": None if target.baseline is None else target.baseline.normalize(),
                "owner": target.owner_id or _read_unit_key(target.proposed_owner),
            },
        )
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [
            ("", _("chưa phân công")),
            *((unit.pk, unit.name) for unit in units),
        ]
        if target.proposed_owner:
            self.fields["owner"].help_text = _("phụ lục của kế hoạch ghi nơi này bên cạnh chỉ tiêu")

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("value") is not None and not cleaned.get("unit_of_measure"):
            self.add_error("unit_of_measure", _("Ghi đơn vị tính của mức."))
        if "value" in cleaned and cleaned["value"] is None:
            cleaned["unit_of_measure"], cleaned["baseline"] = "", None
        return cleaned


def _read_unit_key(key: str) -> int | None:
    return int(key.removeprefix("u:")) if key else None


class RuleForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    who = build_form_field(ReportingRule, "who")
    to = build_form_field(ReportingRule, "to")
    via = build_form_field(ReportingRule, "via")
    every = build_form_field(ReportingRule, "every")
    due_text = build_form_field(ReportingRule, "due_text")

    def __init__(self, *args: Any, rule: ReportingRule, **kwargs: Any) -> None:
        initial = {
            "version": rule.version,
            "who": rule.who,
            "to": rule.to,
            "via": rule.via,
            "every": rule.every,
            "due_text": rule.due_text,
        }
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)


class AddItem(forms.Form):
    """`like`: code of the duty of which another one is added."""

    like = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Đây là"), choices=Item.Kind.choices, initial=Item.Kind.DUTY, widget=widgets.Segmented
    )
    clause = forms.TypedChoiceField(label=_("Thuộc mục"), coerce=int)
    quote = forms.CharField(
        label=_("Đoạn văn"),
        help_text=_("chép đúng nguyên văn từ kế hoạch"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, clauses: Sequence[Clause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [
            ("", _("— chọn —")),
            *((clause.position, f"{clause.path}. {clause.heading[:80]}") for clause in clauses),
        ]
