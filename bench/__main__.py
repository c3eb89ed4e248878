"""`python -m bench`: write records, build by turns, print one table."""

import argparse
import os
import sys
from pathlib import Path

from bench.measure import build, compare
from bench.pages import growth, shells
from bench.peers import OURS, PEERS
from bench.report import report

RESULTS = Path(__file__).parent / "RESULTS.md"


def main() -> None:
    options = _options()
    peers = [OURS, *(PEERS[name] for name in options.peers)]
    load = os.getloadavg()[0]
    figures = compare(peers, options.count, options.pairs, _say)
    small = max(options.count // 10, 50)
    _say(f"the same with {small}, to see which pages grow")
    OURS.prepare(small)
    build(OURS, small)
    sizes = growth(OURS.site(small), OURS.site(options.count))
    text = report(figures, sizes, shells(OURS.folder(small)), options.count, small, load)
    print(text)
    if options.write:
        RESULTS.write_text(f"# Results\n\nMade by `python -m bench --write`.\n\n```text\n{text}```\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    installed = [name for name, peer in PEERS.items() if peer.is_installed()]
    parser.add_argument(
        "--count", type=int, default=1000, help="practices; a fifth of it of mentors and of news (1000)"
    )
    parser.add_argument("--pairs", type=int, default=5, help="rounds by turns (5)")
    parser.add_argument(
        "--peers", nargs="+", choices=installed, default=installed, metavar="NAME", help=" ".join(PEERS)
    )
    parser.add_argument("--write", action="store_true", help=f"write bench/{RESULTS.name}")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
