"""What is indexed and what is indexed again: pure pieces first, then shards with the real Pagefind."""

import gzip
import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastavnik import search
from nastavnik.building.project import Project
from nastavnik.errors import SearchFailed
from nastavnik.school.catalogue import Catalogue
from nastavnik.search import cbor
from nastavnik.search.documents import Findable, Snippet
from nastavnik.search.indexing import SIZES, Indexed, Sharding, index
from nastavnik.search.lean import lean, unread
from nastavnik.search.questions import ASKED, SILENT
from nastavnik.search.synonyms import synonyms
from nastavnik.search.tool import Pagefind
from tests import building
from tests.conftest import DAY, DOCUMENT, MENTOR, NEWS, PRACTICE, TODAY, Files, md, run, yml

STEP = Snippet("Первый шаг")


def page(main: str, attributes: str = "data-pagefind-body") -> str:
    chrome = '<html lang="ru"><header>Шапка</header><main id="main" {}>{}</main><footer>Подвал</footer></html>'
    return chrome.format(attributes, main)


def text_of(main: str, words: int | None = None) -> str:
    """What the search reads of the text of a page, tags and metadata apart."""
    found = lean(page(main), STEP, words)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


# --- what is read of a page ----------------------------------------------------------------------------


def test_only_a_page_that_may_be_found_is_read() -> None:
    assert lean(page("<p>Текст</p>", "class=x"), STEP) is None
    assert "Подвал" not in (lean(page("<p>Текст</p>"), STEP) or "")


@pytest.mark.parametrize(
    ("main", "said"),
    [
        ("<h1>Первый шаг</h1><p>Дальше</p>", "Дальше"),
        ('<nav class="crumbs" data-pagefind-ignore><ol><li>Путь</ol></nav><p>Текст</p>', "Текст"),
        ("<section data-pagefind-ignore><section>Похожие</section>и ещё</section><p>Текст</p>", "Текст"),
        ('<p>До <span aria-hidden="true">PDF</span> после</p>', "До после"),
        ('<img aria-hidden="true" src="a"><p>Текст</p>', "Текст"),
        ('<p><a title="a > b" href="#">Ссылка</a></p>', "Ссылка"),
        ("<p>Раз<button>Печать</button><svg><path/></svg></p><script>let a</script>", "Раз"),
        ("<p>5 &lt; 6 и &lt;script&gt;</p>", "5 &lt; 6 и &lt;script&gt;"),
        ("<p>Не закрыто <section data-pagefind-ignore>до конца", "Не закрыто"),
    ],
)
def test_text_without_chrome(main: str, said: str) -> None:
    assert text_of(main) == said


def test_long_page_is_cut_at_a_word() -> None:
    assert text_of("<p>раз два три четыре</p>", words=2) == "раз два"


def test_metadata_cannot_break_out() -> None:
    found = lean(page("<p>Текст</p>"), Snippet('"><script>alert(1)</script>'))

    assert found is not None and "<script" not in found


@given(st.text())
def test_any_page_is_read(text: str) -> None:
    lean(page(text), STEP, 5)


def test_heading_keeps_the_anchor_a_result_leads_to() -> None:
    html = '<h2 class="x" id="otkaz">Можно ли <b>отказаться</b></h2><p>Да</p><h3>Без имени</h3>'

    assert '<h2 id="otkaz">Можно ли отказаться</h2>' in (lean(page(html), STEP) or "")
    assert '<h2 id="otkaz">Можно' in (lean(page(html), STEP, 2) or "")  # a tag is no word and is never cut
    assert "<h3>Без имени</h3>" in (lean(page(html), STEP) or "")


def test_what_stands_beside_the_text_is_read_but_no_part_to_lead_to() -> None:
    html = '<aside class="passport"><h2 id="passport">Паспорт практики</h2>Срок</aside><h2 id="goal">Цель</h2>'
    read = lean(page(html), STEP) or ""

    assert "<h2>Паспорт практики</h2>" in read and '<h2 id="goal">Цель</h2>' in read


def test_page_that_is_not_read_is_found_by_its_snippet() -> None:
    said = unread(Snippet("Приказ", "Приказ № 87-ОД", names=("приказ", "87-ОД"), number="87-ОД", link="documents/#p"))

    assert 'data-number="87-ОД"' in said and 'data-link="documents/#p"' in said
    assert "<p>Приказ № 87-ОД</p>" in said


