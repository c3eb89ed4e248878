"""What is due comes to the administrator: one issue at the school's forge, a calendar nobody else sees."""

import datetime as dt
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from nastavnik import messages
from nastavnik.errors import TrackerFailed
from nastavnik.office.due import Duty
from nastavnik.office.reminding import letter, renew, tracker_of
from nastavnik.text.source import Place
from tests.conftest import CONSENT, DAY, MENTOR, NEWS, PASSPORT, TODAY, Files, md, run, yml

School = Callable[[Files], Path]
Row = dict[str, Any]
TOKEN = "tainyi-klyuch"


class Forge:
    """A server that speaks as GitHub and Gitea do, or as GitLab does, and remembers everything it was sent."""

    def __init__(self, kind: str, *, visibility: str = "private", status: int = 0) -> None:
        self.kind, self.visibility, self.status = kind, visibility, status
        self.rows: list[Row] = []
        self.comments: list[str] = []
        self.asked: list[str] = []
        self.tokens: set[str] = set()
        self.address = ""

    @property
    def environment(self) -> dict[str, str]:
        if self.kind == "gitlab":
            return {"CI_API_V4_URL": f"{self.address}/api/v4", "CI_PROJECT_ID": "7", "NASTAVNIK_TOKEN": TOKEN}
        root = "" if self.kind == "github" else "/api/v1"
        return {"GITHUB_API_URL": self.address + root, "GITHUB_REPOSITORY": "school5/site", "GITHUB_TOKEN": TOKEN}

    @property
    def bodies(self) -> list[tuple[str, bool]]:
        """The text of every issue, and whether it is open."""
        text, is_open = ("description", "opened") if self.kind == "gitlab" else ("body", "open")
        return [(row[text], row["state"] == is_open) for row in self.rows]

    def add(self, body: str, *, is_open: bool = True) -> None:
        """An issue somebody opened."""
        self.answer("POST", "/issues", {"body": body, "description": body, "title": "…"})
        if not is_open:
            self.rows[-1]["state"] = "closed"

    def answer(self, method: str, path: str, data: Row) -> Any:
        """What the forge says to a request."""
        place, gitlab = urlsplit(path), self.kind == "gitlab"
        self.asked.append(f"{method} {place.path}")
        number = re.search(r"/issues/(\d+)", place.path)
        if method == "POST" and number:
            self.comments.append(data["body"])
            return {"id": 1}
        if method == "POST":
            self.rows.append({"number": len(self.rows) + 1, "iid": len(self.rows) + 1, "state": "open", **data})
            if gitlab:
                self.rows[-1]["state"] = "opened"
            return self._with_address(self.rows[-1])
        if method in ("PATCH", "PUT") and number:
            row = self.rows[int(number[1]) - 1]
            event = data.pop("state_event", None)
            row.update(data)
            if event:
                row["state"] = {"reopen": "opened", "close": "closed"}[event]
            return self._with_address(row)
        if place.path.endswith("/issues"):
            page = int(parse_qs(place.query)["page"][0])
            return [self._with_address(row) for row in self.rows] if page == 1 else []
        return {"visibility": self.visibility, "private": self.visibility == "private"}

    def _with_address(self, row: Row) -> Row:
        url = f"{self.address}/issues/{row['number']}"
        return {**row, "html_url": url, "web_url": url}


