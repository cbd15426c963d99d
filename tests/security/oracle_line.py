"""One line of the oracle: route, method, about which things, who gets through, and with which answer.

`may` false: 404, as if it did not exist. Where `does` is told, who may see and not do gets `refused`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.security.oracle import Known, Rule, Who

NOTHING = {"version": "1"}


@dataclass(frozen=True)
class Line:
    route: str
    method: str
    may: Rule
    ok: int | Mapping[str, int]  # or by the state of the thing
    of: str = ""
    at: tuple[str, ...] = ()  # the parts of the address: a word of the thing in braces, or as they stand
    body: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    does: Rule | None = None
    refused: int = 409
    fragment: bool = False

    def expected(self, who: Who, thing: Known) -> int:
        if not self.may(who, thing):
            return 404
        if self.does is not None and not self.does(who, thing):
            return self.refused
        if isinstance(self.ok, int):
            return self.ok
        return self.ok[thing.name if thing.name in self.ok else thing.state]


def get(route: str, may: Rule, of: str = "", *at: str, ok: Any = 200, body: Any = None, **told: Any) -> Line:
    return Line(route, "get", may, ok, of, at, body or {}, **told)


def post(route: str, may: Rule, of: str = "", *at: str, ok: Any, body: Any = NOTHING, **told: Any) -> Line:
    return Line(route, "post", may, ok, of, at, body, **told)


ID = "{id}"
