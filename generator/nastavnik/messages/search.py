"""What the tool says about the search; words of the search window live in the theme."""

from nastavnik.messages.words import numbered

SEARCH_KINDS = {
    "roadmap": "Дорожная карта",
    "mentors": "Наставники",
    "practices": "Практики",
    "programmes": "Программы",
    "pages": "Страницы",
    "sections": "Разделы",
}
"""What results of a kind are called, where it is not the heading of its list."""
SECTION_NAMES = {
    "roadmap": ("план", "план мероприятий", "план работы", "сроки", "этапы"),
    "mentors": ("список наставников", "кто наставник", "учителя"),
    "practices": ("методическая копилка", "копилка", "лучшие практики", "опыт"),
    "programmes": ("программы наставничества", "персонализированные программы"),
    "documents": ("приказы", "нормативные документы", "бланки"),
    "news": ("новости", "что нового", "лента"),
    "events": ("события", "встречи", "мероприятия", "расписание", "календарь", "школа наставников"),
    "contests": ("конкурсы", "победители"),
    "partners": ("партнёры", "социальные партнёры", "сетевое взаимодействие"),
    "monitoring": ("показатели", "мониторинг", "статистика", "итоги", "цифры"),
    "honour": ("лучшие наставники", "награды", "победители"),
    "accessibility": ("слабовидящим", "плохо видно", "незрячим", "версия для слабовидящих", "крупный шрифт"),
    "contact": (
        "телефон",
        "почта",
        "контакты",
        "связаться",
        "позвонить",
        "обратиться",
        "адрес",
        "куратор",
        "координатор",
    ),
}
"""How people ask for a section, besides its heading and its name in the tabs."""
SEARCH_CONTACT = "Куратор наставничества: как связаться"
SEARCH_FILTERS = {"forms": "Форма", "education_levels": "Уровень образования"}
"""Vocabularies by which results are narrowed, with their captions."""

NO_PAGEFIND = (
    "поиска на сайте не будет: программа Pagefind не найдена — установите её командой "
    'pip install "pagefind[bin]>=1.5.2,<1.6" или соберите сайт с ключом --no-search'
)
PAGEFIND_DID_NOT_RUN = "программа Pagefind не запустилась или работала слишком долго"


def act_line(kind: str, number: str | None, issuer: str | None) -> str:
    """What results say of an act without a text: «Приказ № 87-ОД, Управление образования»."""
    named = f"{kind} {numbered(number)}" if number else kind
    return f"{named}, {issuer}" if issuer else named


def contact_line(who: str, ways: list[str]) -> str:
    """Whom to call and how, in one line of results."""
    return f"{who}: {', '.join(ways)}" if ways else who


def pagefind_stopped(code: int) -> str:
    return f"программа Pagefind остановилась с кодом {code}"


def search_failed(reason: str) -> str:
    return f"поиск не собран, сайт остался прежним: {reason} — повторите или соберите сайт с ключом --no-search"


def search_format_unknown(version: str) -> str:
    return search_failed(f"файлы Pagefind {version} устроены иначе, чем мы ждём")
