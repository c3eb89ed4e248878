"""The cells of one mentor → the values of a card: each by the role of its column, or by what its words say."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from nastavnik import messages
from nastavnik.importing.mentor_columns import FIRST_OF_FORM, FORM_OF_LEARNERS, OF_MENTEES
from nastavnik.importing.mentor_words import (
    CATEGORIES,
    IS_LEARNER,
    IS_QUALIFICATION,
    IS_RANK,
    IS_YEARS,
    OF_GROWN_STUDENTS,
    ORGANISATION,
    QUALIFIED_POST,
    STUDENT,
    category_of,
    forms,
    kinds,
    pieces,
    qualification,
    read_name,
    subjects,
    subjects_of_post,
    years,
)
from nastavnik.importing.notes import Note
from nastavnik.importing.personal import DATE, without_personal
from nastavnik.importing.proposals import Proposal
from nastavnik.importing.text_names import id_of

_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20\d\d)(?!\d)")
IS_MENTOR_ROLE = re.compile(r"(?i)(?:педагог-)?наставни(?:к|ца)")
_YEAR_AT_END = re.compile(rf"{_YEAR.pattern}\s?(?:г\.?|год\w*)?\)?\s*$")


@dataclass(slots=True)
class MentorCard:
    """One mentor while a row is read; `year` is what numbers of years of work are counted to."""

    place: str
    name: str
    year: int
    posts: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def take(self, role: str, lines: Iterable[str]) -> None:
        """The lines of a cell of a known column; what is personal in it goes first."""
        text = self._clean("\n".join(lines))
        if text:
            _READERS[role](self, text)

    def take_rest(self, text: str) -> None:
        """What stands behind the name in its cell: post, years, category, in any order."""
        text = self._clean(text)
        undated = DATE.sub(" ", text)
        if undated != text:
            self._note(messages.PERSONAL_LEFT_OUT["birth"])
        for piece in pieces(undated):
            if _is_name(piece):  # whatever follows is about somebody else
                self._note(messages.SECOND_NAME_LEFT_OUT)
                break
            self._piece(piece)

    def add(self, name: str, values: Iterable[str]) -> bool:
        """Add values to a list; whether there were any."""
        more = [value for value in values if value]
        if more:
            self.fields[name] = list(dict.fromkeys([*self.fields.get(name, ()), *more]))
        return bool(more)

    def proposal(self) -> Proposal:
        """The card with what its words say together."""
        posts = [post for post in self.posts if not ORGANISATION.match(post)] or self.posts
        post, chosen = ", ".join(dict.fromkeys(posts)), self.fields.get("forms", [])
        if not post and any(FORM_OF_LEARNERS.match(form.lower()) for form in chosen):
            post = messages.A_LEARNER
        if STUDENT.match(post) and not OF_GROWN_STUDENTS.search(post):
            self._note(messages.STUDENT_TO_CHECK)
        by_form = (word for form in chosen for sign, word in FIRST_OF_FORM if sign.match(form.lower()))
        self._put("category", category_of(post) or next(by_form, ""))
        self._put("subjects", subjects_of_post(post))
        fields = {"name": self.name, "post": messages.capital(post), **self.fields}
        return Proposal(id_of(self.name.split()[0], "mentor"), fields, self.place)

    def _put(self, name: str, value: Any) -> None:
        """Give a field its value, unless it has one."""
        if value:
            self.fields.setdefault(name, value)

    def _note(self, reason: str, text: str = "") -> None:
        self.notes.append(Note(reason, self.place, text))

    def _clean(self, text: str) -> str:
        plain, sorts = without_personal(text)
        for sort in sorts:
            self._note(messages.PERSONAL_LEFT_OUT[sort])
        return plain

    def _piece(self, piece: str) -> None:
        """One of several things in a cell, told by its words."""
        if IS_MENTOR_ROLE.fullmatch(piece):
            return
        if OF_MENTEES.search(piece) and "наставник" not in piece.lower():
            self._note(messages.MENTEES_LEFT_OUT)
        elif qualified := QUALIFIED_POST.fullmatch(piece):
            self._piece(qualified[1])
            self._piece(qualified[2])
        elif IS_QUALIFICATION.search(piece):
            self._put("qualification", qualification(piece))
        elif IS_RANK.search(piece):
            self._rank(piece)
        elif IS_YEARS.search(piece) and re.search(r"\d", piece) and not category_of(piece):
            self._years("mentoring_since" if "наставн" in piece.lower() else "teaching_since", piece)
        elif forms(piece):
            self.add("forms", forms(piece))
        elif self.posts and "ветеран" in piece.lower():
            self._rank(piece)
        elif category_of(piece) or IS_LEARNER.search(piece) or (not self.posts and not re.search(r"\d", piece)):
            self.posts.append(piece)
        else:
            self._note(messages.PIECE_LEFT_OUT, piece)

    # --- cells of known columns

    def _post(self, text: str) -> None:
        for piece in pieces(text):
            qualified = QUALIFIED_POST.fullmatch(piece)
            if qualified:
                self._piece(qualified[2])
                piece = qualified[1]
            is_other = IS_QUALIFICATION.search(piece) or IS_RANK.search(piece)
            if is_other or (IS_YEARS.search(piece) and "стаж" in piece.lower()):
                self._piece(piece)
            else:
                self.posts.append(piece)

    def _qualification(self, text: str) -> None:
        """A qualification; a column «Категория» may as well say who somebody is."""
        plain = " ".join(text.lower().split())
        if plain in CATEGORIES:
            self._put("category", plain)
        else:
            self._put("qualification", qualification(text))

    def _years(self, name: str, text: str) -> None:
        text = " ".join(text.split())
        read = years(text, self.year)
        if read is None:
            if re.search(r"[1-9]", text):
                self._note(messages.YEARS_INEXACT, text)
            return
        if read.derived and name not in self.fields:
            self._note(messages.YEARS_DERIVED, messages.years_derived(text, read.since))
        self._put(name, read.since)

    def _rank(self, text: str) -> None:
        plain = messages.uncapital(" ".join(text.split()))
        self.fields["rank"] = ", ".join(filter(None, (self.fields.get("rank"), plain)))

    def _forms(self, text: str) -> None:
        """Forms, or kinds of mentoring: «индивидуальная» in a column of forms is a kind."""
        named = forms(text)
        kinds_named = [] if named else list(kinds(text))
        if not self.add("mentoring_kinds", kinds_named):
            self.add("forms", named or [" ".join(text.split())])

    def _awards(self, text: str) -> None:
        for line in re.split(r"[\n;]", text):
            year, title = _YEAR.search(line), _YEAR_AT_END.sub("", line).strip(" ,;.–—-•·(")
            if re.search("[а-яё]{3}", title.lower()):
                award = {"title": title, **({"year": int(year[0])} if year else {})}
                self.fields.setdefault("awards", []).append(award)

    def _list(self, name: str, text: str) -> None:
        self.add(name, (line.strip(" .;–—•·-") for line in re.split(r"[\n;]", text)))

    def _words(self, name: str, text: str) -> None:
        self.add(name, (word.strip(" .") for word in re.split(r"[,;\n]", text)))


def _is_name(text: str) -> bool:
    """Whether a part of a cell is somebody's name."""
    read = read_name(text)
    return read is not None and not read.rest.strip(" .,")


_READERS: dict[str, Callable[[MentorCard, str], object]] = {
    "post": MentorCard._post,
    "teaching_since": lambda card, text: card._years("teaching_since", text),
    "mentoring_since": lambda card, text: card._years("mentoring_since", text),
    "qualification": MentorCard._qualification,
    "rank": MentorCard._rank,
    "awards": MentorCard._awards,
    "subjects": lambda card, text: card.add("subjects", subjects(text)),
    "forms": MentorCard._forms,
    "kinds": lambda card, text: card.add("mentoring_kinds", list(kinds(text)) or [" ".join(text.split())]),
    "directions": lambda card, text: card._words("directions", text),
    "category": lambda card, text: card._put("category", " ".join(text.split()).lower()),
    "helps_with": lambda card, text: card._list("helps_with", text),
    "training": lambda card, text: card._list("training", text),
}
ROLES_READ = tuple(_READERS)
"""Roles of columns that are read into a card besides the name."""
