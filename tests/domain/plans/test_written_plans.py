"""The reader against plans that somebody else wrote and labelled, which stand in the repository."""

import pytest

from tests.golden.labels import written

# A little under what is read (tests/golden/labels/README.md, «Plans written for the test»).
FLOORS_SEEN = {"document": 0.99, "outline": 0.99, "targets": 0.98, "duties": 0.98, "reporting": 0.95}
FLOORS_UNSEEN = {"document": 0.97, "outline": 0.99, "targets": 0.90, "duties": 0.91, "reporting": 0.93}


@pytest.mark.parametrize(
    ("names", "floors"), [(written.SEEN, FLOORS_SEEN), (written.UNSEEN, FLOORS_UNSEEN)], ids=["seen", "unseen"]
)
def test_no_part_falls_under_its_floor(names, floors):
    figures = written.measure(names)
    assert {part: round(figures[part], 3) for part, floor in floors.items() if figures[part] < floor} == {}


def test_each_plan_has_its_labels():
    assert len(written.SEEN) == len(written.UNSEEN) == 7
    assert sorted(path.stem for path in written.FOLDER.glob("*.json")) == sorted(written.NAMES)
