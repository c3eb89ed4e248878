"""What the import of texts reports: practices, news, documents."""

NO_TEXT_OF_PRACTICE = (
    "в файле нет текста практики — нужен документ с заголовками («Цель», «Этапы», «Результаты») или таблица"
)
ONLY_PICTURES_NO_TEXT = "в файле только картинки (скан), текста в нём нет — найдите исходный документ Word"
TITLE_FROM_FILE = "название в тексте не найдено, взято имя файла — проверьте"
LINE_ABOVE_TEXT = "строки над текстом не перенесены"
SUMMARY_FROM_TEXT = "«Коротко» взято из первого абзаца — проверьте"
CONTACT_ROW_LEFT_OUT = "телефоны и адреса авторов не взяты: связь — через школу"
PICTURE_NOT_OF_THE_WEB = (
    "картинка не перенесена: её формат (EMF, WMF) браузеры не показывают — сохраните её из Word как рисунок PNG"
)
TOO_MANY_PICTURES = "картинка не перенесена: в одном тексте их не больше 40"
PICTURE_WANTS_ALT = (
    "у картинки нет подписи — напишите, что на ней, в квадратных скобках в тексте записи: ![что на снимке](…)"
)


def guessed_from_text(caption: str) -> str:
    """Of a field that no heading of the text is about."""
    return f"«{caption}» взято из слов текста — проверьте"