@pytest.mark.parametrize(("written", "own"), [("87-ОД", "87-ОД"), ("87-ОД, приложение 2", ""), (None, "")])
def test_number_of_an_appendix_is_the_acts(catalogue: Callable[..., Catalogue], written: str | None, own: str) -> None:
    section = catalogue({"documents/a.yml": yml(DOCUMENT, number=written)})
    snippets = {document.url: document.snippet() for document in search.documents(section, ())}

    assert snippets["documents/a/"].number == own
    assert snippets["documents/a/"].link == "documents/#a"


def test_lists_that_have_nothing_are_not_found(catalogue: Callable[..., Catalogue]) -> None:
    section = catalogue({"news/a.md": md(NEWS)})
    urls = {document.url for document in search.documents(section, ())}

    assert "news/" in urls and not urls & {"mentors/", "honour/", "documents/"}


def test_words_that_ask_are_small_letters_without_yo() -> None:
    asked = {word for words in ASKED.values() for word in words.split("|")}

    assert all(word == word.lower().replace("ё", "е") for word in asked.union(SILENT.split("|")))


@pytest.mark.parametrize(
    ("text", "added", "not_added"),
    [
        ("Наставнику помогли", {"наставничество", "наставляемый", "ментор"}, {"наставник"}),
        ("Копилка пополнилась", {"практика"}, {"копилка", "наставник"}),
        ("О партнёрах", {"работодатель"}, {"партнёр"}),
        ("Яблоко и груша", set(), {"наставник", "практика"}),
    ],
)
def test_synonyms(text: str, added: set[str], not_added: set[str]) -> None:
    found = set(synonyms(text).split())

    assert added <= found
    assert not found & not_added


# --- the format ----------------------------------------------------------------------------------------

values = st.recursive(st.integers(-(2**32), 2**32 - 1) | st.text(), st.lists, max_leaves=30)


@given(values)
def test_cbor_there_and_back(value: Any) -> None:
    assert cbor.loads(cbor.dumps(value)) == value


pages_of_word = st.lists(
    st.tuples(st.integers(0, 70000), st.lists(st.integers(-200, 70000)), st.lists(st.integers(-200, 70000))).map(list)
)
variants = st.lists(st.tuples(st.text(), pages_of_word).map(list), max_size=4)
some_words = st.lists(st.tuples(st.text(min_size=1), pages_of_word, variants).map(list), max_size=8)


@given(some_words)
def test_words_are_cut_where_they_begin(found: list[list[Any]]) -> None:
    cut = cbor.words(cbor.dumps([found]))

    assert [name for name, _ in cut] == [word[0] for word in found]
    assert [cbor.loads(code) for _, code in cut] == found


@given(st.binary(max_size=60))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    for read in (cbor.loads, cbor.words):
        try:
            read(data)
        except (ValueError, IndexError):
            continue


def test_words_with_one_beginning_stay_together() -> None:
    found = [(word, b"x" * 10) for word in ("план", "планёр", "планета", "плот", "роща")]

    assert [[word for word, _ in chunk] for chunk in cbor.chunked(found, 10, 3)] == [
        ["план", "планёр"],
        ["планета"],
        ["плот"],
        ["роща"],
    ]


# --- shards --------------------------------------------------------------------------------------------


def test_page_never_moves() -> None:
    few, many = Sharding.of(SIZES[1][0] + 1), Sharding.of(SIZES[2][0])
    urls = [f"practices/{number}/" for number in range(1000)]

    assert few == many
    assert [few.shard(url) for url in urls] == [many.shard(url) for url in urls]
    sizes = [sum(few.shard(url) == shard for url in urls) for shard in range(few.shards)]
    assert max(sizes) < 2 * min(sizes)


class Pages:
    """Pages in memory that know which were read."""

    def __init__(self, count: int) -> None:
        self.html = {f"practices/p{number}/": page(f"<p>Слово{number} яблоко</p>") for number in range(count)}
        self.asked: list[str] = []

    def read(self, url: str) -> bytes:
        self.asked.append(url)
        return self.html[url].encode()

    def documents(self) -> list[Findable]:
        says = {url: partial(Snippet, f"Практика {url}", filters=(("Форма", "Пара"),)) for url in self.html}
        return [Findable(url, "practices", said) for url, said in says.items()]

    def digests(self) -> dict[str, str]:
        return {url: str(hash(html)) for url, html in self.html.items()}


