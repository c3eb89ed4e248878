"""Types of fields that name a mentor or an author: words that say a learner is meant are refused.

A learner who is a mentor gets no card and is never named (domain, section 2); `text.learners` knows the words. Nothing
lifts the refusal but other words: there is no consent for it.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from nastavnik import messages
from nastavnik.records.codes import MentorCategory
from nastavnik.records.fields import Line, Lines, Markdown, wrong
from nastavnik.text.learners import STUDENT, named_learner, names_somebody, pictured_learner, told_learner

LEARNER = "learner"
"""The type of this refusal: a record says it once, however many of its fields do."""


_QUALIFICATION = re.compile("высш|перв(?:ая|ой)|втор(?:ая|ой)|соответстви|без категор|молодой специалист")


def _refused(message: str) -> PydanticCustomError:
    return PydanticCustomError(LEARNER, "{message}", {"message": message})


def _refuse_learner(value: str) -> str:
    if named_learner(value):
        is_student = any(map(STUDENT.fullmatch, value.lower().replace(",", " ").split()))
        raise _refused((messages.minor_student if is_student else messages.learner_named)(value))
    return value


def _category(value: object) -> object:
    if isinstance(value, str) and _QUALIFICATION.match(value.strip().lower()):
        raise wrong(messages.quoted(value, messages.QUALIFICATION_NOT_CATEGORY))
    return _refuse_learner(value) if isinstance(value, str) and not STUDENT.fullmatch(value.strip().lower()) else value


def _post_of_named(value: str, info: ValidationInfo) -> str:
    beside = info.data or {}  # none where a type is tried by itself
    return value if beside.get("name", value) is None else _refuse_learner(value)


def _winner(value: str) -> str:
    return _refuse_learner(value) if names_somebody(value) else value


def _caption(value: str) -> str:
    if pictured_learner(value):
        raise _refused(messages.learner_named(value))
    return value


def _story(value: str, info: ValidationInfo) -> str:
    words = told_learner(value, str((info.data or {}).get("name") or ""))
    if words:
        raise _refused(messages.learner_told(words))
    return value


AdultLine = Annotated[Line, AfterValidator(_refuse_learner)]
"""A name, a post or a rank of somebody who is published by name."""
Caption = Annotated[Line, AfterValidator(_caption)]
"""What is seen on a portrait of somebody who is published by name."""
PostOfNamed = Annotated[Line, AfterValidator(_post_of_named)]
"""The post beside a `name` that may be absent: «ученица 9 класса» without a name points at nobody."""
AdultCategory = Annotated[MentorCategory, BeforeValidator(_category)]
Winner = Annotated[Line, AfterValidator(_winner)]
"""Who won, in words: a class may, a pupil by name may not."""
StoryLines = Annotated[Lines, AfterValidator(_story)]
Story = Annotated[Markdown, AfterValidator(_story)]
"""A running text about the person whose `name` stands before it."""
