"""What is said when a record gets another name: by the command, by the check, on the page that is left behind."""

from nastavnik.messages.words import plural

HELP_RENAME = "Дать записи другое имя: поправить все ссылки на неё и оставить прежний адрес рабочим."
HELP_RENAME_NO_ADDRESS = "Не оставлять прежний адрес: он перестанет открываться, подписки увидят новую запись."
HELP_RENAME_DRY_RUN = "Показать, что изменится; ничего не менять."
MOVED = "Страница переехала"
RENAME_WOULD = "файлы не тронуты; вот что изменилось бы:"
RENAME_LEFT = "Посмотрите сами, прежнее имя осталось в тексте:"
RENAME_UNREAD = "Эти файлы не читаются — ссылки в них поправьте сами:"
RENAME_NEXT = "проверьте и соберите сайт: nastavnik build"
NOT_A_RECORD_NAME = "это не имя записи — нужны маленькие латинские буквы, цифры и дефис: ivanova-2026"


def renamed(old: str, new: str) -> str:
    return f"{old} → {new}"


def reference_mended(place: str, old: str, new: str) -> str:
    return f"{place}: {old} → {new}"


def references_mended(count: int) -> str:
    return f"исправлено: {plural(count, ('ссылка', 'ссылки', 'ссылок'))}"


def address_stays(old: str, new: str) -> str:
    return f"прежний адрес {old} останется и будет вести на {new}"


def address_goes(old: str) -> str:
    return f"прежний адрес {old} перестанет открываться"


def address_of_person_stays(word: str) -> str:
    """Of a card: its former address may be a surname nobody should meet any more."""
    return (
        "если в прежнем имени записи стоит фамилия, которой на сайте быть не должно, адрес оставлять нельзя: "
        f"nastavnik undo, затем nastavnik rename --no-address {word}"
    )


def consent_names_address(place: str, address: str) -> str:
    """The consent of a person speaks of the page by its former address (152-ФЗ, art. 10.1)."""
    return f"{place}: в согласии назван прежний адрес {address} — возьмите согласие с новым адресом"


def rename_what(word: str, kinds: list[str]) -> str:
    return f"«{word}»: напишите вид и имя записи через косую черту, например mentors/ivanova; виды: {', '.join(kinds)}"


def kind_keeps_names(caption: str) -> str:
    return f"записи этого вида ({caption}) не переименовывают"


def same_name(word: str) -> str:
    return f"запись уже называется {word}"


def unreadable_record(file: str) -> str:
    return f"{file}: в записи ошибки или чего-то не хватает, переименовать её нельзя — что поправить: nastavnik check"


def passport_has_no_name(file: str) -> str:
    return f"{file}: паспорт не переименовывают"


def alias_taken(alias: str, other: str) -> str:
    return f"прежнее имя «{alias}» занято: его носит {other} — уберите его из aliases или переименуйте ту запись"


def former_name_taken(name: str, other: str) -> str:
    return f"имя «{name}» носила запись {other}, по нему ещё открывают её страницу — возьмите другое имя"


def renamed_since(old: str, new: str) -> str:
    return f"запись «{old}» теперь называется «{new}» — впишите новое имя"
