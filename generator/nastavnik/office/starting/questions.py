"""What a new section asks, as data: the same questions in a terminal, in a file of answers and at the desk.

Nothing here is written, printed or looked up on a disk. An answer is what somebody typed; a question reads it as the
record class does that will hold it, or refuses it with a finished sentence.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.installation import shipped
from nastavnik.office.hosting import HOST_WORDS, HOSTS, NOWHERE
from nastavnik.office.starting.zones import zone_by_moscow, zone_of_region
from nastavnik.records import KINDS, School
from nastavnik.records.fields import wrong
from nastavnik.records.reading import value_of
from nastavnik.records.record import Record
from nastavnik.records.school import Curator, is_inn_of_somebody
from nastavnik.records.vocabularies import BASE, Vocabulary, Word
from nastavnik.school.placeholders import DRAFT, DRAFT_INN, DRAFT_SITE

LATER = {*DRAFT.values(), DRAFT_INN, DRAFT_SITE}
"""Defaults that nobody means: `check` asks for the school's own words."""
Replies = Mapping[str, str]
"""Answers by the names of their questions, each as `Question.read` gives it: codes through commas, plain words."""

AUDIENCES = Vocabulary(
    "audiences",
    tuple(Word(code, title, tuple(also.split("|"))) for code, (title, also) in messages.START_AUDIENCES.items()),
)
"""Whom the mentors help."""
TEACHERS, LEARNERS, BOTH = (term.code for term in AUDIENCES.terms)
PLANS = Vocabulary(
    "plans", tuple(Word(code, title, tuple(also.split("|"))) for code, (title, also) in messages.START_PLANS.items())
)
"""Where the roadmap comes from, if it is no file."""
LETTER, ORDER, NO_PLAN = (term.code for term in PLANS.terms)


def example_of(cls: type[Record]) -> Path:
    """Where the example of a kind lies, if the program has one: `$words` in it are filled in."""
    return shipped(f"office/new_school/examples/{cls.kind}{cls.suffix}")