@pytest.fixture
def tool() -> Pagefind:
    found = search.find()
    assert found is not None, "pip install -e '.[dev]' brings Pagefind"
    return found


@pytest.fixture
def made(tmp_path: Path, tool: Pagefind) -> Callable[..., tuple[Indexed, dict[str, bytes]]]:
    """Indexes pages into a site's folder as a build would; returns what was done and all files of the search."""

    def make(pages: Pages, name: str = "site", **options: Any) -> tuple[Indexed, dict[str, bytes]]:
        folder = tmp_path / name
        work = Path(mkdtemp(dir=tmp_path))
        done = index(pages.documents(), pages.read, folder / "pagefind", work, tool, jobs=2, **options)
        for old in [file for file in folder.rglob("*") if file.is_file()]:
            if old.relative_to(folder).as_posix() not in done.kept:
                old.unlink()
        for path, file in done.new.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            file.replace(folder / path)
        return done, {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}

    return make


def test_only_the_touched_shard_is_indexed_and_equals_a_clean_build(
    made: Callable[..., tuple[Indexed, dict[str, bytes]]],
) -> None:
    pages = Pages(400)
    first, _ = made(pages)
    again, _ = made(pages)
    pages.html["practices/p7/"] = page("<p>Слово7 груша</p>")
    edited, files = made(pages)
    _, clean = made(pages, "clean")

    assert (first.shards, again.shards, edited.shards) == (Sharding.of(400).shards, 0, 1)
    assert files == clean


def test_pages_come_and_go(made: Callable[..., tuple[Indexed, dict[str, bytes]]]) -> None:
    pages = Pages(300)
    made(pages)
    del pages.html["practices/p1/"]
    pages.html["news/new/"] = page("<p>Новое</p>")
    pages.html["practices/p2/"] = page("<p>Больше не найти</p>", "")
    _, files = made(pages)

    assert files == made(pages, "clean")[1]


def test_pages_that_did_not_change_are_not_read(made: Callable[..., tuple[Indexed, dict[str, bytes]]]) -> None:
    pages = Pages(400)
    first, _ = made(pages, digests=pages.digests())
    pages.html["practices/p7/"] = page("<p>Слово7 груша</p>")
    pages.asked.clear()
    done, files = made(pages, digests=pages.digests(), remembered=first.remembered)

    plan = Sharding.of(400)
    assert set(pages.asked) == {url for url in pages.html if plan.shard(url) == plan.shard("practices/p7/")}
    assert files == made(pages, "clean")[1]
    assert done.remembered.keys() == pages.html.keys()


def test_change_of_the_chrome_touches_nothing(made: Callable[..., tuple[Indexed, dict[str, bytes]]]) -> None:
    pages = Pages(20)
    made(pages)
    pages.html = {url: html.replace("Подвал", "Новый подвал") for url, html in pages.html.items()}

    assert made(pages)[0].shards == 0


@pytest.mark.parametrize("harm", ["torn list", "foreign list", "lost file", "no folder"])
def test_harmed_index_is_made_anew(
    made: Callable[..., tuple[Indexed, dict[str, bytes]]], tmp_path: Path, harm: str
) -> None:
    pages = Pages(30)
    _, whole = made(pages)
    folder = tmp_path / "site" / "pagefind"
    if harm == "torn list":
        (folder / "shards.json").write_text('{"shards": [{"folder"')
    elif harm == "foreign list":
        (folder / "shards.json").write_text('{"shards": [1, "x"]}')
    elif harm == "lost file":
        next((folder / "all" / "fragment").iterdir()).unlink()
    else:
        (folder / "all").rename(tmp_path / "elsewhere")

    assert made(pages)[1] == whole


def test_no_page_is_no_index(made: Callable[..., tuple[Indexed, dict[str, bytes]]]) -> None:
    _, files = made(Pages(0))

    assert json.loads(files["pagefind/shards.json"])["shards"] == []


@pytest.mark.parametrize("count", [50, 400])
def test_changed_page_is_few_files(made: Callable[..., tuple[Indexed, dict[str, bytes]]], count: int) -> None:
    """A site goes to its host by FTP: one changed page must not rename the files of the others."""
    pages = Pages(count)
    _, before = made(pages)
    pages.html["practices/p7/"] = page("<p>Слово7 груша</p>")
    _, after = made(pages)
    changed = [path for path, data in after.items() if before.get(path) != data]

    assert sum("/fragment/" in path for path in changed) == 1
    assert len(changed) <= 9
    assert all(path not in before for path in changed if path.endswith((".pf_fragment", ".pf_index", ".pf_meta")))


