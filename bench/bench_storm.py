"""The last hours before a deadline: 45, 705 and 3,321 communes send, four fifths of them in the last tenth of the time.

usage: python -m bench.bench_storm [--units 45 705 3321] [--database sqlite postgresql] [--last SECONDS …]

The served product in two processes, real HTTP on loopback, sessions and CSRF as of a browser; 3 % of the sendings go
twice under the same key, half of these at the same moment. The last tenth passes in real time (`--last`, seconds for
each size; a real one has about 600, which the largest is given here); the nine before it, in which a fifth sends, are
passed in a quarter of that time, so that they are as dense.

Counted: sendings that were acknowledged and are not there (lost), or more than once (doubled), answers 5xx, latency
from the moment at which a step was due, and whether the product's totals, after it has accepted every report, are those
that the clients' own numbers add up to. Nothing of this may fail but the latency, which a loaded machine spoils.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import soak
from tools import postgres

from bench.serving import SOKEHOACH, serve
from bench.short import SHORT, held, size
from bench.storm_clients import CELLS, Client, Storm, clients

LAST = size({45: 20.0, 705: 75.0, 3321: 600.0}, {6: 2.0})
MOST_SECONDS = 1.0  # p95 of a sending


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--units", type=int, nargs="*", default=[*LAST])
    parser.add_argument(
        "--database",
        nargs="*",
        choices=("sqlite", "postgresql"),
        default=size(["sqlite", "postgresql"], ["sqlite"]),
    )
    parser.add_argument("--last", type=float, nargs="*", default=[], help="seconds, one for each of --units")
    parser.add_argument("--seed", type=int, default=178)
    parser.add_argument("--short", action="store_true", help="six units, SQLite, nothing kept")
    given = parser.parse_args()
    bad = False
    for database in given.database:
        for n, units in enumerate(given.units):
            last = given.last[n] if n < len(given.last) else LAST.get(units, max(20.0, units / 12))
            with place(database) as (home, env):
                if env is None:
                    print(f"{database}: its programs are not on this machine")
                    continue
                figures = storm(home, env, units=units, last=last, seed=given.seed)
            figures = {"units": units, "database": database} | figures
            print(f"{database}, {units} units: {figures}", flush=True)
            if not SHORT:
                soak.write(f"storm_{database}_{units}", figures)
            faults = ("never_acknowledged", "lost", "doubled", "answers_5xx")
            bad |= any(figures[one] for one in faults) or not figures["totals_equal"] or not figures["audit_verifies"]
            bad |= bool(held(float(str(figures["send_p95_s"])) > MOST_SECONDS))
    return int(bad)


@contextmanager
def place(database: str) -> Iterator[tuple[Path, dict[str, str] | None]]:
    """A folder, and the environment that names its database; None where PostgreSQL is not there."""
    home = Path(tempfile.mkdtemp(prefix="sokehoach-storm-"))
    ours = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ours["SOKEHOACH_HOME"] = str(home)
    try:
        if database == "sqlite":
            yield home, ours
        elif (programs := postgres.programs()) is None:
            yield home, None
        else:  # with its own settings: fsync, synchronous_commit
            with postgres.serving(programs, "max_connections=50") as server:
                yield home, ours | {"DATABASE_URL": server.url, "SOKEHOACH_POOL": "8"}
    finally:
        shutil.rmtree(home)


def storm(home: Path, env: dict[str, str], *, units: int, last: float, seed: int) -> dict[str, object]:
    chance = random.Random(seed)
    world = home / "world.json"
    form = ["--short"] if SHORT else []
    run(env, sys.executable, "-m", "bench.storm_world", "build", str(home), str(units), str(world), *form)
    sending = clients(json.loads(world.read_text("utf-8")), last=last, chance=chance)
    with serve(home, env) as served:
        told = Storm(served.port)
        load = os.getloadavg()[0]
        took = told.run(sending, lead=min(10.0, last / 4), chance=chance)
    print(f"  {round(took)} s, answers {dict(told.answers)}, refused {told.refused[:3]}", flush=True)
    found = judged(home, env, world, sending)
    sends = told.seconds["send"]
    return {
        "last_tenth_s": last,
        "sends_a_second_in_it": round(0.8 * units / last, 1),
        "requests": sum(told.answers.values()),
        "never_acknowledged": sum(not one.acknowledged for one in sending),
        "replays": len(told.seconds["replay"]),
        **found,
        "answers_5xx": sum(count for status, count in told.answers.items() if status >= 500),
        "broken_connections": told.broken,
        "refused": told.refused[:5],
        "send_p50_s": percentile(sends, 50),
        "send_p95_s": percentile(sends, 95),
        "send_p99_s": percentile(sends, 99),
        "send_worst_s": percentile(sends, 100),
        "page_p95_s": percentile(told.seconds["open"], 95),
        "cell_p95_s": percentile(told.seconds["keep"], 95),
        "took_s": round(took),
        "load_before": round(load, 1),
    }


def judged(home: Path, env: dict[str, str], world: Path, sending: list[Client]) -> dict[str, object]:
    """What stands against what was acknowledged, and the product's totals against the clients' own."""
    stands, totals = home / "stands.json", home / "totals.json"
    run(env, sys.executable, "-m", "bench.storm_world", "told", str(home), str(world), str(stands))
    told = json.loads(stands.read_text("utf-8"))
    reports = told["reports"]
    lost = doubled = 0
    for one in sending:
        row = reports[one.report]
        if one.acknowledged:
            whole = row["state"] == "sent" and one.numbers.items() <= row["cells"].items()
            lost += not (whole and all(count >= 1 for count in row["sent"]))
        doubled += any(count > 1 for count in row["sent"])
    run(
        env, SOKEHOACH, "consolidate", "--unit", "099", "--period", "2021S1", "--format", "json", "-o", str(totals),
    )  # fmt: skip
    verified = subprocess.run(
        [SOKEHOACH, "audit", "verify", "--journal", home / "log"], env=env, capture_output=True, text=True
    )
    own = {cell: sum(one.numbers[cell] for one in sending if one.acknowledged) for cell in CELLS}
    return {
        "lost": lost,
        "doubled": doubled,
        "accepted_afterwards": told["accepted"],
        "accepting_ms_each": round(1000 * told["accepting_seconds"] / max(1, told["accepted"])),
        "totals_equal": published(json.loads(totals.read_text("utf-8"))) == own,
        # Against each seal that the server told its journal of; 2, since no witness signs here.
        "audit_verifies": verified.returncode == 2 and "--journal" not in verified.stdout,
    }


def published(told: dict) -> dict[str, int]:
    """What the product says of the cells, by element."""
    elements = {"A8": "CD08", "A9": "CD09", "B7": "TT08", "D3": "TH03"}
    (form,) = (one for one in told["forms"] if one["form"] == "01-XA")
    figures = {one["element"]: one["value"] for one in form["figures"] if not one.get("disaggregation")}
    return {cell: figures[element] or 0 for cell, element in elements.items()}


def percentile(seconds: list[float], of: int) -> float:
    """The smallest that so many percent are not above."""
    ordered = sorted(seconds) or [0.0]
    return round(ordered[max(0, -(-len(ordered) * of // 100) - 1)], 3)


def run(env: dict[str, str], *words: str | Path) -> None:
    subprocess.run(words, env=env, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
