"""Whose turn it is: sources of one host keep their distance, and nobody stands waiting while another host is free."""

import asyncio
import heapq
from collections import Counter, deque
from collections.abc import Callable, Iterable
from itertools import count
from urllib.parse import urlsplit

from nastavnik.bank.harvest.fetching import Fetcher
from nastavnik.bank.harvest.visiting import Task

Strand = deque[Task]
"""Sources of one host, visited one after another."""


def host_of(task: Task) -> str:
    """The host a source lies at, as far as its address can be read; all that cannot are one host."""
    try:
        return urlsplit(task.url).hostname or ""
    except ValueError:
        return ""


class Turns:
    """Strands by the time at which their hosts may be visited again, which only the network knows."""

    def __init__(self, strands: Iterable[Strand], fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._numbers = count()
        self._due = [(0.0, next(self._numbers), strand) for strand in strands]
        self._entered: dict[str, float] = {}
        self._left = Counter(host_of(task) for _, _, strand in self._due for task in strand)
        self._ends: dict[str, tuple[float, float]] = {}
        """Until when a host's sources are asked, and how many of them are left when that is not too many."""

    async def next(self) -> Strand | None:
        """The strand that may go on soonest, when it may; None if none is left here."""
        now: Callable[[], float] = asyncio.get_running_loop().time
        while self._due:
            due, number, strand = heapq.heappop(self._due)
            if due > now():
                await asyncio.sleep(due - now())
            host = host_of(strand[0])
            turn = max(self._fetcher.next_turn(host), self._entered.get(host, 0.0))
            if turn > now():  # another strand of the host was quicker
                heapq.heappush(self._due, (turn, number, strand))
                continue
            self._entered[host] = now() + self._fetcher.delay(host)
            return strand
        return None

    def has_come(self, host: str) -> bool:
        """Whether one more source of a host is asked: there is time, or too few were. Counts it as dealt with."""
        now, limits = asyncio.get_running_loop().time(), self._fetcher.limits
        left = self._left[host]
        end, may_stay = self._ends.setdefault(host, (now + limits.queue, left * (1 - 1 / limits.rounds)))
        self._left[host] -= 1
        return now < end or left > may_stay

    def back(self, strand: Strand) -> None:
        """A strand whose first source was visited; it comes up again as long as it has others."""
        if strand:
            turn = self._fetcher.next_turn(host_of(strand[0]))
            heapq.heappush(self._due, (turn, next(self._numbers), strand))
