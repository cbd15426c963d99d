"""Prints the generated pages of docs/reference; with --check, fails where a committed page differs."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sokehoach.config.settings")
django.setup()

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
    "docs/reference/format.md": reference.print_rules,
}


def main() -> int:
    check = "--check" in sys.argv
    stale = []
    for name, page in PAGES.items():
        path = Path(__file__).resolve().parent.parent / name
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
