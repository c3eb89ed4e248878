"""Atom and JSON Feed of the news, read as a reader of feeds reads them."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from tests.conftest import NEWS, PASSPORT, TODAY, Files, md, yml
from tests.feeds.reading import RECORDS, fed

ROOT = "https://school5.example/nastavnichestvo/"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"></svg>'

School_ = Callable[[Files], Path]


def atom(files: dict[str, bytes]) -> Any:
    read = feedparser.parse(files["feeds/news.atom"])
    assert not read.bozo, read.get("bozo_exception")
    return read


def story(day: dt.date, **fields: Any) -> str:
    return md(NEWS, date=day.isoformat(), title=f"Новость {day}", **fields)


def test_story_is_told_whole(school: School_) -> None:
    feed = atom(fed(school(RECORDS)))
    entry = feed.entries[0]

    assert (feed.version, feed.feed.title) == ("atom10", "Наставничество — Школа № 5: новости")
    assert entry.id == entry.link == f"{ROOT}news/start/"
    assert (entry.title, entry.summary) == (NEWS["title"], NEWS["summary"])
    assert entry.published == entry.updated == "2026-10-05T00:00:00+03:00"
    assert entry.content[0].value == f'<p>Встретились <a href="{ROOT}practices/dva/">втроём</a>.</p>'
    assert [tag.term for tag in entry.tags] == ["пары"]


def test_both_feeds_tell_the_same(school: School_) -> None:
    files = fed(school({**RECORDS, "news/vtoraya.md": story(dt.date(2026, 10, 7))}))
    told = json.loads(files["feeds/news.json"])

    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == f"{ROOT}feeds/news.json"
    assert [(one["id"], one["title"], one["date_published"]) for one in told["items"]] == [
        (one.id, one.title, one.published) for one in atom(files).entries
    ]
    assert all("content_html" in one or "content_text" in one for one in told["items"])


def test_dates_are_those_of_the_school(school: School_) -> None:
    files = fed(school({"school.yml": yml(PASSPORT, timezone="Asia/Kamchatka"), "news/a.md": story(TODAY)}))

    assert atom(files).entries[0].published == "2026-11-20T00:00:00+12:00"


def test_days_to_come_wait(school: School_) -> None:
    tomorrow = TODAY + dt.timedelta(days=1)
    root = school({"news/a.md": story(TODAY), "news/b.md": story(tomorrow)})

    assert [entry.id for entry in atom(fed(root)).entries] == [f"{ROOT}news/a/"]
    assert len(atom(fed(root, tomorrow)).entries) == 2


def test_updated_is_the_day_of_the_newest_story_not_of_the_build(school: School_) -> None:
    root = school({"news/a.md": story(dt.date(2026, 9, 1))})

    assert fed(root, TODAY)["feeds/news.atom"] == fed(root, dt.date(2027, 5, 1))["feeds/news.atom"]
    assert atom(fed(root)).feed.updated == "2026-09-01T00:00:00+03:00"


def test_newest_thirty(school: School_) -> None:
    days = [dt.date(2026, 9, 1) + dt.timedelta(days=number) for number in range(40)]
    entries = atom(fed(school({f"news/n{day}.md": story(day) for day in days}))).entries

    assert [entry.published[:10] for entry in entries] == [day.isoformat() for day in reversed(days)][:30]


def test_picture_and_files_have_whole_addresses(school: School_) -> None:
    image = {"file": "uroki.svg", "alt": 'Урок & "опыт"', "consent": "есть"}
    text = story(
        TODAY, image=image, text="См. [план](../files/plan.txt) и [пояснение](#tut) или [почту](mailto:a@b.ru)."
    )
    files = fed(school({"news/a.md": text, "news/uroki.svg": PICTURE, "files/plan.txt": "план"}))
    item = json.loads(files["feeds/news.json"])["items"][0]

    assert item["image"] == f"{ROOT}news/a/uroki.svg"
    for address in (f'src="{ROOT}news/a/uroki.svg"', f'href="{ROOT}files/plan.txt"', 'href="mailto:a@b.ru"'):
        assert address in item["content_html"]


@pytest.mark.parametrize("title", ["<b>A & B</b> ]]>", "«Ёлки» \"и\" 'палки'", "Ля \U0001f600"])
def test_any_title_is_well_formed(title: str, school: School_) -> None:
    text = f"Было {title}\n\n```\n<script>alert(1)</script>\n```"
    files = fed(school({"news/a.md": md(NEWS, title=title, text=text)}))

    read = ElementTree.fromstring(files["feeds/news.atom"])

    assert read.findtext("{*}entry/{*}title") == title
    assert "<script>" not in (read.findtext("{*}entry/{*}content") or "")
    assert json.loads(files["feeds/news.json"])["items"][0]["title"] == title


def test_feed_without_stories_is_a_feed(school: School_) -> None:
    feed = atom(fed(school({})))

    assert (feed.entries, feed.feed.updated) == ([], "2026-01-01T00:00:00+03:00")


def test_story_survives_a_theme_of_the_school(school: School_) -> None:
    root = school(RECORDS)
    (root / "theme" / "fragments").mkdir(parents=True)
    (root / "theme" / "fragments" / "news.html").write_text("{% block page %}наше{% endblock %}", encoding="utf-8")

    assert "Встретились" in atom(fed(root)).entries[0].content[0].value