@contextmanager
def serving(forge: Forge) -> Iterator[Forge]:
    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            data = json.loads(self.rfile.read(length) or b"{}")
            forge.tokens.add(self.headers.get("PRIVATE-TOKEN") or self.headers.get("Authorization") or "")
            answer = json.dumps(forge.answer(self.command, self.path, data)).encode() if not forge.status else b"{}"
            self.send_response(forge.status or 200)
            if 300 <= forge.status < 400:
                self.send_header("Location", f"{forge.address}/stolen")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PATCH = do_PUT = do  # noqa: N815 - the library's names

        def log_message(self, *_: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    forge.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield forge
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def duty(text: str, day: dt.date | None = None) -> Duty:
    return Duty("consents", day, text, Place("content/mentors/ivanova.yml", 3, 1))


def sent(forge: Forge, *duties: Duty, today: dt.date = TODAY) -> str:
    """What became of the issue."""
    return renew(tracker_of(forge.environment), letter("Школа № 5", duties, today)).change


KINDS = pytest.mark.parametrize("kind", ["github", "gitea", "gitlab"])


# --- one issue -----------------------------------------------------------------------------------------


@KINDS
def test_the_life_of_the_one_issue(kind: str) -> None:
    first, second = duty("согласие заканчивается: Иванова", dt.date(2026, 12, 1)), duty("новостей нет 31 день")
    with serving(Forge(kind)) as forge:
        forge.add("Чужая задача")
        steps = [sent(forge), sent(forge, first), sent(forge, first), sent(forge, first, second), sent(forge)]
        steps += [sent(forge), sent(forge, second)]

    assert steps == ["nothing", "opened", "same", "renewed", "closed", "nothing", "opened"]
    assert [is_open for _, is_open in forge.bodies] == [True, True]
    assert forge.bodies[0] == ("Чужая задача", True)
    assert [comment.splitlines()[-1] for comment in forge.comments] == [
        "- новостей нет 31 день · `content/mentors/ivanova.yml:3:1`"
    ] * 2
    assert {token.removeprefix("token ") for token in forge.tokens} == {TOKEN}


@KINDS
def test_a_week_later_days_are_renewed_and_nobody_is_called(kind: str) -> None:
    week = TODAY + dt.timedelta(days=7)
    with serving(Forge(kind)) as forge:
        sent(forge, duty("согласие заканчивается: Иванова", dt.date(2026, 12, 1)), duty("новостей нет 31 день"))
        assert (
            sent(
                forge,
                duty("согласие заканчивается: Иванова", dt.date(2026, 12, 1)),
                duty("новостей нет 38 дней"),
                today=week,
            )
            == "renewed"
        )

    assert "через 4 дня" in forge.bodies[0][0] and "38 дней" in forge.bodies[0][0]
    assert forge.comments == []


def test_two_runs_at_once_leave_one_open_issue() -> None:
    with serving(Forge("github")) as forge:
        text = letter("Школа № 5", [duty("а")], TODAY).text
        forge.add(text)
        forge.add(text)
        sent(forge, duty("а"))

    assert [is_open for _, is_open in forge.bodies] == [True, False]


def test_a_request_to_merge_is_no_issue() -> None:
    with serving(Forge("github")) as forge:
        forge.add(letter("Школа № 5", [duty("а")], TODAY).text)
        forge.rows[0]["pull_request"] = {"url": "…"}

        assert sent(forge, duty("а")) == "opened"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500, 302])
def test_refusals_are_sentences_without_the_token(status: int) -> None:
    with serving(Forge("github", status=status)) as forge, pytest.raises(TrackerFailed) as refused:
        sent(forge, duty("а"))

    assert str(refused.value) == messages.tracker_refused("127.0.0.1", status)
    assert TOKEN not in str(refused.value)
    assert len(forge.tokens) == 1  # nobody followed to another address


def test_nobody_answers() -> None:
    environment = {"GITHUB_API_URL": "http://127.0.0.1:1", "GITHUB_REPOSITORY": "a/b", "GITHUB_TOKEN": TOKEN}

    with pytest.raises(TrackerFailed, match="не отвечает"):
        renew(tracker_of(environment), letter("Школа", [duty("а")], TODAY))


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, messages.NO_TRACKER),
        ({"GITHUB_API_URL": "https://api.github.example"}, messages.NO_TOKEN_GITHUB),
        ({"CI_API_V4_URL": "https://gitlab.example/api/v4", "GITHUB_TOKEN": TOKEN}, messages.NO_TOKEN_GITLAB),
        ({"GITHUB_API_URL": "file:///etc", "GITHUB_TOKEN": TOKEN}, messages.NO_TRACKER),
    ],
)
def test_outside_of_ci_and_without_a_token(environment: dict[str, str], said: str) -> None:
    with pytest.raises(TrackerFailed) as refused:
        renew(tracker_of(environment), letter("Школа", [duty("а")], TODAY))

    assert str(refused.value) == said


# --- the text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 2, 5, 21])
def test_counts_agree(count: int) -> None:
    text = letter("Школа № 5", [duty(f"дело {number}") for number in range(count)], TODAY).text
    said = {0: "ничего срочного", 1: ": 1 дело.", 2: ": 2 дела.", 5: ": 5 дел.", 21: ": 21 дело."}[count]

    assert said in text
    assert (messages.LETTER_END in text) is (count > 0)


def test_words_of_records_format_nothing_and_call_nobody() -> None:
    text = letter("Школа @all", [duty("**План** <b> [x](y) @ivanov #12 | ~~нет~~\n/close")], TODAY).text

    line = next(line for line in text.splitlines() if line.startswith("- "))
    assert line.startswith(
        "- \\*\\*План\\*\\* \\<b\\> \\[x\\]\\(y\\) @\u2060ivanov \\#\u206012 \\| \\~\\~нет\\~\\~ /close"
    )
    assert "@all" not in text


# --- the command ---------------------------------------------------------------------------------------

CARD: Files = {
    "mentors/ivanova.yml": yml(MENTOR, consent={**CONSENT, "until": "2026-12-01"}),
    "news/den.md": md(NEWS, date="2026-11-10"),
}


def test_the_command_says_what_became_of_the_issue(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Forge("gitea")) as forge:
        for name, value in forge.environment.items():
            monkeypatch.setenv(name, value)
        done = run("due", "--issue", *DAY, "--root", school(CARD))

    assert (done.exit_code, done.stdout) == (0, f"{messages.issue_renewed('opened', f'{forge.address}/issues/1')}\n")
    assert "Берёзкина Анна Павловна" in forge.bodies[0][0]


