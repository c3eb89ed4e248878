"""What is due, brought to where the administrator looks: a text for an issue, one issue at a forge, a calendar."""

from nastavnik.office.reminding.calendar import private_calendar as private_calendar
from nastavnik.office.reminding.letter import Letter as Letter
from nastavnik.office.reminding.letter import letter as letter
from nastavnik.office.reminding.renewing import Renewal as Renewal
from nastavnik.office.reminding.renewing import renew as renew
from nastavnik.office.reminding.trackers import tracker_of as tracker_of
