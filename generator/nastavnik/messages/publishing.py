"""What is said while a site is published: why it is not, what a host answers, what visitors get there."""

import re
from collections.abc import Iterable, Sequence

from nastavnik.messages.words import after_number, counted, plural

HELP_PUBLISH = "Выложить собранный сайт на хостинг, описанный в publish.yml, и проверить, что видят посетители."
HELP_PUBLISH_BACK = "Вернуть на хостинг прежнюю публикацию."
HELP_PUBLISH_DRY_RUN = "Только показать, что изменится на хостинге."
HELP_PUBLISH_ALLOW = "Опубликовать, хотя программа возражает: её возражения вы прочли."
HELP_PUBLISH_FORGET = "Не хранить на хостинге прежнюю публикацию: вернуться будет нельзя."
HELP_PUBLISH_FULL = "Сверить на хостинге каждый файл, а не только изменившиеся."
HELP_PUBLISH_NO_READ_BACK = "Не спрашивать сайт после публикации."
NO_PUBLISH_FILE = (
    "нет файла publish.yml: в нём сказано, куда публиковать, — образец для вашего хостинга в справочнике, "
    "страница «Публикация»"
)
PUBLISH_PASSWORD_IN_FILE = (
    "пароль в файле увидят все, у кого есть проект, — уберите строку; программа спросит его сама "
    "или возьмёт из переменной NASTAVNIK_PUBLISH_PASSWORD"
)
TARGET_TWICE = "так уже называется другое место — назовите иначе"
TARGET_PLACEHOLDER = "здесь осталось слово из образца — впишите своё"
TARGET_PATH = "папка сайта не может быть целым диском и не пишется через «..» — напишите путь целиком"
FTP_IS_OPEN = "по FTP пароль идёт открытым текстом — если хостинг умеет, напишите ftps или sftp"
NO_SITE = "сайт ещё не собран — соберите его: nastavnik build"
SITE_OLDER = "записи менялись после сборки — соберите сайт снова: nastavnik build"
SITE_OF_ANOTHER_DAY = "сайт собран не сегодня, а даты на страницах живут по календарю — соберите снова: nastavnik build"
PUBLISH_ALLOW = "Ничего не изменено. Если всё так и задумано, повторите с ключом --allow."
NO_WAY_BACK = (
    "вернуться не к чему: прежней публикации на хостинге нет — её ещё не было, к ней уже вернулись, "
    "или она стёрта вместе с тем, что убрано с сайта"
)
PUBLISHED_ELSEWHERE = (
    "пока шла передача, публикацию начал другой компьютер — сайт остался прежним; дождитесь его и повторите"
)
RCLONE_GONE = "программа rclone, которая передаёт файлы, не запустилась или остановилась — повторите публикацию"
NOT_FORGOTTEN = "хостинг не удаляет прежнюю публикацию — проверьте права на папку .nastavnik-publish и повторите"
HOST_KEY_UNKNOWN = "сервер ещё не знаком: его ключа нет ни в publish.yml, ни в ~/.ssh/known_hosts"
NO_SUCH_FOLDER = "на хостинге нет такой папки — проверьте path в publish.yml"
NO_SUCH_BUCKET = "такого бакета нет — проверьте bucket в publish.yml"
PUBLISH_PASSWORD_NEEDED = "нужен пароль: задайте его в переменной NASTAVNIK_PUBLISH_PASSWORD"
DESK_HOST_PASSWORD = "Пароль хостинга"
KEEP_PASSWORD = "Запомнить пароль в хранилище паролей этого компьютера?"
PUBLISH_TARGET = "[МЕСТО]"
SENDING = "передаю, КБ"
NOTHING_TO_PUBLISH = "на хостинге уже этот сайт, передавать нечего"
NO_FORMER_KEPT = (
    "прежняя публикация с хостинга стёрта: в ней есть люди или снимки, которых на сайте больше нет; "
    "вернуться к ней нельзя"
)
RUN_WAS_CUT = "прошлая публикация была прервана; теперь доведена до конца"
READ_BACK_FINE = "сайт спрошен: посетители видят то, что собрано"
READ_BACK_HEAD = "сайт опубликован, но на хостинге есть что поправить:"
PUBLISH_INTERRUPTED = "прервано: сайт остался прежним; повторите публикацию, она начнётся заново"
PUBLISH_INTERRUPTED_LATE = "прервано посреди замены: повторите публикацию, она доведёт дело до конца"

