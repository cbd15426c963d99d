"""Forms of the page on which a programme is made from a plan: one proposal, and the head of the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.queries.level_names import name_base_areas
from sokehoach.apps.orgunits.queries.levels import has_base_units
from sokehoach.apps.plans.models import ProposalDecision, Target
from sokehoach.apps.plans.models.item import BOUND_SIGNS
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.model_fields import build_form_field
from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE, EVERYBODY, Reporters, YearLevel
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import BOUNDS, PERIODIC, ProposalContent, ProposalKind
from sokehoach.domain.plans.proposals.subjects import is_about_persons
from sokehoach.domain.plans.proposals.usual_wholes import find_usual_whole
from sokehoach.domain.plans.proposals.yearly_rows import format_levels, parse_levels

NEW = ""  # in the list of programmes: a new one
_SEPARATOR = "+"
_MEASURES = tuple(kind for kind in MeasureKind if kind is not MeasureKind.NONE)
_PER = {MeasureKind.SHARE: 100, MeasureKind.RATE: 1_000}
_FIELDS = {
    ProposalKind.INDICATOR: (
        "measure",
        "falls",
        "name",
        "denominator",
        "unit",
        "bound",
        "levels",
        "value",
        "year",
        "reporters",
    ),
    ProposalKind.COUNT: ("kind", "name", "unit", "reporters"),
    ProposalKind.NARRATIVE: ("kind", "name", "unit", "reporters"),
    ProposalKind.SCHEDULE: ("every", "due", "reporters"),
    ProposalKind.OUTLINE: ("name",),
    ProposalKind.OMITTED: (),
}


class LevelsField(forms.CharField):
    """Levels by year, earliest first: «2025: 97,2; 2026: 98»."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "levels": _("Ghi mỗi năm một mức, như «2025: 97,2; 2026: 98»."),
    }

    def clean(self, value: Any) -> tuple[YearLevel, ...]:
        typed = super().clean(value)
        try:
            levels = parse_levels(typed)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["levels"], code="levels") from error
        for _year, level in levels:
            Target._meta.get_field("value").run_validators(level)  # as many digits as one level has
        return levels


class ProposalForm(forms.Form):
    """One proposal as it stands: what is made of it, and what a person may change."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Báo cáo bằng"))
    measure = forms.ChoiceField(label=_("Cách tính"))
    falls = forms.BooleanField(label=_("là mức giảm"), required=False)
    name = build_form_field(ProposalDecision, "name", label=_("Tên"), required=True, widget=forms.Textarea({"rows": 2}))
    denominator = build_form_field(
        ProposalDecision, "denominator", widget=forms.Textarea({"rows": 2}), help_text=_("tổng số mà tỷ lệ chia cho")
    )
    unit = build_form_field(ProposalDecision, "unit", help_text=_("của một đơn vị đếm: cuộc, người, hồ sơ"))
    bound = forms.ChoiceField(label=_("So sánh"))
    value = build_form_field(Target, "value")
    levels = LevelsField(label=_("Mức của từng năm"), help_text=_("mỗi năm một mức, như «2025: 97,2; 2026: 98»"))
    year = forms.IntegerField(label=_("Năm phải đạt"), required=False, help_text=_("để trống: năm nào cũng vậy"))
    reporters = forms.ChoiceField(label=_("Đơn vị báo cáo"))
    every = forms.ChoiceField(label=_("Kỳ báo cáo"))
    due = forms.CharField(
        label=_("Hạn gửi"),
        max_length=100,
        help_text=_("«2 ngày làm việc», «ngày 18», «15/6, 15/12», «thứ Sáu hằng tuần»"),
    )

    def __init__(
        self,
        *args: Any,
        content: ProposalContent,
        version: int,
        agencies: Mapping[str, str],
        alternatives: Sequence[Reporters] = (),
        **kwargs: Any,
    ) -> None:
        """`agencies`: short names of the agencies of the area, by code. `alternatives`: who else may well report."""
        kwargs.setdefault("initial", build_initial(content, version))
        super().__init__(*args, **kwargs)
        self.content = content
        shown_names = {"version", *_FIELDS[content.kind]}
        if content.kind is ProposalKind.INDICATOR and content.measure is not MeasureKind.CHANGE:
            shown_names.discard("falls")
        shown_names -= {"value", "year"} if content.levels else {"levels"}
        for field in [field for field in self.fields if field not in shown_names]:
            del self.fields[field]
        self._offer_choices("kind", [(kind, _(kind.label_vi)) for kind in (ProposalKind.COUNT, ProposalKind.NARRATIVE)])
        self._offer_choices("measure", [(kind, _(kind.label_vi)) for kind in _MEASURES])
        self._offer_choices("bound", [(bound, BOUND_SIGNS[bound]) for bound in BOUNDS])
        self._offer_choices("every", [(kind, _(kind.label_vi)) for kind in PERIODIC])
        choices = list_reporter_choices(content.reporters, agencies, alternatives)
        self._offer_choices("reporters", choices)
        if alternatives and "reporters" in self.fields:
            close_names = [str(name) for key, name in choices if tuple(key.split(_SEPARATOR)) in alternatives]
            self.fields["reporters"].help_text = _("cũng có thể là: %(names)s") % {"names": "; ".join(close_names)}

    def _offer_choices(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        if name in self.fields:
            self.fields[name].choices = choices

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "version"]

    @property
    def usual_whole(self) -> str:
        """What the share is usually taken of, where the plan prints no whole; else «»."""
        is_missing = self.content.measure is MeasureKind.SHARE and not self.content.denominator
        return find_usual_whole(self.content.name) if is_missing else ""

    def build_content(self) -> ProposalContent:
        """The content with what was typed. What the form does not show stays."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        for name in ("name", "denominator", "unit"):
            if name in typed:
                typed[name] = " ".join(typed[name].split())
        if "kind" in typed:
            typed["kind"] = ProposalKind(typed["kind"] or self.content.kind)
        if "measure" in typed:
            typed["measure"] = MeasureKind(typed["measure"] or self.content.measure)
        if "reporters" in typed:
            typed["reporters"] = tuple(filter(None, typed["reporters"].split(_SEPARATOR)))
        if "levels" in typed:
            typed["year"], typed["value"] = typed["levels"][-1]
        content = replace(self.content, **typed)
        if content.kind is ProposalKind.INDICATOR:
            content = _keep_consistent(content, self.content)
        return content


