"""Every verb is tried with a database error in some test (tests/durability/faults.py).

Most of those tests check something else too. The ones below try the verbs that other tests perform only in slow tests,
or never successfully.
"""

import ast
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import OperationalError, connection, models

from sokehoach.apps.accounts.services import factors
from sokehoach.apps.audit.services import checkpoints
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import numbers, signatures
from sokehoach.apps.programmes.queries import policies as policy_queries
from sokehoach.apps.programmes.services import policies
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.policy.persons import LegalBasis, PersonsRule
from tests.apps import expected_writes
from tests.apps.accounts.conftest import with_totp
from tests.apps.documents.written import current, person, to_sign
from tests.durability.faults import Failing, standing
from tests.factories.cast import AT, Cast
from tests.factories.levels import COMMUNE
from tests.factories.programmes import first_programme

ROOT = Path(__file__).resolve().parents[3]


def test_every_verb_is_tried_with_a_database_error() -> None:
    verbs: set[str] = set()
    for path in (ROOT / "src/sokehoach/apps").rglob("*.py"):
        verbs |= set(re.findall(r"@write\(\s*\"([\w.]+)\"", path.read_text("utf-8")))
    marked: set[str] = set()
    for path in (ROOT / "tests/apps").rglob("test_*.py"):
        marked |= find_marked_verbs(ast.parse(path.read_text("utf-8")))
    assert verbs - marked == set(), "mark a test that performs them: @pytest.mark.faults(…)"
    assert marked - verbs == set(), "no @write has these verbs"


def find_marked_verbs(tree: ast.Module) -> set[str]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    marks = [call for call in calls if ast.unparse(call.func) == "pytest.mark.faults"]
    return {str(verb.value) for mark in marks for verb in mark.args if isinstance(verb, ast.Constant)}


def test_files_are_rows() -> None:
    """So that a file comes and goes with the transaction that keeps it: none is left behind, none is missing."""
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    assert [str(field) for field in fields if isinstance(field, models.FileField)] == []


def test_a_seal_is_whole_or_not_made(db: None, cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    before, at = standing(), 0
    while True:
        at += 1
        try:
            with connection.execute_wrapper(Failing(at)):
                checkpoints.seal_trail(at=AT)
        except OperationalError:
            assert standing() == before
            continue
        break
    assert at > 3


@pytest.mark.faults("policy.keep")
def test_a_rule_on_counts_of_persons_is_kept(cast: Cast) -> None:
    rule = PersonsRule(COMMUNE, date(2020, 12, 15), LegalBasis("Nghị định", "Điều 40", "Quyết định 12/QĐ-UBND"))
    policies.import_persons_rule(programme=first_programme(), rule=rule, is_new=True, by="tests", at=AT)
    assert policy_queries.get_persons_policy(first_programme().pk).present.lowest == COMMUNE


@pytest.mark.faults(
    "confidential_groups.keep",
    "groups.keep",
    "levels.keep",
    "option_sets.keep",
    "pack.keep",
    "programme.identify",
    "programme.keep",
    "programme.publish",
    "question.keep_ready",
    "regime.keep",
    "roles.keep",
    "units.keep",
)
def test_a_small_programme_is_kept(db: None) -> None:
    programme = programmes.read_programme(programmes.DEFAULT_PROGRAMME)
    elements, form = programme.elements[:3], programme.forms[0]
    cells = tuple(cell for cell in form.sections[0].cells if cell.element in {element.code for element in elements})
    form = replace(form, sections=(replace(form.sections[0], cells=cells),), checks=())
    small = replace(
        programme,
        option_sets=tuple(replace(one, options=one.options[:3]) for one in programme.option_sets[:2]),
        elements=elements, indicators=(), forms=(form,), questions=(), reports=(),
        reporting_schedules=tuple(replace(schedule, stages=()) for schedule in programme.reporting_schedules),
        checklists=(), frames=(),
        schemes=(), register_owners=(), register_types=(), roles=programme.roles[:3],
    )  # fmt: skip
    assert programmes.import_programme(programme=small, by="tests", at=AT).answer["version"] == 1


@pytest.mark.faults("document.sign_on_paper")
def test_a_document_is_signed_on_paper(cast: Cast) -> None:
    signer = person(cast, "03304", "Vừ A Dế")
    row = to_sign(cast.commune, cast.units["03304"])
    numbers.assign_number(document=row.pk, version=row.version, number=None, day=AT.date(), by=cast.commune, at=AT)
    signatures.sign_on_paper(document=row.pk, version=current(row).version, by=signer, at=AT)
    assert OfficialDocument.objects.get().signed_by == signer


@pytest.mark.faults("factor.add_passkey", "factor.remove")
def test_factors_come_and_go(cast: Cast) -> None:
    user = cast.commune
    with_totp(user)
    factors.add_passkey(user=user, name="Khóa bàn phím", credential={"id": "k"}, by=user, at=AT)
    for row in Authenticator.objects.exclude(type="recovery_codes"):
        factors.remove_factor(user=user, pk=row.pk, by=user, at=AT)
    assert not Authenticator.objects.exists()


def test_what_every_verb_writes_is_kept_and_nothing_else_is() -> None:
    """tests/apps/expected_writes.py compares it while the marked tests run."""
    marked = {
        (verb, f"{path.relative_to(ROOT)}")
        for path in (ROOT / "tests/apps").rglob("test_*.py")
        for verb in find_marked_verbs(ast.parse(path.read_text("utf-8")))
    }
    headings = [name for path in expected_writes.FOLDER.iterdir() for name in expected_writes.read_blocks(path)]
    kept = {(verb, test.partition("::")[0]) for _mark, verb, test in (heading.split(" ", 2) for heading in headings)}
    assert kept == marked
