"""What the tool says in Russian. Captions of fields live in the record classes, words of pages in the theme.

Constants are finished sentences; functions take what the sentence is about. One module a room; callers see one name.
"""

from generator.messages.administration import *
from generator.messages.bank import *
from generator.messages.commands import *
from generator.messages.content import *
from generator.messages.deadlines import *
from generator.messages.feeds import *
from generator.messages.forms import *
from generator.messages.guard import *
from generator.messages.harvest import *
from generator.messages.importing import *
from generator.messages.monitoring import *
from generator.messages.programmes import *
from generator.messages.region import *
from generator.messages.search import *
from generator.messages.site import *
from generator.messages.starting import *
from generator.messages.words import *