_REFUSALS = (
    (r"key mismatch|host key .*changed", "ключ сервера не тот, что записан: сервер сменили или вместо него отвечает "
     "чужой — спросите хостинг и только потом исправьте host_key в publish.yml"),
    (r"key is unknown", HOST_KEY_UNKNOWN),
    (r"not password protected", "у ключа SSH нет пароля, а программе он задан — уберите его из переменной"),
    (r"passphrase|password protected", "ключ SSH под паролем — задайте его в переменной NASTAVNIK_PUBLISH_PASSWORD"),
    (r"parse private key|failed to read private key", "ключ SSH не читается — проверьте key_file в publish.yml"),
    (r"sizes differ|corrupted on transfer", "хостинг принял файл не целиком — повторите публикацию"),
    (r"unable to authenticate|login incorrect|login failed|authentication failed|\b530\b|invalidaccesskey|"
     r"signaturedoesnotmatch|\b401\b|unauthorized|no supported methods remain",
     "хостинг не принял имя пользователя или пароль — проверьте user в publish.yml и пароль"),
    (r"no such host|lookup .*(?:fail|no )", "сервер с таким именем не найден — проверьте host в publish.yml и сеть"),
    (r"connection refused", "сервер не принимает соединение — проверьте host и port в publish.yml"),
    (r"x509|certificate|tls:",
     "сертификат сервера не подходит — спросите хостинг; свой сертификат укажите полем certificate"),
    (r"no space left|disk full|quota|insufficient storage|not enough space|\b552\b|\b507\b",
     "на хостинге нет места — освободите его и повторите"),
    (r"nosuchbucket|bucket does not exist", NO_SUCH_BUCKET),
    (r"permission denied|forbidden|accessdenied|access denied|not enough privileges|read-only|\b403\b|\b550\b",
     "хостинг не разрешает писать в эту папку — проверьте path в publish.yml и права"),
    (r"time[d]? ?out|deadline exceeded", "хостинг не отвечает — проверьте интернет и повторите"),
    (r"reset|\beof\b|broken pipe|connection lost|closed|aborted|no route|unreachable|network",
     "связь оборвалась — повторите публикацию, она продолжится"),
    (r"not found|no such (?:file|directory)|doesn't exist|does not exist|\b404\b",
     NO_SUCH_FOLDER),
)  # fmt: skip
"""What hosts say, in the words of their protocols → ours; the graver first."""


def host_refused(lines: Iterable[str]) -> str:
    """What a host's answers mean; of several reasons the one that stands first in the table."""
    text = "\n".join(lines)
    for pattern, sentence in _REFUSALS:
        if re.search(pattern, text, re.IGNORECASE):
            return sentence
    return "хостинг отказал и не сказал почему — повторите; не поможет — спросите его поддержку"


def needs_rclone(command: str) -> str:
    return f"нужна программа rclone, не старее 1.63: поставьте её из rclone.org или так — {command}"


def target_needs(name: str) -> str:
    return f"не хватает поля {name}"


def which_target(name: str | None, names: Sequence[str]) -> str:
    known = ", ".join(names)
    return f"места «{name}» в publish.yml нет — есть: {known}" if name else f"назовите, куда публиковать: {known}"


def pages_vanish(gone: int, pages: int) -> str:
    return f"с сайта исчезло бы {counted(gone, 'pages')} из {pages} — похоже на ошибку"


