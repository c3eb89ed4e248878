"""Schools without the generator: their folders, archives, tables and pages become the same catalogue."""

from nastavnik.bank.harvest.foreign.files import local, sent
from nastavnik.bank.harvest.foreign.pages import sitemap

__all__ = ["local", "sent", "sitemap"]
