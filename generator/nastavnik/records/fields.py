"""What fields are made of: their caption and visibility, and the types that read what an editor typed.

A type turns text into a value or raises a `PydanticCustomError` whose message is already Russian; the place is found by
`records.reading`. Types that mean something to other rooms (`Ref`, `File`, `Markdown`, `Term`) leave a marker in the
annotation, so those rooms derive what they need instead of naming fields again.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, core_schema

from nastavnik import messages
from nastavnik.records.days import YEARS as YEARS
from nastavnik.records.days import Day as Day
from nastavnik.records.days import Done as Done
from nastavnik.records.days import Moment as Moment
from nastavnik.records.days import PeriodText as PeriodText
from nastavnik.records.days import SchoolYearText as SchoolYearText
from nastavnik.records.days import read_day as read_day
from nastavnik.records.days import read_moment as read_moment
from nastavnik.records.typed import Reads, any_case, is_tidy, matching, one_line, one_of
from nastavnik.records.typed import like as like
from nastavnik.records.typed import wrong as wrong
from nastavnik.records.vocabularies import BASE, Code, Vocabularies, normal

Value = TypeVar("Value")


class Visibility(StrEnum):
    """Who may see a field: everybody, nobody outside the school, everybody once the person agreed, everybody as long
    as no other field of the record makes it point at somebody (`Record.held_back`), or visitors of the site only: it is
    no business of those who read `catalog.json`."""

    PUBLIC = "public"
    PRIVATE = "private"
    CONSENT = "public-under-consent"
    APART = "public-apart"
    HERE = "public-here"


PUBLIC, PRIVATE, CONSENT, APART, HERE = Visibility


def field(
    caption: str,
    default: Any = ...,
    *,
    seen: Visibility = PUBLIC,
    example: str | None = None,
    also: str = "",
    **limits: Any,
) -> Any:
    """A field with the caption editors and readers see and, in `also`, its names in papers of schools, parted by `|`;
    no `default` means it must be written."""
    extra: dict[str, Any] = {"visibility": seen.value} | ({"also": also} if also else {})
    examples = [example] if example else None
    return Field(default, title=caption, json_schema_extra=extra, examples=examples, **limits)


class Part(BaseModel):
    """A piece of a record with fields of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    form_begins: ClassVar[tuple[str, ...]] = ()
    """Fields that stand first in a form, in this order; the others follow in that of the class."""
    form_asks: ClassVar[tuple[str, ...]] = ()
    """Fields that a form never folds away, empty or not."""


@cache
def visibility(model: type[BaseModel], name: str) -> Visibility:
    """The visibility written at a field of `model`."""
    extra = model.model_fields[name].json_schema_extra
    return Visibility(str(extra["visibility"])) if isinstance(extra, dict) else PUBLIC


# --- text ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Unlisted:
    """Marks what lists never need: the catalogue lets go of it, the page reads it again."""


@dataclass(frozen=True)
class Long(Unlisted):
    """Marks Markdown."""


@dataclass(frozen=True)
class Reminding:
    """Marks what reminds the editor of something to be written; a form ticks it off and never writes it."""


@dataclass(frozen=True)
class Paragraphs:
    """Marks a text of several lines."""


