"""What the import of texts reports: practices, news, documents."""

NO_TEXT_OF_PRACTICE = (
    "в файле нет текста практики — нужен документ с заголовками («Цель», «Этапы», «Результаты») или таблица"
)
ONLY_PICTURES_NO_TEXT = "в файле только картинки (скан), текста в нём нет — найдите исходный документ Word"
TITLE_FROM_FILE = "название в тексте не найдено, взято имя файла — проверьте"
LINE_ABOVE_TEXT = "строки над текстом не перенесены"
SUMMARY_FROM_TEXT = "«Коротко» взято из первого абзаца — проверьте"
NO_TEXT_OF_NEWS = "в файле нет текста новости — проверьте, тот ли это файл"
STORY_WITHOUT_TITLE = "Новость"
STORY_WITHOUT_DAY = (
    "даты нет ни в тексте, ни в имени файла — впишите её в запись или повторите с датой: --fill date=12.11.2026"
)
NO_SUCH_DAY_TAKEN = "такого дня нет в календаре, дата не взята — впишите её в запись"
DAY_FROM_FILE_NAME = "дата взята из имени файла — проверьте"
DAY_FROM_TEXT = "дата взята из текста — проверьте, что это день новости"
YEAR_GUESSED = "год в тексте не назван, взят ближайший прошедший — проверьте дату"
NO_PAPER = "не взято: это не документ — сюда идут Word, PDF, Excel и LibreOffice"
PAPER_EMPTY = "не взято: файл пустой"
PAPER_TOO_LARGE = "не взято: файл больше 50 МБ"
SAME_PAPER = "не взято: это тот же файл, что и"
SCAN_HAS_NO_TEXT = "это скан, текста в нём нет: название взято из имени файла, имён и телефонов в нём не проверить"
PAPER_UNREAD = (
    "первую страницу не прочитать, название взято из имени файла — сохраните документ как .docx или PDF с текстом"
)
EMPTY_FOLDER_OF_PAPERS = "в папке нет документов"
SORT_UNKNOWN = "другое"
CONTACT_ROW_LEFT_OUT = "телефоны и адреса авторов не взяты: связь — через школу"
SUMMARY_SHORTENED = "«Коротко» длиннее 500 знаков: взято начало, весь текст остался ниже — проверьте"
AUTHOR_FROM_LINE = "автор взят из строки над текстом — проверьте"
PICTURE_NOT_OF_THE_WEB = (
    "картинка не перенесена: её формат (EMF, WMF) браузеры не показывают — сохраните её из Word как рисунок PNG"
)
TOO_MANY_PICTURES = "картинка не перенесена: в одном тексте их не больше 40"
PICTURE_OF_A_STORY = "Фотография к новости"
"""What a picture is called until somebody says what it shows; `school.placeholders` knows these words."""
PICTURE_WANTS_ALT = "у картинки нет подписи — впишите в запись, что на ней: это услышат те, кто картинку не видит"


def guessed_from_text(caption: str) -> str:
    """Of a field that no heading of the text is about."""
    return f"«{caption}» взято из слов текста — проверьте"


def too_many_papers(most: int) -> str:
    return f"в папке больше {most} файлов — переносите документы частями"


def paper_not_taken(sentence: str) -> str:
    """Why a file becomes no document."""
    return f"не взято: {sentence}"


def document_to_confirm(captions: str) -> str:
    """The hint at a document whose fields nobody has compared with its file yet."""
    return (
        f"угадано по имени и первой странице файла: {captions} — сверьте с документом и удалите эту строку, "
        "до тех пор документа на сайте нет"
    )


def picture_not_taken(sentence: str) -> str:
    """Why a picture of a text does not become a file."""
    return f"картинка не перенесена: {sentence}"
