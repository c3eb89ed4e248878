"""A file of answers: «вопрос: ответ», a line a question, by the name of the question or by its caption."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

from nastavnik import messages
from nastavnik.errors import ContentRejected
from nastavnik.office.starting.questions import QUESTIONS, Unanswered, answered, by_name
from nastavnik.text.source import Keys, Plain, Problem, Source, Unreadable, read


def read_answers(path: Path) -> Mapping[str, str]:
    """What a file answers, as it is written there. Raises `ContentRejected` with every mistake at its place."""
    try:
        source = read(path, path.name)
    except Unreadable as refused:
        raise ContentRejected([refused.problem]) from refused
    keys = {question.name: key for key in source.data if (question := by_name(key))}
    written = {name: _text(source.data[key]) for name, key in keys.items() if _is_words(source.data[key])}
    nested = [source.place((key,)) for key in keys.values() if not _is_words(source.data[key])]
    problems = [*_unknown(source), *_mistakes(source, written, keys)]
    problems += [Problem(place, messages.ANSWER_IN_WORDS) for place in nested]
    if problems:
        raise ContentRejected(sorted(problems))
    return written


def _is_words(value: Plain) -> bool:
    """Whether an answer is one text or a list of texts."""
    return all(isinstance(item, str) for item in (value if isinstance(value, list) else [value]))


def _text(value: Plain) -> str:
    """A list is the same as its items through commas."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _unknown(source: Source) -> Iterator[Problem]:
    names = [question.name for question in QUESTIONS]
    for key in source.data:
        if not by_name(key):
            nearest = difflib.get_close_matches(key.lower(), names, n=1)
            sentence = messages.unknown_question(key, names, nearest[0] if nearest else None)
            yield Problem(source.place((key,), of_key=True), sentence)


def _mistakes(source: Source, written: Mapping[str, str], keys: Mapping[str, str]) -> Iterator[Problem]:
    try:
        answered(written)
    except Unanswered as unanswered:
        for name, sentence in unanswered.mistakes.items():
            place: Keys = (keys[name],) if name in keys else ()
            yield Problem(source.place(place), messages.labelled(name, sentence))