@pytest.mark.parametrize("visibility", ["public", "internal"])
@pytest.mark.parametrize(("demo", "status"), [({}, 1), ({"demo": "2026-11-20"}, 0)])
def test_no_name_goes_where_everybody_reads(
    school: School, monkeypatch: pytest.MonkeyPatch, visibility: str, demo: dict[str, str], status: int
) -> None:
    """An invented school has no secrets."""
    root = school({**CARD, "school.yml": yml(PASSPORT, demo)})
    with serving(Forge("gitlab", visibility=visibility)) as forge:
        for name, value in forge.environment.items():
            monkeypatch.setenv(name, value)
        done = run("due", "--issue", *DAY, "--root", root)

    assert (done.exit_code, len(forge.rows)) == (status, 1 - status)
    assert (messages.ISSUE_NOT_FOR_ALL in done.stderr) is bool(status)


def test_markdown_of_a_school(school: School) -> None:
    shown = run("due", "--markdown", *DAY, "--root", school(CARD))

    assert "### Согласия\n\n- **1 декабря 2026 (через 11 дней)** — согласие заканчивается: Берёзкина" in shown.stdout


def test_one_form_at_a_time(school: School, tmp_path: Path) -> None:
    refused = run("due", "--markdown", "--ics", tmp_path / "a.ics", *DAY, "--root", school(CARD))

    assert refused.stderr.strip() == messages.DUE_ONE_FORM


# --- the calendar --------------------------------------------------------------------------------------

PLAN = """\
school_year: 2026-2027
stages:
  - {number: "1", title: Подготовка, term: до 15 декабря 2026}
  - {number: "2", title: Сделано, term: 20 декабря 2026, done: да}
  - {number: "3", title: Встречи, term: ежемесячно}
"""
DATED: Files = {
    **CARD,
    "roadmap/2026-2027.yml": PLAN,
    "documents/dogovor.yml": yml(
        {"title": "Соглашение", "level": "локальный", "type": "приказ", "no_file": "бумага", "until": "2027-01-31"}
    ),
    "monitoring/i.yml": yml({"period": "2026-2027", "span": "I полугодие", "date": "2026-12-25"}),
}


def written(root: Path, target: Path) -> dict[str, tuple[dt.date, str, dt.timedelta]]:
    """Day, words and reminder of each event of the calendar, by UID."""
    done = run("due", "--ics", target, *DAY, "--root", root)
    assert done.exit_code == 0, done.stderr
    events = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    return {
        str(event["uid"]): (event.decoded("dtstart"), str(event["summary"]), event.walk("VALARM")[0].decoded("trigger"))
        for event in events
    }


def test_a_calendar_of_one_s_own(school: School, tmp_path: Path) -> None:
    events = written(school(DATED), tmp_path / "sroki.ics")

    week, month = dt.timedelta(days=-7, hours=9), dt.timedelta(days=-30, hours=9)
    assert events == {
        "due-consent-mentors-ivanova@school5.school5.example": (
            dt.date(2026, 12, 1), "Согласие заканчивается: Берёзкина Анна Павловна — возьмите новое", month,
        ),
        "due-roadmap-2026-2027-1-1@school5.school5.example": (dt.date(2026, 12, 15), "Срок: Подготовка", week),
        "due-monitoring-i@school5.school5.example": (
            dt.date(2026, 12, 25), "День показателей: Показатели за I полугодие 2026–2027 учебного года", week,
        ),
        "due-documents-dogovor@school5.school5.example": (
            dt.date(2027, 1, 31), "Документ перестанет действовать: Соглашение", month,
        ),
    }  # fmt: skip


def test_the_same_lines_after_another_name_and_another_wording(school: School, tmp_path: Path) -> None:
    root = school(DATED)
    before = written(root, tmp_path / "sroki.ics")
    run("rename", "mentors/ivanova", "petrova", "--root", root)
    (root / "content/roadmap/2026-2027.yml").write_text(PLAN.replace("Подготовка", "Начало"), "utf-8")

    assert written(root, tmp_path / "sroki.ics").keys() == before.keys()


@pytest.mark.parametrize("inside", ["content/sroki.ics", "site/sroki.ics", "content/files/a/../sroki.ics"])
def test_never_where_the_site_is_made_from(school: School, inside: str) -> None:
    root = school(DATED)

    refused = run("due", "--ics", root / inside, *DAY, "--root", root)

    assert (refused.exit_code, refused.stderr.strip()) == (1, messages.DUE_INSIDE)
    assert not (root / inside).exists()


def test_never_over_another_file(school: School, tmp_path: Path) -> None:
    (tmp_path / "moi.ics").write_text("не календарь", "utf-8")

    assert run("due", "--ics", tmp_path / "moi.ics", *DAY, "--root", school(DATED)).exit_code == 1
    assert run("due", "--ics", tmp_path / "moi.txt", *DAY, "--root", school(DATED)).exit_code == 1
    assert (tmp_path / "moi.ics").read_text("utf-8") == "не календарь"
