"""Links clauses of a plan to the reports and data elements that carry them out (plans.pages.clause_work)."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import filter_programmes, scope_of
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.plans.models import Item, Plan
from sokehoach.apps.plans.queries.clauses import ClauseWork, is_written_for, list_reporting_paths
from sokehoach.apps.plans.queries.duty_work import DutyWorkQuery
from sokehoach.apps.reporting import models, permissions
from sokehoach.apps.reporting.queries.forms import name_form_programmes
from sokehoach.apps.reporting.queries.submissions import list_visible_submissions
from sokehoach.apps.shell import clock
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.messages import join_messages
from sokehoach.domain.periods.period import Period
from sokehoach.domain.plans.duty_work import DutyWork
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.reporting.form_periods import get_own_period
from sokehoach.domain.values.day import apply_kind
from sokehoach.domain.values.value import format_value


def list_figures(plan: Plan, user: User, paths: frozenset[str], items: Sequence[Item]) -> Iterable[ClauseWork]:
    """Each report and each element at its clauses, of forms whose reports or district totals the account sees.

    An element links to its consolidated figure where the account sees those, otherwise to the account's own current
    report, otherwise to the table of sources. Forms of the other confidential function are not named.
    """
    scope = scope_of(user)
    if plan.origin != Plan.Origin.SIGNED or not scope.anywhere(Action.REPORT_VIEW):
        return
    elements_by_code = list_elements(user=user)
    rows = models.Form.objects.filter(filter_programmes(scope), unit=plan.unit)
    periods = {row.uid: get_own_period(row.definition, clock.today()) for row in rows}
    forms: list[Form] = [row.definition.at(periods[row.uid]) for row in rows]
    programmes = {row.uid: row.programme_id for row in rows}
    if not is_written_for([path for form in forms for path in _list_clauses(form, elements_by_code)], paths):
        return
    scopes = {form.uid: scope.restrict_to(programmes[form.uid]) for form in forms}
    names = name_form_programmes(user)
    links, asked_paths = _Links(plan, user, scopes, periods), list_reporting_paths(items)
    for form in forms:
        programme_scope = scopes[form.uid]
        reports = permissions.list_readable_units(programme_scope, form.function) or permissions.list_reviewable_units(
            programme_scope, form.function
        )
        if not (reports or form.uid in links.consolidated_forms):
            continue
        form_label = _("Biểu %(code)s") % {"code": form.code}
        if form.uid in names:
            form_label += f" ({names[form.uid]})"
        for path in asked_paths:
            yield ClauseWork(path, "report", form_label, links.report(form), form.name)
        first_cells = {cell.element: cell for cell in reversed(form.cells)}
        for cell in sorted(first_cells.values(), key=form.cells.index):
            element = elements_by_code[cell.element]
            label = f"{element.code} {element.name}"
            for path in element.clauses:
                yield ClauseWork(path, "figure", label, links.cell(form, cell), group=form_label)


def _list_clauses(form: Form, elements_by_code: Mapping[str, DataElement]) -> Iterable[str]:
    for cell in form.cells:
        yield from elements_by_code[cell.element].clauses


class _Links:
    """The URLs of forms and elements for the account. One query.

    `scopes`, `periods`: by form, the account's scope in its programme and the period at hand.
    """

    def __init__(self, plan: Plan, user: User, scopes: Mapping[str, Scope], periods: Mapping[str, Period]) -> None:
        self.area = plan.unit.code
        self.periods = {form: period.id for form, period in periods.items()}
        self.consolidated_forms = {
            form for form, scope in scopes.items() if scope.may(Action.CONSOLIDATE_VIEW, plan.unit_id)
        }
        own_submissions = (
            list_visible_submissions(user)
            .filter(unit=user.unit_id, period__in={*self.periods.values()})
            .order_by("edition")
        )
        self.own = {
            form: pk
            for form, period, pk in own_submissions.values_list("form__uid", "period", "pk")
            if self.periods.get(form) == period
        }

    def report(self, form: Form) -> str:
        if form.uid in self.consolidated_forms:
            return reverse("consolidation:sheet", args=[self.area, self.periods[form.uid], form.uid])
        if form.uid in self.own:
            return reverse("reporting:submission", args=[self.own[form.uid]])
        return f"{reverse('reporting:sources')}#{form.uid}"

    def cell(self, form: Form, cell: Cell) -> str:
        if form.uid in self.consolidated_forms:
            address = reverse("consolidation:figure", args=[self.area, self.periods[form.uid], form.uid, cell.element])
            query = urlencode({"phan-to": cell.disaggregation})
            return f"{address}?{query}" if cell.disaggregation else address
        if form.uid in self.own:
            return f"{self.report(form)}#{cell.code.replace('.', '-')}"
        return self.report(form)


def list_duty_cells(query: DutyWorkQuery) -> Iterable[DutyWork]:
    """Yields the numbers of the units' reports of that period, at the clauses that ask for them. Four queries.

    Only of reports that the account may see, the newest edition of each; nothing for work that is done once.
    """
    if not query.period or query.plan.origin != Plan.Origin.SIGNED:
        return
    submissions = {
        (row.form_id, row.unit_id): row
        for row in list_visible_submissions(query.user)
        .filter(unit__in=query.units, period=query.period, form__unit=query.plan.unit)
        .select_related("form_version")
        .order_by("edition")
    }
    elements_by_code = list_elements(user=query.user)
    named = [path for element in elements_by_code.values() for path in element.clauses]
    if not submissions or not is_written_for(named, query.paths):
        return
    numbers = {
        (row.submission_id, row.cell): row.number
        for row in models.DataValue.objects.filter(
            submission__in=[submission.pk for submission in submissions.values()], number__isnull=False
        )
    }
    for submission in submissions.values():
        address = reverse("reporting:submission", args=[submission.pk])
        for cell in submission.definition.cells:
            number, element = numbers.get((submission.pk, cell.code)), elements_by_code.get(cell.element)
            if number is None or element is None or cell.disaggregation:
                continue
            text = join_messages(" ", filter(None, (format_value(apply_kind(number, element.kind)), element.unit)))
            url = f"{address}#{cell.code.replace('.', '-')}"
            for path in element.clauses:
                yield DutyWork(submission.unit_id, path, "figure", cell.label or element.name, text, url)
