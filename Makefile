# Sổ Kế hoạch. `make run` shows it, `make test` proves it; both set up what they need and say what they do.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev browser run test test-all test-fast test-sqlite test-postgres test-journeys soak check format bench bench-smoke mutation migrations lock sbom wheel bundle audit-dependencies reference pictures clean
PORT ?= 8000
SEED ?= 1
OPTIONS ?=
# What the tests keep goes to build/, never into the state of a deployment.
test test-all test-fast test-sqlite test-postgres test-journeys: export SOKEHOACH_HOME = build/test
# CI draws more examples of each property than `make test` (docs/adr/0102).
test-all test-sqlite: export EXAMPLES = 100
bin := .venv/bin
# Of `make test`; why the others are in test-all alone: docs/adr/0082. The domain runs in tests/repository/test_domain_alone.py.
PROOF := tests/repository tests/adapters tests/apps tests/security/test_matrix.py tests/security/test_wall.py
# What Python compiled is kept, whatever the environment says: a run of the tests starts some hundred processes.
unexport PYTHONDONTWRITEBYTECODE

help:  ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | expand -t 20

setup:  ## .venv, packages, fonts and icons: what `make run` needs
	@tools/setup.sh base

setup-dev:  ## the same with what tests and checks need
	@tools/setup.sh dev

browser:  ## chromium for the journeys: installed with apt as root on Debian, else named
	@tools/chromium.sh

run: setup  ## serve on 127.0.0.1:$(PORT), with the demonstration where the database is empty
	@$(bin)/sokehoach serve --demo-if-empty --port $(PORT)

test: setup-dev  ## what proves a change, in ten minutes: domain, formats, apps, who sees what; tests of what changed
	@$(bin)/pytest -q -n 3 --dist loadscope --no-loadscope-reorder -m "not journey and not sweep" $(PROOF) \
		$$($(bin)/python tools/fast_tests.py --besides tests/domain $(PROOF))
	@files=$$($(bin)/python tools/fast_tests.py --sweeps); [ -z "$$files" ] || $(bin)/pytest -q -n 2 -m sweep $$files || [ $$? = 5 ]

test-all: setup-dev browser  ## every test, as CI: SQLite, then PostgreSQL where its programs are, beside the journeys
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory -j 2 test-postgres test-journeys

test-fast: setup-dev  ## in a minute: the domain, the rules of the repository, what changed since main
	@$(bin)/pytest -q -n 2 --dist loadscope --no-loadscope-reorder -m "not journey and not sweep" $$($(bin)/python tools/fast_tests.py)

test-sqlite:  ## of `make test-all`, after setup-dev: on SQLite; the domain runs in tests/repository/test_domain_alone.py
	@echo "== tests on SQLite"
	@$(bin)/pytest -q -n 3 --dist loadscope --no-loadscope-reorder --note-statements -m "not journey" --ignore tests/domain --ignore tests/journeys

test-postgres:  ## of `make test-all`, after test-sqlite: what depends on the database, on a PostgreSQL of its own
	@echo "== tests on PostgreSQL"
	@$(bin)/python tools/postgres.py $(bin)/pytest -q -n 2 --dist loadscope --both-databases -m "not journey" tests/apps

test-journeys:  ## of `make test-all`, after setup-dev and browser: the journeys in chromium
	@echo "== journeys in chromium"
	@DJANGO_ALLOW_ASYNC_UNSAFE=1 $(bin)/pytest -q -n 3 --dist loadscope --no-loadscope-reorder tests/journeys

check: setup-dev  ## format, lint, types, contracts, migrations, templates, generated docs
	@$(bin)/ruff format --check src tests tools bench clients
	@$(bin)/ruff check src tests tools bench clients
	@git ls-files -z 'src/**/*.html' | xargs -0 $(bin)/djade --target-version 6.0 --check
	@$(bin)/mypy src
	@$(bin)/mypy --config-file clients/python/pyproject.toml clients/python/sokehoach_client
	@$(bin)/lint-imports
	@SOKEHOACH_HOME=build/check $(bin)/python tools/manage.py check
	@SOKEHOACH_HOME=build/check $(bin)/python tools/manage.py makemigrations --check --dry-run
	@SOKEHOACH_HOME=build/check $(bin)/python tools/reference.py --check

format:  ## format and mend what can be mended
	@$(bin)/ruff format src tests tools bench clients
	@$(bin)/ruff check --fix src tests tools bench clients
	@git ls-files -z 'src/**/*.html' | xargs -0 $(bin)/djade --target-version 6.0

