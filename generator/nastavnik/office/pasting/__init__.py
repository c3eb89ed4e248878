"""Pages for closed platforms: clean HTML to paste, files to upload, a start page that says what goes where."""

from nastavnik.office.pasting.address_table import TABLE as TABLE
from nastavnik.office.pasting.address_table import PlatformAddresses as PlatformAddresses
from nastavnik.office.pasting.address_table import address_fault as address_fault
from nastavnik.office.pasting.address_table import read_addresses as read_addresses
from nastavnik.office.pasting.address_table import read_rows as read_rows
from nastavnik.office.pasting.pasting import write_fragments as write_fragments
from nastavnik.office.pasting.section import PastedSection as PastedSection
from nastavnik.office.pasting.start_page import start_script as start_script
