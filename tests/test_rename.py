"""A record gets another name: everything that refers to it follows, its addresses lead on, machines know it still."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.bank.harvest import catalog_json
from nastavnik.bank.store.editions import edition
from nastavnik.building.journal import note
from nastavnik.building.project import Project
from nastavnik.office import undo
from nastavnik.office.renaming import rename, write
from nastavnik.school.cabinet import cabinet
from nastavnik.school.loading import load
from nastavnik.text.source import parse
from tests.building import build
from tests.conftest import CONSENT, DAY, DOCUMENT, MENTOR, NEWS, PASSPORT, PRACTICE, TODAY, Files, md, run, yml

PAGE = "https://school5.example/nastavnichestvo/mentors/ivanova/"
CARD = f"""\
# карточка; адрес mentors/ivanova/
name: Берёзкина Анна Павловна
category: педагог
post: 'Учитель химии'   # по приказу
forms: [педагог – педагог]
photo: {{file: photos/ivanova.svg, alt: Портрет}}
about: |
  Пишет о себе на [своей странице](ivanova.yml#slova), вот ![снимок](photos/ivanova-2.svg).
consent:
  number: "1"
  date: 2026-09-01
  fields: все
  addresses: [{PAGE}]
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"><path d="M0 0h4v5z"/></svg>'
PLAN = """\
title: План
stages:
  - number: "1"
    title: Подготовка
    term: 15 сентября 2026
    evidence: news/den   # коротко
  - {id: itogi, title: Итоги, term: 20 мая 2027, evidence: [{practice: "urok", title: Урок}, "documents/prikaz"]}
"""
STORY = f"""\
---
title: Первая встреча
date: 2026-10-05
summary: Наставники встретились.
stages: [2026-2027/1, "roadmap/2026-2027/itogi"]
---

Её ведёт [Анна Павловна](../mentors/ivanova.yml#slova), см. [урок](../practices/urok.md "Урок")\r
и [страницу]({PAGE}).
"""
OWN = """\
# Родителям

[Наставник](mentors/ivanova.yml), <a href="../mentors/ivanova/#slova">она же</a>, [ещё][1], Ivanova, mentors/ivanova-2.

[1]: mentors/ivanova.yml "Карточка"
"""
SCHOOL: Files = {
    "mentors/ivanova.yml": CARD,
    "mentors/ivanova-2.yml": yml(MENTOR, name="Вязова Анна Ильинична"),
    "mentors/photos/ivanova.svg": SVG,
    "mentors/photos/ivanova-2.svg": SVG,
    "roadmap/2026-2027.yml": PLAN,
    "news/den.md": STORY,
    "documents/prikaz.yml": yml(DOCUMENT),
    "practices/urok.md": md(
        PRACTICE,
        authors=[{"mentor": "ivanova"}],
        related={"mentors": "/mentors/ivanova/"},
        description=None,
        text="См. [себя](urok.md#goal).",
    ),
    "parents.md": OWN,
}
School = Callable[[Files], Path]


def texts(root: Path) -> dict[str, str]:
    files = sorted(path for path in (root / "content").rglob("*") if path.is_file())
    return {path.relative_to(root / "content").as_posix(): path.read_bytes().decode() for path in files}


def checked(root: Path) -> list[str]:
    return [str(problem) for problem in load(root / "content", TODAY).errors]


def catalogue(root: Path) -> dict[str, str]:
    """The kind and name machines know each record by → its checksum."""
    items = json.loads((root / "site/api/v1/catalog.json").read_text("utf-8"))["items"]
    return {f"{item['kind']}/{item['id']}": item["checksum"] for item in items}


# --- what is written -----------------------------------------------------------------------------------


def test_a_mentor_with_everything_that_names_her(school: School) -> None:
    root = school(SCHOOL)
    before = texts(root)
    assert checked(root) == []

    done = run("rename", "mentors/ivanova", "beryozkina", "--root", root)

    after = texts(root)
    assert (done.exit_code, done.stderr, checked(root)) == (0, "", [])
    card = CARD.replace("photos/ivanova", "photos/beryozkina").replace("(ivanova.yml", "(beryozkina.yml")
    assert after.pop("mentors/beryozkina.yml") == card.replace("alt: Портрет}\n", "alt: Портрет}\naliases: ivanova\n")
    assert after.pop("mentors/photos/beryozkina.svg") == after.pop("mentors/photos/beryozkina-2.svg") == SVG
    assert after.pop("parents.md") == (
        OWN.replace("mentors/ivanova.yml", "mentors/beryozkina.yml").replace("ivanova/#", "beryozkina/#")
    )
    assert after.pop("news/den.md") == STORY.replace("ivanova", "beryozkina")
    assert after.pop("practices/urok.md") == before["practices/urok.md"].replace("ivanova", "beryozkina")
    assert after == {name: before[name] for name in after}
    assert set(before) - set(after) - {"parents.md", "news/den.md", "practices/urok.md"} == {
        "mentors/ivanova.yml",
        "mentors/photos/ivanova.svg",
        "mentors/photos/ivanova-2.svg",
    }


def test_what_only_a_person_can_mend_is_said(school: School) -> None:
    done = run("rename", "mentors/ivanova", "beryozkina", "--root", school(SCHOOL))

    assert messages.consent_names_address("content/mentors/ivanova.yml:13:14", PAGE) in done.stdout
    assert "  content/mentors/beryozkina.yml:1: # карточка; адрес mentors/ivanova/" in done.stdout
    assert messages.address_stays("mentors/ivanova/", "mentors/beryozkina/") in done.stdout
    assert "--no-address mentors/ivanova beryozkina" in done.stdout
    assert "parents.md" not in done.stdout.partition(messages.RENAME_LEFT)[2]


def test_a_dry_run_says_the_same_and_writes_nothing(school: School) -> None:
    root = school(SCHOOL)
    before = texts(root)

    shown = run("rename", "mentors/ivanova", "beryozkina", "--dry-run", "--root", root)

    assert texts(root) == before
    done = run("rename", "mentors/ivanova", "beryozkina", "--root", root)
    assert shown.stdout.splitlines()[1:] == done.stdout.splitlines()[:-2]


@pytest.mark.parametrize(
    ("word", "new", "file", "line"),
    [
        ("roadmap/2026-2027", "glavnyi-plan", "news/den.md", 'stages: [glavnyi-plan/1, "roadmap/glavnyi-plan/itogi"]'),
        ("news/den", "vstrecha", "roadmap/2026-2027.yml", "    evidence: news/vstrecha   # коротко"),
        ("documents/prikaz", "prikaz-63", "roadmap/2026-2027.yml", '"documents/prikaz-63"]}'),
        ("practices/urok", "urok-vdvoyom", "roadmap/2026-2027.yml", '{practice: "urok-vdvoyom", title: Урок}'),
        ("practices/urok", "urok-vdvoyom", "practices/urok-vdvoyom.md", "См. [себя](urok-vdvoyom.md#goal)."),
        ("practices/urok", "urok-vdvoyom", "news/den.md", '[урок](../practices/urok-vdvoyom.md "Урок")\r'),
    ],
)
def test_references_of_every_form(school: School, word: str, new: str, file: str, line: str) -> None:
    root = school(SCHOOL)

    done = run("rename", word, new, "--root", root)

    assert (done.exit_code, checked(root)) == (0, [])
    assert line in texts(root)[file]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1251"])
def test_letters_of_other_files_stay(school: School, codec: str) -> None:
    story = STORY.replace("\r\n", "\n").replace("\n", "\r\n")
    root = school(SCHOOL | {"news/den.md": story.encode(codec), "parents.md": OWN.encode(codec)})

    run("rename", "mentors/ivanova", "beryozkina", "--root", root)

    assert (root / "content/news/den.md").read_bytes() == story.replace("ivanova", "beryozkina").encode(codec)
    assert b"beryozkina" in (root / "content/parents.md").read_bytes().replace(b"\0", b"")


def test_a_file_that_others_show_too_keeps_its_name(school: School) -> None:
    shared = yml(NEWS, image={"file": "mentors/photos/ivanova.svg", "alt": "Портрет"})
    root = school(SCHOOL | {"news/foto.md": f"---\n{shared}---\nТекст.\n"})

    run("rename", "mentors/ivanova", "beryozkina", "--root", root)

    assert checked(root) == []
    assert "mentors/photos/ivanova.svg" in texts(root)


def test_a_school_keeps_its_current_plan(school: School) -> None:
    root = school(SCHOOL | {"roadmap/2027-2028.yml": PLAN})
    run("rename", "roadmap/2026-2027", "plan-pervogo-goda", "--root", root)

    plan = cabinet(root / "content").current_plan()

    assert plan is not None and plan.id == "plan-pervogo-goda"


# --- refusals ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "new", "said"),
    [
        ("mentors/ivanova", "ivanova-2", messages.already_there("content/mentors/ivanova-2.yml")),
        ("mentors/ivanova", "ivanova", messages.same_name("mentors/ivanova")),
        ("mentors/ivanova", "Иванова", messages.bad_id("Иванова.yml", "ivanova.yml")),
        ("mentors/ivanova", "by", messages.reserved_id("by")),
        ("mentors/ivanova", "petrov-uchenik-7a", messages.learner_in_file_name("petrov-uchenik-7a.yml")),
        ("mentors/nikto", "kto", messages.no_record("mentors/nikto", ["ivanova-2", "ivanova", "staraya"])),
        ("ivanova", "beryozkina", None),
        ("school", "drugaya", messages.passport_has_no_name("content/school.yml")),
        ("mentors/prezhnyaya", "kto", messages.renamed_since("prezhnyaya", "staraya")),
        ("mentors/ivanova", "prezhnyaya", messages.former_name_taken("prezhnyaya", "content/mentors/staraya.yml")),
    ],
)
def test_names_that_cannot_be(school: School, word: str, new: str, said: str | None) -> None:
    root = school(SCHOOL | {"mentors/staraya.yml": yml(MENTOR, name="Серова Нина Юрьевна", aliases="prezhnyaya")})
    before = texts(root)

    refused = run("rename", word, new, "--root", root)

    assert (refused.exit_code, texts(root)) == (1, before)
    assert refused.stderr.strip() == said if said else word in refused.stderr


