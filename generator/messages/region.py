"""What is said about a regional bank: its records, its store, its review and its reports."""

HELP_REGION = "Региональный банк практик: собрать каталоги школ, рассмотреть, показать."
STORE_ADDRESS = "адрес хранилища не понят — напишите sqlite:///папка/bank.db или postgresql://имя@сервер/база"
NO_REGION_FILE = "нет паспорта региона — начните с файла content/region.yml по образцу из README.ru.md"
PASSWORD_IN_FILE = (
    "пароль в файле увидят все, у кого есть проект, — уберите его отсюда, программа возьмёт его из PGPASSWORD"
)
HIDDEN_AND_MORE = "скрытая практика не бывает ещё и рекомендованной — оставьте одно: «скрыта» или остальное"
NO_REGION_EXTRA = "для регионального банка нужны ещё библиотеки: pip install 'nastavnik[region]'"


def not_a_practice_key(value: str) -> str:
    return f"«{value}» не ключ практики — возьмите его из «nastavnik region review»: 0000000028-school28/practices/imya"


def not_within(value: int, least: int, most: int) -> str:
    return f"{value} не подходит — напишите число от {least} до {most}"


def store_failed(address: str, said: str) -> str:
    return f"хранилище {address} не отвечает или повреждено: {said}"


def store_of_another_version(found: str, known: int) -> str:
    return (
        f"хранилище сделано другой версией программы ({found}, а эта знает {known}) — обновите программу "
        "или соберите банк заново в новое хранилище"
    )


def school_key_changed(old: str, new: str) -> str:
    return (
        f"школа сменила ключ: был «{old}», стал «{new}»; решения о её практиках записаны под прежним ключом — "
        "исправьте в них поле practice"
    )


def school_listed_twice(key: str, owner: str, other: str) -> str:
    return (
        f"школа «{key}» уже есть: её даёт источник sources/{owner}.yml — одна школа записана дважды, "
        f"удалите sources/{other}.yml"
    )


def school_key_shared(key: str, owner: str, other: str) -> str:
    return (
        f"ключ «{key}» уже занят другой школой (источник sources/{owner}.yml): у филиалов один ИНН, "
        f"поэтому у школы из sources/{other}.yml нужно сменить поле id в её school.yml"
    )


def same_key_twice(kind: str, id: str) -> str:
    return f"запись {kind}/{id} в каталоге школы стоит дважды — взята первая, у второй нужно другое имя файла"


def source_needs(names: tuple[str, ...]) -> str:
    return f"не сказано, где брать практики, — добавьте строку {' или '.join(f'«{name}: …»' for name in names)}"


def source_twice(file: str) -> str:
    return f"этот же адрес уже записан в {file} — одна школа записана дважды, удалите один из двух файлов"


def decided_twice(file: str) -> str:
    return f"решение того же совета от того же дня уже записано в {file} — оставьте один файл"
