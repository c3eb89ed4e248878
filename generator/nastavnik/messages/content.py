"""What is wrong with records and pages, where, and how to write it."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from nastavnik.messages.words import counted, day, school_year

UNKNOWN_ENCODING = "не удалось прочитать буквы — пересохраните файл: «Сохранить как», кодировка UTF-8"
NO_FRONT_MATTER = "нет шапки — первая строка «---», затем поля, снова строка «---», ниже текст"
FRONT_MATTER_OPEN = "шапка не закрыта — поставьте после полей ещё одну строку «---», текст пишите под ней"
EMPTY_FILE = "файл пуст — впишите поля записи, по одному в строке: «поле: значение»"
NOT_A_MAPPING = "здесь должны быть поля — пишите в каждой строке «поле: значение», после двоеточия пробел"
KEY_NOT_TEXT = "название поля должно быть одним словом — например «title: Заголовок»"
SPECIAL_SIGN = "знак «!» в начале значения имеет особый смысл — возьмите всё значение в кавычки"
ALIAS = "знаки «&» и «*» в начале значения имеют особый смысл — возьмите значение в кавычки"
TOO_DEEP = "слишком много вложенных скобок или отступов — проверьте, не лишние ли они"
TAB = "отступ сделан клавишей Tab — замените её двумя пробелами"

SECOND_RECORD = "здесь начинается вторая запись, а в файле бывает одна — перенесите её в свой файл с другим именем"
TEXT_AFTER_QUOTES = "после закрытой кавычки или скобки стоит лишний текст — возьмите в кавычки всё значение"
LINE_OUT_OF_PLACE = (
    "строка не на своём месте — либо у строки выше нет двоеточия с пробелом после него, либо отступ здесь лишний; "
    "длинное значение возьмите в кавычки"
)
_COLON = "двоеточие внутри значения сбивает разбор — возьмите всё значение в кавычки"
BAD_ESCAPE = "ошибка внутри кавычек — проверьте обратную косую черту «\\»"
_INDENT = (
    "строка стоит не на своём месте — поля одной записи начинаются на одном отступе, вложенные на два пробела правее"
)
_FIRST_SIGN = "значение начинается с особого знака — возьмите всё значение в кавычки"
_YAML = (  # часть сообщения разборщика → показывать ли начало конструкции, что сказать
    ("while scanning a quoted scalar", True, "кавычка открыта и не закрыта — поставьте такую же в конце значения"),
    ("while scanning a simple key", True, "строка без двоеточия — нужно «поле: значение» (после двоеточия пробел)"),
    ("mapping values are not allowed", False, _COLON),
    ("cannot start any token", False, _FIRST_SIGN),
    ("undefined alias|scanning an (alias|anchor)|duplicate anchor", False, ALIAS),
    ("directive|incompatible YAML", False, "знак «%» в начале строки имеет особый смысл — возьмите значение в кавычки"),
    ("(scanning|parsing) a tag", False, SPECIAL_SIGN),
    ("found unexpected ':'", False, _COLON),
    ("undefined tag handle", False, SPECIAL_SIGN),
    ("while parsing a flow", True, "скобка открыта и не закрыта — закройте её или возьмите значение в кавычки"),
    ("expected (the )?node content", False, _FIRST_SIGN),
    ("block scalar", False, "после знака «|» или «>» текст пишут с новой строки, с отступом в два пробела"),
    ("while parsing a quoted scalar", True, BAD_ESCAPE),
    (
        "unknown escape character",
        False,
        "обратная косая черта в двойных кавычках — замените кавычки на одинарные или «» ",
    ),
    ("document start", False, "после значения в кавычках стоит лишний текст — возьмите в кавычки всё значение"),
    ("nesting depth", False, TOO_DEEP),
    ("mapping keys are not", False, "знак «?» в начале значения имеет особый смысл — возьмите значение в кавычки"),
    ("sequence entries are not allowed", False, "список начинают с новой строки — каждое значение после «- »"),
    ("single document", False, SECOND_RECORD),
    ("expected <block end>|block (collection|mapping)", False, _INDENT),
)


YAML_OTHER = "строку не удалось разобрать — проверьте отступы, кавычки и двоеточия"


def yaml_error(complaint: str) -> tuple[bool, str]:
    """What the parser said in English → whether to point at the beginning of the broken construct, and what to say."""
    answers = ((at_context, message) for signs, at_context, message in _YAML if re.search(signs, complaint))
    return next(answers, (False, YAML_OTHER))


def file_too_large(size: int) -> str:
    return f"файл слишком велик для записи ({size // 1000} КБ) — проверьте, тот ли это файл"


def duplicate_key(key: str) -> str:
    return f"поле «{key}» записано дважды — оставьте одно из двух"


END_BEFORE_START = "конец раньше начала — проверьте обе даты"
NOT_TEXT = "здесь нужен текст, а не список — оставьте одну строку"
BODY_NOT_EXPECTED = "у этой записи нет текста под шапкой — удалите его или перенесите в поле шапки"
PHOTO_WITHOUT_ALT = "у фотографии нет описания — добавьте alt: что на ней, для тех, кто не видит"
PICTURE_WITHOUT_CONSENT = "не сказано, кто разрешил публиковать картинку — впишите consent (или «люди не изображены»)"
PUBLISHED_WITHOUT_DATE = "практика опубликована без даты — добавьте published: 2026-11-20, иначе она окажется последней"
NO_PRIVACY_CHECK = "не отмечено, кто проверил текст на персональные данные — добавьте privacy_check: post и date"
DOCUMENT_WITHOUT_FILE = (
    "у документа нет ни файла, ни адреса, ни текста — добавьте file или url либо объясните в no_file"
)
NO_FILE_SENDS_AWAY = (
    "в no_file читателя посылают на сайт или портал, а адреса нет — добавьте url; без него этих слов никто не увидит"
)
RESULT_WITHOUT_WINNER = "не сказано, кто победил — добавьте mentor (запись наставника) или winner (словами)"
RESULTS_WITHOUT_DATE = (
    "у конкурса с итогами нет ни одной даты: победителей нет на доске почёта — добавьте dates, хотя бы день итогов"
)


def draft_unfinished(missing: Sequence[str], refused: Sequence[str]) -> str:
    """Of a draft that is no record yet; what it lacks and what has to be mended, by names with captions."""
    steps = {"заполните": missing, "исправьте": refused}
    parts = "; ".join(f"{step}: {', '.join(fields)}" for step, fields in steps.items() if fields)
    return f"черновик не дописан, посетители его не увидят — {parts}"


def leads_to_unfinished(caption: str, id: str) -> str:
    """At a reference to such a draft."""
    return f"запись «{id}» ({caption}) — недописанный черновик: посетители не увидят ни её, ни ссылки на неё"


def promise_is_over(day: str) -> str:
    return f"о дне «{day}» сказано как о будущем, а он прошёл — напишите, что получилось, или уберите"


DEMO_OF_A_REAL_SCHOOL = (
    "demo — для вымышленной школы: сайт всегда собирается на этот день и говорит, что он пример; уберите эту строку"
)
REPLACED_BY_WHAT = "документ заменён, но не сказано чем — добавьте replaced_by"
NOT_YES_NO = "— напишите «да» или «нет»"
NOT_MONEY = "не сумма — напишите рубли числом: 250000 или 1500,50"
NOT_A_NUMBER = "не число — напишите цифрами, например 14"
NOT_A_YEAR = "не похоже на год — напишите четыре цифры, например 2026"
NOT_A_DAY = "не дата — напишите 2026-09-01, 01.09.2026 или 1 сентября 2026"
NOT_DONE = "— напишите «да» или день, когда выполнено: 2026-09-01"
NOT_A_RELATIVE_PATH = "— путь к файлу пишут от папки content, например files/prikaz.pdf"
HEIC_PICTURE = "— формат айфона сайт не покажет: переведите снимок командой nastavnik photo или сохраните как JPEG"
NOT_A_PICTURE = "не картинка — нужен файл .jpg, .png, .webp или .svg"
NOT_AN_ADDRESS = "не адрес страницы — он начинается с https://"
NOT_OPENED = "— такой адрес не откроется: проверьте имя сайта и число после двоеточия"
NOT_AN_EMAIL = "не адрес почты — нужен вид kurator@school.example"
NOT_A_PHONE = "не телефон — нужен вид 8 (800) 000-00-28"
NOT_A_COLOUR = "не цвет — нужны # и шесть знаков, например #0B4F5C"
NOT_A_ZONE = "не часовой пояс — напишите, например, Europe/Moscow или Asia/Yekaterinburg"
NOT_A_SCHOOL_YEAR = "не учебный год — напишите 2026-2027"
NOT_AN_END_OF_YEAR = "не подходит — напишите 05-31 или 08-31"
NOT_AN_INN = "не ИНН — нужно 10 цифр, у предпринимателя 12"
INN_OF_NOBODY = "не ИНН: не сходится контрольная цифра — сверьте номер со свидетельством"
NOT_AN_OGRN = "не ОГРН — нужно 13 цифр"
OGRN_OF_NOBODY = "не ОГРН: не сходится контрольная цифра — сверьте номер со свидетельством"
SEVERAL_IN_ONE = "— если их несколько, перечислите в скобках через запятую: [первое, второе]"
NOT_A_STAGE = "не этап — напишите год и номер этапа: 2026-2027/4"
CONSENT_REFUSED = "человек не согласился"
CONSENT_WITHDRAWN = "согласие отозвано"
CONSENT_EXPIRED = "срок согласия истёк"
CONSENT_NOT_YET = "согласие начнёт действовать"
NOT_SHOWN = "имя не показано"
THIS_IS_A_BANK = (
    "это папка регионального банка, а не раздел школы — её команды: nastavnik region harvest, review, build, report"
)
NO_SCHOOL = "нет паспорта школы — создайте файл school.yml с полями id, title, short_title и другими"
NO_SECTION = "здесь нет раздела — перейдите в его папку или начните новый: nastavnik start ПАПКА"
NO_CONSENT = "имя не показано: нет согласия на публикацию — добавьте consent: number, date, fields"


def no_such_day(value: str) -> str:
    return f"дня «{value}» нет в календаре — проверьте число и месяц"


def improbable_year(first: int, last: int) -> str:
    """After the day that was written: nobody writes of such years, and «9999» is no way to say «без срока»."""
    return f"— год бывает от {first} до {last}: исправьте его; если дня нет, уберите строку"


def not_a_time(value: str) -> str:
    return f"времени «{value}» не бывает — напишите, например, 2026-09-01 15:00"


def date_ahead(date: dt.date) -> str:
    """Of news or figures dated after today."""
    return f"{day(date)} ещё впереди, а запись уже на сайте — поставьте наступивший день; о будущем — событие"


def order_number(number: str) -> str:
    """An order of which only the number is written down: «63/1-ОД», «№ 5»."""
    return f"приказ № {number.lstrip('№ ')}"


def not_in_vocabulary(value: str, titles: list[str], nearest: str | None) -> str:
    maybe = f"возможно, «{nearest}»; " if nearest else ""
    return f"«{value.strip()}» нет в списке — {maybe}напишите одно из: {', '.join(titles)}"


def poor_contrast(colour: str, ratio: float) -> str:
    return f"с цветом {colour} текст не прочесть (контраст {ratio:.1f}, нужно 4.5) — возьмите цвет темнее"


def stage_twice(code: str) -> str:
    return f"номер или код этапа «{code}» встречается дважды — у каждого этапа свой"


def body_twice(name: str) -> str:
    return f"поле «{name}» есть и в шапке, и под ней — оставьте текст под шапкой"


_NEVER_SHOWN = "таких сведений о человеке на сайте не бывает — уберите строку"
_OF_CURATORS = "телефон и почта стоят в паспорте, у куратора (curators) — уберите строку"
_ELSEWHERE = {
    **dict.fromkeys(("phone", "tel", "email", "mail", "телефон", "почта"), _OF_CURATORS),
    **dict.fromkeys(("birthday", "birthdate", "birth", "snils", "passport", "снилс", "паспорт"), _NEVER_SHOWN),
    **dict.fromkeys(("дата рождения", "день рождения", "адрес", "домашний адрес", "зарплата"), _NEVER_SHOWN),
}


def unknown_field(name: str, nearest: str | None) -> str:
    elsewhere = _ELSEWHERE.get(name.lower())
    if elsewhere and not nearest:
        return f"поля «{name}» здесь нет: {elsewhere}"
    maybe = f" — возможно, {nearest}" if nearest else " — уберите его или проверьте название по справочнику полей"
    return f"поля «{name}» здесь нет{maybe}"


UNFIT = "значение не подходит — проверьте, как оно записано"
_INVALID = {  # тип отказа → что сказать
    "string_type": "нужен текст одной строкой, а не список и не вложенные поля",
    "tuple_type": "нужен список: каждое значение с новой строки после «- »",
    "dict_type": "нужны вложенные поля «поле: значение» с отступом",
    "bool_type": "напишите «да» или «нет»",
    "int_type": "напишите число цифрами",
    "date_type": "напишите дату: 2026-09-01",
    "datetime_type": "напишите дату: 2026-09-01",
    "too_short": "список пуст — впишите хотя бы одно значение",
    "string_pattern_mismatch": "такое значение не подходит — только латинские буквы, цифры и дефис",
}


def torn_item(word: str) -> str:
    return f"пункт начинается со слова «{word}»: запятая в [ ] делит список — возьмите пункт в кавычки целиком"


def _signs(text: str) -> str:
    return counted(len(text), "signs")


def invalid(caption: str, kind: str, context: dict[str, Any], value: object) -> str:
    """Why a value of the field `caption` was refused; `kind` and `context` are the validator's."""
    if kind in ("russian", "learner"):
        return f"{caption}: {context['message']}"
    if kind in ("string_too_long", "too_long") and isinstance(value, str):
        return f"{caption}: слишком длинно ({_signs(value)}) — не больше {context['max_length']}"
    if kind in ("string_too_short", "too_short") and isinstance(value, str):
        return f"{caption}: слишком коротко ({_signs(value)}) — не меньше {context['min_length']}"
    if kind in ("too_short", "too_long") and context.get("actual_length"):
        wanted = f"не меньше {context['min_length']}" if kind == "too_short" else f"не больше {context['max_length']}"
        return f"{caption}: значений в списке {context['actual_length']} — нужно {wanted}"
    if kind in ("less_than_equal", "greater_than_equal"):
        wanted = f"не больше {context['le']}" if kind == "less_than_equal" else f"не меньше {context['ge']}"
        return f"{caption}: число {value} не подходит — нужно {wanted}"
    return f"{caption}: {_INVALID.get(kind, UNFIT)}"


