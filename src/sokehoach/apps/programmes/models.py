"""Programmes, and the identity of what they define."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Unit


class Programme(models.Model):
    """What one family of plans reports on. `unit`: the area for which its forms are consolidated."""

    code = models.CharField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="programmes", null=True, blank=True, verbose_name=_("đơn vị tổng hợp")
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """The key of one definition: made by the system, never shown, never used for another one.

    `code` is what the programme's documents print. A uid is unique among those of its kind.
    """

    class Kind(models.TextChoices):
        FORM = "form", _("biểu mẫu")
        ELEMENT = "element", _("chỉ tiêu thống kê")
        INDICATOR = "indicator", _("chỉ số")
        OPTION_SET = "option_set", _("danh mục")
        OUTLINE = "outline", _("đề cương")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="identities")
    kind = models.CharField(_("loại"), max_length=20, choices=Kind)
    uid = models.CharField(max_length=40)
    code = models.CharField(_("mã"), max_length=40)

    class Meta:
        ordering = ("programme", "kind", "code")
        constraints = (
            models.UniqueConstraint(fields=("kind", "uid"), name="programmes_uid_once"),
            models.UniqueConstraint(fields=("programme", "kind", "code"), name="programmes_code_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