def changed_by_others(paths: Sequence[str], count: int) -> str:
    more = f" и ещё {count - len(paths)}" if count > len(paths) else ""
    return f"на хостинге лежат файлы, которые положила или изменила не эта программа: {', '.join(paths)}{more}"


def published_elsewhere_since(minutes: int) -> str:
    when = f"{plural(minutes, ('минуту', 'минуты', 'минут'))} назад" if minutes > 0 else "только что"
    return f"с другого компьютера {when} начата публикация — дождитесь её; если её прервали, повторите через полчаса"


def not_arrived(paths: Sequence[str], count: int) -> str:
    more = f" и ещё {count - len(paths)}" if count > len(paths) else ""
    return f"хостинг принял не всё: {', '.join(paths)}{more} — проверьте, есть ли там место, и повторите публикацию"


def host_key_shown(sentence: str, lines: Sequence[str]) -> str:
    shown = "\n".join(f"      - {line}" for line in lines)
    return f"{sentence}. Сверьте ключ с тем, что называет хостинг, и допишите в publish.yml:\n    host_key:\n{shown}"


def published(name: str, sent: int, deleted: int, same: int) -> str:
    parts = [f"передано {counted(sent, 'files')}"]
    parts += [f"удалено {deleted}"] if deleted else []
    return f"опубликовано ({name}): {', '.join(parts)}, без изменений {same}"


def would_publish(sent: int, deleted: int) -> str:
    return f"изменится: передать {counted(sent, 'files')}, удалить {deleted}"


def came_back(name: str, files: int) -> str:
    returned = after_number(files, ("возвращён", "возвращено", "возвращено"))
    return f"на хостинге ({name}) снова прежняя публикация: {returned} {counted(files, 'files')}"


def sent_so_far(done: int, total: int) -> str:
    return f"передано {done} из {total} КБ"


# --- what visitors get

PAGES_WITHOUT_CHARSET = (
    "страницы отдаются без «text/html; charset=utf-8», буквы могут превратиться в знаки — "
    "nginx: «charset utf-8;», Apache: «AddDefaultCharset utf-8»"
)
NOT_PACKED = "страницы передаются несжатыми и грузятся дольше — nginx: «gzip on;», Apache: mod_deflate"
NOT_CACHED = "браузер качает страницы заново каждый раз: хостинг не шлёт ни ETag, ни Last-Modified — включите их"
MISSING_PAGE_NOT_OURS = (
    "вместо нашей «Такой страницы нет» хостинг показывает свою — nginx: «error_page 404 /404.html;», "
    "Apache: «ErrorDocument 404 /404.html» (с адресом раздела впереди)"
)
SERVICE_IS_SERVED = (
    "служебная папка .nastavnik-publish открыта посетителям — nginx: «location ~ /\\.nastavnik-publish { deny all; }», "
    "или назовите в publish.yml папку вне сайта: service_path"
)


def not_answering(root: str) -> str:
    return f"адрес {root} не отвечает — проверьте его в браузере и в поле site_url"


def not_what_was_built(url: str, wrong: int, asked: int) -> str:
    return (
        f"по адресу {url} не то, что опубликовано (так на {wrong} из {asked} спрошенных страниц) — "
        "проверьте, та ли это папка (path, site_url), и не отдаёт ли хостинг старое из кэша"
    )


def foreign_on_pages(hosts: Sequence[str]) -> str:
    return f"хостинг вставляет в страницы чужое с {', '.join(hosts)} — отключите это в панели хостинга или смените его"


def file_not_served(path: str) -> str:
    return f"файл {path} не отдаётся — проверьте, не запрещены ли на хостинге такие файлы"


def wrong_type(suffix: str, value: str, right: str) -> str:
    named = f"как «{value}»" if value else "без типа"
    return f"файлы {suffix} отдаются {named}, а нужно «{right}» — допишите тип в настройках сервера"


