"""What a host allows (robots.txt, RFC 9309): kept for the last hosts only, a host is asked once a visit."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from protego import Protego
from yarl import URL

NAME = "nastavnik-region"
"""What the rules of a host may call us."""
LARGEST = 500_000  # bytes that are read of it; RFC 9309, 2.5
_KEPT = 512

RobotRules = Protego | None
"""None where everything is allowed."""


class Robots:
    """RobotRules by origin; `ask` fetches the text of an origin's robots.txt, empty if it has none."""

    def __init__(self, ask: Callable[[URL], Awaitable[str]]) -> None:
        self._ask = ask
        self._asking: dict[URL, asyncio.Lock] = {}
        self._rules: OrderedDict[URL, RobotRules] = OrderedDict()

    async def rules(self, url: URL) -> RobotRules:
        """The rules that hold for an address. Raises what `ask` raises."""
        origin = url.origin()
        async with self._asking.setdefault(origin, asyncio.Lock()):
            if origin not in self._rules:
                text = await self._ask(origin / "robots.txt")
                self._rules[origin] = Protego.parse(text) if text.strip() else None
            rules = self._rules[origin]
            self._rules.move_to_end(origin)
        self._asking.pop(origin, None)
        while len(self._rules) > _KEPT:
            self._rules.popitem(last=False)
        return rules


def allowed(rules: RobotRules, url: URL) -> bool:
    """Whether the rules of its host let us read the address."""
    return rules is None or bool(rules.can_fetch(str(url), NAME))


def wanted_delay(rules: RobotRules) -> float:
    """Seconds the host wants between two visits."""
    return float(rules.crawl_delay(NAME) or 0) if rules else 0.0
