"""`sokehoach audit verify` over a doctored table: every random mutation is found, and the first bad row is named."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction

from sokehoach.apps.audit.models import Checkpoint, Event
from sokehoach.apps.audit.outside_heads import parse_checkpoint
from sokehoach.apps.audit.queries.soundness import find_faults
from sokehoach.apps.audit.services import checkpoints
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import Peaks, append_leaf, hash_leaf
from tests.apps.audit.test_verifier import do
from tests.factories.cast import AT
from tests.soak import keep, times

ROWS, SEALED = 16, 8


def a_column(row: Event, chance: random.Random) -> int:
    name = chance.choice(["actor", "unit", "action", "subject", "function"])
    return put(row, **{name: f"{getattr(row, name)}x"[-20:]})


def the_time(row: Event, chance: random.Random) -> int:
    return put(row, at=row.at + timedelta(seconds=chance.randrange(1, 10**6)))


def a_word(row: Event, chance: random.Random) -> int:
    told = dict(row.body)
    name = chance.choice(sorted(told))
    others = [other for other in (None, 7, "khác", {"n": 1}, [True]) if other != told[name]]
    told[name] = chance.choice(others)
    return put(row, body=told)


def a_word_more(row: Event, chance: random.Random) -> int:
    return put(row, body=row.body | {f"thêm{chance.randrange(9)}": chance.randrange(10**6)})


def the_leaf(row: Event, chance: random.Random) -> int:
    return put(row, leaf=chance.randbytes(32).hex())


def the_tree(row: Event, chance: random.Random) -> int:
    told = list(row.peaks)
    told[chance.randrange(len(told))] = chance.randbytes(32).hex()
    return put(row, peaks=told)


def gone(row: Event, chance: random.Random) -> int:
    Event.objects.filter(seq=row.seq).delete()
    return row.seq


def rehashed(row: Event, chance: random.Random) -> int:
    """Words, columns and leaf together: the tree betrays it."""
    body = row.body | {"actor": f"pao{chance.randrange(9)}"}
    return put(row, body=body, actor=body["actor"], leaf=hash_leaf(encode_canonical_json(body)))


def rehashed_to_the_end(row: Event, chance: random.Random) -> int:
    """Everything from a row on, as one does who knows the recipe: the seal betrays it, and names what it seals."""
    peaks: Peaks = ()
    for event in Event.objects.order_by("seq"):
        if event.seq == row.seq:
            event.actor = f"pao{chance.randrange(9)}"
            event.body = event.body | {"actor": event.actor}
        witness = hash_leaf(encode_canonical_json(event.body))
        peaks = append_leaf(peaks, event.seq - 1, witness)
        put(event, body=event.body, actor=event.actor, leaf=witness, peaks=list(peaks))
    return (row.seq - 1) // SEALED * SEALED + 1


def put(row: Event, **columns: Any) -> int:
    Event.objects.filter(seq=row.seq).update(**columns)
    return row.seq


MUTATIONS: list[Callable[[Event, random.Random], int]] = [
    a_column, the_time, a_word, a_word_more, the_leaf, the_tree, gone, rehashed, rehashed_to_the_end,
]  # fmt: skip


def test_every_mutation_of_the_table_is_found(db: None, tmp_path: Any, settings: Any) -> None:
    settings.HOME = tmp_path
    for n in range(ROWS):
        do(n=n, by="minh", at=AT + timedelta(minutes=n))
        if n % SEALED == SEALED - 1:
            checkpoints.seal_trail(at=AT + timedelta(minutes=n))
    held = [
        parse_checkpoint(note) for note in Checkpoint.objects.values_list("note", flat=True)
    ]  # as a witness keeps them
    rows = list(Event.objects.order_by("seq"))
    assert find_faults(outside_heads=held) == []
    chance, found, exact = random.Random(9162), 0, 0
    count = times(180, 10_000)
    for turn in range(count):
        with transaction.atomic():
            expected = MUTATIONS[turn % len(MUTATIONS)](chance.choice(rows), chance)
            told = find_faults(outside_heads=held)
            transaction.set_rollback(True)
        found += bool(told)
        exact += bool(told) and told[0].seq == expected
    keep("audit_mutations_of_the_table", mutations=count, found=found, named_exactly=exact)
    assert found == count
    assert exact == count
