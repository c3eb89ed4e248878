"""Texts in the usual forms become what the library and the sanitiser make of them; others are left to these."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nastavnik.records import KINDS
from nastavnik.text import prose
from nastavnik.text.markdown import RECORD, linked, sanitised
from nastavnik.text.source import read

USUAL = [
    "Одна строка, в ней «кавычки» и 1–2 класс.",
    "Две\nстроки.\n\nВторой абзац.",
    "**Важно.** Не *забыть* про **«два слова»**: 100 % = всё.",
    "## Заголовок\n\n#### С **жирным**\n\nТекст № 5.",
    "- раз\n- два\nна двух строках\n\nАбзац.",
    "- раз\n- два\n\n- три\n- четыре\n\n* пять",
    "1. раз\n2. два\n\n3. три",
    "7. раз\n8. два\n\n- и точка",
    "> Одна строка.\n\n> Другая.\n\nАбзац.",
    "| Было | Стало |\n| --- | ---: |\n| 1 | **2** |\n\n|a|b|\n|-|:-:|\n|1||",
    "|a|b|\n|:-|-|\n|1|2|",
    f"[Практика]({RECORD}practices/urok/#goal) и [сайт](https://school28.example/a_b?x=1#y).",
    f"- [раз]({RECORD}a/) — **[два]({RECORD}b/)**",
    "1.1. Положение действует.\n1.2. Его читают.",
    'Позвоните: +7 (000) 000-00-00 -- "сегодня"...\n',
]
UNUSUAL = [
    "<b>слово</b>",
    "`код`",
    "а & б",
    "снег_и_ёж",
    "Строка  \nс разрывом",
    "- раз\n    - вложенный",
    "Срок\n:   когда",
    f"![вид]({RECORD}a.webp)",
    "[сюда](record:a/)",
    "[сюда](javascript:alert)",
    "[сюда](https://1.1.1.999/)",
    "https://school28.example",
    "## Якорь {#kak}",
    "а\u00a0б",
    "2 * 3 * 4",
    "***оба***",
    "!!! note\n    слово",
]
PIECES = [
    *("слово", "Два слова", "«ёлка»", "**жирно**", "*курсив*", f"[ссылка]({RECORD}practices/urok/)", "№ 5"),
    *('"к"', "1.1. ", "[сайт](https://school28.example/a_b?x=1)", "—", "--", "...", "1)", "1996. ", "+7 (495)"),
    *("²", "٣. ", "©", "\u00a0", "\n", "\n\n", "\n\n- ", "\n- ", "\n1. ", "\n\n1. ", "\n\n5. ", "\n* ", "\n+ "),
    *("\n> ", "\n\n> ", "- ", "1. ", "> ", "\n\n## ", "\n# ", "#", "\n---\n", "\n===\n"),
    *("\n| а | б |\n| --- | --: |\n| 1 | 2 |", "|", "\n\n|а|б|\n|-|-|\n|1|2|\n", " ", "  ", "    ", "\t", "*"),
    *("**", "***", "_", "`", "[", "](", ")", "!", "!!!", ":", "\n: ", "=", "-", "<", "&", "://"),
]
CONTENT = Path(__file__).parent.parent / "content"


@pytest.mark.parametrize("text", USUAL)
def test_usual_text_is_the_same_the_short_way(text: str) -> None:
    assert prose.html(text) == sanitised(text)


@pytest.mark.parametrize("text", UNUSUAL)
def test_other_text_is_left_to_the_library(text: str) -> None:
    assert prose.html(text) is None


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=1500, deadline=None)
def test_no_text_is_read_another_way(text: str) -> None:
    assert prose.html(text) in (None, sanitised(text))


def test_nearly_every_story_of_the_demo_is_usual() -> None:
    files = [file for kind in KINDS for file in (CONTENT / kind).glob("*.md")]
    texts = [linked(read(file, file.name).body or "", lambda target: f"a/{target}") for file in files]

    made = [prose.html(text) for text in texts if text]
    assert made.count(None) <= len(made) / 10