def same_id(id: str, other: str) -> str:
    return f"запись «{id}» уже есть в {other} — дайте файлу другое имя"


def wrong_suffix(name: str, caption: str, suffix: str) -> str:
    return f"{caption}: файл {name} должен кончаться на {suffix} — переименуйте его"


def bad_id(name: str, good: str) -> str:
    return f"имя файла станет адресом страницы: латинские строчные буквы, цифры, дефис — переименуйте {name} в {good}"


def reserved_id(id: str) -> str:
    return f"имя «{id}» занято сайтом — дайте файлу другое имя"


def unknown_folder(name: str, close: list[str], kinds: list[str]) -> str:
    known = f"возможно, {close[0]}" if close else f"записи лежат в папках {', '.join(kinds)}"
    return f"папка «{name}» сайту неизвестна, записи в ней не видны — {known}"


HEAD_NOT_CLOSED = "шапка открыта строкой «---» и не закрыта — поставьте такую же строку под её полями"


def page_suffix(name: str, good: str) -> str:
    return f"страницу читают, если имя кончается на .md, — переименуйте {name} в {good}"


ADDRESS_TAKEN = "по этому адресу сайт ставит свою страницу, вдвоём им не встать — дайте файлу другое имя"


def page_named_like_a_file(good: str) -> str:
    return f"имя страницы кончается как у файла другого вида — назовите её, например, {good}"