def test_a_record_with_mistakes_keeps_its_name(school: School) -> None:
    root = school(SCHOOL | {"mentors/ivanova.yml": "name: Берёзкина\nnames: Анна\n"})

    assert run("rename", "mentors/ivanova", "beryozkina", "--root", root).exit_code == 1
    assert (root / "content/mentors/ivanova.yml").is_file()


@pytest.mark.parametrize(
    ("aliases", "said"),
    [
        ("ivanova-2", messages.alias_taken("ivanova-2", "content/mentors/ivanova-2.yml")),
        ("by", messages.reserved_id("by")),
        ("Иванова", messages.NOT_A_RECORD_NAME),
    ],
)
def test_former_names_that_cannot_be_are_errors(school: School, aliases: str, said: str) -> None:
    root = school(SCHOOL | {"mentors/ivanova.yml": f"{CARD}aliases: {aliases}\n"})

    assert any(said in problem and "mentors/ivanova" in problem for problem in checked(root))


def test_a_passport_has_no_former_names(school: School) -> None:
    assert any("aliases" in problem for problem in checked(school({"school.yml": yml(PASSPORT, aliases="a")})))


def test_who_writes_the_former_name_is_told_the_new_one(school: School) -> None:
    root = school(SCHOOL)
    run("rename", "mentors/ivanova", "beryozkina", "--root", root)
    (root / "content/practices/urok.md").write_text(md(PRACTICE, authors=[{"mentor": "ivanova"}]), "utf-8")

    assert any(messages.renamed_since("ivanova", "beryozkina") in problem for problem in checked(root))


