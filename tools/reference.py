"""Prints the generated pages of docs/reference and modules of clients/python; with --check, fails where one differs."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sokehoach.config.settings")
django.setup()

from tools import python_client  # noqa: E402
from tools.programme_format.page import print_page  # noqa: E402
from tools.programme_format.schema import print_schema  # noqa: E402

from sokehoach.apps.api import reference_page  # noqa: E402
from sokehoach.domain.documents import document_workflow  # noqa: E402
from sokehoach.domain.documents.rules import reference  # noqa: E402
from sokehoach.domain.reporting import ad_hoc, workflow  # noqa: E402

PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/states.md": workflow.print_table,
    "docs/reference/ad-hoc.md": ad_hoc.print_table,
    "docs/reference/documents.md": document_workflow.print_table,
    "docs/reference/api.md": reference_page.print_page,
    "docs/reference/openapi.json": reference_page.print_description,
    "docs/reference/openapi.en.json": reference_page.print_english_description,
    "docs/reference/format.md": reference.print_rules,
    "docs/reference/programme.md": print_page,
    "src/sokehoach/adapters/programme_files/format.schema.json": print_schema,
    f"{python_client.FOLDER}/models.py": lambda: python_client.print_models(read_description()),
    f"{python_client.FOLDER}/operations.py": lambda: python_client.print_operations(read_description()),
}


def read_description() -> dict[str, Any]:
    """The description of the API as the code has it now, in English: the client is for whoever writes programs."""
    description: dict[str, Any] = json.loads(reference_page.print_english_description())
    return description


def main() -> int:
    check = "--check" in sys.argv
    stale = []
    for name, page in PAGES.items():
        path = ROOT / name
        if check:
            if not path.exists() or path.read_text("utf-8") != page():
                stale.append(name)
        else:
            path.write_text(page(), "utf-8")
            print(f"wrote {name}")
    for name in stale:
        print(f"{name} is not what the code says: run `make reference`", file=sys.stderr)
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
