"""Words that mean the same here though Pagefind takes them for different ones: its stems differ.

Who writes one of a group is found by the others as well. They are added to the page's metadata in the index, not to its
text: nobody sees them in an excerpt, and no page carries them.
"""

import re

SHORTEST = 3
"""Letters of the shortest beginning."""
WORD = re.compile(rf"[а-яё]{{{SHORTEST},}}")
GROUPS: tuple[dict[str, str], ...] = (
    {
        "наставник": "наставник",
        "наставниц": "наставница",
        "наставничеств": "наставничество",
        "наставнич": "наставнический",
        "наставля": "наставляемый",
        "ментор": "ментор",
        "менторств": "менторство",
    },
    {"практик": "практика", "копилк": "копилка", "кейс": "кейс", "опыт": "опыт"},
    {"педагог": "педагог", "учител": "учитель", "преподавател": "преподаватель"},
    {
        "учени": "ученик",
        "обучающ": "обучающийся",
        "учащ": "учащийся",
        "школьник": "школьник",
        "воспитанник": "воспитанник",
    },
    {"родител": "родитель", "семь": "семья", "мам": "мама"},
    {"молод": "молодой", "начинающ": "начинающий"},
    {"дорожн": "дорожная", "план": "план"},
    {"приказ": "приказ", "распоряжен": "распоряжение"},
    {"мероприяти": "мероприятие", "событи": "событие"},
    {"конкурс": "конкурс", "номинаци": "номинация"},
    {"наград": "награда", "поощрен": "поощрение", "преми": "премия", "стимулир": "стимулирование"},
    {"профориентац": "профориентация", "професси": "профессия"},
    {"партнёр": "партнёр", "предприяти": "предприятие", "работодател": "работодатель"},
    {"куратор": "куратор", "ответственн": "ответственный", "координатор": "координатор"},
    {"согласи": "согласие", "разрешени": "разрешение"},
    {"телефон": "телефон", "контакт": "контакт"},
)
"""In each group: how a word begins in any of its forms → the word that stands for it."""


def synonyms(text: str) -> str:
    """The words of every group the text has a word of, save those it has itself; one space between."""
    met = {beginning for word in set(WORD.findall(text.lower())) if (beginning := _beginning(word))}
    return " ".join(
        word
        for group in GROUPS
        if not met.isdisjoint(group)
        for beginning, word in group.items()
        if beginning not in met
    )


def _beginning(word: str) -> str:
    """How a word of a group begins, the longest that fits; empty for other words."""
    return next((one for one in _BY_LETTERS.get(word[:SHORTEST], ()) if word.startswith(one)), "")


_BY_LETTERS: dict[str, list[str]] = {}
for _one in sorted((one for group in GROUPS for one in group), key=len, reverse=True):
    _BY_LETTERS.setdefault(_one[:SHORTEST], []).append(_one)
