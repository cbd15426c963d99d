"""Data elements and option sets, loaded from packs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OptionSet(models.Model):
    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=200)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Option(models.Model):
    option_set = models.ForeignKey(OptionSet, models.PROTECT, related_name="options")
    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=200)
    position = models.PositiveSmallIntegerField(_("thứ tự"))

    class Meta:
        ordering = ("option_set", "position")
        constraints = (models.UniqueConstraint(fields=("option_set", "code"), name="indicators_option_once"),)

    def __str__(self) -> str:
        return self.name


class DataElement(models.Model):
    """The columns are those of `domain.indicators.element.DataElement`."""

    code = models.CharField(_("mã"), max_length=20, unique=True)
    name = models.CharField(_("tên"), max_length=300)
    unit = models.CharField(_("đơn vị tính"), max_length=60)
    kind = models.CharField(_("loại"), max_length=20)
    nature = models.CharField(_("thời điểm hay thời kỳ"), max_length=20)
    over_time = models.CharField(_("gộp theo thời gian"), max_length=20)
    over_place = models.CharField(_("gộp theo địa bàn"), max_length=20)
    function = models.CharField(_("chức năng"), max_length=20)
    form = models.CharField(_("biểu mẫu"), max_length=40)
    counts_persons = models.BooleanField(_("đếm người"), default=False)
    disaggregations = models.JSONField(_("phân tổ"), default=list)
    clauses = models.JSONField(_("mục của kế hoạch"), default=list)
    source = models.CharField(_("nguồn"), max_length=300)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
