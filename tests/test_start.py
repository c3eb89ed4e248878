"""A new school from nothing: what is written is built at once, is true of that school, and nothing there is touched."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from nastavnik import messages
from nastavnik.commands.start import AnswerParam
from nastavnik.installation import shipped
from nastavnik.office.starting import QUESTIONS, Question, Unanswered, answered
from nastavnik.office.starting.first_files import EXAMPLE, first_files, school_year
from nastavnik.office.starting.questions import EXAMPLES, web_form
from nastavnik.office.starting.zones import zone_of_region
from nastavnik.records import KINDS, Roadmap
from nastavnik.records.vocabularies import BASE
from nastavnik.school.cabinet import cabinet
from nastavnik.school.loading import Loaded, load
from tests.conftest import DAY, TODAY, run, write_files
from tests.word import make_word

WORDS = ("--title", 'Школа "№ 5": лучшая', "--short-title", "Школа № 5", "--inn", "0000000018", "--yes")
TYPES = [term.code for term in BASE["school_types"].terms]
ROWS = [["№", "Этап", "Мероприятия", "Срок"], ["1", "Подготовка", "Издать приказ", "до 01.09.2026"]]


def begun(folder: Path, today: dt.date = TODAY, /, **written: str) -> Loaded:
    """A school that `start` would write for these answers, read without its drafts."""
    files, _ = first_files(answered(written), today, folder, ("x.whl", b""))
    write_files(folder, files)
    return load(folder / "content", today)


def hints(loaded: Loaded) -> Iterator[str]:
    return (problem.message for problem in loaded.problems)


def test_new_folder_is_built_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "новая"

    started = run("start", folder, *WORDS, *DAY)
    built = run("build", "--root", folder, *DAY)

    assert started.exit_code == 0, started.output
    assert built.exit_code == 0, built.output
    assert "Школа № 5" in (folder / "site/index.html").read_text(encoding="utf-8").replace("\xa0", " ")
    assert (folder / "site/about/index.html").is_file()
    assert not (folder / "site/parents/index.html").exists()
    assert 'id: "shkola-5"' in (folder / "content/school.yml").read_text(encoding="utf-8")
    assert f'cd "{folder.as_posix()}"' in started.stdout
    assert "Пример" not in "".join(path.read_text("utf-8") for path in (folder / "site").rglob("*.html"))


def test_undo_takes_the_whole_beginning_back(tmp_path: Path) -> None:
    run("start", tmp_path, "--yes", *DAY)
    assert (tmp_path / "content/school.yml").is_file()

    assert run("undo", "--root", tmp_path).exit_code == 0

    assert [path for path in tmp_path.rglob("*") if path.is_file() and ".nastavnik" not in path.parts] == []


# --- questions


def test_without_a_terminal_nobody_is_asked(tmp_path: Path) -> None:
    refused = run("start", tmp_path / "новая", *DAY)

    assert (refused.exit_code, refused.stderr) == (1, messages.START_NOT_A_TERMINAL + "\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals of the kind on Windows")
def test_on_a_terminal_a_wrong_answer_is_asked_again(tmp_path: Path) -> None:
    from pty import openpty

    typed = [
        "садик",
        "2",
        "Детский сад № 7",
        "Сад № 7",
        "0000000019",
        "0000000018",
        "Томская область",
        "Томск",
        "sad7.ru",
    ]
    ours, theirs = openpty()
    command = [sys.executable, "-m", "nastavnik", "start", str(tmp_path), *DAY]
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    os.write(ours, "".join(f"{line}\n" for line in [*typed, *[""] * 7]).encode())
    said = process.communicate()[0].decode()

    assert process.returncode == 0, said
    assert "«садик» нет в списке" in said
    assert messages.quoted("0000000019", messages.INN_OF_NOBODY) in said
    assert f"{messages.question(1, 14, 'Тип организации', '')}"[:20] in said
    passport = (tmp_path / "content/school.yml").read_text("utf-8")
    assert 'school_type: "детский сад"' in passport
    assert 'timezone: "Asia/Tomsk"' in passport
    assert 'site: "https://sad7.ru"' in passport
    assert 'post: "Старший воспитатель"' in passport


def test_every_question_can_be_silent() -> None:
    answers = answered({})

    assert list(answers) == [question.name for question in QUESTIONS]
    assert answers == answered(answers), "an answer read again is itself"
    assert answers == answered({question.name: " " for question in QUESTIONS if not question.several})


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_blank_option_is_no_answer(question: Question) -> None:
    assert AnswerParam(question).convert(" ", None, None) == ""


def test_there_is_an_example_of_every_kind() -> None:
    assert {term.code for term in EXAMPLES.terms} == set(KINDS) - {Roadmap.kind}


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("school_type", "садик", "нет в списке"),
        ("inn", "12345", "нужно 10 цифр"),
        ("inn", "7707083894", messages.INN_OF_NOBODY),
        ("inn", "500100732258", messages.INN_OF_NOBODY),
        ("site", "https://", "не адрес страницы"),
        ("short_title", "Ш" * 61, "слишком длинно"),
        ("timezone", "МСК+15", "не часовой пояс"),
        ("phone", "спросите", "не телефон"),
        ("helps", "никому", "нет в списке"),
        ("roadmap", "как-нибудь", "нет в списке"),
        ("examples", "наставник, учебник", "нет в списке"),
        ("admin", "да", "не понять, где репозиторий"),
        ("admin", "https://git.school5.ru/a/b", "не понять, где репозиторий"),
        ("admin", "GitHub", "не сказано, в каком репозитории"),
        ("admin", "gitea school5/section", "не сказано, на каком сервере"),
    ],
)
def test_an_answer_that_cannot_be_taken(name: str, written: str, said: str) -> None:
    with pytest.raises(Unanswered) as refused:
        answered({name: written})

    assert list(refused.value.mistakes) == [name]
    assert said in refused.value.mistakes[name]


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("school_type", "2", "kindergarten"),
        ("school_type", "Гимназия", "school"),
        ("inn", " 7707 083893 ", "7707083893"),
        ("inn", "500100732259", "500100732259"),
        ("site", "shkola5.ru", "https://shkola5.ru"),
        ("timezone", "МСК+2", "Asia/Yekaterinburg"),
        ("timezone", "+1", "Europe/Samara"),
        ("helps", "и педагогам, и ученикам", "both"),
        ("roadmap", "Р-145", "order"),
        ("roadmap", '"Наш план.docx"', "Наш план.docx"),
        ("examples", "все", ", ".join(term.code for term in EXAMPLES.terms)),
        ("examples", "Новость; наставник", "news, mentors"),
        ("examples", "нет", ""),
        ("examples", "", ""),
        ("admin", "нет", ""),
        ("admin", " github school5/section ", "github school5/section"),
    ],
)
def test_an_answer_as_people_write_it(name: str, written: str, read: str) -> None:
    assert answered({name: written})[name] == read


@pytest.mark.parametrize(
    ("region", "zone"),
    [
        ("Омская область", "Asia/Omsk"),
        ("Томская область", "Asia/Tomsk"),
        ("Республика Алтай", "Asia/Barnaul"),
        ("Удмуртская Республика", "Europe/Samara"),
        ("Ханты-Мансийский автономный округ — Югра", "Asia/Yekaterinburg"),
        ("Республика Саха (Якутия)", "Asia/Yakutsk"),
        ("Курская область", "Europe/Moscow"),
        ("Курганская область", "Asia/Yekaterinburg"),
        ("Область", "Europe/Moscow"),
    ],
)
def test_zone_of_a_region(region: str, zone: str) -> None:
    assert zone_of_region(region) == zone


def test_answers_of_a_file(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yml"
    answers.write_text("short_title: Сад № 7\nТип организации: ДОУ\nexamples: [новость, событие]\n", "utf-8")

    started = run("start", tmp_path / "сад", "--answers", answers, "--short-title", "Сад № 8", *DAY)

    assert started.exit_code == 0, started.output
    passport = (tmp_path / "сад/content/school.yml").read_text("utf-8")
    assert 'short_title: "Сад № 8"' in passport, "what is said in the command goes before the file"
    assert 'school_type: "детский сад"' in passport
    assert {path.parent.name for path in (tmp_path / "сад/content").rglob(f"{EXAMPLE}.*")} == {"news", "events"}


def test_mistakes_of_a_file_of_answers_have_their_places(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yml"
    answers.write_text("title: Школа\nin: 5\ninn: 7707083894\nregion: {область: Томская}\n", "utf-8")

    refused = run("start", tmp_path / "школа", "--answers", answers, *DAY)

    assert refused.exit_code == 1
    assert "answers.yml:2:1: вопроса «in» нет — возможно, inn" in refused.output
    assert f"answers.yml:3:6: inn: {messages.quoted('7707083894', messages.INN_OF_NOBODY)}" in refused.output
    assert f"answers.yml:4:9: {messages.ANSWER_IN_WORDS}" in refused.output
    assert not (tmp_path / "школа").exists()


def test_type_nobody_knows_is_refused(tmp_path: Path) -> None:
    refused = run("start", tmp_path, "--type", "садик", "--yes", *DAY)

    assert refused.exit_code == 2
    assert "«садик» нет в списке — напишите одно из: школа, детский сад" in refused.stderr


def test_what_is_there_stays_and_nobody_is_asked_in_vain(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Своё\n", encoding="utf-8")

    refused = run("start", tmp_path, *DAY)

    assert refused.exit_code == 1
    assert "mkdocs.yml" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]


def test_what_a_folder_may_have_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("мои заметки/\nsite/", "utf-8")
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/settings.json").write_text("{}", "utf-8")
    (tmp_path / "README.md").write_text("Наш раздел", "utf-8")

    assert run("start", tmp_path, "--yes", *DAY).exit_code == 0

    ignored = (tmp_path / ".gitignore").read_text("utf-8").splitlines()
    pages = ["fragments/", ".fragments.staging/"]
    assert ignored == ["мои заметки/", "site/", ".site.staging/", *pages, ".nastavnik/", ".cache/", "papers/"]
    assert (tmp_path / ".vscode/settings.json").read_text("utf-8") == "{}"
    assert (tmp_path / "README.md").read_text("utf-8") == "Наш раздел"
    run("undo", "--root", tmp_path)
    assert (tmp_path / ".gitignore").read_text("utf-8") == "мои заметки/\nsite/"


# --- what it says of the school


@pytest.mark.parametrize("today", [dt.date(2026, 7, 31), dt.date(2026, 8, 1), dt.date(2028, 2, 29)], ids=str)
@pytest.mark.parametrize("school_type", TYPES)
def test_examples_are_right_and_say_that_they_are_examples(school_type: str, today: dt.date, tmp_path: Path) -> None:
    plan = "order" if school_type == "college" else "letter"
    loaded = begun(tmp_path, today, school_type=school_type, examples="все", roadmap=plan)

    assert loaded.errors == []
    told = {problem.place.file for problem in loaded.problems if problem.message == messages.STILL_AN_EXAMPLE}
    names = {f"content/{kind}/{EXAMPLE}{KINDS[kind].suffix}" for kind in KINDS if kind != Roadmap.kind}
    assert told == {*names, f"content/roadmap/{school_year(today)}.yml"}
    assert [problem for problem in loaded.problems if problem.place.file in told] == [
        problem for problem in loaded.problems if problem.message == messages.STILL_AN_EXAMPLE
    ], "an example has no other faults"
    assert loaded.catalogue is not None
    assert all(not loaded.catalogue.of(kind) for kind in KINDS.values())
    assert all(not cabinet(tmp_path / "content").of(kind) for kind in KINDS.values()), "errands know of none"
    drafts = load(tmp_path / "content", today, drafts=True).catalogue
    assert drafts is not None
    assert {kind for kind, cls in KINDS.items() if drafts.of(cls)} == set(KINDS) - {"mentors"}, "no consent, no card"


def test_an_example_made_ones_own_goes_out(tmp_path: Path) -> None:
    begun(tmp_path, examples="новость")
    story = tmp_path / "content/news/primer.md"
    story.write_text(
        story.read_text("utf-8").replace("example: да\n", "").replace("Пример: ", "").replace("Впишите: ", ""), "utf-8"
    )

    loaded = load(tmp_path / "content", TODAY)

    assert loaded.catalogue is not None
    assert [entry.id for entry in loaded.catalogue.of(KINDS["news"])] == ["primer"]
    assert not any(problem.place.file.endswith("primer.md") for problem in loaded.problems)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != Roadmap.kind])
def test_words_of_an_example_that_were_left_are_named(kind: str, tmp_path: Path) -> None:
    """Somebody took the mark away and forgot the rest."""
    begun(tmp_path, examples="все", roadmap="позже")
    record = tmp_path / f"content/{kind}/{EXAMPLE}{KINDS[kind].suffix}"
    record.write_text(record.read_text("utf-8").replace("example: да\n", ""), "utf-8")

    loaded = load(tmp_path / "content", TODAY)

    told = [problem.message for problem in loaded.problems if problem.place.file.endswith(f"{kind}/{record.name}")]
    assert any("слова-заготовка" in sentence for sentence in told), told


PAGES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("kindergarten", "педагогам"): ("about.md", "Воспитанники в нём не участвуют"),
    ("school", "ученикам"): ("parents.md", "У нас наставники помогают ученикам.\n"),
    ("college", "и тем и другим"): ("parents.md", "У нас наставники помогают студентам и педагогам.\n"),
    ("extra", "всем"): ("parents.md", "У нас наставники помогают обучающимся и педагогам.\n"),
}


@pytest.mark.parametrize(("answers", "page"), PAGES.items(), ids=lambda pair: "-".join(pair))
def test_the_first_page_is_true_of_the_school(answers: tuple[str, str], page: tuple[str, str], tmp_path: Path) -> None:
    school_type, helps = answers
    begun(tmp_path, school_type=school_type, helps=helps)
    name, sentence = page

    assert [path.name for path in (tmp_path / "content").glob("*.md")] == [name]
    text = (tmp_path / "content" / name).read_text("utf-8")
    assert sentence in text
    assert text.startswith("---\n# Перечитать готовый текст:")
    assert ("title: Студентам и родителям" in text) is (school_type == "college")


@pytest.mark.parametrize("options", [(), ("--parents",)])
def test_what_is_left_to_write_is_not_published(options: tuple[str, ...], tmp_path: Path) -> None:
    run("start", tmp_path, "--yes", *options, *DAY)
    run("build", "--root", tmp_path, *DAY, "--no-search")

    page = next((tmp_path / "content").glob("*.md"))
    assert "# Перечитать готовый текст:" in page.read_text(encoding="utf-8")
    html = (tmp_path / "site" / page.stem / "index.html").read_text(encoding="utf-8")
    assert "Перечитать" not in html
    assert "посетители не увидят" not in html


def test_a_plan_in_word_becomes_the_roadmap(tmp_path: Path) -> None:
    make_word(tmp_path / "План на год.docx", ["Дорожная карта на 2026-2027 учебный год", {"table": ROWS}])

    loaded = begun(tmp_path, roadmap="План на год.docx", examples="нет")

    assert loaded.errors == []
    assert loaded.catalogue is not None
    plan = loaded.catalogue.of(Roadmap)[0].record
    assert [stage.title for stage in plan.stages] == ["Подготовка"]


@pytest.mark.parametrize(
    ("plan", "said"), [("нет такого.docx", "файла «нет такого.docx» нет"), ("a.docx", "это не офисный документ")]
)
def test_a_plan_that_cannot_be_read_stops_before_anything_is_written(plan: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"words")
    answers = tmp_path / "answers.yml"
    answers.write_text(f"roadmap: {plan}\n", "utf-8")

    refused = run("start", tmp_path / "школа", "--answers", answers, *DAY)

    assert refused.exit_code == 1
    assert said in refused.stderr
    assert not (tmp_path / "школа").exists()


FORMS = {
    "https://github.com/school5/section": {"service": "GitHub", "repository": "school5/section"},
    "GitLab school5/group/section": {
        "service": "GitLab",
        "repository": "school5/group/section",
    },
    "Gitea https://git.school5.ru/school5/section.git": {
        "service": "Gitea",
        "repository": "school5/section",
        "server": "https://git.school5.ru/",
    },
    "папка": {"service": "папка на компьютере"},
}


@pytest.mark.parametrize(("answer", "fields"), FORMS.items(), ids=FORMS)
def test_the_form_on_the_site_is_in_the_passport_only_if_it_is_wanted(
    answer: str, fields: dict[str, str], tmp_path: Path
) -> None:
    assert begun(tmp_path / "с формой", admin=answer, examples="нет").errors == []
    assert web_form(answer) == fields
    assert begun(tmp_path / "без", examples="нет").errors == []
    asked, silent = ((tmp_path / name / "content/school.yml").read_text("utf-8") for name in ("с формой", "без"))
    assert "admin:" in asked
    assert "admin" not in silent


# --- publishing


@pytest.mark.parametrize(("host", "name"), [("GitHub", ".github/workflows/publish.yaml"), ("GitLab", ".gitlab-ci.yml")])
def test_new_school_publishes_with_the_tested_versions(host: str, name: str, tmp_path: Path) -> None:
    run("start", tmp_path, "--yes", "--host", host, *DAY)

    assert (tmp_path / "requirements.lock").read_bytes() == shipped("requirements/section.lock").read_bytes()
    commands = (tmp_path / name).read_text(encoding="utf-8")
    assert "pip install --no-compile --require-hashes -r requirements.lock" in commands
    assert "pip install --no-compile --no-deps --require-hashes -r requirements.txt" in commands


def test_what_publishing_installs_is_said(tmp_path: Path) -> None:
    said = run("start", tmp_path, "--yes", "--host", "GitHub", *DAY).stdout

    wheel = next((tmp_path / "program").iterdir()).name
    assert f"Публикация поставит программу из program/{wheel}" in said
    assert "собрана из папки" in said
