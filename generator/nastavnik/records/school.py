"""The school itself: `content/school.yml`, one a site."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, model_validator

from nastavnik import messages
from nastavnik.records.codes import CuratorRole, SchoolType
from nastavnik.records.fields import (
    HERE,
    PRIVATE,
    Colour,
    Day,
    Email,
    Line,
    Lines,
    Many,
    OneOf,
    Part,
    Phone,
    Picture,
    SchoolYearText,
    Url,
    YesNo,
    Zone,
    field,
    wrong,
)
from nastavnik.records.people import Person
from nastavnik.records.programme_form import ProgrammeForm
from nastavnik.records.record import Record
from nastavnik.records.typed import Reads, like, matching
from nastavnik.records.vocabularies import BASE, CAPTIONS, OF_TYPE, Word
from nastavnik.records.web_form import WebForm


def _inn(value: str) -> str:
    digits = "".join(value.split())
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in (10, 12):
        raise wrong(messages.quoted(value, messages.NOT_AN_INN))
    return digits


def is_inn_of_somebody(inn: str) -> bool:
    """Whether the last digits of an ИНН, 10 or 12 without blanks, are those its first ones ask for.

    The rule is an annex to the order on the ИНН of the Federal Tax Service: one check digit of an organisation, two of
    a person.
    """
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    checked = (len(inn) - 1,) if len(inn) == 10 else (len(inn) - 2, len(inn) - 1)
    return all(_check_digit(inn[:at], weights[-at:]) == int(inn[at]) for at in checked)


def _check_digit(digits: str, weights: Sequence[int]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 % 10


def _ogrn(value: str) -> str:
    digits = "".join(value.split())
    if not (digits.isascii() and digits.isdigit()) or len(digits) != 13:
        raise wrong(messages.quoted(value, messages.NOT_AN_OGRN))
    if int(digits[:12]) % 11 % 10 != int(digits[12]):
        raise wrong(messages.quoted(value, messages.OGRN_OF_NOBODY))
    return digits


Inn = Annotated[str, Reads(None, matching(r"(?:\d\s*){10}|(?:\d\s*){12}", "integer")), AfterValidator(_inn)]
"""A taxpayer number without blanks: 10 digits of an organisation, 12 of a person."""
Ogrn = Annotated[str, Reads(None, matching(r"(?:\d\s*){13}", "integer")), AfterValidator(_ogrn)]
"""The number of an organisation in the state's register: 13 digits, the last one computed from the others."""


