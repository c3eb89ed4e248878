"""Words of the glossary explained on their first use: a link to the entry, its first sentence at hand.

The glossary is the hand-written page `glossary.md`; its definition list is the only place that names the terms.
A plain link with `rel="glossary"`: it works by touch, by keyboard, in a screen reader and without JavaScript.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import NamedTuple

from slugify import slugify

from nastavnik import messages
from nastavnik.records.record import alphabetic
from nastavnik.school.handwritten import Handwritten
from nastavnik.text.addresses import relative

PAGE = "glossary/"
MOST = 5  # words a page explains: more of them and the text is hard to read
MOST_USES = 3  # pages an entry names as using it
LONGEST = 160  # letters of an explanation at hand
_ENTRY = re.compile(r"^(?P<terms>\S.*)\n:[ \t]+(?P<text>.+(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`]")
_SENTENCE = re.compile(r".*?[.!?…](?=\s+[«А-ЯЁ]|$)")
_CLOSED = re.compile(
    r"<(a|h[1-6]|code|pre|button|summary|dt|th|title|script|style|svg)\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL
)
_PAIR = re.compile(r"<dt>(?P<dt>.*?)</dt>(?P<dd>(?:\s*<dd>(?:(?!<dd>|<dt>).)*</dd>)*)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ANCHORED = re.compile(r"^#+ .*\{:?[^}]*#([\w-]+)[^}]*\}\s*$", re.MULTILINE)
_SOFT = "ия|ие|ию|ием|ии|ий|иям|иями|иях|ий|его|ему|им|ем|их|ими|яя|ей|юю|ее"
_HARD = "ый|ая|ое|ые|ого|ому|ом|ой|ую|ою|ых|ым|ыми"
_NOUN = "|а|я|у|ю|ом|ем|е|и|ы|ов|ев|ей|ой|ою|ею|ью|ь|й|о|ам|ям|ами|ями|ах|ях"
_CLASSES = (  # how a word ends → how many letters to cut, which endings to put instead
    ("(?:ый|ая|ое|ые|ой)", 2, _HARD),
    ("(?:[жшщч]ий|яя|ее|ие|ия)", 2, f"{_SOFT}|ая|ую|ой|ею"),
    ("[аяоеыийь]", 1, _NOUN),
    ("", 0, _NOUN),
)


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """One term: its anchor, the sentence at hand, letters every form begins with, and all forms."""

    anchor: str
    meaning: str
    stem: str
    forms: re.Pattern[str]


class TermLink(NamedTuple):
    """A term in the list of all by the alphabet, and the anchor of its entry."""

    title: str
    anchor: str


class Glossary:
    """The terms of a school; `page` begins the explanations of one page, `own` are pages beside the glossary."""

    def __init__(self, terms: Sequence[GlossaryTerm], own: Sequence[Handwritten] = ()) -> None:
        self.terms, self.own = terms, own

    def page(self, here: str) -> "Explanations":
        return Explanations(() if here == PAGE else self.terms, here)

    def anchored(self, html: str) -> str:
        """The glossary itself, each entry with its anchor and with the pages that use its words."""
        return _PAIR.sub(self._entry, html)

    def _entry(self, pair: re.Match[str]) -> str:
        anchor = _anchor(_TAG.sub("", pair["dt"]))
        uses = ", ".join(f'<a href="{relative(url, PAGE)}">{escape(title)}</a>' for title, url in self._uses(anchor))
        used = f'\n<dd class="used">{messages.USED_ON} {uses}</dd>' if uses else ""
        return f'<dt id="{anchor}">{pair["dt"]}</dt>{pair["dd"]}{used}'

    def _uses(self, anchor: str) -> list[tuple[str, str]]:
        """Hand-written pages that use a term: title, and the address of the part it stands in."""
        forms = [term.forms for term in self.terms if term.anchor == anchor]
        texts = ((page, page.text.lower().replace("ё", "е")) for page in self.own)
        first = ((page, text, min(_places(forms, text), default=-1)) for page, text in texts)
        return [(page.title, f"{page.url}{_part(text, at)}") for page, text, at in first if at >= 0][:MOST_USES]


class Explanations:
    """What one page has explained: each term once, at most `MOST` of them."""

    def __init__(self, terms: Sequence[GlossaryTerm], here: str) -> None:
        self.terms, self.here = list(terms), here
        self.explained = 0

    def explain(self, html: str) -> str:
        """Finished HTML with first uses turned into links; never inside a link, a heading, a caption or code."""
        low = html.lower().replace("ё", "е")
        if self.explained >= MOST or len(low) != len(html):  # letters that grow when small are not Russian
            return html
        met = [term for term in self.terms if term.stem in low]
        first = sorted(_first_uses(met, low), key=lambda use: use[0])[: MOST - self.explained]
        for start, end, term in reversed(first):
            html = f"{html[:start]}{self._link(term, html[start:end])}{html[end:]}"
            self.terms.remove(term)
        self.explained += len(first)
        return html

    def _link(self, term: GlossaryTerm, words: str) -> str:
        address = relative(f"{PAGE}#{term.anchor}", self.here)
        return f'<a class="term" rel="glossary" href="{address}" title="{escape(term.meaning)}">{words}</a>'


def glossary(own: Sequence[Handwritten]) -> Glossary:
    """The glossary among the hand-written pages; an empty one if a school has none."""
    text = next((page.text for page in own if page.url == PAGE), "")
    terms = [
        GlossaryTerm(_anchor(entry["terms"]), _meaning(entry["text"]), *_forms(name))
        for entry in _ENTRY.finditer(text)
        for name in _names(entry["terms"])
    ]
    beside = [page for page in own if page.url != PAGE]
    return Glossary(sorted(terms, key=lambda term: -len(term.forms.pattern)), beside)


def index(own: Sequence[Handwritten]) -> list[tuple[str, list[TermLink]]]:
    """All terms of the glossary by the alphabet, under their first letters; nothing without a glossary."""
    text = next((page.text for page in own if page.url == PAGE), "")
    links = [
        TermLink(messages.capital(name), _anchor(entry["terms"]))
        for entry in _ENTRY.finditer(text)
        for name in _names(entry["terms"])
    ]
    ordered = sorted(links, key=lambda link: alphabetic(link.title))
    return [(letter, list(links)) for letter, links in groupby(ordered, lambda link: link.title[0].upper())]


def _places(forms: Sequence[re.Pattern[str]], text: str) -> Iterator[int]:
    return (match.start() for form in forms if (match := form.search(text)))


def _part(text: str, at: int) -> str:
    """`#anchor` of the last heading with one above a place of a text; empty above the first."""
    above = _ANCHORED.findall(text, 0, at)
    return f"#{above[-1]}" if above else ""


def _anchor(terms: str) -> str:
    """The anchor of an entry, made of its first name: «Наставническая пара, группа» → `nastavnicheskaya-para`."""
    return slugify(next(iter(_names(terms)), ""))


def _meaning(text: str) -> str:
    """The first sentence of an entry, without signs of Markdown."""
    plain = " ".join(_MARKS.sub(lambda mark: mark[1] or "", text).split())
    sentence = match[0] if (match := _SENTENCE.match(plain)) else plain
    return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST].rpartition(' ')[0]}…"


def _names(terms: str) -> list[str]:
    return [name for term in terms.split(",") if (name := term.strip(' «»"*_\xa0'))]


def _forms(name: str) -> tuple[str, re.Pattern[str]]:
    """The letters every form begins with, and a pattern of all cases; small letters, `е` for `ё`."""
    words = [_word(word) for word in re.split(r"\s+", name.lower().replace("ё", "е"))]
    forms = r"\s+".join(f"{re.escape(stem)}(?:{endings})" for stem, endings in words)
    return words[0][0], re.compile(rf"(?<![\w-]){forms}\b")


def _word(word: str) -> tuple[str, str]:
    if len(word) < 4:
        return word, ""
    _, cut, endings = next(row for row in _CLASSES if re.search(f"{row[0]}$", word))
    longest_first = "|".join(sorted(set(endings.split("|")), key=lambda ending: (-len(ending), ending)))
    return word[: len(word) - cut], longest_first


def _first_uses(terms: Sequence[GlossaryTerm], low: str) -> Iterator[tuple[int, int, GlossaryTerm]]:
    """Where each term may be explained first; a shorter term is never found inside a longer one."""
    closed = [match.span() for match in _CLOSED.finditer(low)] if terms else []
    for term in terms:
        used = list(_uses(term, low, closed))
        closed += used
        if used:
            yield *used[0], term


def _uses(term: GlossaryTerm, low: str, closed: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = low.find(term.stem)
    while at >= 0:
        use = term.forms.match(low, at)
        if use and not any(start < use.end() and at < end for start, end in closed):
            yield use.span()
        at = low.find(term.stem, at + 1)
