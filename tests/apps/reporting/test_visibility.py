"""Which reports a query finds: those that the rule for one report opens, in every function, state and unit."""

from datetime import timedelta
from itertools import product

import pytest

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import AdHoc, AdHocUnit, Form, Submission
from sokehoach.domain.reporting.workflow import ReportState
from tests.factories.cast import AT, Cast

FUNCTIONS = GENERAL, ENFORCEMENT, SUPPORT = ("general", "enforcement", "support")
VIEW, REVIEW = Action.REPORT_VIEW, Action.REPORT_REVIEW


def make_scope(*grants: tuple[Action, str, tuple[Unit, ...]], side: str = "") -> Scope:
    units = {(action, function): frozenset(unit.pk for unit in units) for action, function, units in grants}
    return Scope(units, sides=frozenset(side.split()))


def list_scopes(first: Unit, second: Unit) -> dict[str, Scope]:
    both = (first, second)
    return {
        "nothing": make_scope(),
        "a reader of one": make_scope((VIEW, GENERAL, (first,))),
        "a reader of both": make_scope((VIEW, GENERAL, both)),
        "a reviewer": make_scope((REVIEW, GENERAL, both)),
        "a reviewer of one who reads the other": make_scope((REVIEW, GENERAL, (first,)), (VIEW, GENERAL, (second,))),
        "a reader of the police": make_scope((VIEW, ENFORCEMENT, both), side=ENFORCEMENT),
        "a reviewer within health": make_scope((REVIEW, SUPPORT, both), (REVIEW, GENERAL, (first,)), side=SUPPORT),
    }


def test_of_submissions_those_are_found_that_the_rule_opens(cast: Cast) -> None:
    units = (cast.units["03304"], cast.units["099"])
    kept = Form.objects.first()
    assert kept is not None
    forms = {}
    for function in FUNCTIONS:
        kept.pk, kept.uid, kept.code, kept.function, kept._state.adding = (
            None, f"T-{function}", f"T-{function}", function, True,
        )  # fmt: skip
        kept.save()
        forms[function] = Form.objects.get(pk=kept.pk)
    for number, (function, unit, state) in enumerate(product(forms, units, ReportState)):
        Submission.objects.create(
            form=forms[function], unit=unit, period=f"{2000 + number}S1", state=state, created_at=AT
        )
    rows = Submission.objects.filter(form__code__startswith="T-").select_related("form")
    for who, scope in list_scopes(*units).items():
        opened = {
            row.pk for row in rows if permissions.can_open_submission(scope, row.unit_id, row.form.function, row.state)
        }
        assert {row.pk for row in rows.filter(permissions.build_visibility_filter(scope))} == opened, who


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("nothing", set()),
        ("a reader of one", {"general of one"}),
        ("a reader of both", {"general of one", "general of both"}),
        ("a reviewer", {"general of one", "general of both"}),
        ("a reviewer of one who reads the other", {"general of one", "general of both"}),
        ("a reader of the police", {"enforcement of one", "enforcement of both"}),
        ("a reviewer within health", {"support of one", "support of both", "general of one"}),
    ],
)
def test_an_ad_hoc_report_is_found_where_all_of_its_units_are_seen(cast: Cast, who: str, found: set[str]) -> None:
    first, second = cast.units["03304"], cast.units["099"]
    for function, (name, units) in product(FUNCTIONS, {"one": (first,), "both": (first, second)}.items()):
        row = AdHoc.objects.create(
            office=second,
            title=f"{function} of {name}",
            function=function,
            due_at=AT + timedelta(hours=2),
            asked_by=cast.office,
            asked_at=AT,
        )
        AdHocUnit.objects.bulk_create(AdHocUnit(ad_hoc=row, unit=unit) for unit in units)
    scope = list_scopes(first, second)[who]
    assert {row.title for row in AdHoc.objects.filter(permissions.build_ad_hoc_filter(scope))} == found
