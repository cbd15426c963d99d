"""Public holidays of Viet Nam, from the package `holidays`."""

import functools
from datetime import date

from holidays.countries.vietnam import Vietnam


@functools.cache
def list_holidays(*years: int) -> frozenset[date]:
    """Return the public holidays in these years, including swapped days off (Bộ luật Lao động 2019, điều 112)."""
    return frozenset(Vietnam(years=years))  # type: ignore[no-untyped-call]
