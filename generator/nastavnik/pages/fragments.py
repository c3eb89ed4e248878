"""Record + template → the finished HTML of one page's content, clean and self-contained.

Templates get data that is already decided: no date is compared and nothing is sorted there. What they may call is
listed in `FILTERS`, `VIEWS` and `_functions`.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import TemplateError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from nastavnik import messages
from nastavnik.attachments import pictures
from nastavnik.covers.svg import with_parts
from nastavnik.pages.contexts import CardContext
from nastavnik.pages.covers import cover_of
from nastavnik.pages.details import Details, caption, host, picture_of
from nastavnik.pages.page_pictures import PagePicture, home_picture_address, in_text, page_picture, picture_address
from nastavnik.pages.templates import HERE, Theme, drawing, drawn_block
from nastavnik.records import KINDS, Document, Event, News, Practice
from nastavnik.records.practice import Author
from nastavnik.records.roadmap import Evidence
from nastavnik.records.vocabularies import Vocabularies
from nastavnik.school import statuses
from nastavnik.school.catalogue import SCHOOL_FILE, Catalogue, Entry
from nastavnik.school.dependencies import Watched
from nastavnik.school.events_over import events_over
from nastavnik.text import markdown, marks
from nastavnik.text.addresses import address_of, page_address, relative
from nastavnik.text.typography import typeset
from nastavnik.views.contacts import contacts, leading
from nastavnik.views.contents import contents
from nastavnik.views.contest_days import day_in_sight
from nastavnik.views.date_leaf import date_leaf
from nastavnik.views.glossary import Explanations, Glossary
from nastavnik.views.honour import praises, winners
from nastavnik.views.lists import codes_of
from nastavnik.views.monitoring import showing
from nastavnik.views.occasions import event_stories, is_ahead
from nastavnik.views.plan_words import year_of_former_plan
from nastavnik.views.practices import helping, stories_of
from nastavnik.views.programmes import sheet, word_address
from nastavnik.views.related import joint_works, related_stories
from nastavnik.views.results import result_figures
from nastavnik.views.rights import rights
from nastavnik.views.stamp import stamp_lines
from nastavnik.views.standing import standing

_PART = re.compile(marks.PIECE.pattern)
CARD = "card"
"""The block of a record in lists."""
ARTICLE = 2
"""Headings of the text a page is for begin here; only they can be linked to."""
TITLE_STEM = 6  # «Положени», «Приказ»: endings of cases apart
NEWS_OF_STAGE = 3  # named beside a story, itself not among them
_ELSEWHERE = re.compile(r"[a-z]+:|#|/")

VIEWS: Mapping[str, Callable[..., Any]] = {
    "sheet": sheet,
    "showing": showing,
    "standing": standing,
    "event_stories": event_stories,
    "helping": helping,
    "stories_of": stories_of,
    "is_ahead": is_ahead,
    "praises": praises,
    "related_stories": related_stories,
    "joint_works": joint_works,
    "day_in_sight": day_in_sight,
    "winners": winners,
    "rights": rights,
}
"""What templates may ask of views; the catalogue, their first argument, is that of the page."""


class Blocks:
    """Draws blocks of the templates in `folders`, the first folder that has a file wins; of a school or of a bank."""

    def __init__(self, folders: Sequence[Path], vocabularies: Vocabularies) -> None:
        self.vocabularies = vocabularies
        self.environment = Theme(folders, trim=True)
        self.environment.filters.update(FILTERS, words=self._words, typed=self._typed)

    def prepare(self) -> None:
        """Compile every template now, so that processes that part from this one need not."""
        for name in self.environment.list_templates(extensions=["html"]):
            with suppress(TemplateError):  # said with its page when it is drawn
                self.environment.get_template(name)

    def block(self, template: str, block: str, here: str, data: Mapping[str, Any]) -> str:
        """One block of a template as typeset HTML for the page at `here`. Raises `ThemeBroken`."""
        return self._typeset(template, block, here, here, data)

    def card(self, template: str, page: str, data: Mapping[str, Any]) -> str:
        """The block `card`, which many pages show: its addresses are pointed from each of them.

        `page` is the one it is drawn for now. Raises `ThemeBroken`.
        """
        return self._typeset(template, CARD, None, page, data)

    def _typeset(self, template: str, block: str, here: str | None, page: str, data: Mapping[str, Any]) -> str:
        with drawing(self.environment, template, page):
            return typeset(drawn_block(self.environment, template, block, here, data))

    def _words(self, codes: str | Iterable[str], vocabulary: str) -> str:
        return self.vocabularies[vocabulary].words(codes)

    def _typed(self, code: str, vocabulary: str) -> str:
        return self.vocabularies[vocabulary].as_typed(code)


class Fragments(Blocks):
    """Draws fragments of one catalogue."""

    def __init__(self, folders: Sequence[Path], catalogue: Catalogue, glossary: Glossary | None = None) -> None:
        super().__init__(folders, catalogue.vocabularies)
        self.catalogue = catalogue
        self.glossary = glossary or Glossary(())
        self.details = Details(catalogue, self._file)
        self.environment.filters["markdown"] = self._markdown
        self.environment.globals.update(self._functions())
        self.cards: dict[str, tuple[str, Mapping[str, str]]] = {}
        self.texts: dict[str, str] = {}
        self.plans: dict[tuple[str, str, tuple[statuses.Span, ...]], statuses.Plan] = {}

    def draw(self, template: str, block: str, here: str, data: Mapping[str, Any]) -> str:
        """One block of a template, with its cards and texts, as typeset HTML of the page at `here`.

        Raises `ThemeBroken`.
        """
        self.texts.clear()
        html = self.block(template, block, here, data)
        terms = self.glossary.page(here)
        return with_parts(_PART.sub(lambda part: self._placed(part[1], here, terms), html))

    def _functions(self) -> dict[str, Any]:
        people = contacts(self.catalogue.school.curators, self.vocabularies["curator_roles"])
        return {
            "caption": caption,
            "details": self.details.details,
            "passages": self.details.passages,
            "kind": KINDS.__getitem__,
            "get": self.catalogue.get,
            "referring": self.catalogue.referring_to,
            "stage": self.details.stage,
            **self._files(),
            "card": self._card_of,
            "data_k": _data_k,
            "authors": self._authors,
            "stages_of": self._stages_of,
            "proofs": self._proofs,
            "word_address": word_address,
            "has_come": lambda year: self.catalogue.has_begun(dt.date(year, 1, 1)),
            **{name: partial(view, self.catalogue) for name, view in VIEWS.items()},
            "date_leaf": lambda start, end=None: date_leaf(start, end, self.catalogue.school),
            "contents": contents,
            "school": self.catalogue.school,
            "named_type": self._named_type,
            "contacts": people,
            "leading": leading(people),
            "wording": self.catalogue.school.wording,
        }

    def _files(self) -> dict[str, Any]:
        """What templates may ask of files and pictures."""
        return {
            "file": self._file,
            "picture_of": picture_of,
            "picture": self._picture,
            "cover_of": lambda entry: cover_of(self.catalogue, entry, entry.record),
            "home_picture": self._home_picture,
        }

    @pass_context
    def _markdown(self, context: Context, text: str, level: int = 3) -> Markup:
        """A stand-in for a rendered text, which is typeset already."""
        entry: Entry = context["entry"]
        shown: dict[str, Path] = {}
        linked = markdown.linked(text, lambda target: self._resolved(entry, target, shown))
        key = str(len(self.texts))
        html = in_text(markdown.converted(linked, level), lambda src: _pictured(src, shown), markdown.from_root)
        self.texts[key] = typeset(markdown.anchored(html) if level == ARTICLE else html)
        return Markup(marks.PIECE.around(key))

    def _resolved(self, entry: Entry, target: str, shown: dict[str, Path]) -> str | None:
        """The address of what a text leads to; pictures among it are put into `shown` by their addresses."""
        address = resolve(self.catalogue, entry.place, target)
        inside = self.catalogue.inside(entry.place, target) if address and pictures.is_photo(Path(target)) else None
        if address and inside:
            shown[address] = self.catalogue.content / inside
        return address

    def _card_of(self, entry: Entry) -> Markup:
        """A stand-in for the card of a record: many lists show it, it is drawn and typeset once."""
        key = f"{entry.key.kind}/{entry.id}"
        if key not in self.cards:
            watching: AbstractContextManager[Mapping[str, str]] = (
                self.catalogue.watching() if isinstance(self.catalogue, Watched) else nullcontext({})
            )
            with watching as asked:
                record = entry.record
                cover = cover_of(self.catalogue, entry, record)
                data: CardContext = {"record": record, "entry": entry, "cover": cover}
                html = self.card(f"{entry.key.kind}.html", HERE.get() or "", data)
            self.cards[key] = _PART.sub(lambda part: self.texts.get(part[1], part[0]), html), asked
        elif isinstance(self.catalogue, Watched):
            self.catalogue.again(self.cards[key][1])
        return Markup(marks.PIECE.around(key))

    def _placed(self, key: str, here: str, terms: Explanations) -> str:
        """What stands at a mark: a card, or a text with the words of the glossary explained."""
        if key in self.cards:
            return markdown.pointed(self.cards[key][0], lambda address: relative(address, here))
        return terms.explain(markdown.pointed(self.texts[key], lambda address: relative(address, here)))

    def _file(self, entry: Entry, written: str) -> dict[str, str]:
        path = self.catalogue.file(entry, written)
        address = file_address(self.catalogue.content, path) if path else written
        kind = Path(written).suffix.lstrip(".").upper()
        return {"url": address, "type": kind, "size": messages.file_size(path.stat().st_size if path else 0)}

    def _named_type(self, document: Document) -> str:
        """What kind of paper a document is, unless its title begins with a word for it or there is no word."""
        vocabulary, title = self.vocabularies["document_types"], document.title.lower()
        words = next(((term.title, *term.also) for term in vocabulary.terms if term.code == document.type), ())
        says_it = any(title.startswith(word.lower()[:TITLE_STEM]) for word in words)
        return "" if document.type == "other" or says_it else messages.capital(vocabulary.title(document.type))

    def _picture(self, entry: Entry, written: str, shape: str = "story") -> PagePicture:
        return page_picture(picture_address(entry, written), self.catalogue.file(entry, written), shape)

    def _home_picture(self) -> PagePicture:
        photo = self.catalogue.school.home.photo or ""
        path = self.catalogue.find(self.catalogue.content / SCHOOL_FILE, photo)
        return page_picture(home_picture_address(photo), path)

    def _authors(self, practice: Practice) -> list[dict[str, str]]:
        """Whom a practice names: mentors with a card, people who agreed, teams; the rest is a team without names."""
        named = [line for author in practice.authors if (line := self._author(author))]
        if len(named) == len(practice.authors):
            return named
        return [*named, {"title": messages.OTHER_AUTHORS if named else messages.AUTHORS_WITHOUT_NAMES, "url": ""}]

    def _author(self, author: Author) -> dict[str, str] | None:
        if author.mentor and (mentor := self.catalogue.get("mentors", author.mentor)):
            return {"title": messages.signed(mentor.record.label, None), "url": mentor.url}
        title = author.name or author.team
        return {"title": messages.signed(title, author.post), "url": ""} if title else None

    def _stages_of(self, story: News | Event) -> list[dict[str, Any]]:
        """The stages a story is about, as they stand today."""
        return [stage for reference in story.stages if (stage := self._stage(reference))]

    def _stage(self, reference: str) -> dict[str, Any] | None:
        place = self.catalogue.stage_of(reference)
        if place is None:
            return None
        plan, index = place
        today, code = self.catalogue.today, plan.record.codes[index]
        held = events_over(self.catalogue, plan.id, code)
        if (plan.id, code, held) not in self.plans:
            self.plans[plan.id, code, held] = statuses.plan(plan.record, today, self.catalogue.school, {code: held})
        progress = self.plans[plan.id, code, held]
        stage = progress.stages[index]
        return {
            "status": stage.status,
            "number": stage.number,
            "year": year_of_former_plan(self.catalogue, plan),
            "title": messages.one_line(stage.title),
            "url": f"{plan.url}#etap-{progress.code(index)}",
            "described": stage.described,
            "news": self.catalogue.referring_to(f"roadmap/{reference}", "news", NEWS_OF_STAGE + 1),
        }

    def _proofs(self, entry: Entry, evidence: Iterable[Evidence]) -> list[dict[str, str]]:
        """What shows that something was done, as titles with addresses; what may not be shown is left out."""
        return [proof for item in evidence if (proof := self._proof(entry, item))]

    def _proof(self, entry: Entry, evidence: Evidence) -> dict[str, str] | None:
        named = (("documents", evidence.document), ("news", evidence.news), ("practices", evidence.practice))
        for kind, id in named:
            if id:
                shown = self.catalogue.get(kind, id)
                return _proof_record(shown, evidence.title) if shown else None
        if evidence.file:
            info = self._file(entry, evidence.file)
            title = evidence.title or Path(evidence.file).name
            return {"title": title, "url": info["url"], "note": f"{info['type']}, {info['size']}"}
        return {"title": evidence.title or evidence.url or "", "url": evidence.url or "", "note": ""}


def _proof_record(entry: Entry, title: str | None) -> dict[str, str]:
    record = entry.record
    number = record.number if isinstance(record, Document) else None
    return {"title": title or record.label, "url": entry.link, "note": messages.numbered(number) if number else ""}


def _pictured(src: str, shown: Mapping[str, Path]) -> PagePicture | None:
    """The picture a text shows, by the address written in it."""
    address = src.removeprefix(markdown.RECORD)
    return page_picture(address, shown[address]) if address in shown else None


def _data_k(entry: Entry) -> Markup:
    """The codes of a card for the filters of the page."""
    codes = [f"{name}:{code}" for name, code in codes_of(entry)]
    return Markup(f' data-k="{" ".join(codes)}"') if codes else Markup()


@pass_context  # else the address of a constant would be worked out once, when the template is compiled
def _url(_: Context, url: str) -> str:
    """An address as written on the page that is drawn; a card, which many pages show, keeps it for later."""
    here = HERE.get()
    return f"{markdown.RECORD}{url}" if here is None and "://" not in url else relative(url, here or "")


_MAIL = re.compile(r"[^\s<>,;:()«»]+@[^\s<>,;:()«»]+\.[^\s<>,;:()«».]+")


def _with_links(text: str) -> Markup:
    """A line of the school's with its mail addresses as links."""
    return Markup(_MAIL.sub(lambda mail: f'<a href="mailto:{mail[0]}">{mail[0]}</a>', str(escape(text))))


