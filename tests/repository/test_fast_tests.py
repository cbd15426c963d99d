"""Which tests `make test-fast` chooses for a change."""

from tools import fast_tests

from tests.repository.order import ROOT


def test_the_rules_of_the_repository_always_run_and_the_domain_once_without_django() -> None:
    assert fast_tests.choose([]) == ["tests/repository"]
    assert fast_tests.choose(["tests/domain/plans/test_reading.py", "src/sokehoach/domain/text.py"]) == [
        "tests/repository"
    ]
    assert (ROOT / "tests/repository/test_domain_alone.py").exists()


def test_a_changed_app_runs_its_own_tests() -> None:
    changed = ["src/sokehoach/apps/jobs/services.py", "src/sokehoach/apps/jobs/templates/jobs/page.html"]
    assert fast_tests.choose(changed) == ["tests/apps/jobs", "tests/repository"]


def test_a_folder_without_tests_is_answered_by_the_one_above() -> None:
    changed = ["src/sokehoach/apps/documents/services/superior/forms.py"]
    assert "tests/apps/documents" in fast_tests.choose(changed)


def test_a_changed_test_file_runs_alone_unless_its_folder_runs() -> None:
    test = "tests/apps/jobs/test_jobs.py"
    assert test in fast_tests.choose([test])
    assert test not in fast_tests.choose([test, "src/sokehoach/apps/jobs/models.py"])


def test_what_tests_share_and_a_tool_run_the_files_that_import_them() -> None:
    chosen = fast_tests.choose(["tests/factories/reform.py", "tools/message_ids.py"])
    assert "tests/apps/consolidation/test_reform.py" in chosen
    assert "tests/apps/plans/test_chain.py" not in chosen
    assert fast_tests.list_importers("tools/fast_tests.py") == ["tests/repository/test_fast_tests.py"]
    assert fast_tests.list_importers("tests/apps/conftest.py") == []
    assert fast_tests.list_importers("tools/setup.sh") == []


def test_journeys_and_documents_of_the_project_ask_for_nothing() -> None:
    journeys = ["tests/journeys/test_killed.py", "tests/journeys/clauses/steps.py"]
    changed = [*journeys, "README.md", "tests/conftest.py"]
    assert fast_tests.choose(changed) == ["tests/repository"]


def test_a_changed_client_of_the_api_runs_the_tests_of_clients() -> None:
    assert "tests/clients" in fast_tests.choose(
        ["clients/python/sokehoach_client/client.py", "clients/python/README.md"]
    )


def test_besides_what_runs_anyhow_only_the_tests_of_the_change_are_chosen() -> None:
    changed = ["src/sokehoach/apps/jobs/services.py", "src/sokehoach/config/cli.py", "tests/security/test_growth.py"]
    anyhow = ["tests/domain", "tests/apps", "tests/security/test_wall.py"]
    assert fast_tests.choose_besides(anyhow, changed) == ["tests/config", "tests/security/test_growth.py"]
    assert fast_tests.choose_besides(anyhow, []) == []


def test_a_migration_is_tried_on_databases_of_earlier_states() -> None:
    changed = ["src/sokehoach/apps/jobs/migrations/0009_more.py"]
    assert "tests/durability/test_states.py" in fast_tests.choose(changed)
    assert fast_tests.choose_besides(["tests/apps"], changed) == ["tests/durability/test_states.py"]


def test_sweeps_run_where_they_changed_or_a_shipped_programme_did() -> None:
    sweep, journey = "tests/apps/setup/test_any_change.py", "tests/journeys/test_killed.py"
    assert fast_tests.choose_sweeps([sweep, journey, "src/sokehoach/apps/setup/views/drafts.py"]) == [sweep]
    programme = "src/sokehoach/programmes/tuan_giao_2021/forms/01-XA.yaml"
    stories = fast_tests.choose_sweeps([programme])
    assert "tests/apps/setup/test_whole_trials.py" in stories
    assert all("sweep" in (ROOT / story).read_text("utf-8") for story in stories)
    assert fast_tests.choose_sweeps(["src/sokehoach/apps/plans/migrations/0001_initial.py"]) == [
        "tests/apps/registers/data_registers/test_moved_registers.py",
        "tests/apps/registers/health_checks/test_migration.py",
    ]
    assert fast_tests.choose_sweeps(["README.md"]) == []
