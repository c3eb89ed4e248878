"""What the bank remembers between harvests: schools, their records, the history of each, what was refused.

SQLite by default, PostgreSQL by URL: the same tables and the same statements (`tables`); `engine` knows what differs.
A record that left its school leaves nothing here but its key and dates.
"""

from nastavnik.bank.store.rows import Change, Counts, Put, Round, SchoolRow, Stored
from nastavnik.bank.store.store import KEEP_DAYS, Store

__all__ = ["KEEP_DAYS", "Change", "Counts", "Put", "Round", "SchoolRow", "Store", "Stored"]
