"""What a change does to the site: what is shown now beside what was shown, without building or asking any network."""

from nastavnik.office.comparing.changes import SiteChange as SiteChange
from nastavnik.office.comparing.changes import what_changes as what_changes
