"""«Опубликовать» at the desk: the same publication by a button, passwords asked once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nastavnik import messages
from tests.conftest import DOCUMENT, NEWS, md, yml
from tests.desk import DeskInHand, words_of
from tests.hosts import PASSWORD, ftp_host, needs_rclone
from tests.publishing import site_in, tree

pytestmark = needs_rclone
NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def root(school: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("nastavnik.publishing.passwords._keyring", lambda: None)
    monkeypatch.delenv("NASTAVNIK_PUBLISH_PASSWORD", raising=False)
    folder = school({"news/vstrecha.md": md(NEWS), "documents/a.yml": yml(DOCUMENT)})
    (folder / "publish.yml").write_text(
        f"targets:\n  - name: disk\n    type: folder\n    path: {folder}/host/site\n    site_url: {NOWHERE}\n"
    )
    return folder


def test_without_a_file_the_page_leads_to_the_form(root: Path) -> None:
    (root / "publish.yml").unlink()

    assert "ещё не знает, куда публиковать" in words_of(DeskInHand(root).get("do/publish"))


def test_mistakes_of_the_file_are_shown(root: Path) -> None:
    (root / "publish.yml").write_text("targets:\n  - name: disk\n    type: folder\n")

    assert "не хватает поля «Папка сайта на сервере»" in words_of(DeskInHand(root).get("do/publish"))


def test_publish_and_back(root: Path) -> None:
    desk, host = DeskInHand(root), root / "host" / "site"
    assert 'type="password"' not in desk.get("do/publish").body.decode()
    done = words_of(desk.post("do/publish", desk.form("do/publish", "")))
    assert "Опубликовано (disk): передано" in done
    assert messages.not_answering(NOWHERE) in done
    first = site_in(tree(host))
    assert first == tree(root / "site")

    (root / "content/news/vstrecha.md").write_text(md({**NEWS, "title": "Другая"}), encoding="utf-8")
    desk.post("do/publish", [("what", "publish")])
    assert site_in(tree(host)) != first
    assert "снова прежняя публикация" in words_of(desk.post("do/publish", [("what", "back")]))
    assert site_in(tree(host)) == first


def test_mistakes_of_the_records_stop_it(root: Path) -> None:
    (root / "content/news/vstrecha.md").write_text(md({**NEWS, "date": "завтра"}), encoding="utf-8")

    assert messages.DESK_NOT_BUILT in words_of(DeskInHand(root).post("do/publish", [("what", "publish")]))
    assert not (root / "host").exists()


def test_reasons_against_it_are_read_first(root: Path) -> None:
    desk, host = DeskInHand(root), root / "host" / "site"
    host.mkdir(parents=True)
    (host / "index.html").write_text("Школа")
    refused = desk.post("do/publish", [("what", "publish")])
    assert "положила или изменила не эта программа: «index.html»" in words_of(refused)
    assert messages.DESK_PUBLISH_ANYWAY in words_of(refused)
    assert (host / "index.html").read_text() == "Школа"

    desk.post("do/publish", [("what", "publish"), ("allow", "yes")])
    assert site_in(tree(host)) == tree(root / "site")


def test_password_is_asked_once_and_again_if_it_is_wrong(root: Path, tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    shown.mkdir()
    with ftp_host(shown) as target:
        lines = {"name": "hosting", "type": "ftp", "host": target.host, "port": target.port, "user": target.user}
        (root / "publish.yml").write_text(yml(targets=[{**lines, "path": "/site", "site_url": NOWHERE}]))
        desk = DeskInHand(root)
        assert 'type="password"' in desk.get("do/publish").body.decode()
        assert messages.DESK_PUBLISH_NEEDS_PASSWORD in words_of(desk.post("do/publish", [("what", "publish")]))

        wrong = desk.post("do/publish", [("what", "publish"), ("password", "не тот")])
        assert "не принял имя пользователя или пароль" in words_of(wrong).lower()
        assert 'type="password"' in wrong.body.decode() and "не тот" not in wrong.body.decode()

        assert "Опубликовано (hosting)" in words_of(
            desk.post("do/publish", [("what", "publish"), ("password", PASSWORD)])
        )
        assert 'type="password"' not in desk.get("do/publish").body.decode()
        assert messages.capital(messages.NOTHING_TO_PUBLISH) in words_of(desk.post("do/publish", [("what", "publish")]))
    assert not any(PASSWORD.encode() in data for data in tree(root).values())
