"""Records of a school that never was: as many as asked for, the same ones each time, every code in use.

Record number i does not depend on how many there are, so two sizes share their first records and pages of the same
address can be compared.
"""

import argparse
import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bench.words import Pen, tuple_of
from nastavnik.records.vocabularies import BASE

TODAY = dt.date(2026, 11, 16)
YEAR = "2026-2027"
STAGES = 7
DAYS = 1800  # records spread over five school years, however many there are
CONSENT = {"date": "2026-08-27", "until": "2030-08-31", "fields": ["все"]}
_PREFIX = {"practices": "praktika", "mentors": "nastavnik", "news": "novost", "documents": "dokument"}
_SURNAMES = tuple_of("Белов Ветров Гусев Дроздов Ершов Журавлёв Зайцев Ильин Котов Лосев Морозов Орлов Рябов Сомов")
_NAMES = tuple_of("Анна Вера Галина Дарья Елена Инна Ксения Лидия Мария Нина Ольга Полина Раиса Софья")
_FATHERS = tuple_of("Андреевна Борисовна Викторовна Глебовна Егоровна Игоревна Львовна Павловна Сергеевна")
_SUBJECTS = tuple_of("математика физика химия биология история литература география музыка информатика технология")
_TERMS = (
    "до 15 сентября 2026 года",
    "сентябрь 2026",
    "в течение учебного года",
    "октябрь – ноябрь 2026 г.",
    "ежемесячно",
    "до 01.12.2026",
    "с 11 по 31 января 2027 года",
    "по мере необходимости",
    "апрель, май 2027 года",
    "до 25 мая 2027 г.",
)

PARENTS = """---
title: Родителям
description: Что такое наставничество, кто наставники и кого спросить.
tab: Родителям
---

# Родителям

Наставничество — это когда тот, кто умеет, помогает тому, кто учится.

## Что это даёт ребёнку {#child}

Посмотрите [первую практику](practices/praktika-00000.md) и [карточку наставника](mentors/nastavnik-00000.yml).

## Кто наставники {#who}

Учителя, выпускники, родители и мастера. У каждого, кто согласился, есть карточка.

## Кого спросить {#ask}

Куратора: телефон и почта внизу каждой страницы.
"""
"""The one hand-written page."""


class Record(NamedTuple):
    """One file: its kind, its id, its fields as an editor writes them, and the text below them."""

    kind: str
    id: str
    data: dict[str, Any]
    body: str = ""
    shown: bool = True
    """Whether the section shows it; the others are there because real folders have them."""

    @property
    def suffix(self) -> str:
        return ".md" if self.kind in ("practices", "news") else ".yml"


@lru_cache(maxsize=1)
def records(count: int) -> tuple[Record, ...]:
    """All records for `count` practices; kept for the next who asks, for inventing them takes longer than writing."""
    return tuple(_invented(count))


def _invented(count: int) -> Iterator[Record]:
    """As many practices, a fifth of it of mentors and of news, a roadmap, documents."""
    yield from (_practice(number) for number in range(count))
    yield from (_practice(count + place, state) for place, state in enumerate(("черновик", "на согласовании", "архив")))
    yield from (_mentor(number) for number in range(fifth(count)))
    yield _mentor(fifth(count), agreed=False)
    yield from (_news(number) for number in range(fifth(count)))
    yield from (_document(number) for number in range(12))
    yield _roadmap()