def headers_missing(names: Sequence[str]) -> str:
    return f"сервер не шлёт заголовки защиты ({', '.join(names)}) — готовые строки в папке .nastavnik/headers"


def cached_long(seconds: int) -> str:
    hours = max(1, seconds // 3600)
    return (
        f"браузеры помнят страницы {plural(hours, ('час', 'часа', 'часов'))} и не видят нового — "
        "поставьте для страниц «Cache-Control: no-cache»"
    )


def missing_page_answers(status: int) -> str:
    return f"на адрес, которого нет, сервер отвечает {status}, а нужно 404 — поисковики примут ошибки за страницы"


def would_send(path: str) -> str:
    return f"передать {path}"


def would_delete(path: str) -> str:
    return f"удалить {path}"


# --- at the desk

DESK_PUBLISH = "Опубликовать"
DESK_PUBLISH_ABOUT = "собрать сайт и передать на хостинг; вернуть прежнее"
DESK_PUBLISH_LEAD = (
    "Программа соберёт сайт, передаст на хостинг только то, что изменилось, и проверит, что видят посетители. "
    "В первый раз это несколько минут."
)
DESK_OTHER_WAYS = "Другие способы"
DESK_BY_FOLDER = "Скопировать папку с сайтом самим: как это сделать"
DESK_PUBLISH_FIRST = (
    "Программа ещё не знает, куда публиковать. Возьмите письмо хостинга с именем и паролем и ответьте на несколько "
    "вопросов — это делают один раз. Нет письма — попросите его у того, кто управляет сайтом школы."
)
DESK_PUBLISH_WRONG = "То, куда публиковать, записано с ошибками"
DESK_PUBLISH_WHERE = "Куда"
DESK_PUBLISH_WHAT = "Что сделать"
DESK_PUBLISH_CHOICES = (("publish", "Опубликовать нынешние записи"), ("back", "Вернуть прежнюю публикацию"))
DESK_PASSWORD_HINT = (
    "Тот, с которым заходят на хостинг; у хранилища S3 — секретный ключ. Он останется в хранилище паролей компьютера, "
    "а если его нет — до закрытия рабочего стола."
)
DESK_PLACE = "Куда публиковать"
PLACE_WRITTEN = "Куда публиковать"
DESK_PLACE_ABOUT = "описать хостинг по его письму"
DESK_PLACE_LEAD = (
    "Хостинг — место, где лежит сайт школы. Всё, что здесь спрошено, стоит в письме, которое он прислал, или в его "
    "личном кабинете. Пароль здесь не пишут: его стол спросит отдельно и в файлы раздела не запишет."
)
DESK_PLACE_TYPE = "Как хостинг принимает файлы"
DESK_PLACE_TYPE_HINT = "Названо несколько способов — берите тот, что в списке выше. Другой выбор — другие вопросы."
DESK_PLACE_NEXT = "Дальше"
DESK_PLACE_SAVE = "Записать и проверить соединение"
DESK_PLACE_SAVED = "Записано, куда публиковать"
DESK_PLACE_WAITS = "Осталось проверить соединение: впишите пароль. Проверка ничего на хостинге не изменит."
DESK_PLACE_CHECK = "Проверить соединение"
DESK_PLACE_CHECKED = "Записано и проверено"
DESK_PLACE_FAILED = "Записано, но соединиться не получается"
DESK_PLACE_UNKNOWN = "Записано. Тот ли это сервер?"
DESK_PLACE_KEYS = (
    "Сервер ещё не знаком. Сравните его отпечаток с тем, что называет хостинг (в письме или в личном кабинете): "
    "довольно одного совпавшего. Не совпал ни один — не продолжайте и спросите хостинг."
)
DESK_PLACE_TRUST = "Отпечаток тот же, запомнить сервер"
DESK_PLACE_EDIT = "Исправить, куда публиковать"
DESK_PLACE_OPEN_FORM = "Описать, куда публиковать"
DESK_PLACE_NO_KEYS = (
    "Сервер ещё не знаком, и узнать его отпечаток с этого компьютера не вышло. Попросите у хостинга «ключ сервера SSH» "
    "и впишите его."
)
PLACE_IS_OURS = "Доступ есть. В папке лежит раздел, опубликованный этой программой."
DESK_PLACE_ELSEWHERE = "Ошибка не в этих полях: её исправит тот, кто писал этот файл"
DESK_TRANSPORTS = {
    "sftp": "SFTP — в письме есть «SFTP», «SSH» или порт 22",
    "ftps": "FTPS — в письме есть «FTPS», «FTP через TLS» или «SSL»",
    "ftp": "FTP — в письме есть только «FTP»",
    "s3": "Хранилище S3 — в письме есть «бакет» или «Access key»",
    "webdav": "WebDAV — в письме есть «WebDAV» или адрес со словом «dav»",
    "folder": "Папка — на этом компьютере или на сетевом диске школы",
}
"""What a host speaks, as letters of hostings tell it."""
DESK_TARGET_HINTS = {
    "host": "Имя сервера без «https://» и без папки",
    "port": "Только если в письме назван другой",
    "user": "В письме — «логин», «имя пользователя» или «пользователь FTP»",
    "s3.user": "В письме — «Access key» или «Access key ID»",
    "path": "Папка раздела, а не всего сайта школы: файлы в ней программа заменяет. Нет такой — создаст",
    "s3.path": "Если раздел лежит не в самом бакете",
    "webdav.path": "Если раздел лежит глубже, чем ведёт адрес",
    "folder.path": "Путь целиком, вместе с буквой диска",
    "url": "Целиком, как в письме",
    "endpoint": "В письме — «endpoint» или «адрес API»",
    "bucket": "Имя бакета, без адреса",
    "region": "Если назван в письме, например «ru-1»",
    "site_url": "По нему программа посмотрит, что вышло; не вписан — по адресу раздела из «Об организации»",
    "service_path": "Где держать прежнюю публикацию, чтобы посетители её не видели; не вписана — внутри раздела",
    "key_file": "Если хостинг пускает по ключу: путь к нему на этом компьютере",
    "host_key": "Запишется сам, когда вы подтвердите сервер. Хостинг сменил сервер — очистите и проверьте снова",
    "certificate": "Если у сервера свой сертификат: путь к файлу на этом компьютере",
}
"""By the name of a field, and by type and name where one type is told apart."""
DESK_PUBLISH_NEEDS_PASSWORD = "Нужен пароль хостинга"
DESK_PUBLISHED = "Опубликовано"
DESK_NOT_PUBLISHED = "Не опубликовано, на хостинге прежний сайт"
DESK_PUBLISH_CUT = "Публикация не закончена: повторите её"
DESK_PUBLISH_ANYWAY = "Всё равно опубликовать"


def target_hint(hint: str, example: str) -> str:
    return f"{hint}. Например, «{example}»." if example else f"{hint}."


def usual_port(port: str) -> str:
    return f"обычный, {port}"


def what_lies_there(names: Sequence[str] | None, most: int) -> str:
    """What was seen in the folder of a site, for somebody who may have written a wrong one."""
    if names is None:
        return "Доступ есть. Такой папки ещё нет — программа создаст её, когда вы опубликуете."
    if not names:
        return "Доступ есть, папка пуста."
    more = f" и ещё {len(names) - most}" if len(names) > most else ""
    shown = ", ".join(f"«{name}»" for name in names[:most])
    return (
        f"Доступ есть. В папке лежит: {shown}{more}. Если это не раздел, а весь сайт школы, впишите для "
        "раздела отдельную папку."
    )


def place_to_change(places: str) -> str:
    return f"{places} — изменить"


def place_words(transport: str, server: str, path: str) -> str:
    """Where a site goes, on one line: «SFTP, ssh.school28.ru, /www/nastavnichestvo»."""
    return ", ".join(part for part in (transport, server, path) if part)
