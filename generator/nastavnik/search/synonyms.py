"""Words that mean the same here though Pagefind takes them for different ones: its stems differ.

Who writes one of a group is found by the others as well. They are added to the page's metadata in the index, not to its
text: nobody sees them in an excerpt, and no page carries them.
"""

import re

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
_BEGINNINGS = sorted((beginning for group in GROUPS for beginning in group), key=len, reverse=True)
_WORD_OF_GROUP = re.compile(rf"(?<![а-яё])(?:{'|'.join(_BEGINNINGS)})")  # the longest beginning that fits


def synonyms(text: str) -> str:
    """The words of every group the text has a word of, save those it has itself; one space between."""
    met = set(_WORD_OF_GROUP.findall(text.lower()))
    return " ".join(
        word
        for group in GROUPS
        if not met.isdisjoint(group)
        for beginning, word in group.items()
        if beginning not in met
    )