def _several_lines(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "\n".join(value)
    if not isinstance(value, str) or is_tidy(value):
        return value
    return "\n".join(" ".join(line.split()) for line in value.strip().splitlines())


Line = Annotated[str, BeforeValidator(one_line)]
Lines = Annotated[str, BeforeValidator(_several_lines, json_schema_input_type=str | list[str]), Paragraphs()]
Markdown = Annotated[str, Long()]
ToWrite = Annotated[str, Reminding()]


@dataclass(frozen=True)
class NamedTexts:
    """Marks texts under names of a list: each name with the caption by which a form asks for its text."""

    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OneOf:
    """Marks a text that is one of these names, each with the caption by which a form offers it."""

    names: tuple[tuple[str, str], ...]


# --- lists -----------------------------------------------------------------------------------------


_DASH_OF_WORD, _STUCK_DASH = re.compile(r"[–—―•·●▪◦]\s"), re.compile(r"-[^\W\d]")


def _as_list(value: Any) -> Any:
    """One value is a list of one; a text that begins like a list is one that went wrong."""
    if isinstance(value, str) and (_DASH_OF_WORD.match(value) or _STUCK_DASH.match(value)):
        raise wrong(messages.LIST_OF_DASHES if _DASH_OF_WORD.match(value) else messages.DASH_WITHOUT_BLANK)
    return [value] if isinstance(value, (str, dict)) else value


Many = Annotated[tuple[Value, ...], BeforeValidator(_as_list)]


# --- numbers, yes and no ---------------------------------------------------------------------------


YES_WORDS = frozenset({"да", "yes", "true", "1", "+", "on"})
_NO_WORDS = frozenset({"нет", "no", "false", "0", "-", "off"})


def _yes_no(value: str) -> Any:
    word = value.strip().lower()
    if word in YES_WORDS:
        return True
    if word in _NO_WORDS:
        return False
    raise wrong(messages.quoted(value, messages.NOT_YES_NO))


def _whole_number(value: str) -> Any:
    digits = re.sub(r"\s", "", value)
    if not re.fullmatch(r"\d{1,9}", digits):
        raise wrong(messages.quoted(value, messages.NOT_A_NUMBER))
    return int(digits)


def _year(value: int) -> int:
    if value not in YEARS:
        raise wrong(messages.quoted(str(value), messages.NOT_A_YEAR))
    return value


def _roubles(value: str) -> Any:
    amount = re.sub(r"\s|\u00a0|(?:руб(?:\.|л[а-я]*)?|р\.|₽)\s*\Z", "", value.lower()).replace(",", ".")
    if not re.fullmatch(r"\d{1,12}(\.\d{1,2})?", amount):
        raise wrong(messages.quoted(value, messages.NOT_MONEY))
    return float(amount)


@dataclass(frozen=True)
class Quantity:
    """Marks a number that readers see with its thousands apart, and its unit after it."""

    unit: str = ""


_AS_YES_NO = {"anyOf": [{"enum": ["да", "нет"]}, one_of(sorted(YES_WORDS | _NO_WORDS), "boolean", "integer")]}
YesNo = Annotated[bool, Reads(_yes_no, _AS_YES_NO)]
_AS_NUMBER = matching(r"(?:\d\s*){1,9}", "integer")
Count = Annotated[int, Reads(_whole_number, _AS_NUMBER), Quantity()]
_CURRENCY = rf"(?:{any_case('руб')}[а-яА-Я]*\.?|[рР]\.|₽)"
_AS_ROUBLES = matching(rf"(?:\d\s*){{1,12}}(?:[.,]\s*\d{{1,2}})?\s*{_CURRENCY}?", "number")
Money = Annotated[float, Reads(_roubles, _AS_ROUBLES), Quantity("₽")]
_AS_YEAR = {**_AS_NUMBER, "minimum": YEARS[0], "maximum": YEARS[-1]}
Year = Annotated[int, Reads(_whole_number, _AS_YEAR), AfterValidator(_year)]


# --- vocabularies ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """Marks a code of the vocabulary `name`, and reads captions and synonyms as that code; a synonym is remembered."""

    name: str
    never_public: tuple[str, ...] = ()
    """Codes that no published record has."""

    def __call__(self, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return handler(value)
        known: Vocabularies = (info.context or {}).get("vocabularies", BASE)
        code = known[self.name].code(value)
        if code is None:
            titles = [term.title for term in known[self.name].terms]
            raise wrong(messages.not_in_vocabulary(value, titles, known[self.name].nearest(value)))
        plain, typed = handler(code), " ".join(value.split())
        is_synonym = normal(typed) not in (normal(code), normal(known[self.name].title(code)))
        return Code.of(plain, typed) if is_synonym else plain

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_wrap_validator_function(self, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"vocabulary": self.name} if handler.mode == "validation" else handler(schema)


# --- references, files, addresses ------------------------------------------------------------------


@dataclass(frozen=True)
class Ref:
    """Marks a reference to a record of `kind`: `belova` or `mentors/belova`; whether it is there the loading checks.

    With `part` it is to a piece of the record: `2026-2027/4` is a stage.
    """

    kind: str
    part: bool = False

    def __call__(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return value.strip().removeprefix("/").removeprefix(f"{self.kind}/").removesuffix("/")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        named = {"reference": self.kind, "part": self.part}
        return named if handler.mode == "validation" else handler(schema)


@dataclass(frozen=True)
class FormerName:
    """Marks names a record had before: commands write them, so forms and drafts leave the field out."""


@dataclass(frozen=True)
class FileMarker:
    """Marks the path of a file beside the record or under `content/`; one with a `shape` is a picture to redraw."""

    shape: str | None = None


def _file_path(value: str) -> str:
    path = PurePosixPath(value.strip().replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:|[a-z]+://", value):
        raise wrong(messages.quoted(value, messages.NOT_A_RELATIVE_PATH))
    return str(path)


_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".svg", ".avif")


def _picture_path(value: str) -> str:
    suffix = PurePosixPath(value).suffix.lower()
    if suffix in {".heic", ".heif"}:
        raise wrong(messages.quoted(value, messages.HEIC_PICTURE))
    if suffix not in _PICTURES:
        raise wrong(messages.quoted(value, messages.NOT_A_PICTURE))
    return value


File = Annotated[str, FileMarker(), AfterValidator(_file_path)]
_AS_PICTURE = Reads(None, matching(rf".*(?:{'|'.join(map(any_case, _PICTURES))})"))
Portrait = Annotated[
    str, FileMarker("portrait"), _AS_PICTURE, AfterValidator(_file_path), AfterValidator(_picture_path)
]
Picture = Annotated[str, FileMarker("story"), _AS_PICTURE, AfterValidator(_file_path), AfterValidator(_picture_path)]


_SIGNS_OF_PHONES = r"\d\s()+–,.добвн-"


def _phone(value: str) -> str:
    digits = re.sub(r"\D", "", value)
    if not 5 <= len(digits) <= 15 or re.search(f"[^{_SIGNS_OF_PHONES}]", value):
        raise wrong(messages.quoted(value, messages.NOT_A_PHONE))
    return value.strip()


def _zone(value: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(value.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise wrong(messages.quoted(value, messages.NOT_A_ZONE)) from None


def _splits(value: str) -> str:
    """An address that can be taken apart: no brackets that are not IPv6, no port that is none."""
    try:
        address = urlsplit(value)
        if address.hostname and (address.port is None or address.port):
            return value
    except ValueError:
        pass
    raise wrong(messages.quoted(value, messages.NOT_OPENED))


def _has_scheme(value: str) -> str:
    """An address with its beginning; one without is refused with the address that was meant."""
    if re.fullmatch(r"(?i)(?:www\.)?(?:[\w-]+\.)+[a-zа-я]{2,10}(?:/\S*)?", value.strip()):
        raise wrong(messages.address_without_scheme(value.strip()))
    return value


Former = Annotated[str, FormerName(), like(r"[a-z0-9]+(?:-[a-z0-9]+)*", messages.NOT_A_RECORD_NAME)]
Url = Annotated[
    str,
    AfterValidator(_has_scheme),
    like(r"""[hH][tT][tT][pP][sS]?://[^\s/$.?#<>"'][^\s<>"']*""", messages.NOT_AN_ADDRESS),
    AfterValidator(_splits),
]
Email = Annotated[str, like(r"""[^@\s<>"']+@[^@\s<>"']+\.[^@\s<>"'.]+""", messages.NOT_AN_EMAIL)]
_AS_PHONE = matching(rf"(?=(?:\D*\d){{5,15}}\D*$)[{_SIGNS_OF_PHONES}]+", "integer")
Phone = Annotated[str, Reads(None, _AS_PHONE), BeforeValidator(one_line), AfterValidator(_phone)]
Colour = Annotated[str, like("#[0-9a-fA-F]{6}", messages.NOT_A_COLOUR), AfterValidator(str.upper)]
Zone = Annotated[str, Reads(None, matching(r"[A-Za-z_]+(?:/[\w+-]+)*")), AfterValidator(_zone)]
