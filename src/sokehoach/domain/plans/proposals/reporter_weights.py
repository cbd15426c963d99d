"""What each sign says about who reports a figure (reporters.py)."""

from collections.abc import Mapping

# Fitted by bench/fit_reporters.py on 656 targets; not written by hand.
WEIGHTS: Mapping[str, float] = {
    "clause": 2.51,
    "heading": 1.46,
    "named": 1.78,
    "name_words": 1.4,
    "duty_words": 3.32,
    "duty_best": 3.02,
    "base_share": 1.55,
    "branch": 2.8,
    "room": 2.03,
    "keeper": 1.36,
    "collects": 1.03,
    "standing": 0.06,
    "share": 0.7,
    "first": 1.05,
    "mass": -1.83,
    "crowd": -2.3,
    "several": -1.09,
    "several_counted": 2.1,
    "several_areas": 1.06,
    "no_duty": -1.0,
    "issuer": -1.38,
    "area_body": 1.0,
    "government": 1.35,
    "base": 0.47,
    "base_counted": 3.26,
    "base_homes": 3.49,
    "base_registered": -1.77,
    "base_party": 0.5,
    "agencies": -0.79,
    "agencies_counted": 3.39,
    "everybody": -2.04,
    "everybody_staff": 3.0,
    "everybody_special": -2.0,
}
CALIBRATION = (1.01, 0.89)
# End of what is fitted.