STATE_MARKS = {
    "valid": ("done", "done"),
    "running": ("now", "now"),
    "finished": ("done", "done"),
    "coming": ("soon", "soon"),
}
"""The colour and the sign of what a record has come to (`views.standing`); whatever is not named is over."""

FILTERS: dict[str, Any] = {
    "url": _url,
    "day": messages.day,
    "when": messages.when,
    "hours": messages.hours,
    "period_in_short": messages.period_in_short,
    "weekday": messages.weekday,
    "short_day": lambda day: f"{day:%d.%m.%Y}",
    "month": messages.month,
    "capital": messages.capital,
    "numbered": messages.numbered,
    "stamp_lines": stamp_lines,
    "lines": lambda text: [line for line in text.split("\n") if line],
    "plural": messages.plural,
    "initials": messages.initials,
    "short_name": messages.short_name,
    "tint": lambda text: sum(map(ord, text)) % 6,
    "tel": messages.phone_address,
    "with_links": _with_links,
    "uncapital": messages.uncapital,
    "host": host,
    "quantity": messages.quantity,
    "state_mark": lambda state: STATE_MARKS.get(state, ("plan", "void")),
    "counted": messages.counted,
    "without_card": messages.without_card,
    "result_figures": result_figures,
}
"""What templates may do to a value without knowing any catalogue."""


def resolve(catalogue: Catalogue, record: Path | str, target: str) -> str | None:
    """The address of what a text names by its file: a shown record or a file of the school; None for the rest."""
    if _ELSEWHERE.match(target):
        return None
    inside = catalogue.inside(record, target)
    if inside is None:
        return None
    kind, name = inside.partition("/")[0], inside.rpartition("/")[2]
    if kind in KINDS and name.endswith(KINDS[kind].suffix):
        return catalogue.address(kind, name.removesuffix(KINDS[kind].suffix))
    path = PurePosixPath(inside)
    return page_address(path) if path.suffix == ".md" else file_address(catalogue.content, catalogue.content / path)


def file_address(content: Path, path: Path) -> str:
    """Where a file of the content folder is published: at its own path; a photo becomes WebP on the way."""
    inside = path.relative_to(content)
    return address_of(inside.with_suffix(".webp") if pictures.is_photo(path) else inside)
