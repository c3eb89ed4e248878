"""Words of a roadmap on paper, as a Word file ready for signature."""

PLAN_TITLE = "Дорожная карта"
PLAN_APPROVED, PLAN_ADOPTED, PLAN_TO_APPROVE = "УТВЕРЖДЕНА", "ПРИНЯТА", "УТВЕРЖДАЮ"
BLANK_DAY = "«____» ______________ 20___ г."
BLANK_NUMBER = "______"
BLANK_SIGNATURE, BLANK_NAME = "________________", "____________________"

HELP_ROADMAP = "Дорожная карта."
HELP_ROADMAP_DOCX = "Дорожная карта в файле Word: таблица с грифом, готовая к подписи."
ROADMAP_DOCX_NEXT = "впишите недостающее, утвердите и верните на сайт: nastavnik import roadmap"
ROADMAP_INSIDE_SITE = "папку сайта следующая сборка заменит — укажите другую папку: --output ФАЙЛ.docx"


def approved_line(what: str, day: str, number: str, *, has_number: bool) -> str:
    """«приказ по школе от 28.08.2026 № 87-ОД», with blanks to be written in by hand where nothing is known."""
    after = f" № {number or BLANK_NUMBER}" if number or not has_number else ""
    return f"{what} от {day or BLANK_DAY}{after}".strip()


def signature(post: str, name: str) -> str:
    """«Директор ________________ Е. П. Морозов»."""
    return f"{post} {BLANK_SIGNATURE} {name or f'/{BLANK_NAME}/'}".strip()


def plan_period(period: str) -> str:
    return f"Период реализации: {period}"


def plan_years(school_year: str) -> str:
    return f"Период реализации: {school_year} учебный год"


def made_by_hand() -> str:
    """The line below the table for whoever made the plan."""
    return f"Составил(а): {BLANK_SIGNATURE} /{BLANK_NAME}/"