Host = Annotated[Line, like(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+", messages.NOT_A_HOST)]
"""The name of a site, as an address has it: `rutube.ru`."""


def _known_vocabulary(value: str) -> str:
    if value not in BASE:
        raise wrong(messages.not_in_vocabulary(value, list(BASE), None))
    return value


WHITE, PAPER, SAND, SUN = "#FFFFFF", "#FFFFFF", "#F6F2EA", "#F2B84B"  # the theme's own colours
READABLE = 4.5  # WCAG 2.1, success criterion 1.4.3


def contrast(colour: str, other: str) -> float:
    """Contrast ratio of two colours `#RRGGBB`, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels)
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _readable_with(*others: str) -> AfterValidator:
    """Refuses a colour that some text of the theme would be hard to read on or beside."""

    def check(colour: str) -> str:
        worst = min(contrast(colour, other) for other in others)
        if worst < READABLE:
            raise wrong(messages.poor_contrast(colour, worst))
        return colour

    return AfterValidator(check)


class Curator(Person):
    """Whom parents turn to. The post and the school's channels are public, the name is published under consent."""

    post: Line = field("Должность")
    role: CuratorRole | None = field("Роль в наставничестве", None, example="координатор")
    phone: Phone | None = field("Телефон школы", None)
    email: Email | None = field("Почта школы", None)
    hours: Line | None = field("Где и когда", None, example="кабинет 12, вторник и четверг, 14:00–16:00")


class Link(Part):
    """A page elsewhere."""

    title: Line = field("Название")
    url: Url = field("Адрес")


class OwnWord(Part):
    """A word of the school's own for a vocabulary: a new code, or another spelling of a known one."""

    vocabulary: Annotated[str, OneOf(tuple(CAPTIONS.items())), AfterValidator(_known_vocabulary)] = field(
        "Какой список", example="forms"
    )
    code: Line = field("Код", pattern="^[a-z][a-z0-9-]*$")
    title: Line = field("Как показывать")
    also: Many[Line] = field("Как ещё пишут", ())


class Home(Part):
    """Words and picture of the home page; good defaults without them."""

    title: Line | None = field("Заголовок главной", None)
    lead: Lines | None = field("Два предложения под заголовком", None)
    photo: Picture | None = field("Фотография вместо рисунка", None)
    photo_alt: Line | None = field("Что на фотографии", None)
    photo_consent: Line | None = field("Чем подтверждено согласие людей на фотографии", None, seen=PRIVATE)


class Texts(Part):
    """What only the school can say in its own name: invitations, promises, rules. Silence without them."""

    partners_title: Line | None = field(
        "Заголовок приглашения партнёрам и выпускникам", None, example="Станьте наставником"
    )
    partners: Lines | None = field(
        "Приглашение партнёрам и выпускникам, каждый абзац с новой строки",
        None,
        example="Занятия проходят вместе с педагогом, отношения оформляем соглашением.",
    )
    honour: Lines | None = field(
        "Как попадают на доску почёта", None, example="По решению педагогического совета и итогам конкурсов."
    )


class Accessibility(Part):
    """What the organisation has found when it looked at its own section; without it nothing is said in its name."""

    checked: Day = field("Когда организация проверила раздел", example="2026-11-10")
    known: Many[Line] = field(
        "Что пока неудобно читать или слушать", (), example="сканы приказов до 2024 года без текста"
    )


LEARNERS = ("learners", "learners_of", "learners_to")
"""Fields of `Naming` that are one noun in several cases."""


class Naming(Part):
    """Nouns of the school's own instead of those of its type: «гимназисты», «сайт гимназии»."""

    organisation_of: Line | None = field("Сайт чего?", None, example="гимназии")
    learners: Line | None = field("Кто учится", None, example="гимназисты")
    learners_of: Line | None = field("Они же: нет кого?", None, example="гимназистов")
    learners_to: Line | None = field("Они же: помогают кому?", None, example="гимназистам")
    group_head_to: Line | None = field("К кому сначала идёт семья: скажите кому?", None, example="классному наставнику")
    head: Line | None = field("Должность того, кто подписывает", None, example="директор")

    @model_validator(mode="after")
    def _in_all_cases(self) -> Self:
        if len({getattr(self, name) is None for name in LEARNERS}) > 1:
            raise wrong(messages.cases_together(LEARNERS))
        return self


class School(Record):
    """Passport of the school; `inn` with `id` is its key for a region."""

    kind: ClassVar[str] = "school"
    settled: ClassVar[tuple[str, ...]] = ("id", "timezone")
    caption: ClassVar[str] = "школа"
    heading: ClassVar[str] = "Школа"
    short_heading: ClassVar[str] = "Школа"

    id: Line = field("Код школы", pattern="^[a-z0-9][a-z0-9-]*$", example="school28")
    title: Line = field("Полное название")
    short_title: Line = field("Короткое название", max_length=60)
    school_type: SchoolType = field("Тип организации")
    inn: Inn = field("ИНН")
    ogrn: Ogrn | None = field("ОГРН, для бланка согласия", None, seen=PRIVATE, example="1027000000015")
    timezone: Zone = field("Часовой пояс", example="Europe/Moscow")
    region: Line = field("Регион")
    municipality: Line = field("Муниципалитет")
    place: Line | None = field("Населённый пункт", None, example="пос. Приозёрный")
    address: Line | None = field("Адрес", None)
    site: Url = field("Основной сайт школы")
    site_title: Line | None = field("Подпись ссылки на основной сайт", None, example="Сайт школы № 28")
    section_url: Url = field("Адрес раздела «Наставничество»")
    curators: Many[Curator] = field("Кого спросить: координатор, кураторы, психолог", min_length=1)
    networks: Many[Link] = field("Сообщества школы в сетях", ())
    current_year: SchoolYearText = field("Текущий учебный год", example="2026-2027")
    year_end: Annotated[Line, like("0[58]-31", messages.NOT_AN_END_OF_YEAR)] = field(
        "Последний день учебного года", "05-31"
    )
    region_bank: Url | None = field("Региональный банк практик", None)
    show_overdue: YesNo = field("Показывать «Просрочено» всем", False)
    allowed_hosts: Many[Host] = field(
        "С каких сайтов брать видео и картинки страниц, написанных вручную", (), example="rutube.ru"
    )
    demo: Day | None = field("Пример: на какой день собран", None, example="2026-11-20")
    logo: Picture | None = field("Эмблема", None)
    brand: Annotated[Colour, _readable_with(WHITE, SUN)] | None = field("Основной цвет", None)
    brand2: Annotated[Colour, _readable_with(WHITE)] | None = field("Тёмный цвет", None)
    link: Annotated[Colour, _readable_with(PAPER, SAND)] | None = field("Цвет ссылок", None)
    home: Home = field("Главная страница", Home())
    texts: Texts = field("Слова от имени организации", Texts())
    accessibility: Accessibility | None = field("Проверка доступности", None)
    naming: Naming = field(
        "Как называть организацию и тех, кто в ней учится",
        Naming(),
        example="{learners: кадеты, learners_of: кадетов, learners_to: кадетам}",
    )
    programme_form: ProgrammeForm | None = field("Свой макет программы", None)
    words: Many[OwnWord] = field("Свои слова в списках", ())
    admin: WebForm | None = field(
        "Форма на сайте, по адресу admin/",
        None,
        seen=HERE,
        example="{service: GitHub, repository: school28/nastavnichestvo}",
    )

    @property
    def root(self) -> str:
        """Public address of the section, with its slash."""
        return self.section_url.rstrip("/") + "/"

    @property
    def maket(self) -> ProgrammeForm:
        """The макет of its programmes: its own, or that of seed S4."""
        return self.programme_form or ProgrammeForm()

    @property
    def is_invented(self) -> bool:
        """Whether its section stands where no site can: an example, like the school of this project (RFC 2606)."""
        return (urlsplit(self.section_url).hostname or "").endswith(".example")

    def hints(self) -> list[tuple[tuple[str | int, ...], str]]:
        return [(("demo",), messages.DEMO_OF_A_REAL_SCHOOL)] if self.demo and not self.is_invented else []

    def own_terms(self) -> dict[str, list[Word]]:
        """The school's words by vocabulary."""
        terms: dict[str, list[Word]] = {}
        for word in self.words:
            terms.setdefault(word.vocabulary, []).append(Word(word.code, word.title, word.also))
        return terms

    def terms(self) -> dict[str, list[Word]]:
        """Words that change the vocabularies for this school, by vocabulary: of its type, of its макет, its own."""
        own, of_type = self.own_terms(), OF_TYPE.get(self.school_type, {})
        levels = {"programme_levels": [Word(span.code, span.title) for span in self.maket.spans]}
        sources = (of_type, levels, own)
        names = dict.fromkeys(name for words in sources for name in words)
        return {name: [word for words in sources for word in words.get(name, ())] for name in names}

    @property
    def wording(self) -> messages.Wording:
        """The nouns sentences about this organisation are made with."""
        own = {name: noun for name, noun in self.naming.__dict__.items() if noun is not None}
        return messages.WORDINGS[self.school_type]._replace(**own)

    def end_of_year(self) -> tuple[int, int]:
        """Month and day the school year ends on."""
        month, day = self.year_end.split("-")
        return int(month), int(day)
