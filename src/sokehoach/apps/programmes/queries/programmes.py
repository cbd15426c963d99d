"""Finds the programme that a command means."""

from sokehoach.apps.programmes.models import Programme


class ProgrammeNotChosenError(ValueError):
    """Raised where no programme has the code, or several exist and none is named. `codes`: those that exist."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


def list_programmes() -> list[Programme]:
    return list(Programme.objects.all())


def choose_programme(code: str) -> Programme | None:
    """Returns the programme of that code; for «» the only one there is, None where there is none.

    Raises ProgrammeNotChosenError.
    """
    programmes = {row.code: row for row in Programme.objects.all()}
    if code in programmes:
        return programmes[code]
    if code or len(programmes) > 1:
        raise ProgrammeNotChosenError(tuple(sorted(programmes)))
    return next(iter(programmes.values()), None)