EXAMPLES = Vocabulary(
    "kinds",
    tuple(Word(kind, cls.caption, (cls.heading,)) for kind, cls in KINDS.items() if example_of(cls).is_file()),
)
"""Kinds an example can be had of; a roadmap has a question of its own."""
SERVICES = BASE["form_services"]
FIRST_EXAMPLES = ("mentors", "practices", "news", "events", "documents")
"""Kinds that nearly every section begins with."""
OFFICE_SUFFIXES = (".docx", ".doc", ".odt", ".xlsx", ".xls", ".ods", ".rtf", ".pdf", ".csv")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `caption` and `hint` for the reader, `default` made of the answers before it, as somebody types it.

    `choices` lists the words it takes (empty where anything goes), `several` of them through commas. `asked` is False
    for what is only taken from a file, an option or a form: its default is good enough to be silent about.
    """

    name: str
    caption: str
    hint: str
    default: Callable[[Replies], str]
    read: Callable[[str], str]
    """What was typed → the answer. Raises `PydanticCustomError` with a Russian sentence."""
    choices: Vocabulary | None = None
    several: bool = False
    asked: bool = True

    def shown(self, answer: str) -> str:
        """An answer as a reader knows it: captions instead of codes."""
        return self.choices.words(answer.split(", ")) if self.choices and answer else answer


class Unanswered(ValueError):
    """Replies that cannot be taken: `mistakes` has a sentence for each, by the name of its question."""

    def __init__(self, mistakes: Mapping[str, str]) -> None:
        super().__init__("; ".join(mistakes.values()))
        self.mistakes = mistakes


def answered(written: Mapping[str, str]) -> Replies:
    """Every question answered: by what was written, else by its default. Raises `Unanswered` with all mistakes.

    A blank is no answer, but for a list, where it means that nothing of it is wanted.
    """
    answers: dict[str, str] = {}
    mistakes: dict[str, str] = {}
    for question in QUESTIONS:
        default = question.default(answers)
        text = written.get(question.name, "")
        is_silent = not text.strip() and not (question.several and question.name in written)
        try:
            answers[question.name] = question.read(default if is_silent else text)
        except PydanticCustomError as refused:
            mistakes[question.name] = refused.message()
            answers[question.name] = question.read(default)
    if mistakes:
        raise Unanswered(mistakes)
    return answers


def by_name(written: str) -> Question | None:
    """The question called so, by its name or its caption."""
    word = written.strip().lower()
    return next((each for each in QUESTIONS if word in (each.name, each.caption.lower())), None)


# --- reading what was typed


def _field(owner: type[School] | type[Curator], name: str, written: str) -> str:
    """An answer that becomes a field of the passport, read as the passport is."""
    return str(value_of(owner, name, written)) if written.strip() else ""


def _inn(written: str) -> str:
    inn = str(value_of(School, "inn", written))
    if not is_inn_of_somebody(inn):
        raise wrong(messages.quoted(written, messages.INN_OF_NOBODY))
    return inn


def _zone(written: str) -> str:
    return _field(School, "timezone", zone_by_moscow(written))


def _site(written: str) -> str:
    """An address; `shkola5.ru` is as good as `https://shkola5.ru`."""
    return _field(School, "site", written if "://" in written else f"https://{written.strip()}")


def _word(vocabulary: Vocabulary, written: str) -> str:
    """A word of a list, or its number in it."""
    number = int(written) if re.fullmatch(r"\s*\d{1,2}\s*", written) else 0
    if 1 <= number <= len(vocabulary.terms):
        return vocabulary.terms[number - 1].code
    code = vocabulary.code(written)
    if code is None:
        titles = [term.title for term in vocabulary.terms]
        raise wrong(messages.not_in_vocabulary(written, titles, vocabulary.nearest(written)))
    return code


def _words(vocabulary: Vocabulary, written: str) -> str:
    """Words of a list through commas, «все» or «нет»."""
    word = written.strip().lower()
    if word in messages.START_NONE:
        return ""
    if word in messages.START_ALL:
        return ", ".join(term.code for term in vocabulary.terms)
    codes = [_word(vocabulary, each) for each in re.split(r"[,;]", written) if each.strip()]
    return ", ".join(dict.fromkeys(codes))


def _plan(written: str) -> str:
    """A template of a roadmap, or the name of an office file; whether it is there is seen when it is opened."""
    path = written.strip().strip("\"'")  # Explorer copies a path in quotes
    return path if path.lower().endswith(OFFICE_SUFFIXES) else _word(PLANS, written)


_HOSTS = {"github.com": "github", "gitlab.com": "gitlab", "codeberg.org": "forgejo"}
"""Services that everybody knows by their address."""


_PAGES = {".github.io": "github", ".gitlab.io": "gitlab", ".codeberg.page": "forgejo", ".gitverse.site": "gitverse"}
"""Endings of addresses that a host's own pages have."""


def web_form(answer: str) -> dict[str, str]:
    """The fields of `admin` in the passport that an answer means; nothing of «нет».

    It is the address of a repository, the name of a service with `владелец/название` and maybe an address, or «папка».
    """
    words = answer.split()
    if not words or answer.strip().lower() in messages.START_NONE:
        return {}
    address = urlsplit(next((word for word in words if "://" in word), ""))
    service = SERVICES.code(words[0]) or _HOSTS.get(address.hostname or "")
    if service is None:
        raise wrong(messages.unknown_service(answer, [term.title for term in SERVICES.terms]))
    plain = next((word for word in words[1:] if "/" in word and "://" not in word), "")
    repository = plain or address.path.strip("/").removesuffix(".git")
    is_known = _HOSTS.get(address.hostname or "") in ("github", "gitlab")
    server = f"{address.scheme}://{address.netloc}/" if address.hostname and not is_known else ""
    fields = {"service": SERVICES.title(service), "repository": repository, "server": server}
    return {name: value for name, value in fields.items() if value}


