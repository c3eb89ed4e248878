"""Posts and names out of the case an order puts them in: «приказом директора Ивановой И. И.» → «Иванова И. И.».

pymorphy3 knows the words; it is imported here and only when an approval needs it. What it is not sure of stays.
"""

import re
from functools import lru_cache
from typing import Any

OBLIQUE = ("gent", "datv", "ablt")
TITLED = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
LEADING = ("ADJF", "PRTF")  # «старшего методиста», «исполняющего обязанности»


def post_and_name(post: str, name: str, *, governed: bool) -> tuple[str, str]:
    """Both in the nominative. `governed`: a word before the post puts it into a case («приказом директора»)."""
    case = _case_of(post, governed=governed)
    if not case:
        return post, name
    return _post(post, case), _name(name, case)


def _case_of(post: str, *, governed: bool) -> str:
    """The case a post stands in: "" for the nominative and for what is not known."""
    first = WORD.match(post)
    if first is None:
        return ""
    parses = [parse for parse in _parses(first[0]) if "sing" in parse.tag]
    if not governed and any("nomn" in parse.tag for parse in parses):
        return ""
    cases = [case for case in OBLIQUE for parse in parses if case in parse.tag]
    return next((case for case in OBLIQUE if case in cases), "")


def _post(post: str, case: str) -> str:
    """The leading adjectives and the first noun; whatever depends on them stays in its case."""
    done, words = 0, ""
    for place in WORD.finditer(post):
        parse = next((p for p in _parses(place[0]) if case in p.tag and "sing" in p.tag), None)
        form = _inflected(parse) if parse else None
        if parse is None or form is None:
            return post
        words += post[done : place.start()] + _as_written(place[0], form.word)
        done = place.end()
        if parse.tag.POS not in LEADING or parse.tag.POS == "PRTF":
            break
    return words + post[done:]


def _inflected(parse: Any) -> Any:
    """The nominative of a word; «старшего», «заведующего» are a man's forms, for posts are no things."""
    gender = {"femn" if parse.tag.gender == "femn" else "masc"} if parse.tag.POS in LEADING else set()
    return parse.inflect({"nomn", "sing", *gender})


def _name(name: str, case: str) -> str:
    """Each word of a name that is not an initial; a word with two nominatives leaves the name as written."""
    gender = _gender(name, case)
    words = {word: _nominatives(word, case, gender) for word in TITLED.findall(name)}
    if any(len(forms) != 1 for forms in words.values()):
        return name
    return TITLED.sub(lambda match: _as_written(match[0], words[match[0]].copy().pop()), name)


def _gender(name: str, case: str) -> str:
    """«masc» or «femn» by the patronymic; "" without one."""
    tags = [p.tag for word in TITLED.findall(name) for p in _parses(word) if "Patr" in p.tag and case in p.tag]
    return tags[0].gender or "" if tags else ""


def _nominatives(word: str, case: str, gender: str) -> set[str]:
    """Nominatives of a surname, a name or a patronymic in a case."""
    kinds = ("Surn", "Name", "Patr")
    parses = [p for p in _parses(word) if case in p.tag and "sing" in p.tag and any(kind in p.tag for kind in kinds)]
    fitting = [p for p in parses if not gender or p.tag.gender in (gender, None)]
    known = [p for p in fitting if p.is_known] or fitting
    return {form.word for p in known if (form := p.inflect({"nomn", "sing"}))}


def _as_written(old: str, new: str) -> str:
    """Capitals where they were, «ё» where the writer had it."""
    if "ё" not in old.lower():
        new = new.replace("ё", "е")
    parts = (part[:1].upper() + part[1:] for part in new.split("-"))
    return "-".join(parts) if old[:1].isupper() else new


@lru_cache(maxsize=1)
def _morphology() -> Any:
    """The dictionary, or None where the package is not installed."""
    try:
        import pymorphy3
    except ModuleNotFoundError:
        return None
    return pymorphy3.MorphAnalyzer()


def _parses(word: str) -> list[Any]:
    morphology = _morphology()
    return list(morphology.parse(word)) if morphology else []
