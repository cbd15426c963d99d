"""Data elements, indicators and option sets of programmes, denominators, earlier figures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.free_text import FreeLine
from sokehoach.apps.shell.message_fields import DefinitionNameField


class OptionSet(models.Model):
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="option_sets", verbose_name=_("chương trình"))
    uid = models.CharField(max_length=40, unique=True)
    code = models.CharField(_("mã"), max_length=40)
    name = DefinitionNameField(_("tên"), max_length=200)
    wider_set = models.CharField(_("chia nhỏ danh mục"), max_length=40, blank=True, default="")  # uid of another set

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="indicators_option_set_code_once"),)

    def __str__(self) -> str:
        return self.name


class Option(models.Model):
    option_set = models.ForeignKey(OptionSet, models.PROTECT, related_name="options")
    code = models.CharField(_("mã"), max_length=40)
    name = DefinitionNameField(_("tên"), max_length=200)
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    spans = models.JSONField(_("được dùng trong"), default=list)  # `domain.indicators.element.Option.spans`
    owner = models.CharField(_("thuộc lựa chọn"), max_length=40, blank=True, default="")  # of the set `wider_set`
    combines = models.JSONField(_("gồm cả"), default=list)  # codes of others of its set

    class Meta:
        ordering = ("option_set", "position")
        constraints = (models.UniqueConstraint(fields=("option_set", "code"), name="indicators_option_once"),)

    def __str__(self) -> str:
        return self.name


class DataElement(models.Model):
    """Has the columns of `domain.indicators.element.DataElement`."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="elements", verbose_name=_("chương trình"))
    uid = models.CharField(max_length=20, unique=True)
    code = models.CharField(_("mã"), max_length=20)
    name = DefinitionNameField(_("tên"), max_length=300)
    unit = DefinitionNameField(_("đơn vị tính"), max_length=60)
    kind = models.CharField(_("loại"), max_length=20)
    nature = models.CharField(_("thời điểm hay thời kỳ"), max_length=20)
    over_time = models.CharField(_("gộp theo thời gian"), max_length=20)
    over_place = models.CharField(_("gộp theo địa bàn"), max_length=20)
    function = models.CharField(_("chức năng"), max_length=20)
    form = models.CharField(_("biểu mẫu"), max_length=40)
    counts_persons = models.BooleanField(_("đếm người"), default=False)
    disaggregations = models.JSONField(_("phân tổ"), default=list)
    clauses = models.JSONField(_("mục của kế hoạch"), default=list)
    decimals = models.PositiveSmallIntegerField(_("số chữ số sau dấu phẩy"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=300)
    earlier_definitions = models.JSONField(default=list, blank=True)
    breaks = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("programme_id", "code")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="indicators_element_code_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Indicator(models.Model):
    """Has the columns of `domain.indicators.indicator.Indicator`; both sides as written in the programme."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="indicators", verbose_name=_("chương trình"))
    uid = models.CharField(max_length=40, unique=True)
    code = models.CharField(_("mã"), max_length=40)
    name = DefinitionNameField(_("tên"), max_length=200)
    numerator = models.CharField(_("tử số"), max_length=200)
    denominator = models.CharField(_("mẫu số"), max_length=200)
    on_map = models.BooleanField(_("lên bản đồ"), default=False)
    words = models.JSONField(_("từ trong chỉ tiêu của kế hoạch"), default=list)
    source = models.CharField(_("nguồn"), max_length=300)
    per = models.PositiveIntegerField(_("tính trên"), null=True, blank=True, default=100)  # None: the numerator alone
    change = models.CharField(_("tăng, giảm"), max_length=20, blank=True)
    compared_with = models.CharField(_("so với"), max_length=20, default="year_before")
    target_levels = models.JSONField(_("mức chỉ tiêu"), default=list, blank=True)
    earlier_definitions = models.JSONField(default=list, blank=True)
    breaks = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"))

    class Meta:
        ordering = ("programme_id", "position")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="indicators_indicator_code_once"),)

    def __str__(self) -> str:
        return self.name


class Denominator(models.Model):
    """The whole of a share: people, households, committees, staff, villages of a unit in a year, from a source.

    An unknown denominator has no row: it is never 0.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="denominators", verbose_name=_("đơn vị"))
    kind = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("mẫu số"))
    year = models.PositiveSmallIntegerField(_("năm"))
    value = models.PositiveIntegerField(_("số"))
    source = FreeLine(_("nguồn"), max_length=200)
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("unit", "year", "kind")
        constraints = (
            models.UniqueConstraint(fields=("unit", "kind", "year"), name="indicators_denominator_once"),
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="indicators_denominator_never_nought",
                violation_error_message=_("Số phải từ 1 đến 10.000.000; chưa biết thì để trống."),
                violation_error_code="value",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="indicators_denominator_has_a_source",
                violation_error_message=_("Chưa ghi nguồn của số: văn bản, niên giám, ngày."),
                violation_error_code="value",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind_id} {self.year}"


class EarlierFigure(models.Model):
    """«Số liệu cũ»: a unit's figure from before the product, imported for comparison."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="earlier_figures", verbose_name=_("đơn vị"))
    element = models.ForeignKey(DataElement, models.PROTECT, related_name="earlier_figures")
    disaggregation = models.CharField(max_length=120, blank=True)
    period = models.CharField(_("kỳ"), max_length=10)
    number = models.DecimalField(_("số"), max_digits=15, decimal_places=3)
    source = FreeLine(_("nguồn"), max_length=200)
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("unit", "period", "element", "disaggregation")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "element", "disaggregation", "period"), name="indicators_earlier_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=0),
                name="indicators_earlier_not_negative",
                violation_error_message=_("Số phải từ 0."),
                violation_error_code="number",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="indicators_earlier_has_a_source",
                violation_error_message=_("Chưa ghi nguồn của số: báo cáo nào, ngày nào."),
                violation_error_code="number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.element_id} {self.period}"
