"""Directions that import-linter cannot see: foreign keys, templates, views of other apps."""

import ast
import re
from pathlib import Path

from django.apps import apps

from tests.repository.order import SOURCE, app_of, rank

OURS = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("sokehoach.")]


def test_foreign_keys_point_down_the_order() -> None:
    up = []
    for model in OURS:
        for field in model._meta.get_fields():
            target = getattr(field, "remote_field", None) and field.related_model
            ours = not field.auto_created and target and target.__module__.startswith("sokehoach.")
            if ours and rank(target.__module__) > rank(model.__module__):
                up.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert not up


def test_templates_use_their_own_apps_or_the_shells_alone() -> None:
    foreign = []
    for path in (SOURCE / "apps").rglob("*.html"):
        own = app_of(path).rsplit("/", 1)[-1]
        for used in re.findall(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""", path.read_text("utf-8")):
            owner = used.split("#", 1)[0].split("/", 1)[0]
            if used.startswith("#") or owner in (own, "shell", "django"):
                continue
            foreign.append(f"{path.relative_to(SOURCE)} uses {used}")
    assert not foreign


def test_a_urls_module_imports_its_own_views_alone() -> None:
    foreign = []
    for path in (SOURCE / "apps").rglob("urls.py"):
        own = "sokehoach.apps." + app_of(path).replace("/", ".")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            module = getattr(node, "module", None) or ""
            if isinstance(node, ast.ImportFrom) and module.startswith("sokehoach.") and not module.startswith(own):
                foreign.append(f"{path.relative_to(SOURCE)} imports {module}")
    assert not foreign


def test_nothing_is_looked_up_behind_import_linters_back() -> None:
    """But for a migration, which has no other way to the rows as they were: of its own app and of those below."""
    hidden = []
    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        if path.parent.name == "migrations":
            text = re.sub(rf'apps\.get_model\("({"|".join(within_reach(path))})", ', "", text)
        if re.search(r"apps\.get_model\(|import_module\(|__import__\(", text):
            hidden.append(str(path.relative_to(SOURCE)))
    assert not hidden


def test_below_views_nothing_speaks_http() -> None:
    """What is absent is a NotFoundError (apps.shell.outcomes); one middleware makes a page 404 of it."""
    below = re.compile(r"/(services|queries|pages|permissions|models)(/|\.py$)")
    paths = [path for path in (SOURCE / "apps").rglob("*.py") if below.search(str(path.relative_to(SOURCE)))]
    assert len(paths) > 200
    speaking = [
        str(path.relative_to(SOURCE))
        for path in paths
        if re.search(r"^\s*(from|import) django\.(http|shortcuts)|Http404|PermissionDenied", path.read_text(), re.M)
    ]
    assert not speaking


def within_reach(migration: Path) -> list[str]:
    """The labels of a migration's own app and of those below it."""
    own = rank("sokehoach.apps." + app_of(migration).replace("/", "."))
    ours = [one for one in apps.get_app_configs() if one.name.startswith("sokehoach.")]
    return [one.label for one in ours if rank(one.name) <= own]


def test_nothing_happens_behind_a_services_back() -> None:
    """No signals, no save() overrides: what a write does is written in its service."""
    hidden = []
    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        if re.search(r"django\.db\.models\.signals|django\.dispatch|def save\(self", text):
            hidden.append(str(path.relative_to(SOURCE)))
    assert not hidden


def test_services_alone_change_rows() -> None:
    """Views, queries, pages and models never write."""
    writes = re.compile(
        r"(objects|_default_manager)\.(create|bulk_create|bulk_update|update_or_create|get_or_create)\("
        r"|\.(update|delete)\(\)|\.save\((\)|update_fields|force_insert)"
    )
    found = []
    for path in (SOURCE / "apps").rglob("*.py"):
        parts = path.relative_to(SOURCE).parts
        if "migrations" in parts or "services" in parts or path.name == "services.py":
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if writes.search(line):
                found.append(f"{Path(*parts)}:{number}: {line.strip()}")
    assert not found