# --- there and back ------------------------------------------------------------------------------------


def aliases(root: Path, file: str) -> object:
    return parse((root / "content" / file).read_text("utf-8"), file).data.get("aliases")


def test_a_chain_of_names_and_back(school: School) -> None:
    root = school(SCHOOL)
    for old, new in [("ivanova", "b"), ("b", "c"), ("c", "ivanova")]:
        assert run("rename", f"mentors/{old}", new, "--root", root).exit_code == 0

    assert aliases(root, "mentors/ivanova.yml") == ["ivanova", "b", "c"]
    assert checked(root) == []
    entry = load(root / "content", TODAY).catalogue.get("mentors", "ivanova")  # type: ignore[union-attr]
    assert entry is not None and entry.first_id == "ivanova"


def test_an_address_that_must_not_stay(school: School) -> None:
    root = school(SCHOOL)
    for old, new in [("ivanova", "b"), ("b", "ivanova")]:
        run("rename", f"mentors/{old}", new, "--root", root)

    done = run("rename", "mentors/ivanova", "c", "--no-address", "--root", root)

    assert aliases(root, "mentors/c.yml") == ["b"]
    assert messages.address_goes("mentors/ivanova/") in done.stdout


def test_undo_and_redo_give_every_byte_back(school: School) -> None:
    root = school(SCHOOL)
    before = texts(root)
    run("rename", "mentors/ivanova", "beryozkina", "--root", root)
    after = texts(root)

    run("undo", "--root", root)
    assert texts(root) == before
    run("undo", "--redo", "--root", root)
    assert texts(root) == after


def test_a_new_year_does_not_inherit_former_names(school: School) -> None:
    root = school(SCHOOL)
    run("rename", "roadmap/2026-2027", "plan", "--root", root)

    assert run("new-year", "2027-2028", "--root", root).exit_code == 0
    assert aliases(root, "roadmap/2027-2028.yml") is None
    assert checked(root) == []


# --- what readers and machines see ---------------------------------------------------------------------


