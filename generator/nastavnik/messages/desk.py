"""The desk: sentences of its pages that are not words of a template, and what it says on the terminal."""

import datetime as dt
from collections.abc import Iterable, Sequence

from nastavnik.messages.words import capital, counted, day, enumerated, labelled, plural, uncapital

DESK_FOREIGN_HOST = "этот стол открывается только на своём компьютере по адресу, который назвала программа"
DESK_FOREIGN_PAGE = "запрос пришёл не со страницы рабочего стола — откройте стол заново и повторите"
DESK_NO_KEY = "откройте рабочий стол по ссылке, которую назвала программа, или запустите его ещё раз"
DESK_TOO_LARGE = "это слишком много для одного раза: файл больше 200 МБ или текст больше 8 МБ"
DAY_OR_YES = "день, например 10.09.2026, или «да»"
DESK_NO_SITE = "Сайт ещё не собран: сначала нажмите «Собрать сайт»."
DESK_BACK = "На рабочий стол"
DESK_NO_SCRIPTS = (
    "Здесь страницы только показывают: «Версия для слабовидящих», поиск и отбор в списках не работают. Когда сайт "
    "выложен, они работают."
)
ALL_FIELDS_CHOICE = "все поля"
DESK_BROKEN = "в программе ошибка: подробности — в чёрном окне; написанное в форме не пропало, вернитесь к ней"
DESK_FILL_IN = "Заполните: без этого запись не появится на сайте"
DESK_GONE = (
    "Пока форма была открыта, файл записи переименовали или удалили. Ничего не записано. Если удалили по ошибке, "
    "нажмите «Сохранить»: запись появится снова, с тем, что в форме."
)
DESK_TEXT_CHANGED = (
    "Пока страница была открыта, файл изменили в другой программе. Ничего не записано: сравните ваш текст с файлом "
    "и нажмите «Сохранить» ещё раз, чтобы записать свой."
)
DESK_NOTHING_HERE = "Здесь ничего нет: запись переименовали или удалили."
DESK_NOT_SHOWN = "На сайте этой записи не видно: ниже сказано почему. Рядом — список, в котором она появится."
DESK_DRAFT_UNFINISHED = "Черновик не дописан"
DESK_DRAFT_NOT_SHOWN = "Пока черновик не дописан, страницы у записи нет. Рядом — список, в котором она появится."
DESK_DRAFT_WAITS = (
    "Черновик не дописан: посетители его не увидят, а сайту он не мешает. Осталось заполнить или поправить:"
)
DESK_NO_PAGE = "Страницу пока не показать: сначала заполните «Об организации»."
DESK_SAY_WHAT_IS_SEEN = "файл принят; напишите рядом, что на картинке: это услышат те, кто её не видит"
DESK_PASSPORT = "Об организации"
DESK_ON_SITE = "Опубликовано на сайте"
DESK_IN_BUILT = "Есть в собранном сайте"
DESK_AFTER_BUILD = "Появится на сайте, когда вы его соберёте и выложите"
DESK_AFTER_SENDING = "Появится на сайте, когда вы отправите записи"
DESK_NOT_PUBLIC = "Пока не публикуется"
DESK_STOPS_BUILD = "Мешает собрать сайт: ниже отмечено, что исправить"
DESK_HIDDEN = "На сайте не видно"
DESK_NO_CONSENT = "Согласия нет, поэтому сведения о человеке на сайте не показаны."
DESK_CARD_DECIDES = "На сайте — имя из карточки наставника: его показывает согласие, которое записано в карточке."
DESK_HAS_A_CARD = (
    "Среди наставников есть карточка с этим именем: выберите её в поле «Наставник», и имя покажется по согласию из "
    "карточки."
)
DESK_CONSENT_UNFINISHED = "Согласие заполнено не до конца: пока сведения о человеке на сайте не показаны."
DESK_NAME_NOT_AGREED = "Имя в согласии не названо, поэтому карточки на сайте нет."
PASSPORT_STAYS = "без сведений об организации раздела нет, их не удаляют"
DESK_NEW_PAGE = "Новая страница"
DESK_NAME_THE_PAGE = "впишите название страницы: из него получится её адрес"
DESK_SAVED_PUBLIC = (
    "Рядом — страница, какой она станет. У посетителей она будет такой, когда вы соберёте сайт и выложите его."
)
DESK_SAVED_TO_SEND = "Рядом — страница, какой она станет. У посетителей она будет такой, когда вы отправите записи."
DESK_SAVED_BROKEN = "Сайт не соберётся, пока не исправлено то, что отмечено красным."
DESK_SAVED_EXAMPLE = "Это пример: посетители его не увидят, пока отмечено, что запись — пример."
DESK_SAVED_TO_CONFIRM = "Посетители этого не увидят, пока в поле «Что подтвердить» что-то написано."
DESK_SAVED_DRAFT = "Это черновик: посетители его не увидят."
DESK_SAVED_UNFINISHED = "Это черновик, в нём заполнено не всё: посетители его не увидят, остальному сайту он не мешает."
DESK_SAVED_HIDDEN = "Посетители этого не увидят: в форме сказано почему."
DESK_SAVED_STILL_THERE = (
    "На собранном сайте прежняя страница ещё стоит: она исчезнет, когда вы соберёте сайт и выложите его."
)
SHORTCUT = "Рабочий стол наставничества"
HELP_DESK = "Рабочий стол в браузере: добавлять и править записи формами, без YAML и терминала."
HELP_DESK_PORT = "Порт рабочего стола; 0 — любой свободный."
HELP_DESK_QUIET = "Не открывать браузер."


