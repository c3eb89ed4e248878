"""That the repository of the records is closed: what the first build, a check and a new school say of it."""

from nastavnik.messages.words import counted

HELP_REPOSITORY = (
    "Кто видит репозиторий: private — только свои, internal — все, кто вошёл, public — все. Открытый репозиторий "
    "с личным в записях — ошибка. Файлы публикации говорят это сами."
)
KEEP_PRIVATE = (
    "В записях есть то, чего на сайте нет: согласия, их номера, имена без согласия, баллы, точные числа. Папку content "
    "и её историю держите в закрытом репозитории — на GitHub и GitLab это Private."
)


def repository_is_open(caption: str, files: int) -> str:
    """`caption` of the first private field; `files`: how many records have one."""
    more = f" (таких {counted(files, 'files')})" if files > 1 else ""
    return (
        f"репозиторий открыт, а в записи есть то, что видеть нельзя: {caption}{more} — закройте репозиторий: на GitHub "
        "Settings → General → Change visibility → Private, на GitLab Settings → General → Visibility → Private"
    )
