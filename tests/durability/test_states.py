"""A database of each earlier state comes to today's tables. One of them, for they have all come to the same, then moves
to PostgreSQL and is put back from a backup there.

Each time every table is counted, every figure drawn anew, and the trail's root is the one that stood in the file.
"""

import json
import lzma
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from tools.postgres import Server

from sokehoach.apps.registers import data_registers
from sokehoach.domain.ledger.merkle import compute_root_of_peaks
from tests.durability.conftest import another, root, run

DATABASES = sorted((Path(__file__).parents[1] / "golden" / "databases").glob("*.sqlite3.xz"))
REGISTERS = Path(data_registers.__file__).parents[1]
MOVED_TABLES = {  # to the code of the register whose entries they are
    "commitments_commitmentround": "commitments",
    "lodging_checks_policeround": "lodging_checks",
    "web_proposals_webproposal": "web_proposals",
    "area_checks_arearound": "area_checks",
    "health_checks_healthround": "health_checks",
    "support_servicetally": "support",
    "surveys_survey": "surveys",
    "briefings_briefing": "briefings",
    "work_checks_workcheck": "work_checks",
    "activities_activity": "activities",
    "training_course": "training",
    "enforcement_casetally": "enforcement",
}
MOVED_ROWS = {"training_attendance": "training"}  # to the register of the entries to which the rows belong
# Filled anew by a migration, or by Django with the names of what is new.
DRAWN_ANEW = {"consolidation_figure", "consolidation_figureinput", "django_migrations", "django_content_type",
              "auth_permission", "sqlite_sequence", "sqlite_stat1"}  # fmt: skip


