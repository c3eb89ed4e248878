"""What fields are made of: their caption and visibility, and the types that read what an editor typed.

A type turns text into a value or raises a `PydanticCustomError` whose message is already Russian; the place is found by
`records.reading`. Types that mean something to other rooms (`Ref`, `File`, `Markdown`, `Term`) leave a marker in the
annotation, so those rooms derive what they need instead of naming fields again.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from nastavnik import messages
from nastavnik.deadlines import SchoolYear
from nastavnik.records.vocabularies import BASE, Code, Vocabularies, normal

Value = TypeVar("Value")
YEARS = range(1900, 2201)
"""Years that a record may name; any other is a slip of the pen: 0001 and 9999 stand for «unknown» in other programs."""


class Visibility(StrEnum):
    """Who may see a field: everybody, nobody outside the school, everybody once the person agreed, or everybody as long
    as no other field of the record makes it point at somebody (`Record.held_back`)."""

    PUBLIC = "public"
    PRIVATE = "private"
    CONSENT = "public-under-consent"
    APART = "public-apart"


PUBLIC, PRIVATE, CONSENT, APART = Visibility


def field(
    caption: str, default: Any = ..., *, seen: Visibility = PUBLIC, example: str | None = None, **limits: Any
) -> Any:
    """A field with the caption editors and readers see; no `default` means it must be written."""
    extra: dict[str, Any] = {"visibility": seen.value}
    examples = [example] if example else None
    return Field(default, title=caption, json_schema_extra=extra, examples=examples, **limits)


class Part(BaseModel):
    """A piece of a record with fields of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


@cache
def visibility(model: type[BaseModel], name: str) -> Visibility:
    """The visibility written at a field of `model`."""
    extra = model.model_fields[name].json_schema_extra
    return Visibility(str(extra["visibility"])) if isinstance(extra, dict) else PUBLIC


def wrong(message: str) -> PydanticCustomError:
    """A refusal with a finished Russian sentence."""
    return PydanticCustomError("russian", "{message}", {"message": message})


def _typed(read: Callable[[str], Any]) -> BeforeValidator:
    """Reads what an editor typed; a value that is no text is left to the type itself."""
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) else value)


# --- text ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Unlisted:
    """Marks what lists never need: the catalogue lets go of it, the page reads it again."""


@dataclass(frozen=True)
class Long(Unlisted):
    """Marks Markdown."""


@dataclass(frozen=True)
class Paragraphs:
    """Marks a text of several lines."""


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) and not _is_tidy(value) else value


def _is_tidy(text: str) -> bool:
    """Whether a text is one line without a blank too many already; looking is cheaper than cutting into words."""
    return text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "


def _several_lines(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "\n".join(value)
    if not isinstance(value, str) or _is_tidy(value):
        return value
    return "\n".join(" ".join(line.split()) for line in value.strip().splitlines())


Line = Annotated[str, BeforeValidator(_one_line)]
Lines = Annotated[str, BeforeValidator(_several_lines), Paragraphs()]
Markdown = Annotated[str, Long()]


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


def _yes_no(value: str) -> Any:
    word = value.strip().lower()
    if word in YES_WORDS:
        return True
    if word in {"нет", "no", "false", "0", "-", "off"}:
        return False
    raise wrong(messages.quoted(value, messages.NOT_YES_NO))


def _whole_number(value: str) -> Any:
    digits = re.sub(r"[\s\u00a0]", "", value)
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


YesNo = Annotated[bool, _typed(_yes_no)]
Count = Annotated[int, _typed(_whole_number), Quantity()]
Money = Annotated[float, _typed(_roubles), Quantity("₽")]
Year = Annotated[int, _typed(_whole_number), AfterValidator(_year)]


# --- dates -----------------------------------------------------------------------------------------

MONTHS = {name: number for names in (messages.MONTHS_OF, messages.MONTHS) for number, name in enumerate(names, 1)}
_DAY_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?: ?г(?:ода|\.)?)?"),
    re.compile(r"(?P<d>\d{1,2}) (?P<m>[а-я]+) (?P<y>\d{4})(?: ?г(?:ода|\.)?)?"),
)
_CLOCK = re.compile(r"(?:[ ,tT]|\bв\b)*(\d{1,2})[:.](\d{2})(?::\d{2})?\s*\Z")


def read_day(text: str) -> dt.date:
    """`2026-09-01`, `01.09.2026` or `1 сентября 2026 года` → date. Raises a refusal for anything else."""
    plain = _one_line(text).lower()
    for form in _DAY_FORMS:
        match = form.fullmatch(plain)
        if not match:
            continue
        month = MONTHS.get(match["m"]) or (int(match["m"]) if match["m"].isdigit() else 0)
        try:
            day = dt.date(int(match["y"]), month, int(match["d"]))
        except ValueError:
            raise wrong(messages.no_such_day(text)) from None
        if day.year not in YEARS:
            raise wrong(messages.quoted(text, messages.improbable_year(YEARS[0], YEARS[-1])))
        return day
    raise wrong(messages.quoted(text, messages.NOT_A_DAY))


