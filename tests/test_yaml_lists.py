"""What a comma in a list in brackets cut in two, told by its first word; what was meant to be an item is left alone."""

import pytest
import yaml

from nastavnik.text.yaml_lists import torn_items


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tasks: [Собрать вопросы, которые стесняются задать, Выслушать]", ["которые"]),
        ("tasks: [учитель, который рядом, мастер, которого слушают]", ["который", "которого"]),
        ("tasks: [прийти, чтобы помочь]", ["чтобы"]),
        ("tasks: [сказать, что трудно, спросить, если забыл]", ["что", "если"]),
        ("tasks: [не читать, а слушать]", ["а"]),
        ("evidence: [Анкеты, Вопросы из ящика, без имён]", ["без"]),
        ("resources: [список выпускников, готовых говорить]", ["готовых"]),
        ("steps: [{title: Первый, tools: [место, где тихо]}]", ["где"]),
        ('tasks: ["Собрать вопросы, которые стесняются задать", Выслушать]', []),
        ("tasks: [Слушать, 'которые в кавычках']", []),
        ("tasks: [слушать, Который час]", []),
        ("tasks: [когда приходить, что взять с собой, где раздеться]", []),
        ("tasks: [анкета, альбом, числа, штатив]", []),
        ("tasks:\n  - Собрать вопросы\n  - которые стесняются задать", []),
        ("tasks: [{title: Один}, что-то ещё]", []),
        ("text: сказать, что трудно", []),
        ("tasks: []", []),
    ],
)
def test_case(text: str, words: list[str]) -> None:
    assert [word for _, word in torn_items(yaml.compose(text))] == words