def test_addresses_lead_on_and_machines_know_it_still(school: School) -> None:
    root = school(SCHOOL)
    project = Project.at(root)
    build(project, TODAY, searchable=False)
    site = root / "site"
    known = catalogue(root)
    feed = re.findall("<id>(.*)</id>", (site / "feeds/news.atom").read_text("utf-8"))
    uids = re.findall("UID:.*", (site / "plan.ics").read_text("utf-8"))
    bank = catalog_json.read((site / "api/v1/catalog.json").read_bytes(), bank="https://bank.example/").items[0]
    words = [("mentors/ivanova", "b"), ("news/den", "vstrecha"), ("roadmap/2026-2027", "plan"), ("practices/urok", "u")]
    for word, new in words:
        assert run("rename", word, new, "--root", root).exit_code == 0

    build(project, TODAY, searchable=False)

    assert catalogue(root).keys() == known.keys()
    assert {name for name, digest in catalogue(root).items() if digest != known[name]} == {
        "mentors/ivanova",  # its photo has another name
        "news/den",  # texts link to addresses
        "practices/urok",
    }
    assert re.findall("<id>(.*)</id>", (site / "feeds/news.atom").read_text("utf-8")) == feed
    assert re.findall("UID:.*", (site / "plan.ics").read_text("utf-8")) == uids
    again = catalog_json.read((site / "api/v1/catalog.json").read_bytes(), bank="https://bank.example/").items[0]
    assert (again.key, again.url) == (bank.key, bank.url.replace("/urok/", "/u/"))
    assert edition(again.data, again.url).digest == edition(bank.data, bank.url).digest
    moved = (site / "mentors/ivanova/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../b/">' in moved
    assert '<link rel="canonical" href="https://school5.example/nastavnichestvo/mentors/b/">' in moved
    assert '<meta name="robots" content="noindex">' in moved and '<a href="../b/">' in moved
    assert "Берёзкина" not in moved
    assert "ivanova/" not in (site / "sitemap.xml").read_text("utf-8").replace("ivanova-2/", "")


def test_nothing_leads_to_whom_nobody_may_see(school: School) -> None:
    hidden = yml(MENTOR, aliases="prezhnyaya", consent={**CONSENT, "withdrawn": "2026-11-01"})
    root = school({"mentors/tainaya.yml": hidden})

    build(Project.at(root), TODAY, searchable=False)

    assert not (root / "site/mentors/prezhnyaya").exists()


def test_a_renamed_record_is_fresh_at_the_next_build(school: School) -> None:
    root = school(SCHOOL)
    run("rename", "mentors/ivanova", "beryozkina", "--root", root)
    build(Project.at(root), TODAY, searchable=False)

    assert build(Project.at(root), TODAY, searchable=False).switched.written == 0


# --- killed on the way ---------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from nastavnik.office.renaming import rename, write
root, at, asked, sync = Path(sys.argv[1]), int(sys.argv[2]), [0], os.fsync
def fsync(number):
    asked[0] += 1
    if asked[0] == at:
        os.kill(os.getpid(), signal.SIGKILL)
    sync(number)
renaming = rename(root, "mentors/ivanova", "beryozkina")
os.fsync = fsync
write(root, renaming)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize(
    "at", [pytest.param(at, marks=() if at in (3, 18) else pytest.mark.audit) for at in range(1, 24)]
)
def test_killed_at_any_moment_the_next_command_finishes_it(school: School, at: int) -> None:
    """SIGKILL while the n-th file is forced to the disk; before the list is there nothing was changed."""
    root = school(SCHOOL)
    before = texts(root)
    subprocess.run([sys.executable, "-c", KILLED, str(root), str(at)], check=False)
    was_cut_off = any(one.pending for one in undo.runs(root))

    next_command = run("check", *DAY, "--root", root)

    assert (messages.run_finished("rename mentors/ivanova beryozkina", []) in next_command.stderr) is was_cut_off
    assert checked(root) == []
    files = {name.removesuffix(".part").removeprefix(".") for name in texts(root)}
    assert ("mentors/beryozkina.yml" in files) is bool(undo.runs(root))
    for one in undo.runs(root):
        undo.take_back(one)
    assert {name: text for name, text in texts(root).items() if not name.endswith(".part")} == before


def test_what_was_edited_meanwhile_is_left_and_named(school: School) -> None:
    root = school(SCHOOL)
    write(root, rename(root, "mentors/ivanova", "beryozkina"))
    cut_off = undo.last(root)
    assert cut_off is not None
    note(replace(cut_off, pending="after"))
    (root / "content/parents.md").write_text("# Родителям\n", "utf-8")

    said = run("check", *DAY, "--root", root).stderr

    assert messages.run_finished(cut_off.command, ["content/parents.md"]) in said
    assert (root / "content/parents.md").read_text("utf-8") == "# Родителям\n"


def test_undo_cut_off_is_finished_as_undone(school: School) -> None:
    root = school(SCHOOL)
    before = texts(root)
    write(root, rename(root, "mentors/ivanova", "beryozkina"))
    done = undo.last(root)
    assert done is not None
    note(replace(done, pending="before"))

    run("check", *DAY, "--root", root)

    assert texts(root) == before
    assert undo.last(root) is None and undo.last_undone(root) is not None
