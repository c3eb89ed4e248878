"""What the table for schools without the generator says, and what is said about a filled one."""

SHEET_SCHOOL = "Школа"
SHEET_PRACTICES = "Практики"
SHEET_WORDS = "Как заполнять"
FORM_AUTHOR = "Банк практик"
AUTHOR_NAME = "Автор: фамилия, имя, отчество"
AUTHOR_POST = "Автор: должность"
CONSENT_COLUMN = "Согласие автора"
TEAMS = "Авторский коллектив"
YES, NO = "да", "нет"
UNKNOWN_COLUMN = "такого столбца в форме нет — он не прочитан; возьмите новую форму"
SEVERAL_LINES = "Несколько значений — каждое с новой строки ячейки (Alt+Enter)."
FORM_HINTS = {
    "teams": "Кафедра, объединение, «авторский коллектив» — без фамилий. Каждый коллектив с новой строки.",
    "author.name": "Только если у автора есть согласие на публикацию на сайте банка; иначе назовите коллектив.",
    "consent.fields": "Например: все.",
    "consent.addresses": "Адреса страниц из согласия; без адреса банка имя не показывается.",
}


def divided(captions: list[str]) -> str:
    return f"Каждое значение с новой строки ячейки, части через «|»: {' | '.join(captions)}."


def one_of(titles: list[str]) -> str:
    return f"Из списка: {'; '.join(titles)}. Несколько — каждое с новой строки."


def form_guide(bank: str) -> list[str]:
    return [
        "Лист «Школа»: впишите значения во второй столбец.",
        "Лист «Практики»: одна строка — одна практика; столбцы со звёздочкой обязательны.",
        "Несколько значений в одной ячейке — каждое с новой строки (Alt+Enter).",
        "Имён детей, телефонов, почты и дат рождения в таблице быть не должно.",
        f"Имя автора показывается, только если в его согласии назван адрес банка: {bank}",
        "Слова для столбцов со списком — справа.",
    ]


def no_such_sheet(file: str, missing: list[str]) -> str:
    names = ", ".join(f"«{name}»" for name in missing)
    return f"{file}: нет листа {names} — возьмите форму банка и не переименовывайте листы"


def no_columns(sheet: str) -> str:
    return f"на листе «{sheet}» не найдены названия столбцов — возьмите форму банка"


def not_a_table(file: str) -> str:
    return f"{file} не таблица Excel — сохраните как .xlsx"


def row_of(file: str, number: int) -> str:
    return f"{file}, строка {number}"
