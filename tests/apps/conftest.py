"""Fixtures of the app tests: the cast, and browsers signed in as its members."""

import functools
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.policy import read_strict_groups
from sokehoach.apps.accounts import passwords
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.orgunits.queries import levels
from sokehoach.apps.orgunits.queries.kept_tree import load_known_tree
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.programmes.queries.installation import get_installation_name
from sokehoach.apps.registers.core.queries import register_owners
from sokehoach.apps.registers.data_registers.queries.registers import load_registers
from sokehoach.apps.reporting.queries.plan_schedules import get_schedules
from sokehoach.apps.shell import clock, pii_filter, thread_cache
from sokehoach.config.env import Demonstration
from tests import column_limits, kept_definitions
from tests.apps import expected_writes
from tests.durability import faults as trying
from tests.factories import cast as casting
from tests.factories import frozen
from tests.factories.levels import LEVELS

column_limits.enforce()
kept_definitions.keep()

# Many tests write the same texts, and what stands in one depends on nothing else.
scan_text = functools.lru_cache(maxsize=8192)(pii_filter.scan_text)


@pytest.fixture(autouse=True)
def story(request: pytest.FixtureRequest) -> None:
    """What stands is known from the beginning, but where the test itself patches something."""
    frozen.begin_story(is_plain=not {"monkeypatch", "settings"} & {*request.node._fixtureinfo.argnames})


@pytest.fixture
def cast(db: None) -> casting.Cast:
    return frozen.once("cast", casting.assemble)


@pytest.fixture
def first_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    """The levels and confidential groups of the first programme, for rules that are tested without a database."""
    answers = {
        levels.get_levels.__wrapped__: LEVELS,  # type: ignore[attr-defined]
        policies._load_policies.__wrapped__: policies._StoredPolicies(read_strict_groups(), {}),  # type: ignore[attr-defined]
    }
    for name, value in (("answers", answers), ("day", clock.today()), ("valid_until", math.inf)):
        monkeypatch.setattr(thread_cache._thread, name, value)


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser signed in as a member of the cast: `signed_in(cast.commune).get(…)`."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def deployment(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the demonstration's day, with plain static addresses. Each test begins in the morning, and its clock runs on
    from there, so that what is done later is later, at whatever hour the machine stands.
    """
    running = clock.now
    morning = {"hour": casting.AT.hour, "minute": casting.AT.minute, "second": 30, "microsecond": 0}
    began = monotonic()

    def now() -> datetime:
        if settings.DEMONSTRATION is None:
            return running()
        return running().replace(**morning) + timedelta(seconds=monotonic() - began)

    monkeypatch.setattr(clock, "now", now)
    monkeypatch.setattr(pii_filter, "scan_text", scan_text)
    monkeypatch.setattr(passwords.Argon2, "memory_cost", 64)  # its cost has a test of its own
    settings.DEMONSTRATION = Demonstration(today=date(2021, 6, 22), seed=0)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def kept_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a thread keeps for some seconds (shell.thread_cache) is of this test alone, and stays until it ends: what is
    asked does not depend on the test before, nor on the speed of the machine. The same holds for what accounts reach.
    """
    scopes._kept_reaches.clear()
    monkeypatch.setattr(thread_cache, "SECONDS", math.inf)
    thread_cache.forget_answers()


def load_kept_answers() -> None:
    """As on a page after the first one in some seconds: queries are counted from there."""
    loaders: tuple[Callable[[], object], ...] = (
        levels.get_levels, policies.get_groups, get_schedules, load_registers, get_installation_name, load_known_tree,
        register_owners.list_named_registers,
    )  # fmt: skip
    for load in loaders:
        load()


@pytest.fixture
def django_assert_num_queries(django_assert_num_queries: Any) -> Callable[..., Any]:
    return _count_after_loading(django_assert_num_queries)


@pytest.fixture
def django_assert_max_num_queries(django_assert_max_num_queries: Any) -> Callable[..., Any]:
    return _count_after_loading(django_assert_max_num_queries)


def _count_after_loading(count: Callable[..., Any]) -> Callable[..., Any]:
    @contextmanager
    def count_queries(*args: Any, **options: Any) -> Iterator[Any]:
        load_kept_answers()
        with count(*args, **options) as queries:
            yield queries

    return count_queries


@pytest.fixture(autouse=True)
def faults(request: pytest.FixtureRequest) -> Iterator[None]:
    """A database error meets the verbs that `@pytest.mark.faults` names on this test."""
    verbs = trying.verbs_of(request.node)
    if not verbs:
        yield
        return
    with trying.tried(verbs) as told, expected_writes.observe(request.node.nodeid, verbs):
        yield
    assert told.wrong == []
    assert told.left == set(), "this test does not perform the action: mark another with these verbs"
    trying.told(told)
