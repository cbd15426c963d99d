"""Small plans for one rule at a time."""

from sokehoach.domain.plans.reading import Reading, read_plan


def reading(*paragraphs: str) -> Reading:
    """Read a plan of these paragraphs; a clause that gives work is added, so that it is a plan."""
    lines = [
        "KẾ HOẠCH",
        "Thử nghiệm",
        *paragraphs,
        "X. TỔ CHỨC THỰC HIỆN",
        "1. Ban Thử nghiệm theo dõi chung.",
    ]
    return read_plan("\n\n".join(lines))


def duties(*paragraphs: str) -> list[tuple[str, str]]:
    return [(duty.agency, duty.text) for duty in reading(*paragraphs).duties if duty.agency != "Ban Thử nghiệm"]


def targets(*sentences: str) -> list[tuple[str, str, str]]:
    found = reading("I. CHỈ TIÊU", *(f"- {sentence}" for sentence in sentences)).targets
    return [(target.bound, target.value, target.unit) for target in found]
