"""Assignments of duties to units, with results by period and evidence."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models.item import Duty
from sokehoach.apps.plans.models.plan import Plan
from sokehoach.apps.shell.free_text import FreeLine, FreeText


class Assignment(models.Model):
    """A duty assigned to one unit, once for each due day of it (`due_number`, from 1).

    `state`, `result` and `period` repeat the newest period's AssignmentResult.
    """

    class Part(models.TextChoices):
        LEAD = "lead", _("chủ trì")
        COORDINATING = "coordinating", _("phối hợp")

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("chưa làm")
        DOING = "doing", _("đang làm")
        DONE = "done", _("đã có kết quả")
        # Of a request alone: nobody is ordered, so the unit that is asked answers.
        RECEIVED = "received", _("đã nhận đề nghị")
        AGREED = "agreed", _("đồng ý phối hợp")
        DECLINED = "declined", _("không nhận, có lý do")

        @property
        def badge(self) -> str:
            """The name of how the state looks (apps.shell.status_badges)."""
            return {"not_started": "open", "done": "done", "declined": "dropped"}.get(self.value, "doing")

    ORDER_STATES = (State.NOT_STARTED, State.DOING, State.DONE)
    REQUEST_STATES = (State.NOT_STARTED, State.RECEIVED, State.AGREED, State.DECLINED, State.DONE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    duty = models.ForeignKey(Duty, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    part = models.CharField(_("vai"), max_length=20, choices=Part)
    in_charge = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    # When somebody decided that a day that had passed before the plan was entered stands, and is late.
    due_kept_on = models.DateField(_("ngày quyết định giữ hạn đã qua"), null=True, blank=True)
    due_number = models.PositiveSmallIntegerField(_("hạn thứ"), default=1)
    state = models.CharField(_("trạng thái"), max_length=20, choices=State, default=State.NOT_STARTED)
    result = FreeText(_("kết quả"), blank=True)
    period = models.CharField(_("kỳ của kết quả"), max_length=20, blank=True)
    earlier = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="later",
        null=True,
        blank=True,
        verbose_name=_("nhiệm vụ này trong kế hoạch trước"),
    )
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("duty__start", "unit__code", "due_number")
        constraints = (
            models.UniqueConstraint(
                fields=("duty", "unit", "due_number"),
                name="plans_assignment_once",
                violation_error_message=_("Đơn vị này đã được giao nhiệm vụ đó."),
                violation_error_code="unit",
            ),
            models.CheckConstraint(
                condition=Q(updated_by__isnull=True, updated_at__isnull=True)
                | Q(updated_by__isnull=False, updated_at__isnull=False),
                name="plans_assignment_updated_who_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(result=""),
                name="plans_assignment_done_has_a_result",
                violation_error_message=_("Ghi kết quả bằng lời trước khi báo «đã có kết quả»."),
                violation_error_code="result",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(result=""),
                name="plans_assignment_declined_has_a_reason",
                violation_error_message=_("Ghi lý do không nhận."),
                violation_error_code="result",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty} {self.unit}"

    @property
    def is_due_before_entry(self) -> bool:
        """Whether its day had passed before the plan was entered, and nobody has decided what that means.

        Such work is not late: the unit could not have known. What an earlier plan gave already is owed as before.
        """
        return (
            self.duty.nature == Duty.Nature.DATED
            and self.due_on is not None
            and self.due_on < self.duty.plan.entered_on
            and self.due_kept_on is None
            and self.earlier_id is None
        )

    @property
    def is_undecided(self) -> bool:
        """Whether somebody has to say: done before, a new day, or late."""
        return self.is_due_before_entry and self.state != self.State.DONE

    @property
    def is_request(self) -> bool:
        """Whether the unit is asked, not ordered: it leads nothing and is never late."""
        return self.duty.nature == Duty.Nature.REQUEST

    @property
    def part_name(self) -> str:
        """Returns «chủ trì», «phối hợp» or, of a request, «được đề nghị»."""
        return gettext("được đề nghị") if self.is_request else str(self.get_part_display())

    def list_offered_states(self, recorded: str) -> list[State]:
        """Returns the states to choose from. `recorded`, the state at hand, is always one of them.

        A request that was answered does not become unanswered again.
        """
        states = [*(self.REQUEST_STATES if self.is_request else self.ORDER_STATES)]
        if recorded not in states:
            states.append(self.State(recorded))
        if self.is_request and recorded != self.State.NOT_STARTED:
            states.remove(self.State.NOT_STARTED)
        return states

    @property
    def badge(self) -> str:
        return self.State(self.state).badge

    @property
    def state_name(self) -> str:
        return self.name_state(self.state)

    def name_state(self, state: str) -> str:
        """Returns the label of a state; a request that nobody answered is not work that nobody began."""
        if self.is_request and state == self.State.NOT_STARTED:
            return gettext("chưa trả lời")
        return str(self.State(state).label)

    @property
    def has_periods(self) -> bool:
        """Whether results are due each period: for standing work of a signed plan, not for an undated direction."""
        duty = self.duty
        return duty.nature == Duty.Nature.STANDING and duty.plan.origin == Plan.Origin.SIGNED


class AssignmentResult(models.Model):
    """The state and result of an assignment in a period. A correction is a new version; no row changes.

    `period` is an id of domain.periods; «» for work that is done once.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="results")
    period = models.CharField(_("kỳ"), max_length=20, blank=True)
    number = models.PositiveIntegerField(_("lần ghi trong kỳ"))
    state = models.CharField(_("trạng thái"), max_length=20, choices=Assignment.State)
    text = FreeText(_("kết quả"), blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-period", "-number")
        constraints = (
            models.UniqueConstraint(fields=("assignment", "period", "number"), name="plans_assignment_result_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(text=""),
                name="plans_assignment_result_done_has_words",
                violation_error_message=_("Ghi kết quả bằng lời trước khi báo «đã có kết quả»."),
                violation_error_code="result",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(text=""),
                name="plans_assignment_result_declined_has_a_reason",
                violation_error_message=_("Ghi lý do không nhận."),
                violation_error_code="result",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.period} {self.number}"

    @property
    def badge(self) -> str:
        return Assignment.State(self.state).badge

    @property
    def state_name(self) -> str:
        return self.assignment.name_state(self.state)


class Evidence(models.Model):
    """A document that supports a result: PDF, DOCX or XLSX, without its metadata. Never an image."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="evidence")
    result = models.ForeignKey(AssignmentResult, models.CASCADE, related_name="evidence")
    name = FreeLine(_("tên tệp"), max_length=255)
    content_type = models.CharField(max_length=100)
    digest = models.CharField(_("mã băm"), max_length=64)
    size = models.PositiveIntegerField(_("cỡ tệp, byte"))
    content = models.BinaryField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at",)
        constraints = (models.UniqueConstraint(fields=("result", "digest"), name="plans_evidence_once_a_result"),)

    def __str__(self) -> str:
        return self.name
