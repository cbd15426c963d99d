"""What each sign says about who reports a figure (reporters.py)."""

from collections.abc import Mapping

# Fitted by bench/fit_reporters.py on 765 targets; not written by hand, but «collects», «sends», «person», «joint» and
# «base_sends»: chosen of 48 combinations on 573 later targets, the others held (tests/golden/labels/README.md).
WEIGHTS: Mapping[str, float] = {
    "clause": 2.5,
    "heading": 1.48,
    "named": 2.0,
    "name_words": 1.53,
    "duty_words": 3.47,
    "duty_best": 2.83,
    "base_share": 1.54,
    "branch": 2.59,
    "branch_exact": 1.17,
    "room": 1.8,
    "keeper": 1.23,
    "collects": 1.75,
    "collects_counted": -2.34,
    "standing": 0.64,
    "share": 1.4,
    "first": 1.39,
    "mass": -1.53,
    "crowd": -2.16,
    "several": -0.83,
    "several_counted": 2.1,
    "several_areas": 1.01,
    "sends": 0.75,
    "person": -1.0,
    "joint": -1.0,
    "no_duty": -1.18,
    "issuer": -0.78,
    "issuer_collects": 1.89,
    "area_body": 1.0,
    "government": 1.37,
    "base": 1.14,
    "base_sends": 0.5,
    "base_counted": 3.14,
    "base_homes": 2.84,
    "base_registered": -1.71,
    "base_party": 1.5,
    "agencies": -0.83,
    "agencies_counted": 3.27,
    "everybody": -2.02,
    "everybody_staff": 3.0,
    "everybody_special": -2.0,
}
CALIBRATION = (1.27, 0.57)
# End of what is fitted.
