"""What the tool says in Russian. Captions of fields live in the record classes, words of pages in the theme.

Constants are finished sentences, or what stands after a word (`quoted`), a place (`labelled`) or a file (`written_to`);
functions take what the sentence is about. One module a room; callers see one name.
"""

from nastavnik.messages.accessibility import *
from nastavnik.messages.administration import *
from nastavnik.messages.bank import *
from nastavnik.messages.blocks import *
from nastavnik.messages.commands import *
from nastavnik.messages.comparing import *
from nastavnik.messages.consent_paper import *
from nastavnik.messages.content import *
from nastavnik.messages.deadlines import *
from nastavnik.messages.desk import *
from nastavnik.messages.desk_errands import *
from nastavnik.messages.desk_wording import *
from nastavnik.messages.feeds import *
from nastavnik.messages.files import *
from nastavnik.messages.filling import *
from nastavnik.messages.forms import *
from nastavnik.messages.guard import *
from nastavnik.messages.harvest import *
from nastavnik.messages.headers import *
from nastavnik.messages.hosting import *
from nastavnik.messages.importing import *
from nastavnik.messages.learners import *
from nastavnik.messages.lookalikes import *
from nastavnik.messages.monitoring import *
from nastavnik.messages.pasting import *
from nastavnik.messages.places import *
from nastavnik.messages.plan import *
from nastavnik.messages.plan_paper import *
from nastavnik.messages.programmes import *
from nastavnik.messages.publishing import *
from nastavnik.messages.readiness import *
from nastavnik.messages.region import *
from nastavnik.messages.reminding import *
from nastavnik.messages.renaming import *
from nastavnik.messages.search import *
from nastavnik.messages.seasons import *
from nastavnik.messages.secrecy import *
from nastavnik.messages.site import *
from nastavnik.messages.starting import *
from nastavnik.messages.system import *
from nastavnik.messages.taking_in import *
from nastavnik.messages.texts import *
from nastavnik.messages.theme import *
from nastavnik.messages.uploads import *
from nastavnik.messages.web_form import *
from nastavnik.messages.wording import *
from nastavnik.messages.words import *