def fifth(count: int) -> int:
    """How many mentors, and how many news, go with `count` practices: each mentor wrote up to five."""
    return -(-count // 5)


def write(folder: Path, count: int) -> None:
    """The content folder of a school: `school.yml`, a folder a kind, one hand-written page."""
    for record in records(count):
        path = folder / record.kind / f"{record.id}{record.suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file_text(record), encoding="utf-8", newline="\n")
    (folder / "school.yml").write_text(_yaml(school()), encoding="utf-8", newline="\n")
    (folder / "parents.md").write_text(PARENTS, encoding="utf-8", newline="\n")


def file_text(record: Record) -> str:
    """The file as an editor saves it."""
    fields = _yaml(record.data)
    return fields if record.suffix == ".yml" else f"---\n{fields}---\n\n{record.body}\n"


def school() -> dict[str, Any]:
    """The passport."""
    return {
        "id": "bench",
        "title": "Средняя школа для измерений",
        "short_title": "Школа для измерений",
        "school_type": "школа",
        "inn": "0000000028",
        "timezone": "Europe/Moscow",
        "region": "Залесская область",
        "municipality": "Заозёрный муниципальный округ",
        "site": "https://bench.example/",
        "section_url": "https://bench.example/nastavnichestvo/",
        "curators": [{"post": "Заместитель директора", "phone": "8 (800) 000-00-28", "email": "kurator@bench.example"}],
        "current_year": YEAR,
    }


def main() -> None:
    """`python -m bench.records FOLDER --count 1000`: a school to try things on."""
    parser = argparse.ArgumentParser(prog="python -m bench.records", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="where `content` is written")
    parser.add_argument("--count", type=int, default=1000, help="practices (1000)")
    options = parser.parse_args()
    write(options.folder / "content", options.count)


# --- kinds ---------------------------------------------------------------------------------------------


def _practice(number: int, state: str = "опубликована") -> Record:
    pen = Pen(f"practice/{number}")
    shown = state == "опубликована"
    published = _day(number, 7919)
    data = {
        "title": pen.line(pen.number(3, 6))[:150],
        "summary": _cut(pen.text(pen.number(100, 220)), 300),
        "forms": _codes("forms", number, pen),
        "mentoring_kinds": _codes("mentoring_kinds", number, pen),
        "education_levels": _codes("education_levels", number, pen),
        "directions": _codes("directions", number, pen),
        "level": _codes("levels", number, pen)[0],
        "type": pen.line(2),
        "audience": pen.line(4),
        "subjects": sorted({pen.pick(_SUBJECTS), pen.pick(_SUBJECTS)}),
        "period": f"{pen.number(2021, 2025)}–{YEAR[:4]}",
        "authors": _authors(number if shown else 0, pen),
        "problem": pen.text(pen.number(200, 400)),
        "goal": pen.text(pen.number(80, 250)),
        "tasks": pen.lines(2, 4),
        "methods": pen.lines(2, 4, 2),
        "resources": pen.lines(1, 3),
        "stages": [
            {"title": pen.line(2), "content": pen.sentence(), "term": "недели 1–4", "result": pen.line(3)}
            for _ in range(pen.number(2, 4))
        ],
        "innovation": pen.text(120),
        "replication": _steps(pen),
        "risks": pen.text(100),
        "results": [_table(pen), pen.text(pen.number(100, 300))],
        "evidence": pen.lines(1, 3),
        "recognition": [{"contest": pen.line(4), "level": _codes("levels", number, pen)[0], "year": 2025}],
        "materials": [{"title": pen.line(3), "url": f"https://files.example/{number}"}],
        "related": {"stages": [f"{YEAR}/{number % STAGES + 1}"]} | _earlier(number, pen),
        "tags": [pen.word(), pen.word()],
        "published": published,
        "status": state,
        "privacy_check": {"post": "Методист", "date": published},
    }
    body = _body(pen, number, pen.number(1350, 3600), "practices")
    return Record("practices", name("practices", number), data, body, shown)


def _mentor(number: int, *, agreed: bool = True) -> Record:
    pen = Pen(f"mentor/{number}")
    data = {
        "name": f"{pen.pick(_SURNAMES)}а {pen.pick(_NAMES)} {pen.pick(_FATHERS)}",
        "category": _codes("mentor_categories", number, pen)[0],
        "post": pen.line(3),
        "subjects": [pen.pick(_SUBJECTS)],
        "teaching_since": pen.number(1985, 2015),
        "mentoring_since": pen.number(2016, 2025),
        "qualification": "высшая",
        "forms": _codes("forms", number, pen),
        "mentoring_kinds": _codes("mentoring_kinds", number, pen),
        "directions": _codes("directions", number, pen),
        "helps_with": pen.lines(2, 5),
        "awards": [{"title": pen.line(4), "level": _codes("levels", number, pen)[0], "year": 2024}],
        "training": pen.lines(1, 2),
        "credo": _cut(pen.text(60), 300),
        "about": pen.text(pen.number(200, 500)) + "\n\n" + pen.text(150),
    }
    return Record("mentors", name("mentors", number), data | ({"consent": CONSENT} if agreed else {}), shown=agreed)


def _news(number: int) -> Record:
    pen = Pen(f"news/{number}")
    day = _day(number, 1361)
    this_year = day >= dt.date(2026, 8, 1)
    data = {
        "title": pen.line(pen.number(4, 7))[:150],
        "date": day,
        "summary": _cut(pen.text(pen.number(100, 220)), 300),
        "news_type": _codes("news_types", number, pen)[0],
        "levels": _codes("levels", number, pen),
        "tags": [pen.word()],
    }
    if this_year:
        data["stages"] = [f"{YEAR}/{number % STAGES + 1}"]
    return Record("news", name("news", number), data, _body(pen, number, pen.number(600, 1500), "news"))


def _document(number: int) -> Record:
    pen = Pen(f"document/{number}")
    data: dict[str, Any] = {
        "title": pen.line(6),
        "level": _titles("document_levels")[number % 4],
        "type": _titles("document_types")[number],
        "number": f"{number + 1}-ОД",
        "date": _day(number, 977),
        "issued_by": pen.line(3),
        "state": _titles("document_states")[number % 2],
    }
    if number < 2:
        return Record("documents", name("documents", number), data | {"text": pen.text(1500)})
    if number == 2:
        data |= {"state": "заменён", "replaced_by": name("documents", 3)}
    return Record("documents", name("documents", number), data | {"no_file": "в приложении персональные данные"})


def _roadmap() -> Record:
    pen = Pen("roadmap")
    done = {0: "2026-09-11", 1: "2026-09-28", 2: "2026-10-05"}
    stages = [
        {
            "number": str(number + 1),
            "title": pen.line(4),
            "term": _TERMS[number],
            "responsible": pen.line(2),
            "result": pen.line(5),
            "items": [
                {"marker": f"{place + 1})", "text": pen.sentence(), "term": _TERMS[(number + place) % len(_TERMS)]}
                for place in range(4)
            ],
        }
        | ({"done": done[number]} if number in done else {})
        for number in range(STAGES)
    ]
    return Record("roadmap", YEAR, {"title": "Дорожная карта", "school_year": YEAR, "stages": stages})


# --- pieces --------------------------------------------------------------------------------------------


def name(kind: str, number: int) -> str:
    """The id of a record."""
    return f"{_PREFIX[kind]}-{number:05d}"


def _titles(vocabulary: str) -> list[str]:
    """Captions of a list, as editors write them."""
    return [term.title for term in BASE[vocabulary].terms]


def _codes(vocabulary: str, number: int, pen: Pen) -> list[str]:
    """One or two captions; the first records take each in turn, the others prefer the first of the list."""
    titles = _titles(vocabulary)
    first = titles[number] if number < len(titles) else titles[pen.rank(len(titles))]
    return list(dict.fromkeys([first, titles[pen.rank(len(titles))]]))


def _day(number: int, step: int) -> dt.date:
    """A day of the last five years; neighbours in number are far apart in time."""
    return TODAY - dt.timedelta(days=1 + number * step % DAYS)


def _cut(text: str, signs: int) -> str:
    return text if len(text) <= signs else text[: signs - 1].rsplit(" ", 1)[0] + "…"


def _authors(number: int, pen: Pen) -> list[dict[str, str]]:
    """A mentor, each of whom wrote five practices, and sometimes a team."""
    mentor = {"mentor": name("mentors", number // 5), "post": "Учитель"}
    return [mentor, {"team": pen.line(3)}][: pen.number(1, 2)]


def _earlier(number: int, pen: Pen) -> dict[str, list[str]]:
    """A reference to an earlier practice near this one, so that no practice is named by very many."""
    return {"practices": [name("practices", number - pen.number(1, min(number, 20)))]} if number else {}


def _body(pen: Pen, number: int, signs: int, kind: str) -> str:
    """Markdown of about `signs` characters: headings, paragraphs, lists, links, and a table in practices."""
    blocks = [pen.text(200), _link(pen, number, kind)]
    if kind == "practices":
        blocks += [f"### {pen.line(3)}", _table(pen), f"### {pen.line(3)}", _steps(pen)]
    while sum(map(len, blocks)) < signs:
        blocks.append(pen.pick((_bullets, _paragraph, _paragraph, _quote))(pen))
        if len(blocks) % 5 == 0:
            blocks.append(f"### {pen.line(3)}")
    return "\n\n".join(blocks)


def _link(pen: Pen, number: int, kind: str) -> str:
    mentor = name("mentors", number // 5 if kind == "practices" else number)
    earlier = name(kind, max(number - pen.number(1, 9), 0))
    links = f"[{pen.line(2)}](../mentors/{mentor}.yml) и [{pen.line(3)}](../{kind}/{earlier}.md)"
    return f"{pen.sentence()} Об этом — {links}."


def _paragraph(pen: Pen) -> str:
    return f"{pen.text(180)} **{pen.line(2)}** {pen.text(80)}"


def _quote(pen: Pen) -> str:
    return f"> {pen.sentence()}"


def _bullets(pen: Pen) -> str:
    return "\n".join(f"- {pen.sentence()}" for _ in range(pen.number(3, 5)))


def _steps(pen: Pen) -> str:
    return "\n".join(f"{place}. {pen.sentence()}" for place in range(1, pen.number(4, 6)))


def _table(pen: Pen) -> str:
    rows = [f"| {pen.line(3)} | {pen.number(1, 40)} | {pen.number(41, 99)} |" for _ in range(pen.number(2, 4))]
    return "\n".join(["| Показатель | Было | Стало |", "| --- | ---: | ---: |", *rows])


class _Writer(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes texts of several lines as editors do, after `|`."""


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    node: yaml.ScalarNode = writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)
    return node


_Writer.add_representer(str, _text)


def _yaml(data: dict[str, Any]) -> str:
    return str(yaml.dump(data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110))


if __name__ == "__main__":
    main()