def test_pagefind_that_fails_is_a_sentence(tmp_path: Path) -> None:
    pages = Pages(3)
    (tmp_path / "work").mkdir()
    broken = Pagefind(str(tmp_path / "no-such-program"), "1.5.2")

    with pytest.raises(SearchFailed, match="--no-search"):
        index(pages.documents(), pages.read, tmp_path / "site", tmp_path / "work", broken)


def test_format_that_is_not_ours_is_a_sentence(tmp_path: Path, tool: Pagefind, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.setattr(cbor, "words", lambda _: (_ for _ in ()).throw(ValueError("другое")))
    pages = Pages(3)

    with pytest.raises(SearchFailed, match="устроены иначе"):
        index(pages.documents(), pages.read, tmp_path / "site", tmp_path / "work", tool)


# --- a whole site --------------------------------------------------------------------------------------

RECORDS = {
    "practices/step.md": md(PRACTICE),
    "mentors/anna.yml": yml(MENTOR),
    "news/first.md": md(NEWS, text="Встреча."),
    "родителям.md": "# Родителям\n\nЗвоните куратору.\n",
}


def build(root: Path, *options: str) -> str:
    done = run("build", "--root", root, *DAY, *options)
    assert done.exit_code == 0, done.output
    return str(done.output)


def test_what_is_found(school: Callable[[Files], Path]) -> None:
    root = school(RECORDS)
    build(root)
    listed = json.loads((root / "site/pagefind/shards.json").read_text())
    names = sorted(file.name.split(".")[0] for file in (root / "site/pagefind/all/fragment").iterdir())

    assert set(names) == {"mentors", "news", "pages", "practices", "sections"}
    assert names.count("sections") == 5
    assert listed["kinds"] == {
        "mentors": "Наставники",
        "practices": "Практики",
        "news": "Новости",
        "pages": "Страницы",
        "sections": "Разделы",
    }
    marked = {f.parent.relative_to(root / "site").as_posix() for f in (root / "site").rglob("*.html")
              if "data-pagefind-body" in f.read_text()}  # fmt: skip
    assert marked == {"practices/step", "mentors/anna", "news/first", "родителям"}


def test_search_can_be_left_out_and_taken_back(school: Callable[[Files], Path]) -> None:
    root = school(RECORDS)
    build(root)
    with_search = (root / "site/index.html").read_text()
    build(root, "--no-search")
    without = (root / "site/index.html").read_text()

    assert 'data-open="find"' in with_search and 'data-open="find"' not in without
    assert not (root / "site/pagefind").exists()


def test_school_may_turn_the_search_off(school: Callable[[Files], Path]) -> None:
    root = school(RECORDS)
    with (root / "mkdocs.yml").open("a") as config:
        config.write("extra: {search: false}\n")

    assert "Pagefind" not in build(root)
    assert not (root / "site/pagefind").exists()


@pytest.mark.parametrize("text", ["", "extra:", "extra: нет", "a: !!python/name:os.system", "{", "\x00"])
def test_any_configuration_leaves_the_search_on(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)

    assert search.wanted(tmp_path) and search.wanted(tmp_path / "nowhere")


def test_without_pagefind_the_site_is_built_and_says_so(
    school: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nastavnik.search.tool.find", lambda: None)
    monkeypatch.setattr("nastavnik.commands.build.find", lambda: None)
    root = school(RECORDS)

    assert 'pip install "pagefind[bin]' in build(root)
    assert 'data-open="find"' not in (root / "site/index.html").read_text()


def test_unchanged_site_writes_nothing(school: Callable[[Files], Path]) -> None:
    project = Project.at(school(RECORDS))
    building.build(project, TODAY)

    assert building.build(project, TODAY).switched.written == 0


def test_hidden_people_are_not_found(school: Callable[[Files], Path]) -> None:
    root = school({**RECORDS, "mentors/hidden.yml": yml(MENTOR, name="Канарейкина Вера Павловна", consent=None)})
    build(root)
    kept = [cbor_text(file) for file in (root / "site/pagefind/all").rglob("*") if file.is_file()]

    assert any("Берёзкина" in text for text in kept)
    assert not any("канарейкин" in text.lower() for text in kept)


def cbor_text(file: Path) -> str:
    data = file.read_bytes()
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode(errors="replace")
