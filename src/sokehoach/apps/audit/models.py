"""The append-only audit trail, its checkpoints and witnesses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One write. Actor and unit are plain values: no foreign key blocks or cascades.

    `leaf` is the RFC 9162 hash of `body`, which is canonical JSON; `body` repeats the columns, so that a change of
    either shows. `peaks` is the Merkle tree of all events up to this one (domain.ledger.merkle).
    """

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("lúc"), db_index=True)
    actor = models.CharField(_("người làm"), max_length=150)
    unit = models.CharField(_("đơn vị"), max_length=40, blank=True, db_index=True)
    action = models.CharField(_("việc"), max_length=60)
    subject = models.CharField(_("đối tượng"), max_length=120, db_index=True)
    function = models.CharField(_("chức năng"), max_length=20, default="general")
    body = models.JSONField(_("nội dung"))
    leaf = models.CharField(_("mã băm"), max_length=64, unique=True)
    peaks = models.JSONField(_("đỉnh cây"))

    class Meta:
        ordering = ("-seq",)

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.subject}"


class Answer(models.Model):
    """The answer of a write with an idempotency key: a replay gets it again, another body is refused."""

    actor = models.CharField(max_length=150)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("actor", "key"), name="audit_answer_key_once"),)

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"


class Checkpoint(models.Model):
    """A signed tree head. `note` is its text, signed by this deployment alone (domain.ledger.checkpoint)."""

    size = models.BigIntegerField(_("số dòng"), unique=True)
    at = models.DateTimeField(_("lúc"))
    note = models.TextField(_("bản niêm phong"))

    class Meta:
        ordering = ("-size",)
        constraints = (models.CheckConstraint(condition=models.Q(size__gt=0), name="audit_checkpoint_of_something"),)

    def __str__(self) -> str:
        return f"{self.size} {self.at.isoformat()}"


class Witness(models.Model):
    """An independent organisation that keeps this deployment's checkpoints and countersigns them."""

    name = models.CharField(_("tên khóa"), max_length=60, unique=True)
    title = models.CharField(_("cơ quan chứng kiến"), max_length=150)
    key = models.CharField(_("khóa công khai"), max_length=200, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.title


class Countersignature(models.Model):
    """A witness's signature under a checkpoint."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="countersignatures")
    witness = models.ForeignKey(Witness, models.PROTECT, related_name="countersignatures")
    line = models.CharField(_("dòng chữ ký"), max_length=300)
    at = models.DateTimeField(_("ký lúc"))

    class Meta:
        ordering = ("checkpoint", "witness")
        constraints = (models.UniqueConstraint(fields=("checkpoint", "witness"), name="audit_countersigned_once"),)

    def __str__(self) -> str:
        return f"{self.witness} {self.checkpoint}"
