"""The reader against plans that somebody else wrote and labelled, which stand in the repository."""

import pytest

from tests.golden.labels import written

# A little under what is read (tests/golden/labels/README.md, «Plans written for the test»).
FLOORS_SEEN = {"document": 0.99, "outline": 0.99, "targets": 0.98, "duties": 0.98, "reporting": 0.94}
FLOORS_LATER = {"document": 0.97, "outline": 0.99, "targets": 0.96, "duties": 0.99, "reporting": 0.96}
FLOORS_BLIND = {"document": 0.98, "outline": 0.99, "targets": 0.98, "duties": 0.94, "reporting": 0.95}
FLOORS_BLIND_UNSEEN = {"document": 0.98, "outline": 0.98, "targets": 0.92, "duties": 0.88, "reporting": 0.92}
FLOORS_MESSY = {"document": 0.93, "outline": 0.98, "targets": 0.89, "duties": 0.81, "reporting": 0.79}
FLOORS_LAST = {"document": 0.93, "outline": 0.93, "targets": 0.92, "duties": 0.72, "reporting": 0.71}
FLOORS_SECOND = {"document": 0.93, "outline": 0.87, "targets": 0.94, "duties": 0.81, "reporting": 0.81}
FLOORS_ISSUED = {"document": 0.98, "outline": 0.99, "targets": 0.94, "duties": 0.91, "reporting": 0.93}
FLOORS_ISSUED_LATER = {"document": 0.98, "outline": 0.99, "targets": 0.96, "duties": 0.93, "reporting": 0.86}
FLOORS_ISSUED_LAST = {"document": 0.98, "outline": 0.99, "targets": 0.95, "duties": 0.88, "reporting": 0.92}
FLOORS_THIRTEENTH = {"document": 0.98, "outline": 0.99, "targets": 0.93, "duties": 0.94, "reporting": 0.94}
FLOORS_UNSEEN = {"document": 0.97, "outline": 0.99, "targets": 0.90, "duties": 0.91, "reporting": 0.93}


BLIND = tuple(sorted(path.stem for path in written.BLIND.glob("*.txt")))
LAST = tuple(name for name in BLIND if name[0] in "gh")  # the fourth batch, whose first sight was 0.818
SECOND = tuple(name for name in BLIND if name[0] in "ij")  # the fifth batch, of the same day: 0.825
ISSUED = tuple(name for name in BLIND if name[0] in "kl")  # as offices issue them, first sight 0.954
ISSUED_LATER = tuple(name for name in BLIND if name[0] in "mn")  # the same by two others, first sight 0.956
ISSUED_LAST = tuple(name for name in BLIND if name[0] in "op")  # by two more, first sight 0.937
THIRTEENTH = tuple(name for name in BLIND if name[0] in "qr")  # by two more, first sight 0.916
MESSY = tuple(name for name in BLIND if name.startswith("f"))  # the third batch
BLIND_SEEN = tuple(name for name in BLIND if name[0] == "e" and int(name[2:]) <= 5)  # the first batch
BLIND_UNSEEN = tuple(name for name in BLIND if name[0] == "e" and name not in BLIND_SEEN)  # the second batch
LATER = tuple(sorted(path.stem for path in written.LATER.glob("*.txt")))


@pytest.mark.parametrize(
    ("names", "floors", "folder"),
    [
        (written.SEEN, FLOORS_SEEN, written.FOLDER),
        (written.UNSEEN, FLOORS_UNSEEN, written.FOLDER),
        (LATER, FLOORS_LATER, written.LATER),
        (BLIND_SEEN, FLOORS_BLIND, written.BLIND),
        (BLIND_UNSEEN, FLOORS_BLIND_UNSEEN, written.BLIND),
        (MESSY, FLOORS_MESSY, written.BLIND),
        (LAST, FLOORS_LAST, written.BLIND),
        (SECOND, FLOORS_SECOND, written.BLIND),
        (ISSUED, FLOORS_ISSUED, written.BLIND),
        (ISSUED_LATER, FLOORS_ISSUED_LATER, written.BLIND),
        (ISSUED_LAST, FLOORS_ISSUED_LAST, written.BLIND),
        (THIRTEENTH, FLOORS_THIRTEENTH, written.BLIND),
    ],
    ids=[
        "seen",
        "unseen",
        "later",
        "blind",
        "blind unseen",
        "messy",
        "last",
        "second of the day",
        "issued",
        "issued later",
        "issued last",
        "thirteenth",
    ],
)
def test_no_part_falls_under_its_floor(names, floors, folder):
    figures = written.measure(names, folder)
    assert {part: round(figures[part], 3) for part, floor in floors.items() if figures[part] < floor} == {}


def test_each_plan_has_its_labels():
    assert len(written.SEEN) == len(written.UNSEEN) == 7
    assert sorted(path.stem for path in written.FOLDER.glob("*.json")) == sorted(written.NAMES)
    assert len(LATER) == 10
    assert sorted(path.stem for path in written.LATER.glob("*.json")) == list(LATER)
    assert len(BLIND_SEEN) == len(BLIND_UNSEEN) == len(MESSY) == 10
    assert len(LAST) == len(SECOND) == len(ISSUED) == len(ISSUED_LATER) == len(ISSUED_LAST) == len(THIRTEENTH) == 12
    assert sorted(path.stem for path in written.BLIND.glob("*.json")) == list(BLIND)
