"""`python -m generator` is `nastavnik`."""

from generator.cli import main

main()
