"""The engine Spark, where a test run has a server of it."""

import os
from collections.abc import Iterator

import pytest

from sokehoach.adapters.rollup.spark_engine import SparkEngine


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkEngine]:
    """A server of Spark Connect that sees this machine's folders, as Sail on loopback (docs/how-to/scale.md)."""
    if not (address := os.environ.get("SOKEHOACH_SPARK", "")):
        pytest.skip("no server of Spark: SOKEHOACH_SPARK is not set")
    engine = SparkEngine(address)
    yield engine
    engine.close_session()
