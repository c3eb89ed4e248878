"""Record classes → `docs/ru/fields.md`, the field reference for editors. Run it: `python docs/make_fields.py`.

Nothing is described here twice: captions, visibility and limits come from the records, lists of words from the
vocabularies. A test holds the file up to date.
"""

import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from nastavnik.bank.papers.records import KINDS as REGIONAL_KINDS
from nastavnik.bank.papers.records import REGIONAL, Region
from nastavnik.records import KINDS, School, fields
from nastavnik.records.fields import APART, CONSENT, HERE, PRIVATE, PUBLIC, FormerName, Ref, Term, visibility
from nastavnik.records.reading import marks, models_in
from nastavnik.records.record import Record
from nastavnik.records.roadmap import COLUMNS

TARGET = Path(__file__).parent / "ru" / "fields.md"
EVERY_KIND: tuple[type[Record], ...] = (School, *KINDS.values(), Region, *REGIONAL_KINDS.values())
"""A school's records, then those a regional bank writes down itself."""

HEAD = """\
# Справочник полей

Этот файл сделан командой `python docs/make_fields.py` из самих записей; вручную его не правят.

Одна запись — один файл. Имя файла — латинские буквы, цифры и дефис; оно же станет адресом страницы.
В файлах `.yml` поля идут сверху вниз, в файлах `.md` — между двумя строками `---`, а ниже идёт текст.

- **да** в столбце «Нужно» — без поля запись не примут; остальное пишут, когда есть что сказать.
- **Кто видит**: *все*; *с согласия* — только пока действует согласие человека, в котором это поле названо;
  *только школа* — на сайт не попадает никогда; *все, если никого не узнать* — наставник или то, с чем к нему пришли:
  вместе они указали бы на одного человека; *все, но не банк* — на сайте видно, в региональный банк не уходит.
- Где годится список, одно значение можно написать и без «- ».
- Слово из списка пишут подписью, кодом или привычным вариантом — в любом регистре и с любым тире.
"""

SEEN = {
    PUBLIC: "все",
    PRIVATE: "только школа",
    CONSENT: "с согласия",
    APART: "все, если никого не узнать",
    HERE: "все, но не банк",
}

AS_ADDRESS = "все, как адрес"

HOW = (  # тип поля → как его писать
    (fields.Markdown, "текст с разметкой Markdown"),
    (fields.YesNo, "`да` или `нет`"),
    (fields.Year, "год: `2026`"),
    (fields.Count, "число"),
    (fields.Money, "сумма в рублях: `250000` или `1500,50`"),
    (fields.Day, "дата: `2026-09-01`, `01.09.2026` или `1 сентября 2026`"),
    (fields.Done, "дата или `да`"),
    (fields.SchoolYearText, "учебный год: `2026-2027`"),
    (fields.File, "файл рядом с записью или в папке `content`"),
    (fields.Portrait, "картинка `.jpg`, `.png`, `.webp`, `.avif` или `.svg`; станет портретом 4 : 5"),
    (fields.Picture, "картинка `.jpg`, `.png`, `.webp`, `.avif` или `.svg`"),
    (fields.Url, "адрес, начинается с `https://`"),
    (fields.Email, "адрес почты"),
    (fields.Phone, "телефон"),
    (fields.Colour, "цвет: `#0B4F5C`"),
    (fields.Zone, "часовой пояс"),
    (fields.Former, "пишет команда `nastavnik rename`"),
    (fields.Lines, "текст, можно в несколько строк"),
    (fields.Line, "строка"),  # последней: телефон — тоже строка
)


def reference() -> str:
    """The whole reference as Markdown."""
    sections = [HEAD, *(kind_section(kind) for kind in EVERY_KIND), columns_section()]
    sections += [vocabulary_section(name) for name in REGIONAL]
    return "\n".join(sections)


def kind_section(kind: type[Record]) -> str:
    """One kind: where its files lie, its fields, then the fields of its parts."""
    alone = kind in (School, Region)
    folder = f"content/{kind.kind}.yml" if alone else f"content/{kind.kind}/….{kind.suffix.lstrip('.')}"
    body = f"\nТекст под шапкой — поле `{kind.body}`.\n" if kind.body else ""
    parts = [f"### {kind.caption.capitalize()} → `{path}`\n\n{table(part)}" for path, part in parts_of(kind)]
    return "\n".join([f"## {kind.caption.capitalize()}: `{folder}`\n{body}\n{table(kind)}", *parts])


