"""The consent a person signs: its sentences say what the named articles of the law ask for, and nothing else."""

from collections.abc import Sequence

from nastavnik.messages.plan_paper import BLANK_DAY

CONSENT_PAPER = (
    "Согласие на обработку персональных данных,\nразрешённых субъектом персональных данных для распространения"
)
CONSENT_BASIS = "статьи 9 и 10.1 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных»"
CONSENT_BASIS_PHOTO = "статья 152.1 Гражданского кодекса Российской Федерации"
CONSENT_BASIS_CHILD = "статья 64 Семейного кодекса Российской Федерации"
CONSENT_CONTACT = "Мой телефон, электронная почта или почтовый адрес:"
CONSENT_PARENT = "Я, родитель (законный представитель; фамилия, имя, отчество),"
CONSENT_OF_CHILD = "Ребёнок (фамилия, имя, отчество):"
CONSENT_ADULT = "Я (фамилия, имя, отчество),"
CONSENT_DATA_HEADING = "Какие сведения разрешаю распространять"
CONSENT_DATA_LEAD = "Отметьте каждую строку: в первой клетке или во второй. Что не отмечено, распространять нельзя."
CONSENT_IMAGE = "Изображение (фотография)"
CONSENT_DATA_COLUMNS = ("Сведения", "Разрешаю", "Не разрешаю", "Условия и запреты (по желанию)")
CONSENT_NO_SPECIAL = "Специальные категории персональных данных и биометрические данные не распространяются."
TICK = "☐"
CONSENT_PLACES_HEADING = "Где они будут доступны всем"
CONSENT_PLACES = "Адреса страниц оператора:"
CONSENT_FILES_TOO = "Файлы оператора с теми же сведениями:"
CONSENT_LIMITS_HEADING = "Условия и запреты"
CONSENT_LIMITS_LEAD = "По желанию. Отказать в условиях и запретах оператор не вправе (часть 9 статьи 10.1 закона)."
CONSENT_LIMITS = (
    "Запрещаю оператору передавать отмеченные сведения (кроме предоставления доступа) неограниченному кругу лиц.",
    "Запрещаю неограниченному кругу лиц обрабатывать отмеченные сведения (кроме получения доступа).",
    "Разрешаю неограниченному кругу лиц обрабатывать их на условиях: __________________",
)
CONSENT_NETWORKS = "Сам оператор может передавать полученные сведения:"
CONSENT_NETWORK_CHOICES = (
    "только по своей внутренней сети, где доступ есть лишь у определённых сотрудников;",
    "по информационно-телекоммуникационным сетям;",
    "без передачи.",
)
CONSENT_TERM_HEADING = "Срок и отзыв"
CONSENT_WITHDRAWAL = (
    "Передачу (распространение, предоставление, доступ) этих сведений можно прекратить в любое время. Для этого "
    "оператору направляют требование: фамилия, имя, отчество, контактная информация (телефон, электронная почта или "
    "почтовый адрес) и перечень сведений, обработка которых подлежит прекращению. Согласие перестаёт действовать, "
    "когда требование поступило (части 12 и 13 статьи 10.1 закона)."
)
CONSENT_SIGNATURE_LINES = ("____________________", "__________________________", BLANK_DAY)
CONSENT_SIGNATURE = ("подпись", "фамилия, имя, отчество", "дата")
CONSENT_RECEIVED = f"Получено оператором {BLANK_DAY}, № ________, подпись ______________"
CONSENT_EMPTY_PLACE = "________________________________"
CONSENT_OF_EXAMPLE = (
    "— это выдуманный человек из примера: согласие печатают на настоящую карточку, без пометки «пример»"
)
CONSENT_WHO_OR_WHAT = "назовите человека: имя записи (belova) или часть имени; для снимка — ключ --photo и новость"
NO_SUCH_STORY = "— такой новости нет: напишите имя её записи, например kruglyi-stol"
HELP_CONSENT_PHOTO = "Согласие на снимок в новости: adult — взрослого, child — от родителя за ребёнка. ИМЯ — новость."
HELP_CONSENT_UNTIL = "По какой день согласие; без ключа — по 31 августа следующего года."


def consent_purpose(organisation_of: str) -> str:
    """Why the data are shown: the section tells of mentoring."""
    return f"Цель: рассказать о наставничестве в разделе «Наставничество» сайта {organisation_of}."


def consent_given(operator: str, *, is_child: bool) -> str:
    """To whom and for what; `operator` is the organisation with its numbers and address."""
    whose = "персональных данных ребёнка" if is_child else "моих персональных данных"
    return (
        f"даю согласие оператору — {operator} — на распространение (действия, направленные на раскрытие "
        f"неопределённому кругу лиц) {whose}, которые разрешены ниже."
    )


def operator_in_full(title: str, inn: str, ogrn: str, address: str) -> str:
    """An organisation as the paper names it, with a line for what the passport does not say."""
    return (
        f"{title or CONSENT_EMPTY_PLACE}, ИНН {inn or '____________'}, ОГРН {ogrn or '_______________'}, "
        f"адрес: {address or CONSENT_EMPTY_PLACE}"
    )


def consent_term(until: str) -> str:
    """From the day of the signature up to a day in words."""
    return f"Согласие действует со дня подписания по {until} года."


def consent_where_to(address: str, contacts: Sequence[str]) -> str:
    """Where a demand is sent."""
    return f"Куда направить требование: {'; '.join(filter(None, (address, *contacts))) or CONSENT_EMPTY_PLACE}."


def dashed(line: str) -> str:
    """A line of a list on paper."""
    return f"– {line}"


def picture_consent_file(whose: str) -> str:
    """The name of a blank that anybody may sign: `adult` or `child`."""
    return {"adult": "soglasie-na-snimok.docx", "child": "soglasie-na-snimok-rebenka.docx"}[whose]


def consent_by(name: str) -> str:
    """Who agrees, at the beginning of the sentence."""
    return f"Я, {name},"


CONSENT_CAPTIONS = {"category": "Категория наставника"}
"""Captions of fields where those of forms are no words for a paper, by the names of the fields."""
CONSENT_OPERATOR = {"title": "название", "inn": "ИНН", "ogrn": "ОГРН", "address": "адрес"}
"""What the paper says of the organisation, by the names of the fields."""
