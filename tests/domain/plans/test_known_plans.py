"""New labels of a plan that is labelled already are recognised before they count as a first sight."""

import json

from tests.golden.labels import gold, known


def test_labels_in_words_are_recognised_by_labels_in_spans():
    spans = json.loads((gold.FOLDER / "245.json").read_text("utf-8"))
    words = [
        {"path": item["path"], "starts": "x" * (item["starts"][1] - item["starts"][0])} for item in spans["outline"]
    ]
    shapes = known.list_shapes([gold.FOLDER, gold.WRITTEN])
    assert known.find_known_plans({"outline": words}, shapes)[0] == "245"
    assert known.find_known_plans({"outline": words[3:]}, shapes)[0] == "245"


def test_no_two_written_plans_are_the_same():
    shapes = known.list_shapes([gold.WRITTEN])
    for name in shapes:
        labels = json.loads((gold.WRITTEN / f"{name}.json").read_text("utf-8"))
        assert known.find_known_plans(labels, shapes) in ([name], [])


def test_a_short_outline_is_no_proof():
    shapes = {"900": [("I", 10), ("II", 12)]}
    assert (
        known.find_known_plans(
            {"outline": [{"path": "I", "starts": "x" * 10}, {"path": "II", "starts": "x" * 12}]}, shapes
        )
        == []
    )
