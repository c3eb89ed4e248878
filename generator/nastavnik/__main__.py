"""The program `nastavnik`, and `python -m nastavnik`: Ctrl-C while Python is still importing is no traceback either."""

import sys


def run() -> None:
    """Run the command of `sys.argv`; never returns."""
    try:
        from nastavnik.cli import main

        main(prog_name="nastavnik")
    except KeyboardInterrupt:
        sys.exit(128 + 2)  # what shells give a program that Ctrl-C ended


if __name__ == "__main__":
    run()