def page_name_taken(name: str) -> str:
    """A README would become the first page of its folder with one engine and not with another."""
    return f"имя {name} страница носить не может — назовите файл index.md, если это главная папки, или иначе"


def same_page(other: str) -> str:
    return f"по этому адресу уже стоит страница {other} — оставьте одну из двух или дайте другое имя"


def no_template(name: str, known: list[str]) -> str:
    """After the place of `template:` in the head of a page."""
    return f"шаблона «{name}» нет — удалите эту строку или напишите один из: {', '.join(known)}"


def address_not_opened(written: str) -> str:
    """Of a link in a text: a placeholder in brackets, a host that is none."""
    return f"адрес «{written}» не откроется — впишите настоящий вместо скобок или уберите ссылку"


def text_suffix(name: str, good: str) -> str:
    return f"Блокнот дописал к имени .txt, запись не видна — переименуйте {name} в {good}"


def no_such_record(caption: str, id: str, nearest: str | None) -> str:
    maybe = f"возможно, {nearest}" if nearest else "проверьте имя файла"
    return f"нет записи «{id}» ({caption}) — {maybe}"


def record_not_read(file: str) -> str:
    """A record that is there and has errors."""
    return f"запись {file} с ошибками, поэтому не прочитана — сначала nastavnik check"