def read_moment(value: str) -> dt.date | dt.datetime:
    """`27.11.2026 15:00` → a day with its hour, or a day. Raises a refusal for anything else."""
    clock = _CLOCK.search(value)
    if not clock:
        return read_day(value)
    hour, minute = int(clock[1]), int(clock[2])
    if hour > 23 or minute > 59:
        raise wrong(messages.not_a_time(value))
    return dt.datetime.combine(read_day(value[: clock.start()]), dt.time(hour, minute))


def _done(value: str) -> Any:
    if value.strip().lower() in {"да", "выполнено", "yes", "true", "+", "✓", "v"}:
        return True
    if value.strip().lower() in {"нет", "не выполнено", "no", "false", "-"}:
        return None
    try:
        return read_day(value)
    except PydanticCustomError as error:
        is_day = bool(re.search(r"\d", value))
        raise (error if is_day else wrong(messages.quoted(value, messages.NOT_DONE))) from None


def _done_text(value: dt.date | bool | None) -> str | None:
    """Published JSON has one type a field: a date, or «yes» where the day is not known."""
    return value.isoformat() if isinstance(value, dt.date) else "yes" if value else None


Day = Annotated[dt.date, _typed(read_day)]
Moment = Annotated[dt.date | dt.datetime, _typed(read_moment)]
Done = Annotated[
    dt.date | bool | None,
    _typed(_done),
    PlainSerializer(_done_text, return_type=str | None, when_used="json"),
]


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


@dataclass(frozen=True)
class FileMarker:
    """Marks the path of a file beside the record or under `content/`; one with a `shape` is a picture to redraw."""

    shape: str | None = None


def _file_path(value: str) -> str:
    path = PurePosixPath(value.strip().replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:|[a-z]+://", value):
        raise wrong(messages.quoted(value, messages.NOT_A_RELATIVE_PATH))
    return str(path)


def _picture_path(value: str) -> str:
    suffix = PurePosixPath(value).suffix.lower()
    if suffix in {".heic", ".heif"}:
        raise wrong(messages.quoted(value, messages.HEIC_PICTURE))
    if suffix not in {".jpg", ".jpeg", ".png", ".webp", ".svg", ".avif"}:
        raise wrong(messages.quoted(value, messages.NOT_A_PICTURE))
    return value


File = Annotated[str, FileMarker(), AfterValidator(_file_path)]
Portrait = Annotated[str, FileMarker("portrait"), AfterValidator(_file_path), AfterValidator(_picture_path)]
Picture = Annotated[str, FileMarker("story"), AfterValidator(_file_path), AfterValidator(_picture_path)]


def like(pattern: str, complaint: str) -> AfterValidator:
    """A text that, without blanks around it, has the shape of a pattern; else it is refused with the complaint."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value.strip()):
            raise wrong(messages.quoted(value, complaint))
        return value.strip()

    return AfterValidator(check)


def _phone(value: str) -> str:
    digits = re.sub(r"\D", "", value)
    if not 5 <= len(digits) <= 15 or re.search(r"[^\d\s()+\-–,.добвн]", value):
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


Url = Annotated[
    str,
    AfterValidator(_has_scheme),
    like(r"(?i:https?)://[^\s/$.?#<>\"'][^\s<>\"']*", messages.NOT_AN_ADDRESS),
    AfterValidator(_splits),
]
Email = Annotated[str, like(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"'.]+", messages.NOT_AN_EMAIL)]
Phone = Annotated[str, BeforeValidator(_one_line), AfterValidator(_phone)]
Colour = Annotated[str, like("#[0-9a-fA-F]{6}", messages.NOT_A_COLOUR), AfterValidator(str.upper)]
Zone = Annotated[str, AfterValidator(_zone)]


# --- school years ----------------------------------------------------------------------------------


def _school_year(value: str) -> Any:
    match = re.fullmatch(r"(\d{4})\s*[-–—/]\s*(\d{4}|\d{2})(?:\s*(?:уч|г).*)?", value.strip())
    if not match:
        raise wrong(messages.quoted(value, messages.NOT_A_SCHOOL_YEAR))
    first, last = int(match[1]), int(match[2]) % 100
    if (first + 1) % 100 != last or SchoolYear.parse(f"{first}-{first + 1}") is None:
        raise wrong(messages.quoted(value, messages.NOT_A_SCHOOL_YEAR))
    return f"{first}-{first + 1}"


SchoolYearText = Annotated[str, _typed(_school_year)]


def _period(value: str) -> Any:
    calendar = re.fullmatch(r"((?:19|20)\d{2})\s*(?:г\.?|год|календарный год)?", value.strip())
    return calendar[1] if calendar else _school_year(value)


PeriodText = Annotated[str, _typed(_period)]
"""A school year, `2026-2027`, or a calendar one, `2026`."""
