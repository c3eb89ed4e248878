"""`python -m nastavnik` is `nastavnik`."""

from nastavnik.cli import main

main()