def no_such_stage(code: str, plan: str, codes: list[str]) -> str:
    return f"этапа «{code}» нет в дорожной карте {plan} — есть {', '.join(codes) or 'только план без этапов'}"


def no_such_file(name: str, nearest: str | None) -> str:
    maybe = f"возможно, {nearest}" if nearest else "положите его рядом с записью или в папку content/files"
    return f"файл «{name}» не найден — {maybe}"


def consent_unknown_field(word: str, nearest: str | None) -> str:
    maybe = f"возможно, {nearest}" if nearest else "проверьте название или напишите «все»"
    if set(word) & set(",;"):
        maybe = "поля перечисляют в скобках через запятую: [name, post]"
    return f"согласие называет поле «{word}», которого у записи нет — {maybe}"


def consent_does_not_cover(hidden: list[str]) -> str:
    return f"согласие не называет эти поля, они не показаны: {', '.join(hidden)}"


def cases_together(names: tuple[str, ...]) -> str:
    return f"одно слово в разных падежах — впишите все поля: {', '.join(names)}"


def year_is_over(period: str) -> str:
    return f"{school_year(period)} давно закончился — впишите текущий или начните новый: nastavnik new-year"


TANGLED_TEXT = (
    "текст слишком запутан для вёрстки: много незакрытых скобок [ или знаков ` и * в одном абзаце — "
    "закройте их или разделите абзац пустыми строками"
)
UNCLOSED_TAGS = "слишком много тегов HTML без закрывающего знака > — закройте их или напишите знак < как &lt;"


def too_deep_text(most: int) -> str:
    return f"списки и цитаты вложены глубже {most} уровней — уберите лишние знаки и отступы в начале строки"


def too_many_definitions(most: int) -> str:
    return (
        f"больше {most} строк с двоеточием в начале подряд: каждая окажется внутри предыдущей — "
        "поставьте перед каждым термином пустую строку"
    )


def too_deep_brackets(most: int) -> str:
    return f"скобки или выделения вложены друг в друга больше {most} раз — оставьте в абзаце простые ссылки"


def too_many_pieces(most: int) -> str:
    return (
        f"в одном тексте больше {most} абзацев, строк таблицы, ссылок и выделений — "
        "разделите его на несколько или приложите таблицу файлом"
    )


def more_mistakes(more: int) -> str:
    return f"и ещё {counted(more, 'mistakes')} в этой записи — исправьте названные и проверьте ещё раз"