@pytest.fixture(scope="module")
def state(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds that database and nothing else, with what stood in it beside."""
    home = tmp_path_factory.mktemp("state")
    database = home / "sokehoach.sqlite3"
    database.write_bytes(lzma.decompress(request.param.read_bytes()))
    (home / "stood.json").write_text(json.dumps(standing(database)))
    (home / "added.json").write_text(json.dumps(count_added(database)))
    return home


def standing(database: Path) -> dict[str, object]:
    with closing(sqlite3.connect(database)) as opened:
        names = [one for (one,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        told: dict[str, object] = {
            name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in names
            if name not in DRAWN_ANEW and "index" not in name
        }
        (peaks,) = opened.execute("SELECT peaks FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    return told | {"root": compute_root_of_peaks(json.loads(peaks))}


def count_added(database: Path) -> dict[str, int]:
    """How many rows come to a table: entries of moved registers, what defines these, option sets it had not yet, and
    the versions that say which kind of establishments a detail belongs to and which class combines others.
    """
    added: Counter[str] = Counter()
    with closing(sqlite3.connect(database)) as opened:
        tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        option_sets = {code for (code,) in opened.execute("SELECT code FROM indicators_optionset")}
        added["programmes_definitionversion"] += "establishment_subkind" in option_sets
        added["programmes_definitionversion"] += "healthy_class" in option_sets
        for table, code in MOVED_TABLES.items():
            moved = yaml.safe_load((REGISTERS / code / "migrations" / "moved_register.yaml").read_text("utf-8"))
            fields = moved["definition"]["fields"]
            links = {
                kind: [f'"{field["code"]}_id"' for field in fields if field["kind"] == kind] for kind in ("one", "unit")
            }
            columns = ["*", *links["one"], *links["unit"]]
            entries, *chosen = opened.execute(
                f'SELECT {", ".join(f"count({column})" for column in columns)} FROM "{table}"'
            ).fetchone()
            options, units = chosen[: len(links["one"])], chosen[len(links["one"]) :]
            for field in fields:
                if field["kind"] == "many" and f"{table}_{field['code']}" in tables:
                    options += opened.execute(f'SELECT count(*) FROM "{table}_{field["code"]}"').fetchone()
            new_sets = [item for item in moved.get("option_sets", ()) if item["code"] not in option_sets]
            option_sets |= {item["code"] for item in new_sets}
            added += Counter({
                "data_registers_dataentry": entries, "data_registers_entryoption": sum(options),
                "data_registers_entryunit": sum(units),
                "data_registers_registertype": 1, "data_registers_registertypeversion": 1,
                "data_registers_fieldrule": len(fields), "programmes_definitionversion": 1,
                "programmes_identity": 1 + len(new_sets), "indicators_optionset": len(new_sets),
                "indicators_option": sum(len(item["options"]) for item in new_sets),
            })  # fmt: skip
            if code == "enforcement" and has_earlier_tallies(opened):  # they are under a version of their own
                added += Counter(data_registers_registertypeversion=1, data_registers_fieldrule=len(fields))
        for table, code in MOVED_ROWS.items():
            moved = yaml.safe_load((REGISTERS / code / "migrations" / "moved_register.yaml").read_text("utf-8"))["rows"]
            (rows,) = opened.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            added += Counter({
                "data_registers_dataentry": rows, "data_registers_entryunit": rows, "data_registers_entrylink": rows,
                "shelf_revision": rows, "data_registers_registertype": 1, "data_registers_registertypeversion": 1,
                "data_registers_fieldrule": len(moved["definition"]["fields"]), "programmes_identity": 1,
                "shelf_keeping": 1, "shelf_words": rows,
            })  # fmt: skip
    return dict(added)


def has_earlier_tallies(opened: sqlite3.Connection) -> bool:
    """Whether the police counted cases while nobody asked for those of trafficking."""
    columns = {row[1] for row in opened.execute("PRAGMA table_info(enforcement_casetally)")}
    missing = "trafficking_cases IS NULL" if "trafficking_cases" in columns else "1 = 1"
    found = opened.execute(f"SELECT count(*) FROM enforcement_casetally WHERE cases IS NOT NULL AND {missing}")
    return bool(found.fetchone()[0])


def state_of(databases: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("state", databases, indirect=True, ids=lambda path: path.name.split(".")[0])


@state_of(DATABASES)
def test_it_comes_to_todays_tables_and_loses_nothing(state: Path) -> None:
    before = json.loads((state / "stood.json").read_text())
    assert before["audit_event"] > 30
    assert before["reporting_submission"] >= 3
    ended = run(state, "", "verify")
    assert (ended.code, ended.out) == (0, "Khớp: mọi số tổng hợp và nhật ký đúng với báo cáo đã duyệt.\n")
    assert run(state, "", "audit", "verify").code == 2, "sound, and nothing kept outside was given"
    now = standing(state / "sokehoach.sqlite3")
    entries = MOVED_TABLES | {table: table for table in MOVED_ROWS}
    moved = {table: count_entries(state / "sokehoach.sqlite3", code) for table, code in entries.items()}
    begins = tuple(f"{table}_" for table in MOVED_TABLES)
    lists = {name: before[name] for name in before if name.startswith(begins)}  # counted in `added`
    found = {name: (moved | lists).get(name, now.get(_find_todays_name(name))) for name in before}
    added = json.loads((state / "added.json").read_text())
    assert found == {name: before[name] + added[name] if name in added else before[name] for name in before}


def _find_todays_name(table: str) -> str:
    return table.replace("analysis_keptquestion", "analysis_savedquestion")


def count_entries(database: Path, code: str) -> int:
    with closing(sqlite3.connect(database)) as opened:
        entries = (
            "SELECT count(*) FROM data_registers_dataentry e JOIN data_registers_registertype t ON t.id = e.type_id"
        )
        (count,) = opened.execute(f"{entries} WHERE t.uid = ?", [code]).fetchone()
    return int(count)


@state_of(DATABASES[-1:])
def test_it_moves_to_postgresql_and_is_put_back_from_a_backup_there(
    state: Path, server: Server, tmp_path: Path
) -> None:
    """One command; a place that holds something is refused; then a dump, and the drill into a clean folder."""
    stood = json.loads((state / "stood.json").read_text())["root"]
    run(state, "", "audit", "verify")  # to today's tables, where the test before has not run
    there = another(server, f"moved_{state.name}")
    moved = run(state, "", "move", "--to", there)
    assert moved.code == 0, moved.told
    assert root(moved.out) == stood
    again = run(state, "", "move", "--to", there)
    assert (again.code, again.told) == (
        2, "Cơ sở dữ liệu đích không trống: hãy tạo một cơ sở dữ liệu mới."
    )  # fmt: skip
    # A new row gets a number behind those that came: the sequences are set.
    assert run(state, there, "load", "tuan_giao_2021").code == 0
    verified = run(state, there, "audit", "verify")
    assert verified.out.startswith("CHƯA ĐỦ CĂN CỨ"), verified.told

    public = run(tmp_path, "", "backup-key", "-o", tmp_path / "khoa").out.strip()
    assert run(state, there, "backup", "--to", public, "-o", tmp_path / "so.age").code == 0
    clean, place = tmp_path / "clean", another(server, f"drill_{state.name}")
    put = run(clean, place, "restore", tmp_path / "so.age", "--identity", tmp_path / "khoa")
    assert put.code == 0, put.told
    assert run(clean, place, "audit", "verify").out == verified.out
    assert run(clean, place, "verify").code == 0
    assert exported(clean, place, tmp_path / "new") == exported(state, there, tmp_path / "old")


def exported(home: Path, url: str, into: Path) -> bytes:
    """The whole trail with its roots."""
    assert run(home, url, "audit", "export", "-o", into).code == 0
    return into.read_bytes()


@state_of(DATABASES[-1:])
def test_what_cannot_be_moved_is_said(state: Path, server: Server, tmp_path: Path) -> None:
    nothing = run(tmp_path, "", "move", "--to", server.url)
    assert (nothing.code, nothing.told) == (2, f"Không có cơ sở dữ liệu ở {tmp_path}/sokehoach.sqlite3.")
    nowhere = run(state, "", "move", "--to", f"postgresql://test@/none?host={server.folder}")
    assert nowhere.code == 2
    assert nowhere.told.startswith("Cơ sở dữ liệu không làm được")
