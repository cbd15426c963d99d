"""Report forms as programmes supply them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models.definition import DefinitionField, SentForm, parse_sent_form
from sokehoach.apps.shell.message_fields import DefinitionNameField


class Form(models.Model):
    """A report form; `definition` is a `domain.reporting.form.Form`."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="forms", verbose_name=_("chương trình"))
    uid = models.CharField(max_length=20, unique=True)
    code = models.CharField(_("mã biểu"), max_length=20)
    name = DefinitionNameField(_("tên biểu"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="forms", verbose_name=_("đơn vị tổng hợp"))
    function = models.CharField(_("chức năng"), max_length=20)
    period_type = models.CharField(_("kỳ"), max_length=20)
    definition = DefinitionField()

    class Meta:
        ordering = ("programme_id", "code")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="reporting_form_code_once"),)

    def __str__(self) -> str:
        return self.code


class FormVersion(models.Model):
    """The definition of a form and its elements by which reports were sent (ADR 54). The database refuses to change it.

    `content` is the canonical JSON of `serialize_sent_form`, `digest` its SHA-256.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions", verbose_name=_("biểu mẫu"))
    digest = models.CharField(_("mã băm"), max_length=64)
    content = models.TextField(_("định nghĩa"))

    class Meta:
        ordering = ("form", "id")
        constraints = (models.UniqueConstraint(fields=("form", "digest"), name="reporting_form_version_once"),)

    def __str__(self) -> str:
        return f"{self.form_id} {self.digest[:8]}"

    @property
    def sent_form(self) -> SentForm:
        return parse_sent_form(self.content)
