"""Keeps in the process what accounts reach, for as long as all that it was computed from is the same.

Grants, roles and the account itself are read for each request and are part of the key, and so is the version of the
tree of units (`orgunits.tree_version`): what is withdrawn is gone at the next request, in every process.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

MOST_UNITS = 40_000  # of all that is kept, counted once for each answer: some 25 MB


class KeptAnswers[Answer]:
    """Answers by key, the longest unused of which are dropped beyond `capacity`; `measure` gives the size of one."""

    def __init__(self, capacity: int, measure: Callable[[Answer], int]) -> None:
        self._capacity, self._measure = capacity, measure
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def find(self, key: Hashable) -> Answer | None:
        with self._lock:
            if key not in self._answers:
                return None
            self._answers.move_to_end(key)
            return self._answers[key]

    def keep(self, key: Hashable, answer: Answer) -> None:
        with self._lock:
            if key in self._answers:
                self._size -= self._measure(self._answers.pop(key))
            self._answers[key] = answer
            self._size += self._measure(answer)
            while self._size > self._capacity:
                _key, dropped = self._answers.popitem(last=False)
                self._size -= self._measure(dropped)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self._size = 0
