"""What the form on the published site says beside the captions of fields."""

from nastavnik.messages.site import SECTION

FORM_PRIVATE = "Остаётся в школе, на сайт не попадает."
FORM_UNDER_CONSENT = "На сайте — только по согласию человека."
FORM_YES, FORM_NO = "да", "нет"
FORM_SLUG = "Станет адресом страницы: латинские буквы, цифры и дефис. Позже имя не меняют: на него ссылаются."
FORM_BAD_SLUG = "Только строчные латинские буквы, цифры и дефис, первая — буква или цифра"
FORM_COMMITS = {
    "create": "Новая запись: {{collection}}, {{slug}}",
    "update": "Изменена запись: {{collection}}, {{slug}}",
    "delete": "Удалена запись: {{collection}}, {{slug}}",
    "uploadMedia": "Добавлен файл {{path}}",
    "deleteMedia": "Удалён файл {{path}}",
}
"""What the history of the repository says of a change; the words between braces are put in by the form."""
NOT_A_REPOSITORY = (
    "не похоже на репозиторий — напишите владельца и название через косую черту, как в его адресе: "
    "school28/nastavnichestvo"
)
REPOSITORY_NEEDED = "не сказано, в каком репозитории раздел — добавьте repository: владелец/название"
SERVER_NEEDED = "не сказано, на каком сервере — добавьте server: https://git.школа.example/"


def form_example(example: str) -> str:
    return f"Например: {example}"


def form_title(school: str) -> str:
    return f"{SECTION} — {school}"
