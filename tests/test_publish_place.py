"""«Куда публиковать» at the desk: the letter of a hosting becomes `publish.yml`, and the connection is checked."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.desk.errands.listing import PLACE
from nastavnik.errors import PublishFailed
from nastavnik.office import undo
from nastavnik.publishing.connecting import fingerprint, names_at
from nastavnik.publishing.targets import ASKED, NEEDS, RARE, TRANSPORTS, Target, targets
from tests.conftest import yml
from tests.desk import DeskInHand, Pairs, fields_of, filled, words_of
from tests.hosts import PASSWORD, ftp_host, needs_rclone, s3_host, sftp_host
from tests.test_desk_wording import foreign, visible

FORM = f"do/{PLACE.name}"
BY_HAND = """\
# Хостинг школы, договор 28
targets:
- name: main    # как на сайте
  type: SSH
  host: ssh.school28.ru
  user: "school28"
  path: /www/nastavnichestvo   # раздел
  host_key: ssh-ed25519 AAAAC3Nz
- {name: copy, type: папка, path: /srv/copy}
"""


@pytest.fixture
def root(school: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("nastavnik.publishing.passwords._keyring", lambda: None)
    monkeypatch.setattr("nastavnik.desk.errands.publishing_place.names_at", lambda *_: ["index.html"])
    for name in ("PASSWORD", "KEY"):
        monkeypatch.delenv(f"NASTAVNIK_PUBLISH_{name}", raising=False)
    return school({})


@pytest.fixture
def desk(root: Path) -> DeskInHand:
    return DeskInHand(root)


def form_of(desk: DeskInHand, type: str) -> Pairs:
    """The form of a type, as it is drawn after the type was chosen."""
    return fields_of(desk.post(FORM, [("type", type)]))


def test_every_type_is_described() -> None:
    codes = {term.code for term in TRANSPORTS.terms}

    assert codes == {*ASKED} == {*RARE} == {*NEEDS} == {*messages.DESK_TRANSPORTS}
    assert [type for type in codes if not {*NEEDS[type]} <= {*ASKED[type]}] == []
    assert {name for type in codes for name in (*ASKED[type], *RARE[type])} == {*Target.model_fields} - {"name", "type"}


def test_publishing_leads_to_the_form(desk: DeskInHand) -> None:
    page = desk.get("do/publish")

    assert "ещё не знает, куда публиковать" in words_of(page)
    assert f'href="/{FORM}"' in page.body.decode()


@pytest.mark.parametrize("type", ASKED)
def test_only_what_the_type_needs_is_asked_in_plain_words(desk: DeskInHand, type: str) -> None:
    page = desk.post(FORM, [("type", type)])
    asked = {name for name in Target.model_fields if f'name="{name}"' in page.body.decode()}

    assert asked == {"type", *ASKED[type], *RARE[type]}
    assert foreign(visible(page.body.decode())) == []


LETTERS: dict[str, dict[str, str]] = {
    "sftp": {"host": "ssh.school28.ru", "user": "school28", "path": "/www/n", "port": "2222"},
    "ftps": {"host": "ftp.school28.ru", "user": "school28", "path": "/www/раздел"},
    "ftp": {"host": "ftp.school28.ru", "user": "school28", "path": "/www"},
    "s3": {"endpoint": "https://s3.storage.ru", "bucket": "school28", "user": "AK28", "region": "ru-1"},
    "webdav": {"url": "https://dav.school28.ru/www/", "user": "school28"},
    "folder": {"path": "Z:\\сайт школы\\nastavnichestvo"},
}


@pytest.mark.parametrize(("type", "letter"), LETTERS.items())
def test_a_letter_becomes_a_file(desk: DeskInHand, root: Path, type: str, letter: dict[str, str]) -> None:
    done = words_of(desk.post(FORM, filled(form_of(desk, type), letter)))

    (target,), _ = targets(root)
    written = {name: str(value) for name, value in target.model_dump(exclude_defaults=True).items()}
    assert written == {"name": "hosting", "type": type, **letter}
    assert (messages.DESK_PLACE_WAITS if target.has_password else messages.DESK_PLACE_CHECKED) in done

    run = undo.last(root)
    assert run is not None
    undo.take_back(run)
    assert not (root / "publish.yml").exists()


MISTAKES = {
    "path": ("sftp", {"host": "h.ru", "user": "u"}, "Не хватает поля «Папка сайта на сервере»"),
    "user": ("s3", {"endpoint": "https://s3.ru", "bucket": "b"}, "Не хватает поля «Идентификатор ключа»"),
    "port": ("ftp", {"host": "h.ru", "user": "u", "path": "/w", "port": "двадцать один"}, "двадцать один"),
    "host": ("ftp", {"host": "ftp.school28.example", "user": "u", "path": "/w"}, "Здесь осталось слово из образца"),
}


@pytest.mark.parametrize(("name", "case"), MISTAKES.items())
def test_mistakes_stand_at_their_fields(
    desk: DeskInHand, root: Path, name: str, case: tuple[str, dict[str, str], str]
) -> None:
    type, letter, sentence = case
    page = desk.post(FORM, filled(form_of(desk, type), letter))
    at_field = page.body.decode().partition(f'id="{name}-mistake"')[2].partition("</li>")[0]

    assert sentence in at_field
    assert all(f'value="{text}"' in page.body.decode() for text in letter.values())
    assert foreign(visible(page.body.decode())) == []
    assert not (root / "publish.yml").exists()


# --- a file that is there


def test_a_file_opens_filled_in_and_keeps_what_nobody_changed(desk: DeskInHand, root: Path) -> None:
    file = root / "publish.yml"
    file.write_bytes(BY_HAND.replace("\n", "\r\n").encode("utf-8-sig"))
    fields = desk.form(FORM, "")
    assert {("type", "sftp"), ("host", "ssh.school28.ru"), ("host_key", "ssh-ed25519 AAAAC3Nz")} <= {*fields}

    desk.post(FORM, fields)
    assert file.read_bytes() == BY_HAND.replace("\n", "\r\n").encode("utf-8-sig")

    desk.post(FORM, filled(fields, {"path": "/www/раздел"}))
    changed = BY_HAND.replace("/www/nastavnichestvo", "/www/раздел")
    assert file.read_bytes() == changed.replace("\n", "\r\n").encode("utf-8-sig")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Хостинг школы\n",
        "targets:\n",
        "targets: []\n",
        "targets: {name: disk, type: папка, path: /old}\n",
        "targets:\n-\n",
    ],
)
def test_an_unfinished_file_is_finished(desk: DeskInHand, root: Path, text: str) -> None:
    (root / "publish.yml").write_text(text, encoding="utf-8")
    desk.post(FORM, filled(form_of(desk, "folder"), {"path": "/srv/раздел"}))

    assert [target.path for target in targets(root)[0]] == ["/srv/раздел"]
    assert ("# Хостинг школы" in text) == ("# Хостинг школы" in (root / "publish.yml").read_text(encoding="utf-8"))


def test_the_key_of_a_former_server_is_not_that_of_the_new_one(desk: DeskInHand, root: Path) -> None:
    (root / "publish.yml").write_text(BY_HAND, encoding="utf-8")

    desk.post(FORM, filled(desk.form(FORM, ""), {"host": "new.school28.ru"}))
    assert targets(root)[0][0].host_key == ()


def test_another_type_asks_anew_and_leaves_nothing_of_the_old_one(desk: DeskInHand, root: Path) -> None:
    (root / "publish.yml").write_text(BY_HAND, encoding="utf-8")
    page = desk.post(FORM, filled(desk.form(FORM, ""), {"type": "ftps"}))
    assert "ssh.school28.ru" in page.body.decode() and "host_key" not in page.body.decode()
    assert (root / "publish.yml").read_text(encoding="utf-8") == BY_HAND

    desk.post(FORM, filled(form_of(desk, "ftps"), {"host": "f.ru", "user": "u", "path": "/w"}))
    first, second = targets(root)[0]
    assert first.model_dump(exclude_defaults=True) == {
        "name": "main", "type": "ftps", "host": "f.ru", "user": "u", "path": "/w",
    }  # fmt: skip
    assert second.name == "copy"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("targets:\n  - type: sftp\n    password: tayna\n    name: a\n", "пароль в файле увидят все"),
        (
            "targets:\n  - {name: a, type: folder, path: /a}\n  - {name: a, type: folder, path: /b}\n",
            "так уже называется",
        ),
    ],
)
def test_mistakes_of_what_the_form_does_not_ask_stop_it_too(
    desk: DeskInHand, root: Path, text: str, sentence: str
) -> None:
    (root / "publish.yml").write_text(text, encoding="utf-8")
    done = words_of(desk.post(FORM, filled(form_of(desk, "folder"), {"path": "/srv/site"})))

    assert messages.DESK_PLACE_ELSEWHERE in done and sentence in done.lower()
    assert (root / "publish.yml").read_text(encoding="utf-8") == text


def test_a_file_that_is_no_yaml_is_left_alone(desk: DeskInHand, root: Path) -> None:
    (root / "publish.yml").write_text("targets: [\n")

    assert desk.get(FORM).status == desk.post(FORM, [("type", "ftp")]).status == 409
    assert (root / "publish.yml").read_text() == "targets: [\n"


# --- the connection


@needs_rclone
def test_a_bucket_that_is_not_there_is_no_folder_to_be_made(tmp_path: Path) -> None:
    with s3_host(tmp_path) as target:
        assert names_at(target, PASSWORD) == []
        with pytest.raises(PublishFailed, match="такого бакета нет"):
            names_at(target.model_copy(update={"bucket": "other"}), PASSWORD)


@pytest.fixture
def connected_desk(desk: DeskInHand, monkeypatch: pytest.MonkeyPatch) -> DeskInHand:
    monkeypatch.setattr("nastavnik.desk.errands.publishing_place.names_at", names_at)
    return desk


@needs_rclone
def test_password_is_asked_then_the_folder_is_seen(connected_desk: DeskInHand, root: Path, tmp_path: Path) -> None:
    desk, shown = connected_desk, tmp_path / "shown"
    shown.mkdir()
    with ftp_host(shown) as target:
        letter = {"host": "127.0.0.1", "port": str(target.port), "user": str(target.user), "path": "/site"}
        assert messages.DESK_PLACE_WAITS in words_of(desk.post(FORM, filled(form_of(desk, "ftp"), letter)))
        wrong = words_of(desk.post(FORM, [("step", "check"), ("password", "не тот")]))
        assert "Хостинг не принял имя пользователя или пароль — проверьте «Имя пользователя» и пароль" in wrong

        right = words_of(desk.post(FORM, [("step", "check"), ("password", PASSWORD)]))
        assert messages.what_lies_there(None, 5) in right
        assert "выберите FTPS или SFTP" in right
        (shown / "site").mkdir()
        (shown / "site" / "index.html").write_text("Школа")
        assert "В папке лежит: «index.html»." in words_of(desk.post(FORM, [("step", "check")]))
    assert "«Сервер»" in words_of(desk.post(FORM, [("step", "check")]))
    assert PASSWORD not in (root / "publish.yml").read_text()


@needs_rclone
@pytest.mark.skipif(not shutil.which("ssh-keyscan"), reason="no ssh-keyscan")
def test_an_unknown_server_is_confirmed_by_its_fingerprint(
    connected_desk: DeskInHand, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    desk, shown = connected_desk, tmp_path / "shown"
    shown.mkdir()
    with sftp_host(shown) as target:
        key = target.host_key[0]
        lines = target.model_dump(include={"host", "user", "path", "key_file"}) | {"port": str(target.port)}
        (root / "publish.yml").write_text(yml(targets=[{"name": "a", "type": "sftp", **lines}]), encoding="utf-8")
        asked = desk.post(FORM, desk.form(FORM, ""))
        assert messages.DESK_PLACE_UNKNOWN in words_of(asked) and f"«{fingerprint(key)}»" in words_of(asked)
        assert targets(root)[0][0].host_key == ()

        confirmed = desk.post(FORM, [("step", "check"), ("host_key", key)])
        assert messages.what_lies_there(None, 5) in words_of(confirmed)
        assert targets(root)[0][0].host_key == (key,)


def test_fingerprint_is_the_one_ssh_shows(tmp_path: Path) -> None:
    if not shutil.which("ssh-keygen"):
        pytest.skip("no ssh-keygen")
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True)
    shown = subprocess.run(["ssh-keygen", "-lf", str(tmp_path / "key")], capture_output=True, text=True, check=True)

    assert shown.stdout.split()[1] == fingerprint((tmp_path / "key.pub").read_text())
