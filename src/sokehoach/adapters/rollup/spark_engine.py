"""The engine Spark: a server of Spark Connect, as Spark 4 or Sail, that reads the same files by the same statements."""

import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sokehoach.adapters.rollup.engine import EngineError, Row
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

PORT, PATIENCE = 15002, 5  # seconds
# What `createDataFrame` reads, with the defaults of Spark 4.1.
_CLIENT_SETTINGS = {
    "spark.sql.session.localRelationChunkSizeRows": "10000",
    "spark.sql.session.localRelationChunkSizeBytes": "16777216",
    "spark.sql.session.localRelationBatchOfChunksSizeBytes": "1048576000",
    "spark.sql.execution.pandas.inferPandasDictAsMap": "false",
    "spark.sql.pyspark.legacy.inferMapTypeFromFirstPair.enabled": "false",
}
NOT_INSTALLED = say(
    "Máy này chưa cài pyspark-client. Hãy cài các gói của requirements/spark.txt (xem "
    "docs/how-to/scale.md) rồi chạy lại."
)
NO_ADDRESS = say("Chưa đặt SOKEHOACH_SPARK, ví dụ sc://10.0.0.5:15002: chưa biết máy chủ Spark nào.")


@slow_work
def open_session(address: str) -> Any:
    """A session at the server; EngineError without an address, where the client is not installed, or nobody answers."""
    if not address:
        raise EngineError(NO_ADDRESS)
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise EngineError(NOT_INSTALLED) from None
    _check_reachable(address)
    with _report_errors():
        session = SparkSession.builder.remote(address).create()
        session.range(1).count()  # the first question that the server must answer
    _add_settings(session)
    return session


def _add_settings(session: Any) -> None:
    """Gives the server the settings that the client of Spark 4.1 asks for, where it does not know them, as Sail 0.7."""
    from pyspark.errors import PySparkException

    for name, value in _CLIENT_SETTINGS.items():
        try:
            session.conf.get(name)
        except PySparkException:
            with _report_errors():
                session.conf.set(name, value)


def _check_reachable(address: str) -> None:
    """EngineError where nobody answers: the client itself would try again for ten minutes."""
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname or "", parts.port or PORT), timeout=PATIENCE).close()
    except (OSError, OverflowError, ValueError):
        raise EngineError(
            say("Không nối được máy chủ Spark %(host)s: không có máy nào trả lời.", host=parts.hostname or "")
        ) from None


class SparkEngine:
    """Runs statements at the server `address`, which must see the folder of the files under the same path."""

    name = "spark"

    def __init__(self, address: str) -> None:
        self._session = open_session(address)

    def read_files(self, name: str, files: Sequence[Path]) -> None:
        with _report_errors():
            self._session.read.parquet(*map(str, files)).createOrReplaceTempView(name)

    def define_rows(self, name: str, select: str, *, computed: bool = True) -> None:
        """A computed result comes here and goes back: Sail keeps none, and would run all statements before it again.

        What is computed is as large as the figures, never as the values.
        """
        with _report_errors():
            result = self._session.sql(select)
            if computed:
                result = self._session.createDataFrame(result.toArrow(), result.schema)
            result.createOrReplaceTempView(name)

    def fetch_rows(self, select: str) -> list[Row]:
        with _report_errors():
            return [tuple(row) for row in self._session.sql(select).collect()]

    def count_rows(self, select: str) -> int:
        with _report_errors():
            return int(self._session.sql(select).count())

    def close_session(self) -> None:
        self._session.stop()


@contextmanager
def _report_errors() -> Iterator[None]:
    import grpc
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, grpc.RpcError) as error:
        lines = [line for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
        raise EngineError(say("Máy chủ Spark không làm được: %(error)s", error=lines[0][:200])) from error
