"""`publish.yml`: where a school's site is published. Addresses and names only; passwords never stand in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import ValidationError

from nastavnik import messages
from nastavnik.errors import ContentRejected, PublishRefused
from nastavnik.records.fields import Count, Line, Many, Part, Term, Url, field
from nastavnik.records.reading import mistakes_of
from nastavnik.records.record import Record
from nastavnik.records.vocabularies import BASE, Vocabularies, Vocabulary, Word
from nastavnik.text.source import Keys, Problem, Severity, Source, Unreadable, read

FILE = "publish.yml"
TRANSPORTS = Vocabulary(
    "transports",
    (
        Word("sftp", "SFTP", ("ssh",)),
        Word("ftps", "FTPS", ("ftp с шифрованием", "ftp tls")),
        Word("ftp", "FTP"),
        Word("s3", "S3", ("хранилище", "бакет")),
        Word("webdav", "WebDAV", ("dav",)),
        Word("folder", "папка", ("каталог", "диск")),
    ),
)
"""What a host speaks."""
_WORDS: Vocabularies = {**BASE, TRANSPORTS.name: TRANSPORTS}
NEEDS = {
    "sftp": ("host", "user", "path"),
    "ftps": ("host", "user", "path"),
    "ftp": ("host", "user", "path"),
    "s3": ("endpoint", "bucket", "user"),
    "webdav": ("url", "user"),
    "folder": ("path",),
}
"""Fields of a target by its type that have to be written."""
ASKED = {
    "sftp": ("host", "port", "user", "path"),
    "ftps": ("host", "port", "user", "path"),
    "ftp": ("host", "port", "user", "path"),
    "s3": ("endpoint", "region", "bucket", "path", "user"),
    "webdav": ("url", "user", "path"),
    "folder": ("path",),
}
"""Fields of a target by its type that a form asks for, in the order in which letters of hostings have them."""
RARE = {
    "sftp": ("site_url", "service_path", "key_file", "host_key"),
    **dict.fromkeys(("ftps", "s3", "webdav"), ("site_url", "service_path", "certificate")),
    **dict.fromkeys(("ftp", "folder"), ("site_url", "service_path")),
}
"""Further fields by type, which few need."""
PORTS = {"sftp": "22", "ftps": "21", "ftp": "21"}
"""The port that is taken where none is written."""
_CAPTIONS = {
    ("s3", "user"): "Идентификатор ключа",
    ("s3", "path"): "Папка сайта в бакете",
    ("webdav", "path"): "Папка сайта на диске",
    ("folder", "path"): "Папка сайта",
}
"""What a field is called where the type has another word for it."""
_PASSWORDS = ("password", "pass", "secret", "пароль", "key", "token")
_UNFILLED = ("…", "...", "ВАШ", "ИМЯ", "АДРЕС", "ПАПКА", ".example")
"""What stands in examples where the school writes its own."""


class Target(Part):
    """One place a site is published at."""

    name: Line = field("Как называть", pattern=r"^[a-z][a-z0-9-]{0,30}$", example="hosting")
    type: Annotated[str, Term(TRANSPORTS.name)] = field("Чем передавать", example="sftp")
    host: Line | None = field("Сервер", None, example="ftp.school28.example")
    port: Count | None = field("Порт", None)
    user: Line | None = field("Имя пользователя", None, example="school28")
    path: Line | None = field("Папка сайта на сервере", None, example="/www/nastavnichestvo")
    service_path: Line | None = field("Служебная папка вне сайта", None, example="/home/school28/nastavnik")
    url: Url | None = field("Адрес WebDAV", None, example="https://disk.school28.example/dav/")
    endpoint: Url | None = field("Адрес хранилища", None, example="https://s3.storage.example")
    bucket: Line | None = field("Бакет", None)
    region: Line | None = field("Регион хранилища", None)
    host_key: Many[Line] = field("Ключ сервера", (), example="ssh-ed25519 AAAA…")
    key_file: Line | None = field("Файл ключа вместо пароля", None, example="~/.ssh/id_ed25519")
    certificate: Line | None = field("Файл сертификата сервера", None)
    site_url: Url | None = field("Адрес раздела", None, example="https://school28.example/nastavnichestvo/")

    @property
    def has_password(self) -> bool:
        """Whether the host asks for one at all."""
        return self.type != "folder" and not self.key_file

    @property
    def account(self) -> str:
        """Whose password it is, the same for targets of one account."""
        return f"{self.type}://{self.user}@{self.server}"

    @property
    def server(self) -> str:
        """What it is connected to: a name or an address; empty for a folder."""
        return self.host or str(self.url or self.endpoint or "")


def caption(type: str, name: str) -> str:
    """What a field of a target of this type is called."""
    return _CAPTIONS.get((type, name)) or Target.model_fields[name].title or name


class PublishFile(Record):
    """The file as a whole."""

    kind: ClassVar[str] = "publish"
    caption: ClassVar[str] = "публикация"
    heading: ClassVar[str] = "Публикация"

    targets: Many[Target] = field("Куда публиковать", min_length=1)


def targets(root: Path) -> tuple[tuple[Target, ...], list[Problem]]:
    """The targets in `publish.yml` of a project, and hints. Raises `ContentRejected`, `PublishRefused`."""
    if not (root / FILE).is_file():
        raise PublishRefused(messages.NO_PUBLISH_FILE)
    try:
        source = read(root / FILE, FILE)
    except Unreadable as unreadable:
        raise ContentRejected([unreadable.problem]) from unreadable
    passwords = list(passwords_in(source))
    if passwords:  # first of all, and alone: the rest can wait
        raise ContentRejected(passwords)
    places, mistakes = read_targets(source)
    problems = [problem for _, problem in mistakes]
    wrong = [problem for problem in problems if problem.severity == "error"]
    if wrong:
        raise ContentRejected(wrong)
    return places, problems


def read_targets(source: Source) -> tuple[tuple[Target, ...], list[tuple[Keys, Problem]]]:
    """The targets in the text of a `publish.yml`, none if it cannot be read as such, and mistakes and hints, each with
    the keys of its field."""
    try:
        record = PublishFile.model_validate(source.data, context={"vocabularies": _WORDS})
    except ValidationError as error:
        return (), mistakes_of(PublishFile, source, error.errors(include_url=False))
    keyed = [keyed for number, _ in enumerate(record.targets) for keyed in _problems(record, number, source)]
    return record.targets, keyed


def chosen(targets: tuple[Target, ...], name: str | None) -> Target:
    """The target of that name, or the only one. Raises `PublishRefused`."""
    fitting = [target for target in targets if name in (None, target.name)]
    if len(fitting) != 1:
        raise PublishRefused(messages.which_target(name, [target.name for target in targets]))
    return fitting[0]


def passwords_in(source: Source) -> Iterator[Problem]:
    """Secrets somebody wrote into the file, under whatever name."""
    entries = source.data.get("targets")
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries]):
        for name in entry if isinstance(entry, dict) else ():
            if name.strip().lower() in _PASSWORDS:
                yield Problem(source.place(("targets", number, name)), messages.PUBLISH_PASSWORD_IN_FILE)


def _problems(record: PublishFile, number: int, source: Source) -> Iterator[tuple[Keys, Problem]]:
    """What no field says by itself, with the keys of the field it is about."""
    target = record.targets[number]
    values = target.model_dump()

    def wrong(name: str, sentence: str, severity: Severity = "error") -> tuple[Keys, Problem]:
        keys = ("targets", number, name)
        return keys, Problem(source.place(keys if values[name] else keys[:2]), sentence, severity)

    yield from (wrong(name, messages.target_needs(name)) for name in NEEDS[target.type] if not values[name])
    if target.name in [other.name for other in record.targets[:number]]:
        yield wrong("name", messages.TARGET_TWICE)
    for name, value in values.items():
        if isinstance(value, str) and any(sign in value for sign in _UNFILLED):
            yield wrong(name, messages.TARGET_PLACEHOLDER)
    if ".." in (target.path or "").split("/") or (target.type == "folder" and not (target.path or "x").strip("/ ")):
        yield wrong("path", messages.TARGET_PATH)
    if target.type == "ftp":
        yield wrong("type", messages.FTP_IS_OPEN, "hint")