soak: setup-dev browser  ## the long forms of the tests of durability and of any request; figures go to bench/results/
	@SOAK=1 $(bin)/pytest -q -n 2 tests/domain
	@SOAK=1 SOKEHOACH_HOME=build/test $(bin)/pytest -q -s tests/durability tests/config/test_backup.py tests/config/test_migrating.py \
		tests/security/test_described.py tests/security/test_api_described.py tests/security/test_matrix.py tests/security/test_wall.py tests/security/test_growth.py tests/security/test_api_world.py \
		tests/security/test_dhis2_world.py tests/security/test_dhis2_described.py \
		tests/adapters/writers/docx tests/adapters/writers/kinds \
		tests/adapters/external_forms/test_filling.py tests/adapters/programme_files/test_register_types.py tests/adapters/rollup \
		tests/apps/audit tests/apps/setup tests/apps/plans/test_import.py tests/apps/analysis/test_differencing.py \
		tests/apps/analysis/test_differencing_by_policy.py \
		tests/apps/consolidation/test_totals.py tests/apps/documents/test_numbers_at_once.py \
		tests/apps/registers/data_registers tests/apps/registers/test_entry_pages.py tests/config/test_wheel.py
	@SOAK=1 SOKEHOACH_HOME=build/test $(bin)/python tools/postgres.py $(bin)/pytest -q -s tests/security/test_api_described.py tests/security/test_dhis2_described.py
	@SOAK=1 SOKEHOACH_HOME=build/test $(bin)/pytest -q -s -m faults tests/apps
	@SOKEHOACH_HOME=build/test $(bin)/python tools/postgres.py $(bin)/pytest -q -n 2 --dist loadscope -m "not journey" tests/apps
	@SOAK=1 SOKEHOACH_HOME=build/test DJANGO_ALLOW_ASYNC_UNSAFE=1 $(bin)/pytest -q -s tests/journeys/test_killed.py

mutation: setup-dev  ## whether tests notice wrong changes of domain, services, permissions: a random sample (SEED=, OPTIONS=)
	@SOKEHOACH_HOME=build/test $(bin)/python -m pytest -q -n 0 -s -p tools.mutation.plugin --seed $(SEED) $(OPTIONS) tests/domain tests/apps tests/security/test_matrix.py

bench: setup-dev  ## every published figure, against a floor or a peer in the same run
	@bad=0; for script in bench/bench_*.py; do echo "== $$script"; $(bin)/python -m bench.$$(basename $$script .py) || bad=1; done; exit $$bad

bench-smoke: setup-dev  ## a short form of every bench, two at a time: that each runs and what must be equal is
	@$(bin)/python -m bench.smoke

migrations: setup-dev  ## write the migrations that the models ask for
	@SOKEHOACH_HOME=build/check $(bin)/python tools/manage.py makemigrations

reference: setup-dev  ## print the generated pages of docs/reference
	@SOKEHOACH_HOME=build/check $(bin)/python tools/reference.py

pictures: setup-dev browser  ## take the pictures of the README and the guide anew
	@PICTURES=1 SOKEHOACH_HOME=build/test DJANGO_ALLOW_ASYNC_UNSAFE=1 $(bin)/pytest -q tests/journeys/test_pictures.py tests/journeys/test_from_plan_to_programme.py \
		tests/journeys/test_trial.py

wheel: setup  ## dist/sokehoach-….whl with everything inside: served without this checkout, Node or git
	@$(bin)/python tools/wheel.py

bundle: setup  ## dist/sokehoach-….tar.gz for closed networks: the wheel, every pinned wheel, checksums, an installer
	@$(bin)/python tools/bundle.py

sbom: setup  ## what the server is made of, as CycloneDX: build/sbom.json
	@$(bin)/python tools/sbom.py

audit-dependencies: setup  ## ask pip-audit for known weaknesses of every package: needs the network and pip-audit on PATH
	@$(bin)/python tools/audit_dependencies.py

lock:  ## compile requirements/*.in, with hashes and no registry's name
	@for set in uv base engines spark dev node; do $(bin)/uv pip compile -q --generate-hashes --python-version 3.12 --universal requirements/$$set.in -o requirements/$$set.txt; done
	@$(bin)/uv pip compile -q --generate-hashes --no-deps --python-version 3.12 --universal requirements/units.in -o requirements/units.txt

clean:  ## forget what set-up built (not var/)
	@rm -rf .venv node_modules build src/sokehoach/apps/shell/static/shell/vendor