def _keep_consistent(content: ProposalContent, old: ProposalContent) -> ProposalContent:
    """Names that changed are those of no known element, and another way of computing has its own factor."""
    if content.measure is not old.measure:
        content = replace(content, per=_PER.get(content.measure))
    if (content.name, content.denominator) != (old.name, old.denominator):
        content = replace(content, numerator_code="", denominator_code="")
    if not content.needs_denominator:
        content = replace(content, denominator="", denominator_code="")
    return replace(content, counts_persons=is_about_persons(f"{content.name} {content.denominator}"))


def build_initial(content: ProposalContent, version: int) -> dict[str, Any]:
    return {
        "version": version,
        "kind": content.kind.value,
        "measure": content.measure.value,
        "falls": content.falls,
        "name": content.name,
        "denominator": content.denominator,
        "unit": content.unit,
        "bound": content.bound,
        "value": content.value,
        "levels": format_levels(content.levels),
        "year": content.year,
        "reporters": _SEPARATOR.join(content.reporters),
        "every": content.every,
        "due": content.due,
    }


def list_reporter_choices(
    current: Reporters, agencies: Mapping[str, str], alternatives: Sequence[Reporters] = ()
) -> list[tuple[str, Any]]:
    """The reporters that may be chosen, and those that are. Base units only where there are any.

    Where there are alternatives they stand first, behind those that are.
    """
    choices: dict[str, Any] = {"": _("— chọn —"), AGENCIES: _("mọi cơ quan của địa bàn"), **agencies}
    if has_base_units():
        choices = {
            "": choices.pop(""),
            BASE: _("cấp cơ sở (%(units)s)") % {"units": name_base_areas()},
            AGENCIES: choices.pop(AGENCIES),
            _SEPARATOR.join(EVERYBODY): _("cấp cơ sở và mọi cơ quan"),
            **choices,
        }
    names = {BASE: _("cấp cơ sở"), AGENCIES: _("mọi cơ quan")}
    for reporters in (current, *alternatives):
        key = _SEPARATOR.join(reporters)
        if key not in choices:
            choices[key] = ", ".join(str(names.get(code) or agencies.get(code, code)) for code in reporters)
    first = ["", *map(_SEPARATOR.join, (current, *alternatives))] if alternatives else []
    return [(key, choices[key]) for key in dict.fromkeys([*first, *choices])]


class ProposedDraftForm(forms.Form):
    """Which programme the draft is of. `programme`: one that is changed, or a new one with code and names."""

    programme = forms.ChoiceField(
        label=_("Lập vào"), required=False, help_text=_("chương trình đang có của địa bàn, hoặc chương trình mới")
    )
    name = build_form_field(
        Programme, "name", label=_("Tên chương trình"), required=False, help_text=_("chỉ cho chương trình mới")
    )
    short_name = forms.CharField(
        label=_("Tên ngắn"), max_length=60, required=False, help_text=_("chỉ cho chương trình mới")
    )
    code = forms.RegexField(
        r"\A[\w.-]{1,40}\Z",
        label=_("Mã"),
        required=False,
        help_text=_("chỉ cho chương trình mới: chữ, số, gạch; không đổi được sau khi công bố"),
    )
    standing_office = forms.ChoiceField(label=_("Cơ quan thường trực"))
    valid_from = forms.DateField(
        label=_("Báo cáo từ kỳ bắt đầu ngày"), help_text=_("ngày/tháng/năm"), widget=widgets.Day
    )

    def __init__(
        self,
        *args: Any,
        programmes: Sequence[Programme],
        offices: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [
            (NEW, _("chương trình mới")),
            *((row.code, _("thêm vào «%(name)s»") % {"name": row.name}) for row in programmes),
        ]
        self.fields["standing_office"].choices = list(offices.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("programme"):
            for name in ("name", "short_name", "code"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Ghi cho chương trình mới."))
        return cleaned
