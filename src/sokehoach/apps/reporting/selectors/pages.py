"""What the page of a report shows around its sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.selectors import obligations, steps
from sokehoach.apps.reporting.selectors.definitions import read
from sokehoach.apps.reporting.selectors.sheets import Sheet, sheet
from sokehoach.apps.reporting.selectors.steps import Stop
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.window import Window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.workflow import Action, State


@dataclass(frozen=True, slots=True)
class Told:
    """A report's page. `writes`, `sends`, `reviews`: what the account may do with it as it stands now."""

    sheet: Sheet
    due: date
    counted: Window
    life: Sequence[Stop]
    returned: str  # why, while it is with its unit again
    writes: bool
    sends: bool
    reviews: bool
    history: bool

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
        return periods.name_vi(self.sheet.period)


def definition(submission: Submission) -> Form:
    return read(submission.form.definition)


def told(user: User, submission: Submission) -> Told:
    scope = scope_of(user)
    drawn = sheet(submission)
    due = obligations.due_on(drawn.form, submission.period)
    taken = list(steps.steps_of(submission))
    back = [step for step in taken if step.action == Action.RETURN]
    return Told(
        sheet=drawn,
        due=due,
        counted=obligations.counted(drawn.form, submission.period),
        life=steps.life(
            submission,
            taken,
            due=_("hạn %(day)s/%(month)s") % {"day": due.day, "month": due.month},
            office=_("cơ quan nhận báo cáo"),
        ),
        returned=back[-1].reason if back and submission.state == State.RETURNED else "",
        writes=drawn.editable and permissions.edits(scope, submission),
        sends=drawn.editable and permissions.sends(scope, submission),
        reviews=submission.state == State.SENT and permissions.reviews(scope, submission),
        history=permissions.sees_history(scope, submission),
    )
