"""The abstract entry of every register, register owners, the search index table and revisions."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.free_text import FreeLine


class Entry(models.Model):
    """One entry of a register: what a unit did on a day. Voided entries stay readable but do not count."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="%(class)ss", verbose_name=_("đơn vị tổ chức"))
    day = models.DateField(_("ngày"))
    folded = models.TextField(editable=False)
    voided = models.BooleanField(_("đã gạch bỏ"), default=False, db_column="struck")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ("-day", "-created_at", "id")
        indexes = (
            models.Index(fields=("voided", "-day", "-created_at", "id")),
            models.Index(fields=("unit", "voided", "-day")),
        )


class RegisterOwnership(models.Model):
    """The units that keep a register: those of some levels, and the agencies named.

    `clauses` are the clauses of the programme's plan («II.2») that its entries carry out.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="register_owners", verbose_name=_("chương trình")
    )
    register = models.CharField(_("sổ"), max_length=40, unique=True)
    levels = models.JSONField(_("các cấp"), default=list)
    agencies = models.JSONField(_("các cơ quan"), default=list)
    clauses = models.JSONField(_("mục của kế hoạch"), default=list)

    class Meta:
        db_table = "shelf_keeping"  # as it was called
        ordering = ("register",)

    def __str__(self) -> str:
        return self.register


class SearchText(models.Model):
    """The search text of an entry of any register; only database triggers write it (`word_index.install_triggers`)."""

    register = models.CharField(_("sổ"), max_length=40)
    line = models.UUIDField(unique=True)
    unit = models.BigIntegerField()
    folded = models.TextField()

    class Meta:
        db_table = "shelf_words"  # as it was called

    def __str__(self) -> str:
        return f"{self.register} {self.line}"


class Revision(models.Model):
    """The texts of an entry after one change, as shown then; together they are its history."""

    class Action(models.TextChoices):
        ADDED = "added", _("ghi vào sổ")
        BROUGHT_IN = "brought_in", _("nhập từ Excel")
        CHANGED = "changed", _("sửa")
        VOIDED = "struck", _("gạch bỏ")
        RESTORED = "restored", _("khôi phục")

    register = models.CharField(_("sổ"), max_length=40)
    entry = models.UUIDField()
    version = models.PositiveIntegerField()
    action = models.CharField(_("việc"), max_length=20, choices=Action)
    content = models.JSONField()  # {field name: text as shown then}
    reason = FreeLine(_("lý do"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("register", "entry", "-version")
        constraints = (
            models.UniqueConstraint(fields=("register", "entry", "version"), name="shelf_revision_once"),
            models.CheckConstraint(
                condition=~models.Q(action="struck") | ~models.Q(reason=""),
                name="shelf_strike_has_a_reason",
                violation_error_message=_("Chưa ghi lý do gạch bỏ."),
                violation_error_code="reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.register} {self.entry} v{self.version}"
