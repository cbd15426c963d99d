"""Saved questions of accounts and ready questions of a programme."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.free_text import FreeLine
from sokehoach.apps.shell.message_fields import DefinitionNameField


class SavedQuestion(models.Model):
    """A question saved by an account. `definition` parses to `domain.analysis.question.Question`; it has no figure.

    `programmes`: those of the data elements and indicators that it asks about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = FreeLine(_("tên câu hỏi"), max_length=120)
    definition = models.JSONField()
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="+", verbose_name=_("chương trình"))
    shared_with = models.ManyToManyField(Unit, related_name="+", verbose_name=_("chia sẻ với"))
    saved_at = models.DateTimeField(db_column="kept_at")

    class Meta:
        ordering = ("name", "saved_at")
        constraints = (
            models.UniqueConstraint(fields=("owner", "name"), name="analysis_question_name_once"),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="analysis_question_has_a_name",
                violation_error_message=_("Đặt tên câu hỏi, nhiều nhất 120 chữ."),
                violation_error_code="name",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ReadyQuestion(models.Model):
    """A question of the programme (`questions.yaml`); `definition` as in `SavedQuestion`, with an empty area."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="ready_questions", verbose_name=_("chương trình")
    )
    code = models.CharField(_("mã"), max_length=40)
    title = DefinitionNameField(_("câu hỏi"), max_length=120)
    about = DefinitionNameField(_("nội dung"), max_length=200)
    definition = models.JSONField()
    position = models.PositiveIntegerField(_("thứ tự"))

    class Meta:
        ordering = ("programme_id", "position")
        constraints = (models.UniqueConstraint(fields=("programme", "code"), name="analysis_ready_question_code_once"),)

    def __str__(self) -> str:
        return self.title
