"""What the bank remembers between harvests: schools, their records, the history of each, what was refused.

SQLite by default, PostgreSQL by URL: the same `sql_tables` and the same statements; `engine` knows what differs.
A record that left its school leaves nothing here but its key and dates.
"""

from nastavnik.bank.store.model import BankCounts, Change, Round, SchoolRow, Stored, StoredChanges
from nastavnik.bank.store.store import KEEP_DAYS, NOTHING_WRITTEN, Store

__all__ = [
    "KEEP_DAYS",
    "NOTHING_WRITTEN",
    "BankCounts",
    "Change",
    "Round",
    "SchoolRow",
    "Store",
    "Stored",
    "StoredChanges",
]