def _web_form(written: str) -> str:
    """An answer that `web_form` reads, checked as the passport is."""
    fields = web_form(written)
    if fields:
        value_of(School, "admin", fields)
    return written.strip() if fields else ""


# --- defaults


def _always(words: str) -> Callable[[Replies], str]:
    return lambda _: words


def _address(answers: Replies) -> str:
    return f"{answers['site'].rstrip('/')}/nastavnichestvo/"


def _post(answers: Replies) -> str:
    return messages.capital(messages.WORDINGS[answers["school_type"]].curator)


def _first_plan(answers: Replies) -> str:
    return PLANS.title(ORDER if answers["helps"] == LEARNERS else LETTER)


def _host(answers: Replies) -> str:
    """Where the form on the site writes, else the host whose pages the section's address is on, else nowhere."""
    service = SERVICES.code(web_form(answers["admin"]).get("service", ""))
    shown_by = (urlsplit(answers["section_url"]).hostname or "").removesuffix(".")
    by_address = next((host for suffix, host in _PAGES.items() if shown_by.endswith(suffix)), NOWHERE)
    return HOST_WORDS.title(service if service and service in HOSTS else by_address)


def _examples(_: Replies) -> str:
    return ", ".join(EXAMPLES.title(kind) for kind in FIRST_EXAMPLES)


def _of_passport(
    name: str, default: Callable[[Replies], str], read: Callable[[str], str] | None = None, *, asked: bool = True
) -> Question:
    """A question whose answer is a field of the passport: caption and rules are the field's."""
    caption = School.model_fields[name].title or name
    reading = read or partial(_field, School, name)
    return Question(name, caption, messages.START_HINTS[name], default, reading, asked=asked)


def _of_curator(name: str, default: Callable[[Replies], str], *, asked: bool = True) -> Question:
    caption = messages.of_curator(Curator.model_fields[name].title or name)
    return Question(name, caption, messages.START_HINTS[name], default, partial(_field, Curator, name), asked=asked)


def _choice(
    name: str,
    choices: Vocabulary,
    default: Callable[[Replies], str],
    read: Callable[[str], str] | None = None,
    *,
    several: bool = False,
) -> Question:
    caption = messages.START_CAPTIONS.get(name) or School.model_fields[name].title or name
    return Question(
        name, caption, messages.START_HINTS[name], default, read or partial(_word, choices), choices, several=several
    )


QUESTIONS: tuple[Question, ...] = (
    _choice("school_type", BASE["school_types"], _always(messages.START_TYPE)),
    _of_passport("title", _always(DRAFT["title"])),
    _of_passport("short_title", _always(DRAFT["short_title"])),
    _of_passport("inn", _always(DRAFT_INN), _inn),
    _of_passport("ogrn", _always(""), asked=False),
    _of_passport("address", _always(""), asked=False),
    _of_passport("region", _always(DRAFT["region"])),
    _of_passport("municipality", _always(DRAFT["municipality"])),
    _of_passport("timezone", lambda answers: zone_of_region(answers["region"]), _zone, asked=False),
    _of_passport("site", _always(DRAFT_SITE), _site),
    _of_passport("section_url", _address, asked=False),
    _of_curator("post", _post),
    _of_curator("phone", _always("")),
    _of_curator("email", _always(""), asked=False),
    _choice("helps", AUDIENCES, _always(AUDIENCES.title(TEACHERS))),
    _choice("roadmap", PLANS, _first_plan, _plan),
    _choice("examples", EXAMPLES, _examples, partial(_words, EXAMPLES), several=True),
    _of_passport("admin", _always(messages.START_NO), _web_form),
    _choice("host", HOST_WORDS, _host),
)
"""In the order in which they are asked: a default may look at the answers before it."""
