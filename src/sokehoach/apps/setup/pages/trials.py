"""The page of a draft's trial: its state, what it found, the pages and documents that it made."""

from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.jobs.queries import find_latest_job
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.queries.drafts import TRIAL_KIND
from sokehoach.apps.setup.trial.outcome import TrialOutcome, TrialPage, get_file, unpack_outcome


@dataclass(frozen=True, slots=True)
class Trial:
    """`job`: None where the draft was never tried by the account. `is_stale`: the draft was saved since."""

    job: Job | None
    outcome: TrialOutcome
    is_stale: bool

    def get_file(self, key: str) -> bytes:
        assert self.job is not None
        return get_file(bytes(self.job.result or b""), key)

    def pick_page(self, key: str | None) -> TrialPage | None:
        """The page of that key, or the first."""
        first = next(iter(self.outcome.pages), None)
        return next((page for page in self.outcome.pages if page.key == key), first)


def load_trial(user: User, draft: ProgrammeDraft) -> Trial:
    """The account's last trial of the draft. Two queries."""
    job = find_latest_job(user.pk, TRIAL_KIND, code=draft.code)
    outcome = TrialOutcome()
    if job is not None and job.state == Job.State.DONE:
        outcome = unpack_outcome(bytes(job.result or b""))
    return Trial(job, outcome, job is not None and job.arguments["revision"] != draft.revision)
