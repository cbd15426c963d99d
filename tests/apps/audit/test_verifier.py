"""The single-file verifier on an export: known answers of Ed25519, and random mutations, each of them found."""

import json
import random
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tools import verify_audit

from sokehoach.apps.audit.queries.trail import export_trail, format_published_keys
from sokehoach.apps.audit.services import ServiceResult, checkpoints, write
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import Peaks, append_leaf, compute_root_of_peaks, hash_leaf
from tests.factories.cast import AT
from tests.soak import keep, times

TOOL = Path(verify_audit.__file__)
ROWS = 24


@write("thing.do")
def do(*, n: int, by: str, at: datetime) -> ServiceResult:
    detail = {
        "n": n,
        "note": f"Đã làm lần {n}",
        "from": None,
        "whole": n % 2 == 0,
        "codes": ["03304", "03269"],
    }
    return ServiceResult(subject=f"thing:{n}", unit="03304", detail=detail)


@pytest.fixture
def trail(db: None, tmp_path: Path, settings: Any) -> list[str]:
    """The lines of an export: 24 rows, seals at 8, 16 and 24."""
    settings.HOME = tmp_path
    for n in range(ROWS):
        do(n=n, by="minh", at=AT + timedelta(minutes=n))
        if n % 8 == 7:
            checkpoints.seal_trail(at=AT + timedelta(minutes=n))
    return list(export_trail())


@pytest.fixture
def keys(trail: list[str]) -> Any:
    return verify_audit.read_keys(format_published_keys())


def check(lines: list[str], keys: Any, held: list[str] | None = None) -> tuple[int, int, int]:
    told: tuple[int, int, int] = verify_audit.verify("".join(lines).encode(), keys, held or [])
    return told


@pytest.mark.parametrize(
    ("seed", "public", "message", "signature"),
    [  # RFC 8032, 7.1: tests 1 to 3
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                "d25bf5f0595bbe24655141438e7a100b"
            ),
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            (
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                "387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            (
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                "4a7c15e9716ed28dc027beceea1ec40a"
            ),
        ),
    ],
)
def test_known_signatures(seed: str, public: str, message: str, signature: str) -> None:
    told = bytes.fromhex(message)
    assert verify_audit.public_of(bytes.fromhex(seed)).hex() == public
    assert verify_audit.sign(bytes.fromhex(seed), told).hex() == signature
    assert verify_audit.holds(bytes.fromhex(public), told, bytes.fromhex(signature))
    assert not verify_audit.holds(bytes.fromhex(public), told + b"x", bytes.fromhex(signature))


def test_it_signs_as_the_products_library_does() -> None:
    chance = random.Random(178)
    for size in (0, 1, 31, 200):
        seed, message = chance.randbytes(32), chance.randbytes(size)
        signature = Ed25519PrivateKey.from_private_bytes(seed).sign(message)
        assert verify_audit.sign(seed, message) == signature
        public = verify_audit.public_of(seed)
        for _ in range(5):
            spoilt = bytearray(signature)
            spoilt[chance.randrange(64)] ^= 1 << chance.randrange(8)
            assert not verify_audit.holds(public, message, bytes(spoilt))


def test_a_sound_trail_passes(trail: list[str], keys: Any) -> None:
    assert check(trail, keys) == (ROWS, ROWS, 3)