def desk_open(address: str) -> str:
    """Where the desk is, and how it is closed."""
    return f"рабочий стол открыт: {address}\nчтобы закрыть его, закройте это окно или нажмите Ctrl+C"


DESK_SAVED = "правка: "
"""How a save begins in the list of what was done; its file follows."""
OUTCOMES = {"added": "Новая запись", "changed": "Правка", "deleted": "Удаление"}


def desk_saved(file: str) -> str:
    """What a save is called in the list of what was done."""
    return f"{DESK_SAVED}{file}"


def record_done(outcome: str, caption: str, title: str) -> str:
    """What became of a record: «Правка — новость «Осенняя встреча»»."""
    return f"{OUTCOMES[outcome]} — {' '.join(filter(None, (caption, in_quotes(title))))}"


def desk_file_kept(name: str) -> str:
    """What keeping a dropped file is called in the list of what was done."""
    return f"файл: {name}"


def let_out(title: str, kinds: Sequence[str]) -> str:
    """A document and what looks personal in its file, in one line."""
    return f"{title} — похоже на {enumerated(kinds)}"


def saved_with_personal(kinds: Sequence[str]) -> str:
    """That a saved document would go out with what looks personal in its file."""
    return (
        f"Документ попадёт на сайт вместе с файлом, а в нём похоже на {enumerated(kinds)}. "
        "Уберите это из файла и загрузите его заново. Показывать это можно всем? Отметьте «Личное в файле можно "
        "публиковать»."
    )


def offered(name: str, captions: Iterable[str]) -> str:
    """A person, and what the paper offers to be shown."""
    return labelled(name, ", ".join(map(uncapital, captions)))


HANDBOOK_OF_COMMANDS = r"То же командой|В файл|Файл(?!ами)|Подробности"
"""Beginnings of headings of the handbook below which it speaks of commands and files."""
DESK_HELP_FOLDED = "Командой и в файле"
DESK_STEP_FILES = "Загрузить файлы школы: список наставников, практики, приказы"
STEPS = {
    "files": DESK_STEP_FILES,
    "passport": "Дописать «Об организации»",
    "plan": "Загрузить дорожную карту",
    "examples": "Убрать примеры",
    "build": "Собрать сайт",
    "rebuild": "Собрать сайт: записи изменились",
    "publish": "Выложить собранный сайт",
}
"""First steps that are about no number of records."""


def desk_step(name: str, count: int, unfinished: int = 0) -> str:
    """One of the first steps, with how many records wait for it, and how many would if they were not `unfinished`."""
    if name == "consents":
        besides = f"; сначала дописать: {plural(unfinished, ('карточка', 'карточки', 'карточек'))}"
        return f"Взять согласия: у {plural(count, ('наставника', 'наставников', 'наставников'))}" + (
            besides if unfinished else ""
        )
    if name == "unread":
        return f"Дописать обязательное: {counted(count, 'records')}"
    if name == "confirm":
        return f"Подтвердить, что угадано верно: {counted(count, 'documents')}"
    if name == "unpublished":
        return f"Дописать и опубликовать: {counted(count, 'practices')}"
    if name == "marks":
        return f"Отметить выполненное: {plural(count, ('прошедший срок', 'прошедших срока', 'прошедших сроков'))}"
    return STEPS[name]


def shortcut_written(name: str) -> str:
    """How the desk is opened from now on."""
    return f"чтобы открыть стол в другой раз, щёлкните дважды файл «{name}» в этой папке"


def in_quotes(words: str) -> str:
    """«Words in quotation marks», those inside of another shape."""
    return f"«{words.replace('«', '„').replace('»', '“')}»"


def desk_agreed(hidden: Sequence[str], until: dt.date | None) -> str:
    """What a consent lets out today: all that is filled in, but fields with these captions, which it does not name."""
    last = f" Согласие действует по {day(until)}." if until else ""
    if not hidden:
        return f"По согласию показано всё, что заполнено.{last}"
    return (
        f"Не показано, потому что в согласии не названо: {', '.join(map(in_quotes, hidden))}. Остальное показано.{last}"
    )


def desk_number(number: str) -> str:
    """The number of a paper in a list, with its sign however it was typed."""
    return f"№ {number.lstrip('№ ')}"


def named_apart(title: str, detail: str) -> str:
    """A record among others of its name."""
    return f"{title} ({detail})"


DESK_DELETION = "удаление: "
"""How a deletion begins in the list of what was done; the title of the record follows."""


def desk_deleted(title: str) -> str:
    """What a deletion is called in the list of what was done."""
    return f"{DESK_DELETION}{title}"


def desk_new(caption: str) -> str:
    """The heading of an empty form."""
    return f"Новая запись: {caption}"


def desk_passport_wrong(reason: str) -> str:
    """Why no page can be drawn though the passport is filled in."""
    return f"Страницу пока не показать: сначала исправьте «Об организации». {capital(reason)}."


def desk_not_saved(reason: str) -> str:
    """Why a form could not be saved; what was typed is still in it."""
    return f"Не сохранено, всё набранное осталось в форме. {capital(reason)}."