def parts_of(kind: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Every model inside a kind, once, with the path of fields that leads to it first."""
    met: set[type[BaseModel]] = {kind}
    queue: list[tuple[str, type[BaseModel]]] = [("", kind)]
    for path, model in queue:
        if path:
            yield path, model
        for name, field in model.model_fields.items():
            for inner in models_in(field.annotation):
                if inner not in met:
                    met.add(inner)
                    queue.append((f"{path}.{name}" if path else name, inner))


def table(model: type[BaseModel]) -> str:
    hints = typing.get_type_hints(model, include_extras=True)
    rows = [row(model, name, field, hints[name]) for name, field in written_fields(model)]
    return "\n".join(["| Поле | Что это | Нужно | Кто видит | Как писать |", "|---|---|---|---|---|", *rows, ""])


def written_fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """Fields of a model in the order of its class; those that commands write stand last."""
    by_commands = {name for name in model.model_fields if marks(model, name, FormerName)}
    yield from ((name, field) for name, field in model.model_fields.items() if name not in by_commands)
    yield from ((name, model.model_fields[name]) for name in by_commands)


def row(model: type[BaseModel], name: str, field: FieldInfo, hint: Any) -> str:
    needed = "да" if field.is_required() else ""
    how = "; ".join([written(model, name, hint), *limits(field), *defaults(field), *examples(field)])
    seen = AS_ADDRESS if marks(model, name, FormerName) else SEEN[visibility(model, name)]
    return f"| `{name}` | {field.title} | {needed} | {seen} | {how} |"


def written(model: type[BaseModel], name: str, hint: Any) -> str:
    """How a value is written; a list says what stands in it."""
    how = one_value(model, name, hint)
    return f"список: {how}" if is_list(hint) else how


def one_value(model: type[BaseModel], name: str, hint: Any) -> str:
    for mark in marks(model, name, Term):
        return f"слово из списка [{mark.name}](#{mark.name})"
    for mark in marks(model, name, Ref):
        return stage_or_record(mark)
    for inner in models_in(hint):
        nested = "такие же поля, как здесь" if inner is model else f"вложенные поля ({', '.join(inner.model_fields)})"
        return f"строка или {nested}" if takes_a_line(hint) else nested
    if model.__name__ == "Roadmap" and name == "captions":
        return "вложенные поля: [имя столбца](#columns) и его подпись"
    return next((how for kind, how in HOW if any(is_made_of(kind, inner) for inner in types_in(hint))), "строка")


def takes_a_line(hint: Any) -> bool:
    """Whether a part may be written short, as one line: a deadline phrase, a day, a word."""
    try:
        TypeAdapter(hint).validate_python("01.09.2026")
    except ValidationError:
        return False
    return True


def is_made_of(kind: Any, hint: Any) -> bool:
    """Whether a type is `kind` itself or `kind` with further checks."""
    known, found = typing.get_args(kind), typing.get_args(hint)
    return hasattr(hint, "__metadata__") and found[: len(known)] == known


def stage_or_record(mark: Ref) -> str:
    example = {"roadmap": "`2026-2027/4` — карта и этап"} if mark.part else {}
    return example.get(mark.kind, f"имя файла записи из `content/{mark.kind}` без окончания")


def types_in(hint: Any) -> list[Any]:
    """The type itself and the types inside its optional and its list."""
    inside = [inner for part in typing.get_args(hint) if is_type(part) for inner in types_in(part)]
    return [hint, *inside]


def is_type(part: Any) -> bool:
    return part is not type(None) and part is not Ellipsis and (isinstance(part, type) or bool(typing.get_args(part)))


def is_list(hint: Any) -> bool:
    return any(typing.get_origin(kind) is tuple for kind in types_in(hint))


def limits(field: FieldInfo) -> Iterator[str]:
    for limit in field.metadata:
        most, least = getattr(limit, "max_length", None), getattr(limit, "min_length", None)
        if most:
            yield f"до {most} знаков"
        if least:
            yield "хотя бы одно" if least == 1 else f"от {least} знаков"


def defaults(field: FieldInfo) -> Iterator[str]:
    """What an absent field means, where it means something."""
    default = field.default
    if isinstance(default, bool):
        yield f"если нет — `{'да' if default else 'нет'}`"
    elif isinstance(default, (str, tuple)) and default:
        words = [default] if isinstance(default, str) else default
        yield "если нет — " + ", ".join(f"`{word}`" for word in words)


def examples(field: FieldInfo) -> Iterator[str]:
    yield from (f"например `{example}`" for example in field.examples or ())


def columns_section() -> str:
    rows = [f"| `{name}` | {caption} |" for name, caption in COLUMNS.items()]
    heading = '<a id="columns"></a>\n\n## Столбцы дорожной карты\n'
    return "\n".join([heading, "| Имя | Подпись, если своей нет |", "|---|---|", *rows, ""])


NOWHERE = "только при подсчётах, в записях его не пишут"


def vocabulary_section(name: str) -> str:
    rows = [f"| `{term.code}` | {term.title} | {', '.join(term.also)} |" for term in REGIONAL[name].terms]
    used = ", ".join(sorted(users_of(name)))
    heading = f'<a id="{name}"></a>\n\n## Список `{name}`\n\nГде нужен: {used or NOWHERE}.\n'
    return "\n".join([heading, "| Код | Подпись | Ещё пишут |", "|---|---|---|", *rows, ""])


def users_of(name: str) -> Iterator[str]:
    """Fields that take words of a vocabulary."""
    for kind in EVERY_KIND:
        for path, model in [("", kind), *parts_of(kind)]:
            for field in model.model_fields:
                if any(mark.name == name for mark in marks(model, field, Term)):
                    yield f"{kind.caption} → `{f'{path}.{field}' if path else field}`"


def main() -> None:
    TARGET.write_text(reference(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
