"""Typed text into scores, a decision, a scheme."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.assessment.queries import CLASSES, GROUNDS, list_offered_options
from sokehoach.apps.registers.core.controls import WholeNumberField
from sokehoach.apps.shell import widgets
from sokehoach.domain.registers.assessment import Content, Scheme


class ScoreForm(forms.Form):
    """A number a content, named by its code."""

    def __init__(self, contents: Sequence[Content], row: Assessment, data: Any = None) -> None:
        super().__init__(data, initial={"version": row.version, "record": row.record, **row.scores})
        self.contents = contents
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        for content in contents:
            self.fields[content.code] = WholeNumberField(label=content.name, required=False)
            self.fields[content.code].widget.attrs |= {"class": "cell__input", "aria-label": content.name}
        self.fields["record"] = forms.CharField(
            label=_("Số biên bản tự chấm"), required=False, max_length=60, help_text=_("ghi khi đã lập")
        )

    def scores(self) -> dict[str, int]:
        points_by_code = {content.code: self.cleaned_data.get(content.code) for content in self.contents}
        return {code: points for code, points in points_by_code.items() if points is not None}


class DecisionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    granted = forms.ChoiceField(label=_("Được công nhận"), required=False)
    disqualified = forms.BooleanField(label=_("Không xét"), required=False)
    decided_on = forms.DateField(label=_("Ngày quyết định"), help_text=_("ngày/tháng/năm"), widget=widgets.Day)
    decision = forms.CharField(label=_("Số quyết định"), max_length=60)
    ground = forms.ChoiceField(
        label=_("Lý do không công nhận"),
        required=False,
        help_text=_("khi không công nhận, không xét hoặc thôi giữ một loại; số vụ, số người, tin báo không là lý do"),
    )
    reason = forms.CharField(
        label=_("Nói rõ lý do"), required=False, max_length=300, help_text=_("bắt buộc khi không xét")
    )

    def __init__(self, row: Assessment, data: Any = None) -> None:
        super().__init__(
            data,
            initial={
                "version": row.version,
                "granted": row.granted.code if row.granted else "",
                "disqualified": row.disqualified,
                "decided_on": row.decided_on,
                "decision": row.decision,
                "ground": row.ground.code if row.ground else "",
                "reason": row.reason,
            },
        )
        self.fields["granted"].choices = [("", _("không công nhận")), *_list_options(CLASSES, row)]
        self.fields["ground"].choices = [("", "–"), *_list_options(GROUNDS, row)]


def _list_options(option_set: str, row: Assessment) -> list[tuple[str, str]]:
    return list(list_offered_options(option_set, row.day).items())


class SchemeForm(forms.Form):
    name = forms.CharField(label=_("Tên thang điểm"), max_length=200)
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("số, ký hiệu văn bản quy định thang điểm"))
    valid_from = forms.DateField(label=_("Dùng từ ngày"), help_text=_("ngày/tháng/năm"), widget=widgets.Day)
    threshold = WholeNumberField(label=_("Điểm đạt"))
    illustrative = forms.BooleanField(label=_("Thang điểm minh họa, chưa có văn bản quy định"), required=False)

    def __init__(self, scheme: Scheme, data: Any = None) -> None:
        initial = {"name": scheme.name, "threshold": scheme.threshold, "illustrative": scheme.illustrative}
        super().__init__(data, initial=initial)
        self.contents = scheme.contents
        for content in scheme.contents:
            points_field = WholeNumberField(label=content.name)
            points_field.initial = content.most
            self.fields[f"points-{content.code}"] = points_field
        self.fields["illustrative"] = self.fields.pop("illustrative")  # said of all the points above

    def points(self) -> dict[str, int]:
        return {content.code: self.cleaned_data[f"points-{content.code}"] for content in self.contents}
