"""Home with one programme in the installation, and beside 49 others in which the account has no role.

The floor, in the same run, is the page with one programme: 50 may cost 20 % more processor time, and no query more.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.bench_pages import Page, count_queries, open_client
from bench.deployment import begin_demonstration
from bench.short import held, size

OTHERS, TIMES = size(49, 2), size(15, 3)
MOST = 1.20
READERS = {"the standing office": "thuongtruc", "a commune": "xa03304", "the leader": "lanhdao"}


def main() -> int:
    home = begin_demonstration()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            return measure(Path(scratch) / "programme")
        finally:
            shutil.rmtree(home)


def measure(folder: Path) -> int:
    from django.urls import reverse
    from django.utils import timezone
    from tests.factories.programmes import load_copies, write_second_programme

    from sokehoach.apps.programmes.models import Programme

    pages = [Page(f"home of {name}", reverse("home:today"), reader) for name, reader in READERS.items()]
    alone = [open_page(page) for page in pages]
    load_copies(write_second_programme(folder), OTHERS, at=timezone.now())
    programmes, over = Programme.objects.count(), 0
    for page, (seconds, queries) in zip(pages, alone, strict=True):
        beside_seconds, beside_queries = open_page(page)
        ratio = beside_seconds / seconds
        is_over = bool(held(ratio > MOST)) or beside_queries > queries
        over += is_over
        mark = "   OVER THE LIMIT" if is_over else ""
        print(
            f"{page.name}: {seconds * 1000:.1f} ms of processor with 1 programme, {beside_seconds * 1000:.1f} with "
            f"{programmes} = {ratio:.2f} ×; {queries} and {beside_queries} queries{mark}"
        )
    return over


def open_page(page: Page) -> tuple[float, int]:
    """The least processor time of the page, and its queries."""
    client = open_client(page, "vi")
    queries, taken = count_queries(client, page), []
    for _ in range(TIMES):
        began = time.process_time()
        client.get(page.address)
        taken.append(time.process_time() - began)
    return min(taken), queries


if __name__ == "__main__":
    sys.exit(main())
