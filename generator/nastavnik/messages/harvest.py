"""What is said about a harvest: why a source gave nothing, what of it was not taken, and the command's answers."""

from collections.abc import Mapping
from typing import Any

from nastavnik.messages.words import counted, plural

OWN_NETWORK = "адрес ведёт во внутреннюю сеть — в банк принимают только сайты, открытые всем"
ADDRESS_WITH_PASSWORD = "в адресе стоят имя и пароль — раздел должен открываться без них"
BROKEN_PACKING = "сжатый ответ сайта не распаковывается — проверьте настройки сервера (gzip)"
BAD_CERTIFICATE = "сертификат сайта не подходит (https) — обновите его у хостинга"
NO_SUCH_HOST = "имя сайта не найдено — проверьте адрес и срок домена"
NO_CONNECTION = "с сайтом не соединиться — проверьте, открывается ли он"
CONNECTION_BROKE = "сайт оборвал соединение — проверьте, открывается ли каталог целиком"
NOT_HTTP = "ответ сайта не разобрать — проверьте адрес и настройки сервера"
PICTURE_AT_SCHOOL = "фотография на сайте организации"
TOO_DEEP_DATA = "поля вложены слишком глубоко — такой записи не бывает"
EMPTY_CATALOGUE = "каталог пуст — соберите раздел заново и опубликуйте его"
PAGE_INSTEAD = "вместо каталога сайт отдаёт страницу — проверьте адрес: у раздела есть файл api/v1/catalog.json"
NOT_JSON = "каталог не разобрать: он оборван или испорчен — опубликуйте раздел заново"
NOT_A_CATALOGUE = "это не каталог раздела «Наставничество»: в нём нет полей version, school и items"
NO_VERSION = "в каталоге не сказано, какой он версии (version) — опубликуйте раздел заново"
NOT_A_RECORD = "это не запись: нужны поля kind, id, url и data"
RECORD_TWICE = "запись с таким именем в каталоге уже есть — взята первая"
BAD_RECORD_ID = "имя записи не подходит — только латинские строчные буквы, цифры и дефис"
NOT_PUBLISHED = "практика не опубликована — банк берёт только со status: опубликована"
TEXT_CLEANED = "из текста убраны HTML, картинки, опасные ссылки или невидимые знаки — пишите его обычным Markdown"
OWN_WORD = "— слово только вашей школы: в банке оно стало меткой, выбрать по нему нельзя"
ONLY_OWN_WORDS = "— слово только вашей школы: добавьте к нему слово из общего списка"
SOURCE_WITHOUT_ADDRESS = "у источника нет адреса — впишите url: адрес раздела школы, либо path: её файл"
SOURCE_WITHOUT_INN = "у источника нет ИНН — для страниц сайта впишите inn и municipality, сами страницы их не говорят"
NOT_MODIFIED_UNASKED = (
    "сайт отвечает «не изменилось» (304), хотя банк просил каталог целиком, — проверьте настройки сервера (кеш)"
)
ARCHIVE_WITH_PASSWORD = "архив под паролем — пришлите без пароля"
WORKERS_LOST = "исполнители пропали и не вернулись — взятое сохранено, запустите сбор ещё раз"
TOO_HEAVY = (
    "файл не прочитать: он требует слишком много памяти или времени — "
    "откройте его, сохраните заново и уберите лишние листы, строки и папки"
)
JSON_TOO_HEAVY = "в каталоге слишком много мелких значений — таким раздел его не публикует; проверьте, тот ли это файл"
TOO_MUCH_MARKUP = "на странице слишком много тегов — разделите её, чтобы разметка практики стояла на небольшой странице"
NOT_STORED = "хранилище не приняло данные школы — прежние записи на месте, покажите этот отчёт разработчикам банка"
HELP_HARVEST = "Собрать каталоги школ из списка sources в хранилище банка."
HELP_ONLY = "Спросить только этот источник — имя записи из папки sources; можно повторять."
HELP_HARVEST_DRY_RUN = "Проверить школу: показать, что банк взял бы и что нет и почему; ничего не записывать."
HELP_ALLOW_PRIVATE = "Разрешить адреса внутренней сети — для проверки на своём компьютере."
HELP_ALLOW_EMPTY = "Собрать, хотя папка sources пуста: всё собранное раньше уйдёт из банка."
HELP_HARVEST_SCHEDULER = "Раздать сбор машинам через планировщик Dask; нужен его адрес."
HELP_FORM = "Сделать пустую таблицу Excel для школы, у которой нет этой программы."
HARVESTING = "Собираю"
FORM_NEXT = "отправьте школе; заполненную положите рядом и назовите в sources (path)"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} МБ" if size >= 1_000_000 else f"{max(size // 1000, 1)} КБ"


def address_refused(text: str) -> str:
    return f"адрес «{text}» не подходит — он начинается с https:// или http://"


def too_large(most: int) -> str:
    return f"ответ сайта больше {_megabytes(most)} — проверьте, тот ли это адрес"


def unknown_packing(coding: str) -> str:
    return f"сайт сжал ответ способом «{coding[:20]}», о котором не просили — проверьте настройки сервера"


def robots_forbid(url: str) -> str:
    return f"robots.txt сайта запрещает читать {url} — разрешите его для nastavnik-region"


def robots_broken(status: int) -> str:
    return f"robots.txt сайта отвечает ошибкой {status} — пока он не исправлен, читать сайт нельзя"


def too_many_redirects(most: int) -> str:
    times = plural(most, ("раза", "раз", "раз"))
    return f"сайт пересылает больше {times} подряд — впишите адрес, на котором раздел открывается"


def redirect_downgrades(target: str) -> str:
    return f"сайт пересылает с https на http ({target}) — исправьте пересылку"


def bad_status(status: int) -> str:
    if status in (404, 410):
        return f"каталога по этому адресу нет (ответ {status}) — проверьте адрес раздела"
    if status in (401, 403):
        return f"сайт не пускает к каталогу (ответ {status}) — откройте его для всех"
    return f"сайт отвечает ошибкой {status} — загляните в него или спросите хостинг"


def too_slow(seconds: float) -> str:
    spent = plural(max(round(seconds), 1), ("секунду", "секунды", "секунд"))
    return f"сайт не отдал каталог за {spent} — проверьте, открывается ли он"


def too_long(most: int) -> str:
    return f"текст слишком длинный — не больше {most} знаков в поле, вынесите остальное в материалы"


def too_many_values(most: int) -> str:
    return f"слишком много значений — не больше {most} в одном списке"


def newer_version(theirs: int, ours: int) -> str:
    return f"каталог версии {theirs}, а банк понимает версию {ours} — обновите программу банка"


def too_many_records(count: int, most: int) -> str:
    records = counted(count, "records")
    return f"в каталоге {records}, банк принимает не больше {most} — проверьте, тот ли это файл"


def bad_passport(problem: str) -> str:
    return f"паспорт школы: {problem}"


def another_school(key: str, inn: str) -> str:
    return f"это каталог другой школы ({key}), а у источника ИНН {inn} — исправьте адрес или ИНН"


def own_fault(kind: str) -> str:
    return (
        f"ошибка программы ({kind}) при чтении этого источника — прежние записи школы на месте, остальные источники "
        "не задеты; подробности напечатаны при сборе, передайте их разработчикам"
    )


def more_rejections(more: int) -> str:
    others = plural(more, ("замечание", "замечания", "замечаний"))
    return f"и ещё {others} — исправьте названные и соберите ещё раз"


def record_number(number: int) -> str:
    return f"запись {number}"


def taken_brief(fields: list[str]) -> str:
    return f"неполная: взята краткой карточкой со ссылкой на страницу, в разметке нет: {', '.join(fields)}"


def foreign_record(theirs: str, ours: str) -> str:
    return f"запись принадлежит «{theirs}», а каталог — {ours}"


def foreign_address(root: str) -> str:
    return f"адрес записи ведёт не в раздел школы — он начинается с {root}"


def names_hidden(count: int, bank: str, *, agreed: bool) -> str:
    """What a school may do for names the bank leaves out; `agreed`: its passport names the bank already."""
    people = plural(count, ("имя", "имени", "имён"))
    if agreed:
        return f"не показано {people}: в согласиях авторов (addresses) нет адреса банка {bank}"
    return f"не показано {people}: впишите region_bank: {bank} в school.yml и этот адрес в согласия авторов (addresses)"


def source_file_missing(path: str, looked: str) -> str:
    """`path` as the region wrote it, `looked` where that leads to."""
    if not path:
        return "не сказано, где файл школы — впишите path"
    return f"«{path}» нет: path считают от папки банка, искали {looked} — положите файлы туда или исправьте path"


def source_file_closed(path: str, reason: str) -> str:
    return f"«{path}» не открывается ({reason})"


def not_an_archive(name: str) -> str:
    return f"{name} не архив — нужен .zip или .tar.gz с папкой content"


def broken_archive(name: str) -> str:
    return f"архив {name} не распаковать — пришлите его заново"


def link_in_archive(name: str) -> str:
    return f"«{name[:100]}» — ссылка, а не файл: пришлите сами файлы"


def archive_leads_out(name: str) -> str:
    return f"имя «{name[:100]}» ведёт за пределы папки — соберите архив заново"


def archive_too_deep(folders: int) -> str:
    return f"в архиве больше {folders} папок одна в другой — упакуйте одну папку content"


def archive_too_large(files: int, size: int) -> str:
    return f"слишком много файлов — не больше {files}" + (f" и {_megabytes(size)}" if size else "")


def line_of(line: int) -> str:
    return f"строка {line}"


def no_learning_resource(pages: int, type: str) -> str:
    return (
        f"разметки {type} нет ни на одной из страниц в карте сайта ({pages}) — проверьте sitemap.xml и разметку практик"
    )


def no_such_source(name: str, known: list[str]) -> str:
    some = ", ".join(known[:10]) + ("…" if len(known) > 10 else "")
    return f"источника «{name}» в папке sources нет — есть {some or 'только пустая папка'}"


def no_sources(known: int) -> str:
    return (
        f"в папке content/sources нет ни одного источника, а в банке их {known}: такой сбор опустошил бы банк. "
        "Верните файлы источников — или, если банк и правда закрывается, повторите с ключом --allow-empty"
    )


def harvest_resumed(left: int) -> str:
    return f"продолжаю прерванный сбор: осталось {counted(left, 'schools')}"


def harvest_interrupted(done: int, all: int) -> str:
    return f"прервано: взято {done} из {all} — запустите ещё раз, сбор продолжится с этого места"


def harvested(outcomes: Mapping[str, int], records: Mapping[str, int]) -> str:
    schools = sum(outcomes.values()) - outcomes.get("postponed", 0)
    answer = f"спрошено {counted(schools, 'schools')}: обновлено {outcomes.get('taken', 0)}, "
    answer += f"без изменений {outcomes.get('unchanged', 0)}, не удалось {outcomes.get('failed', 0)}; "
    new, changed, gone = (records.get(name, 0) for name in ("new", "changed", "vanished"))
    return f"{answer}практик новых {new}, изменённых {changed}, ушедших {gone}"


def turn_not_come(host: str, seconds: float) -> str:
    """Why a source was not asked: so many others of its host were."""
    return f"{host}: за {seconds / 60:g} мин сайт принял не всех — в следующий раз их спросят первыми, записи на месте"


def postponed(count: int, reason: str) -> str:
    return f"отложено до следующего сбора: {counted(count, 'schools')}; {reason}"


def pages_left(count: int, pause: float) -> str:
    """What a site says that asks for long pauses between its pages."""
    return (
        f"{counted(count, 'pages')} карты сайта не прочитано: сайт просит ждать между страницами {pause:g} с — "
        "попросите школу прислать таблицу"
    )


def would_take(source: str, school: Any, count: int) -> str:
    practices = counted(count, "practices")
    return f"{source}: {school.short_title} ({school.key}), {school.municipality} — банк взял бы {practices}"


def would_take_item(key: str, title: str) -> str:
    return f"  взял бы     {key} — {title}"


def would_not_take(file: str, field: str, reason: str) -> str:
    place = f"{file}, {field}" if field else file
    return f"  замечание   {place}: {reason}"
