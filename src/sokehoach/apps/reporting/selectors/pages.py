"""What the page of a report shows around its sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Intake, Submission
from sokehoach.apps.reporting.selectors import obligations, steps
from sokehoach.apps.reporting.selectors.sheets import Sheet, sheet
from sokehoach.apps.reporting.selectors.steps import Stop
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.window import Window
from sokehoach.domain.reporting.workflow import COUNTED, Action, State


@dataclass(frozen=True, slots=True)
class Told:
    """A report's page. `writes`, `sends`, `reviews`, `corrects`, `confirms`: what the account may do with it now.

    taken      the call or letter whose numbers the office types, or has typed and the unit has not confirmed
    other      the edition beside this one: the correction under way, or the one that it corrects
    token      changes with every cell or box that anyone keeps
    """

    sheet: Sheet
    due: date
    counted: Window
    life: Sequence[Stop]
    returned: str  # why, while it is with its unit again
    writes: bool
    sends: bool
    reviews: bool
    history: bool
    corrects: bool
    confirms: bool
    taken: Intake | None
    other: Submission | None
    token: str

    @property
    def submission(self) -> Submission:
        return self.sheet.submission

    @property
    def unit_vi(self) -> str:
        """«xã Tênh Phông» inside a sentence; an agency's name keeps its capital."""
        unit = self.submission.unit
        return unit.name if unit.level == Level.AGENCY else unit.name[:1].lower() + unit.name[1:]

    @property
    def last_year(self) -> str:
        """As text: a template would group its digits."""
        return str(self.sheet.period.year - 1)

    @property
    def period_vi(self) -> str:
        return period_name(self.sheet.period)


def told(user: User, submission: Submission) -> Told:
    scope = scope_of(user)
    drawn = sheet(submission)
    due = obligations.due_of(submission, drawn.form)
    walked = list(steps.steps_of(submission))
    back = [step for step in walked if step.action == Action.RETURN]
    taken, other = _taken(submission), _other(submission)
    for_unit = (
        taken is not None
        and taken.handed_in_at is None
        and permissions.takes(scope, submission.unit, submission.form.function)
    )
    return Told(
        sheet=drawn,
        due=due,
        counted=obligations.counted(drawn.form, submission.period),
        life=steps.life(
            submission,
            walked,
            due=_("hạn %(day)s/%(month)s") % {"day": due.day, "month": due.month},
            office=_("cơ quan nhận báo cáo"),
        ),
        returned=back[-1].reason if back and submission.state == State.RETURNED else "",
        writes=drawn.editable and (permissions.edits(scope, submission) or for_unit),
        sends=drawn.editable and (permissions.sends(scope, submission) or for_unit),
        reviews=submission.state == State.SENT and permissions.reviews(scope, submission),
        history=permissions.sees_history(scope, submission),
        corrects=submission.state in COUNTED and other is None and permissions.edits(scope, submission),
        confirms=taken is not None and not drawn.editable and permissions.edits(scope, submission),
        taken=taken,
        other=other,
        token=_token(drawn),
    )


def _token(drawn: Sheet) -> str:
    """As `cells.token` makes it, without asking again."""
    versions = sum(line.version for line in drawn.lines), sum(box.version for box in drawn.boxes)
    return f"{drawn.submission.version}.{versions[0]}.{versions[1]}"


def _taken(submission: Submission) -> Intake | None:
    """One query."""
    return submission.intakes.filter(confirmed_at__isnull=True).select_related("by__unit").last()


def _other(submission: Submission) -> Submission | None:
    """One query, none while the first edition is written or waits."""
    if submission.edition == 1 and submission.state not in (*COUNTED, State.SUPERSEDED):
        return None
    beside = Submission.objects.filter(
        form=submission.form_id, unit=submission.unit_id, period=submission.period
    ).exclude(pk=submission.pk)
    later = beside.filter(edition__gt=submission.edition).order_by("-edition").first()
    return later if submission.state in (*COUNTED, State.SUPERSEDED) else beside.order_by("-edition").first()