def test_it_needs_nothing_but_python(trail: list[str], tmp_path: Path) -> None:
    """As an inspector runs it: the file alone, no site packages, an empty environment."""
    (tmp_path / "trail.jsonl").write_text("".join(trail), "utf-8")
    (tmp_path / "keys.txt").write_text(format_published_keys(), "utf-8")
    words = [sys.executable, "-I", "-S", TOOL, "verify", "trail.jsonl", "--keys", "keys.txt"]
    done = subprocess.run(words, cwd=tmp_path, env={}, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (
        2,
        ("NOT PROVEN: 24 rows, 24 of them under 3 seals; 0 not sealed yet\n"
        "- no checkpoint kept elsewhere was given (--held): a cut end shows in none\n"
        "- no witness has signed a checkpoint\n"),
    )  # fmt: skip
    spoilt = "".join(trail).replace('"n":4', '"n":5', 1)
    (tmp_path / "trail.jsonl").write_text(spoilt, "utf-8")
    done = subprocess.run(words, cwd=tmp_path, env={}, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (
        1, "FAIL: row 5: its words are not those that were recorded\n",
    )  # fmt: skip


def test_a_witness_runs_its_whole_part_with_the_file(trail: list[str], tmp_path: Path) -> None:
    from sokehoach.apps.audit.models import Checkpoint, Witness
    from sokehoach.apps.audit.queries.trail import format_countersign_request, get_witnessed_size

    def run(*words: object) -> str:
        told = [sys.executable, "-I", "-S", str(TOOL), *map(str, words)]
        done = subprocess.run(told, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    public = run("key", "mttq", "-o", "secret")
    checkpoints.name_witness(title="Ủy ban MTTQ huyện", public=public, by="quantri", at=AT)
    (tmp_path / "keys.txt").write_text(format_published_keys(), "utf-8")
    for size in (8, 24):
        old = get_witnessed_size(Witness.objects.get())
        brief = format_countersign_request(Checkpoint.objects.get(size=size), old=old)
        (tmp_path / "brief").write_text(brief, "utf-8")
        signed = run("countersign", "brief", "--key", "secret", "--keys", "keys.txt", "--seen", "seen")
        checkpoints.import_countersignatures(text=signed, by="mttq", at=AT)
    assert get_witnessed_size(Witness.objects.get()) == 24
    assert check(list(export_trail()), verify_audit.read_keys(format_published_keys()))[1:] == (24, 3)
    (tmp_path / "trail.jsonl").write_text("".join(export_trail()), "utf-8")
    (tmp_path / "held").write_text(signed, "utf-8")
    told = run("verify", "trail.jsonl", "--keys", "keys.txt", "--held", "held")
    assert told.startswith("PASS: 27 rows, 24 of them under 4 seals")


def test_rows_behind_the_last_seal_are_counted_apart(trail: list[str], keys: Any) -> None:
    do(n=99, by="minh", at=AT)
    assert check(list(export_trail()), keys) == (ROWS + 1, ROWS, 3)


def test_without_a_seal_nothing_is_vouched_for(trail: list[str], keys: Any) -> None:
    with pytest.raises(verify_audit.Bad, match="no seal"):
        check(trail[:ROWS], keys)


def test_a_tail_cut_off_with_its_seal_is_found_by_the_one_held_outside(trail: list[str], keys: Any) -> None:
    held = json.loads(trail[-1])["checkpoint"]
    cut = trail[:20] + trail[ROWS : ROWS + 2]
    assert check(cut, keys) == (20, 16, 2)
    with pytest.raises(verify_audit.Bad, match="24 rows are sealed") as told:
        check(cut, keys, [held])
    assert told.value.row == 21


# --- mutations


def flip_a_bit(lines: list[str], chance: random.Random) -> int:
    place = chance.randrange(len(lines))
    content = bytearray(lines[place].encode())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    lines[place] = content.decode("utf-8", "surrogateescape")
    return min(place + 1, ROWS)


def change_a_word(lines: list[str], chance: random.Random) -> int:
    row = chance.randrange(ROWS)
    told = json.loads(lines[row])
    name = chance.choice(sorted(told["body"]))
    told["body"][name] = chance.choice(["", "x", 7, None, {"n": 1}, "2021-06-22T09:12:01+07:00"])
    lines[row] = written(told)
    return row + 1


def take_out(lines: list[str], chance: random.Random) -> int:
    row = chance.randrange(ROWS)
    del lines[row]
    return row + 1


def double(lines: list[str], chance: random.Random) -> int:
    row = chance.randrange(ROWS)
    lines.insert(row, lines[row])
    return row + 2


def exchange(lines: list[str], chance: random.Random) -> int:
    one, other = sorted(chance.sample(range(ROWS), 2))
    lines[one], lines[other] = lines[other], lines[one]
    return one + 1


def cut_the_tail(lines: list[str], chance: random.Random) -> int:
    rows = chance.randrange(ROWS)
    del lines[rows:ROWS]
    return rows + 1


def rehash_one(lines: list[str], chance: random.Random) -> int:
    """Words and leaf together: the root that stands in the row betrays it."""
    row = chance.randrange(ROWS)
    told = json.loads(lines[row])
    told["body"]["actor"] = "pao"
    told["leaf"] = hash_leaf(encode_canonical_json(told["body"]))
    lines[row] = written(told)
    return row + 1


def rehash_all(lines: list[str], chance: random.Random) -> int:
    """Everything from a row on, as one does who knows the recipe: the next seal betrays it."""
    row = chance.randrange(ROWS)
    peaks: Peaks = ()
    for place in range(ROWS):
        told = json.loads(lines[place])
        if place == row:
            told["body"]["actor"] = "pao"
        told["leaf"] = hash_leaf(encode_canonical_json(told["body"]))
        peaks = append_leaf(peaks, place, told["leaf"])
        told["root"] = compute_root_of_peaks(peaks)
        lines[place] = written(told)
    return row // 8 * 8 + 1


def written(told: dict[str, Any]) -> str:
    return encode_canonical_json(told).decode() + "\n"


MUTATIONS = [
    flip_a_bit, change_a_word, take_out, double, exchange, cut_the_tail, rehash_one, rehash_all,
]  # fmt: skip


def test_every_random_mutation_is_found_and_its_row_named(trail: list[str], keys: Any) -> None:
    """The seals' signatures are checked once each for a text: the mutations repeat them by the thousand."""
    chance = random.Random(2021)
    count, found, exact = times(400, 10_000), 0, 0
    held = [json.loads(line)["checkpoint"] for line in trail[ROWS:]]
    remembered: dict[tuple[bytes, bytes, bytes], bool] = {}
    holds = verify_audit.holds

    def once(public: bytes, message: bytes, signature: bytes) -> bool:
        asked = (public, message, signature)
        if asked not in remembered:
            remembered[asked] = holds(*asked)
        return remembered[asked]

    verify_audit.holds = once
    try:
        for turn in range(count):
            lines = list(trail)
            expected = MUTATIONS[turn % len(MUTATIONS)](lines, chance)
            if lines == trail:  # a word exchanged for itself
                found, exact = found + 1, exact + 1
                continue
            content = "".join(lines).encode("utf-8", "surrogateescape")
            with pytest.raises(verify_audit.Bad) as told:
                verify_audit.verify(content, keys, held)
            found += 1
            exact += told.value.row == expected
    finally:
        verify_audit.holds = holds
    keep("audit_mutations", mutations=count, found=found, named_exactly=exact)
    assert found == count
