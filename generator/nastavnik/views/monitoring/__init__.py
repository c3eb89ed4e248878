"""The figures of a period: true ones for the school, and what of them the public may see.

`figures` reads the typed numbers and says which may be told, `tallies` counts what records know, `tables` makes
tables of them, `growth` the line chart, `public` puts together what page and CSV are made of.
"""

from nastavnik.views.monitoring.differences import held_back
from nastavnik.views.monitoring.figures import count_told, hidden_forms, percent_of, true_figures
from nastavnik.views.monitoring.public import Showing, as_csv, csv_address, showing
from nastavnik.views.monitoring.tallies import known

__all__ = [
    "Showing",
    "as_csv",
    "count_told",
    "csv_address",
    "held_back",
    "hidden_forms",
    "known",
    "percent_of",
    "showing",
    "true_figures",
]
