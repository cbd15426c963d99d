"""Server time, SQL queries and compressed size of the pages people open most, with nineteen communes loaded.

The floor, in the same run, is the sign-in page: the same shell, middleware and database, and hardly a question asked.
Limits of home and report pages: 150 ms, 15 queries, 40 KB. The others stand beside them for comparison.
Five pages are let more queries, each at its line below: the two homes with work on them, the consolidated sheet, and a
report, whose checks also ask for the reports of the periods within its own.
Each page is then asked for in both languages in turn: English may take a quarter more processor time in all, and one
query more a page, for the names of the definition.
"""

import gzip
import shutil
import statistics
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.deployment import begin_demonstration
from bench.short import SHORT, held, size

if TYPE_CHECKING:
    from django.test import Client

TIMES, COUNTED = size(15, 1), 3
MOST_SECONDS, MOST_QUERIES, MOST_BYTES = 0.150, 15, 40_000
MOST_ENGLISH, MORE_QUERIES = 1.25, 1  # against the same page in Vietnamese
LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Page:
    name: str
    address: str
    reader: str | None  # user name; None: nobody has signed in
    limited: bool = True
    queries: int = MOST_QUERIES


@dataclass(frozen=True)
class Cost:
    seconds: float
    queries: int
    bytes: int


def main() -> int:
    home = begin_demonstration()
    try:
        over = 0
        floor, *pages = pages_of_the_demonstration()
        least = measure(open_client(floor, "vi"), floor)
        print(
            f"floor, {floor.name}: {least.seconds * 1000:.1f} ms, {least.queries} queries, {least.bytes / 1000:.1f} KB"
        )
        vietnamese = {page: open_client(page, "vi") for page in pages}
        costs = {page: measure(client, page) for page, client in vietnamese.items()}
        for page, cost in costs.items():
            slow = held(cost.seconds > MOST_SECONDS)
            above = page.limited and (slow or cost.queries > page.queries or cost.bytes > MOST_BYTES)
            over += bool(above)
            print(
                f"{page.name}: {cost.seconds * 1000:.1f} ms = {cost.seconds / least.seconds:.1f} × the floor, "
                f"{cost.queries} queries, {cost.bytes / 1000:.1f} KB{'   OVER THE LIMIT' if above else ''}"
            )
        over += compare_languages(vietnamese, costs)
        return bool(over)
    finally:
        shutil.rmtree(home)


def pages_of_the_demonstration() -> list[Page]:
    from django.urls import reverse

    from sokehoach.apps.plans.models import Plan
    from sokehoach.apps.reporting.models import Submission

    returned = Submission.objects.get(state="returned", period="2021S1").pk
    accepted = Submission.objects.get(unit__code="03289", period="2021S1").pk
    plan = Plan.objects.get().pk
    office, clerk, leader = "thuongtruc", "xa03304", "lanhdao"
    sheet = ["099", "2021S1", "01-XA"]
    return [
        Page("sign-in page", reverse("accounts:sign_in"), None),
        Page("home of the standing office", reverse("home:today"), office, queries=19),
        Page("home of a commune", reverse("home:today"), clerk, queries=18),
        Page("home of the leader", reverse("home:today"), leader),
        Page("the weekly meeting", reverse("home:leader"), leader, limited=False),
        Page("targets of the plan", reverse("consolidation:targets", args=[plan]), leader, limited=False),
        Page("report list of the standing office", reverse("reporting:list"), office),
        Page("entry page of a commune", reverse("reporting:submission", args=[returned]), clerk, queries=16),
        Page(
            "a commune's report before the reviewer",
            reverse("reporting:submission", args=[accepted]),
            office,
            queries=16,
        ),
        Page("consolidated sheet", reverse("consolidation:sheet", args=sheet), office, queries=19),
        Page(
            "figure down to its communes",
            reverse("consolidation:figure", args=[*sheet, "TT01"]),
            office,
            False,
        ),
        Page("reading page of the plan", reverse("plans:read", args=[plan]), office),
        Page("board of duties", reverse("plans:board", args=[plan]), office, False),
        Page("register of activities", reverse("registers:register", args=["truyen-thong"]), office, False),
    ]


def compare_languages(vietnamese: "dict[Page, Client]", costs: dict[Page, Cost]) -> int:
    """Print the processor time of each page in English against Vietnamese, and return how many limits are passed."""
    over, all_seconds = 0, dict.fromkeys(LANGUAGES, 0.0)
    for page, client in vietnamese.items():
        clients = {"vi": client, "en": open_client(page, "en")}
        queries = {"vi": costs[page].queries}
        queries["en"] = count_queries(clients["en"], page, enough=queries["vi"] + MORE_QUERIES)
        seconds: dict[str, list[float]] = {language: [] for language in LANGUAGES}
        for _ in range(TIMES):
            for language, client in clients.items():  # in turn: both meet the same machine
                began = time.process_time()
                client.get(page.address)
                seconds[language].append(time.process_time() - began)
        least = {language: min(taken) for language, taken in seconds.items()}
        for language in LANGUAGES:
            all_seconds[language] += least[language]
        above = queries["en"] > queries["vi"] + MORE_QUERIES
        over += above
        print(
            f"{page.name}: {least['vi'] * 1000:.1f} ms of processor in Vietnamese, {least['en'] * 1000:.1f} in English "
            f"= {least['en'] / least['vi']:.2f} ×, {queries['vi']} and {queries['en']} queries"
            f"{'   OVER THE LIMIT' if above else ''}"
        )
    ratio = all_seconds["en"] / all_seconds["vi"]
    slow = held(ratio > MOST_ENGLISH)
    print(f"all pages: English takes {ratio:.2f} × the processor time{'   OVER THE LIMIT' if slow else ''}")
    return over + slow


def open_client(page: Page, language: str) -> "Client":
    from django.conf import settings
    from django.test import Client

    from sokehoach.apps.accounts.models import User

    client = Client(headers={"accept-encoding": "gzip", "host": "127.0.0.1"})
    if page.reader is not None:
        client.force_login(User.objects.get(username=page.reader))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for _ in range(size(2, 1)):
        answer = client.get(page.address)
        assert answer.status_code == 200, (page.address, answer.status_code)
    assert f'<html lang="{language}"' in gzip.decompress(answer.content).decode(), page.address
    return client


def count_queries(client: "Client", page: Page, enough: int = 0) -> int:
    """The least of some: what a thread keeps for a few seconds may end during one of them. In the short form the first
    that is not above `enough` will do.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(COUNTED):
        with CaptureQueriesContext(connection) as asked:
            client.get(page.address)
        counts.append(len(asked))
        if SHORT and counts[-1] <= enough:
            break
    return min(counts)


def measure(client: "Client", page: Page) -> Cost:
    queries = count_queries(client, page, enough=page.queries)
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = client.get(page.address)
        taken.append(time.perf_counter() - began)
    return Cost(statistics.median(taken), queries, len(answer.content))


if __name__ == "__main__":
    sys.exit(main())
