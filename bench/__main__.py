"""`python -m bench`: write records, build by turns, print one table."""

import argparse
import os
import sys
from pathlib import Path

from bench.entrant import Entrant, sweep
from bench.measure import build, compare, prepare
from bench.pages import compared_sizes, growth, shells
from bench.peers import ENTRANTS, OURS, PEERS, chosen
from bench.report import report

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    try:
        _run(_options())
    finally:
        sweep()


def _run(options: argparse.Namespace) -> None:
    entrants = [one for one in chosen(options.peers) if _is_here(one)]
    load = os.getloadavg()[0]
    figures = [one for count in options.count for one in compare(entrants, count, options.pairs, _say)]
    small, large = compared_sizes(options.count)
    for count in {small, large} - set(options.count):
        _say(f"ours with {count}, to see which pages grow")
        prepare([OURS], count, _say)
        build(OURS, count)
    sizes = growth(OURS.site(small), OURS.site(large))
    text = report(figures, sizes, shells(OURS.folder(small)), (small, large), load)
    print(text)
    if options.write:
        RESULTS.write_text(f"# Results\n\nMade by `{_typed(options)}`.\n\n```text\n{text}```\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--count",
        type=counts,
        default=[200, 1000],
        help="practices, one or several sizes: 1000,5000,20000; a fifth of it of mentors and of news (200,1000)",
    )
    parser.add_argument("--pairs", type=int, default=3, help="rounds by turns (3)")
    parser.add_argument("--peers", type=names, default=list(PEERS), help=f"by name: {','.join(PEERS)} (all installed)")
    parser.add_argument("--write", action="store_true", help=f"write bench/{RESULTS.name}")
    return parser.parse_args()


def counts(text: str) -> list[int]:
    """`1000,5000` → [1000, 5000], ascending; each at least 10."""
    found = sorted({int(number) for number in text.split(",")})
    if found[0] < 10:
        raise ValueError(text)
    return found


def names(text: str) -> list[str]:
    """`ours,hugo` → names of peers, or of single entrants such as `ours-changed`."""
    known = {*PEERS, *(one.name for one in ENTRANTS)}
    found = text.split(",")
    if unknown := set(found) - known:
        raise argparse.ArgumentTypeError(f"nobody is called {', '.join(sorted(unknown))}; known: {', '.join(PEERS)}")
    return found


def _is_here(entrant: Entrant) -> bool:
    there = bool(entrant.versions())
    if not there:
        _say(f"{entrant.name} is left out: not installed ({entrant.install})")
    return there


def _typed(options: argparse.Namespace) -> str:
    sizes = ",".join(map(str, options.count))
    return f"python -m bench --count {sizes} --pairs {options.pairs} --peers {','.join(options.peers)} --write"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
