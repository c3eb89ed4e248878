"""What the tool says about the search; words of the search window live in the theme."""

SEARCH_KINDS = {
    "roadmap": "Дорожная карта",
    "mentors": "Наставники",
    "practices": "Практики",
    "programmes": "Программы",
    "pages": "Другие страницы",
}
"""What results of a kind are called, where it is not the heading of its list."""
SEARCH_FILTERS = {"forms": "Форма", "education_levels": "Уровень образования"}
"""Vocabularies by which results are narrowed, with their captions."""

NO_PAGEFIND = (
    "поиска на сайте не будет: программа Pagefind не найдена — установите её командой "
    'pip install "pagefind[bin]>=1.5.2,<1.6" или соберите сайт с ключом --no-search'
)
PAGEFIND_DID_NOT_RUN = "программа Pagefind не запустилась или работала слишком долго"


def pagefind_stopped(code: int) -> str:
    return f"программа Pagefind остановилась с кодом {code}"


def search_failed(reason: str) -> str:
    return f"поиск не собран, сайт остался прежним: {reason} — повторите или соберите сайт с ключом --no-search"


def search_format_unknown(version: str) -> str:
    return search_failed(f"файлы Pagefind {version} устроены иначе, чем мы ждём")
