"""What the desk says after something was done: every sentence true of this record on this day; where to go next."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from nastavnik import messages
from nastavnik.building.project import Prepared
from nastavnik.building.site import outputs
from nastavnik.office import consenting
from tests.conftest import CONSENT, DOCUMENT, MENTOR, NEWS, ROADMAP, TODAY, Files, md, run, yml
from tests.desk import DeskInHand, addresses, words_of

PUBLIC = md(NEWS)
CASES = {
    "published": ("news/a.md", PUBLIC, messages.DESK_SAVED_PUBLIC, True),
    "draft": ("news/a.md", md(NEWS, draft=True), messages.DESK_SAVED_DRAFT, False),
    "example": ("news/a.md", md(NEWS, example=True), messages.DESK_SAVED_EXAMPLE, False),
    "to confirm": ("documents/a.yml", yml(DOCUMENT, to_confirm="дата"), messages.DESK_SAVED_TO_CONFIRM, False),
    "no consent": ("mentors/a.yml", yml(MENTOR, consent=None), messages.DESK_SAVED_HIDDEN, False),
    "consent": ("mentors/a.yml", yml(MENTOR), messages.DESK_SAVED_PUBLIC, True),
    "consent is over": (
        "mentors/a.yml",
        yml(MENTOR, consent={**CONSENT, "until": "2026-10-01"}),
        messages.DESK_SAVED_HIDDEN,
        False,
    ),
    "unfinished": (
        "practices/a.md",
        "---\ntitle: Урок вдвоём\nstatus: черновик\n---\n",
        messages.DESK_SAVED_UNFINISHED,
        False,
    ),
    "broken": ("events/a.md", "---\ntitle: Встреча\n---\n", messages.DESK_SAVED_BROKEN, False),
}
"""Name → file, its text, what is said after a save, whether building is offered."""


def saved(root: Path, file: str) -> str:
    """The notice on the form of a record after it was saved, as HTML."""
    page = DeskInHand(root).get(f"edit/{file.rpartition('.')[0]}?saved=yes").body.decode()
    kind = "error" if 'class="notice error"' in page else "done"
    return page.partition(f'<p class="notice {kind}"')[2].partition("</p>")[0]


@pytest.mark.parametrize(("file", "text", "sentence", "builds"), CASES.values(), ids=CASES)
def test_what_is_said_after_a_save_is_true(
    file: str, text: str, sentence: str, builds: bool, school: Callable[[Files], Path]
) -> None:
    notice = saved(school({file: text}), file)

    assert sentence in notice
    assert ("/do/build" in notice) == builds
    assert [other for _, _, other, _ in CASES.values() if other != sentence and other in notice] == []


ANOTHER = {
    "news/a.md": (PUBLIC, "/new/news", "Ещё одна новость"),
    "events/a.md": ("---\ntitle: Встреча\nstart: 2026-12-01\nevent_type: семинар\n---\n", "/new/events", "Ещё одно"),
    "mentors/a.yml": (yml(MENTOR, consent=None), "/new/mentors", "Ещё один наставник"),
    "documents/a.yml": (yml(DOCUMENT), "/new/documents", "Ещё один документ"),
    "parents.md": ("---\ntitle: Родителям\n---\nВместе.\n", "/new/page", "Ещё одна страница"),
}
"""File → its text, where one more of the kind is written, and what leads there."""


@pytest.mark.parametrize(("file", "case"), ANOTHER.items())
def test_one_more_of_a_kind_is_offered_beside_what_was_saved(
    file: str, case: tuple[str, str, str], school: Callable[[Files], Path]
) -> None:
    text, way, words = case

    notice = saved(school({file: text}), file if "/" in file else f"page/{file}")

    assert f'href="{way}">{words}' in notice


def test_of_a_plan_and_of_what_has_to_be_mended_first_no_other_is_offered(school: Callable[[Files], Path]) -> None:
    root = school({"roadmap/2026-2027.yml": yml(ROADMAP), "events/a.md": "---\ntitle: Встреча\n---\n"})

    assert "/new/" not in saved(root, "roadmap/2026-2027.yml")
    assert "/new/" not in saved(root, "events/a.md")


def test_a_page_that_has_to_go_is_said_to_be_there_still(school: Callable[[Files], Path]) -> None:
    root = school({"news/a.md": PUBLIC})
    run("build", "--root", root, "--today", "2026-11-20", "--no-search")
    (root / "content/news/a.md").write_text(md(NEWS, draft=True), encoding="utf-8")

    notice = saved(root, "news/a.md")

    assert messages.DESK_SAVED_DRAFT in notice and messages.DESK_SAVED_STILL_THERE in notice
    assert "/do/build" in notice


def test_after_a_build_its_pages_folder_and_the_next_thing_are_at_hand(
    school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = school({"news/a.md": PUBLIC})
    desk, opened = DeskInHand(root), list[str]()
    monkeypatch.setattr(click, "launch", lambda folder: opened.append(folder) or 0)

    done = desk.post("do/build")

    assert {"/do/publish", "/built/", "/help/publishing"} <= {*addresses(done)}
    assert "Первая встреча" in words_of(desk.get("built/news/a/"))
    assert desk.get("built/../content/school.yml").status == 404
    assert str(root / "site") in words_of(desk.post("folder"))
    assert opened == [str(root / "site")]


# --- the first steps, several records at once


TWO = {
    "roadmap/2026-2027.yml": yml(ROADMAP),
    "mentors/a.yml": yml(MENTOR, consent=None) + "# карточка\n",
    "mentors/b.yml": yml(MENTOR, name="Дубов Лев Львович", consent=None),
    "documents/p.yml": yml(DOCUMENT, to_confirm="дата") + "# папка 3\n",
    "documents/q.yml": yml(DOCUMENT, title="Положение", to_confirm="вид"),
}


def steps(desk: DeskInHand) -> list[str]:
    """Addresses of the steps on the first page, in their order."""
    listed = desk.get("due").body.decode().partition('<ol class="steps">')[2].partition("</ol>")[0]
    return re.findall(r'href="([^"]+)"', listed)


def test_first_steps_come_in_order_and_go_when_they_are_done(school: Callable[[Files], Path]) -> None:
    root = school(TWO)
    desk = DeskInHand(root)
    assert steps(desk) == ["/do/confirm", "/do/agreed", "/do/build"]

    done = desk.post("do/agreed", [("who", "a"), ("who", "b"), ("day", "2026-11-19"), ("until", "2027-08-31")])
    assert [link for link in addresses(done) if link.startswith("/do/c")] == ["/do/confirm"]
    assert steps(desk) == ["/do/confirm", "/do/build"]
    text = (root / "content/mentors/a.yml").read_text(encoding="utf-8")
    assert "date: 2026-11-19" in text and "until: 2027-08-31" in text and text.endswith("# карточка\n")
    assert "все" not in text.partition("consent:")[2].partition("#")[0], "only what the paper offers"

    desk.post("do/confirm", [("which", "p")])
    assert "to_confirm" not in (root / "content/documents/p.yml").read_text(encoding="utf-8")
    assert "to_confirm" in (root / "content/documents/q.yml").read_text(encoding="utf-8")
    desk.post("do/confirm", [("which", "q")])
    desk.post("do/build")
    assert steps(desk) == ["/do/publish"]
    (root / "content/news").mkdir()
    (root / "content/news/a.md").write_text(PUBLIC, encoding="utf-8")
    assert steps(desk) == ["/do/build"], "the site is older than its records"


def test_a_site_once_built_does_not_wait_for_consents(school: Callable[[Files], Path]) -> None:
    desk = DeskInHand(school({"roadmap/2026-2027.yml": yml(ROADMAP), "mentors/a.yml": yml(MENTOR, consent=None)}))
    assert steps(desk) == ["/do/agreed", "/do/build"]

    desk.post("do/build")

    assert steps(desk) == ["/do/publish", "/do/agreed"]


def test_pages_pasted_or_records_sent_are_not_published_from_here(school: Callable[[Files], Path]) -> None:
    root = school({"roadmap/2026-2027.yml": yml(ROADMAP), "news/a.md": PUBLIC})
    desk = DeskInHand(root)
    desk.post("do/build")
    (root / "fragments").mkdir()
    (root / "fragments/index.html").write_text("<p>", encoding="utf-8")
    assert steps(desk) == []

    (root / ".git").mkdir()
    (root / "site/news/a/index.html").unlink()
    assert messages.DESK_AFTER_SENDING in words_of(desk.get("edit/news/a"))


def test_a_refusal_is_kept_and_nobody_asks_again(school: Callable[[Files], Path]) -> None:
    root = school(TWO)
    desk = DeskInHand(root)
    before = (root / "content/mentors/a.yml").read_bytes()
    both = desk.post("do/agreed", [("who", "a"), ("refused", "a"), ("day", "2026-11-19")])
    assert messages.DESK_SIGNED_AND_REFUSED in words_of(both)
    assert (root / "content/mentors/a.yml").read_bytes() == before

    done = desk.post("do/agreed", [("refused", "a"), ("refused", "b"), ("day", "2026-11-19")])

    assert messages.DESK_REFUSED_DONE in words_of(done) and messages.DESK_AGREED_SHOWN not in words_of(done)
    assert "/do/agreed" not in steps(desk)
    assert f"{messages.CONSENT_REFUSED} 19.11.2026" in words_of(desk.get("edit/mentors/a"))


def test_what_is_filled_in_after_the_mark_is_said_to_be_hidden(school: Callable[[Files], Path]) -> None:
    root = school({"mentors/a.yml": yml(MENTOR, consent=None)})
    desk, file = DeskInHand(root), root / "content/mentors/a.yml"
    desk.post("do/agreed", [("who", "a"), ("day", "2026-11-19"), ("until", "2027-08-31")])
    assert "показано всё, что заполнено" in words_of(desk.get("edit/mentors/a"))

    file.write_text(f"{file.read_text(encoding='utf-8')}credo: Учусь сама.\n", encoding="utf-8")

    form = words_of(desk.get("edit/mentors/a"))
    assert "показано всё, что заполнено" not in form
    assert "Слова наставника" in messages.desk_agreed(["Слова наставника"], None)
    assert messages.desk_agreed(["Слова наставника"], None) in form


def test_a_card_that_is_not_finished_is_named_where_consents_are_marked(school: Callable[[Files], Path]) -> None:
    unfinished = yml({"name": "Дубов Лев Львович", "category": MENTOR["category"]})
    desk = DeskInHand(school({"mentors/a.yml": yml(MENTOR, consent=None), "mentors/b.yml": unfinished}))

    page = desk.get("do/agreed")

    assert f"{messages.DESK_PAPER_UNFINISHED} Дубов Лев Львович" in words_of(page)
    assert "/edit/mentors/b" in addresses(page)


LISTED = {
    "files/pary.txt": "Иванов Пётр, ученик 7А класса\nтелефон 8 912 345-67-89\n",
    "documents/clean.yml": yml(DOCUMENT, title="Положение", to_confirm="вид"),
    "documents/pary.yml": yml(DOCUMENT, title="Приказ «Пары»", no_file=None, file="files/pary.txt", to_confirm="вид"),
}
IN_FILE = [messages.personal_found(kind, 1) for kind in ("class", "phone")]


def test_what_is_personal_in_a_file_is_answered_for_before_it_goes_out(school: Callable[[Files], Path]) -> None:
    root = school(LISTED)
    desk = DeskInHand(root)
    record = root / "content/documents/pary.yml"

    asked = words_of(desk.get("do/confirm"))
    assert all(asked.count(sign) == 2 for sign in IN_FILE), "beside its tick and in a question of its own"
    assert " checked" not in desk.get("do/confirm").body.decode()

    refused = desk.post("do/confirm", [("which", "pary"), ("which", "clean")])
    assert messages.DESK_LET_OUT_OR_LEAVE in words_of(refused)
    assert refused.body.decode().count(" checked") == 2, "what was ticked stays so"
    assert all("to_confirm" in (root / f"content/documents/{id}.yml").read_text("utf-8") for id in ("pary", "clean"))

    desk.post("do/confirm", [("which", "clean"), ("let_out", "pary")])
    assert "to_confirm" in record.read_text("utf-8") and "file_checked" not in record.read_text("utf-8")

    desk.post("do/confirm", [("which", "pary"), ("let_out", "pary")])
    assert "to_confirm" not in record.read_text("utf-8") and "file_checked: да" in record.read_text("utf-8")


def test_a_file_with_something_personal_is_named_wherever_one_looks(school: Callable[[Files], Path]) -> None:
    root = school({**LISTED, "documents/pary.yml": yml(DOCUMENT, title="Пары", no_file=None, file="files/pary.txt")})
    desk = DeskInHand(root)
    first, form, remarks = (desk.get(path).body.decode() for path in ("due", "edit/documents/pary", "remarks"))

    for page in (first, form, remarks, saved(root, "documents/pary.yml"), desk.post("do/build").body.decode()):
        assert all(sign in page for sign in IN_FILE)
    assert "/edit/documents/pary?line=" in first and "/edit/documents/pary?line=" in remarks
    assert "<h2>Пары <small>" in remarks and "pary.txt" not in remarks
    assert "/do/build" not in saved(root, "documents/pary.yml")

    desk.save("edit/documents/pary", file_checked="yes")
    for path in ("due", "remarks"):
        assert not any(sign in desk.get(path).body.decode() for sign in IN_FILE)


def test_what_cannot_be_read_is_finished_first(school: Callable[[Files], Path]) -> None:
    root = school({**TWO, "events/u.md": "---\ntitle: Встреча\n---\n", "practices/u.md": "---\ntitle: Урок\n---\n"})

    assert steps(DeskInHand(root))[:2] == ["/edit/events/u", "/do/confirm"], "a draft can wait"


def test_a_consent_that_holds_no_more_shows_nobody(school: Callable[[Files], Path]) -> None:
    desk = DeskInHand(school(TWO))

    done = desk.post("do/agreed", [("who", "a"), ("day", "2025-09-01"), ("until", "2026-08-31")])

    assert messages.DESK_AGREED_SHOWN not in words_of(done)
    assert messages.CONSENT_EXPIRED in words_of(done)


@pytest.mark.parametrize("errand", ["agreed", "confirm"])
def test_nothing_ticked_is_said_and_writes_nothing(errand: str, school: Callable[[Files], Path]) -> None:
    root = school(TWO)
    before = {path: path.read_bytes() for path in (root / "content").rglob("*.yml")}

    page = DeskInHand(root).post(f"do/{errand}")

    assert messages.DESK_TICK_ONE in words_of(page)
    assert {path: path.read_bytes() for path in (root / "content").rglob("*.yml")} == before


def test_a_section_without_records_begins_with_files(school: Callable[[Files], Path]) -> None:
    assert steps(DeskInHand(school({})))[0] == "/do/import"


def test_consent_taken_back_is_not_asked_for_again(school: Callable[[Files], Path]) -> None:
    withdrawn = {**CONSENT, "withdrawn": "2026-11-01"}
    desk = DeskInHand(school({"mentors/a.yml": yml(MENTOR, consent=withdrawn)}))

    assert "/do/agreed" not in steps(desk)
    assert messages.DESK_ALL_AGREED in words_of(desk.get("do/agreed"))


def test_consents_of_all_who_have_none_are_one_file(
    school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    docx = pytest.importorskip("docx")
    desk = DeskInHand(school(TWO))
    drawn: list[Prepared] = []

    def counted(agreed: Prepared) -> Iterator[tuple[str, bytes]]:
        drawn.append(agreed)
        return outputs(agreed)

    monkeypatch.setattr(consenting, "outputs", counted)

    paper = docx.Document(io.BytesIO(desk.post("do/consent", [("whose", "card"), ("who", "*")]).body))

    givers = [line.text for line in paper.paragraphs if line.text.startswith("Я, ")]
    assert givers == ["Я, Берёзкина Анна Павловна,", "Я, Дубов Лев Львович,"]
    assert [section.start_type for section in paper.sections] == [docx.enum.section.WD_SECTION.ODD_PAGE] * 2
    assert len(drawn) == 1, "the section is drawn once for all of them"
    whole = "\n".join(line.text for line in paper.paragraphs)
    first, second = whole.split(givers[1])
    assert "mentors/a/" in first and "mentors/b/" not in first
    assert "mentors/b/" in second and "mentors/a/" not in second


def test_all_at_once_but_those_who_refused(school: Callable[[Files], Path]) -> None:
    surnames = {"belova": "Белова", "gusev": "Гусева", "titova": "Титова"}
    cards = {
        f"mentors/{id}.yml": yml(MENTOR, name=f"{surname} Анна Павловна", consent=None)
        for id, surname in surnames.items()
    }
    desk = DeskInHand(school(cards))

    desk.post("do/agreed", [("who", "*"), ("refused", "gusev"), ("day", TODAY.isoformat())])

    written = {id: (desk.desk.project.content / f"mentors/{id}.yml").read_text("utf-8") for id in ("belova", "titova")}
    assert all("- photo" in text and "withdrawn" not in text for text in written.values())
    assert "withdrawn" in (desk.desk.project.content / "mentors/gusev.yml").read_text("utf-8")
    assert messages.DESK_ALL_AGREED in words_of(desk.get("do/agreed"))


def test_paper_says_beforehand_what_stays_empty_and_where_it_is_marked(school: Callable[[Files], Path]) -> None:
    page = DeskInHand(school({"mentors/belova.yml": yml(MENTOR)})).get("do/consent")

    assert "Останется вписать от руки: ОГРН и адрес" in words_of(page)
    assert {"/edit/school/school", "/do/agreed"} <= set(addresses(page))
