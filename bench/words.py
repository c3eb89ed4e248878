"""Endless Russian text with a long tail: roots, prefixes, suffixes and endings, drawn by Zipf's law.

A search index or a cache is measured honestly only by a vocabulary in which most words are rare. The same seed writes
the same text on every machine.
"""

import math
import zlib
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

COMMON = 10  # the flattened head of the Zipf–Mandelbrot law: so many words are about as common as the first


def tuple_of(words: str) -> tuple[str, ...]:
    """`"а б"` → `("а", "б")`."""
    return tuple(words.split())


_ROOTS = tuple_of(
    "уч учит школ класс урок знан труд дел мастер опыт пут путь шаг встреч бесед слов речь чит пис рисун счёт числ "
    "задач вопрос ответ помощ поддерж совет друж вер надежд смысл цел план срок год мес недел день час вечер утр "
    "сад лес озер рек берег мор гор пол трав хлеб вод огон свет звезд неб ветер снег дожд дом двор улиц город посёлк "
    "дорог мост поезд кораб лод мотор станок инструмент металл дерев стекл камен ткан нит узор цвет звук голос песн "
    "танц игр театр сцен рол музе книг страниц сказ повест стих газет письм знак карт схем черт модел проект опис "
    "наблюд исслед измер провер оцен выбор решен замысл пробл трудн успех побед ошиб попыт привыч навык умен сил "
    "вол внимат памят мысл чувств радост тревог забот уваж довер ответств самостоят настав молод стар младш старш "
    "педагог психолог родител ребят ученик студент выпускник сосед семь групп пар команд круг стол комнат кабинет "
    "мастерск лаборатор библиотек двер окн лист тетрад доск карандаш краск бумаг цифр сет экран камер програм код "
    "робот датчик прибор аптеч здоров спорт мяч лыж поход лагер смен отряд краевед истор предк памятник архив "
    "природ птиц зверь рыб пчел теплиц огород семен урож кухн обед чай хор оркестр выстав ярмар праздник традиц"
)
_PREFIXES = ("", *tuple_of("по при за на вы пере под без само"))
_NOUNS = (
    ("ени", "е я ю ем ях ям"),
    ("ост", "ь и ью ей ям ями"),
    ("ник", " а у ом и ов ам"),
    ("ств", "о а у ом ах"),
    ("к", "а и у ой е"),
    ("ари", "й я ю ем и ев"),
    ("ован", "ие ия ию ием иях"),
    ("тел", "ь я ю ем и ей"),
)
_ADJECTIVES = (
    ("н", "ый ая ое ые ого ой ому ым ых ыми"),
    ("ск", "ий ая ое ие ого ой ому им их"),
    ("ов", "ый ая ое ые ого ой ых"),
    ("ительн", "ый ая ое ые ого ой ыми"),
)
_VERBS = (
    ("ива", "ет ют ли ть ем"),
    ("и", "т м ли ть л"),
    ("ова", "ли ть л ла"),
    ("а", "ет ют ли ть ем"),
)
_PREPOSITIONS = tuple_of("в на с по для о к из у за без после перед вместе с через")
_JOINTS = (", а ", ", и ", " — ", ", чтобы ", ", где ", ", когда ", "; ", ", потому что ")
_CLAUSES = ("A N V N", "N V P A N", "P N V A N", "N и N V", "V N P N", "A N P N не V", "N V A N P N", "# N V P N")
_COUNTED = tuple_of("человек занятий пар уроков недель минут вопросов встреч групп страниц")


@cache
def _lemmas(part: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Stems of a part of speech (N, A or V) with their endings, the commonest first: these are the short ones."""
    tails = {"N": _NOUNS, "A": _ADJECTIVES, "V": _VERBS}[part]
    found = {
        prefix + root + suffix: tuple(endings.split(" "))
        for prefix in _PREFIXES
        for root in _ROOTS
        for suffix, endings in tails
    }
    return tuple(sorted(found.items(), key=lambda lemma: (_rarity(lemma[0]), lemma[0])))


def _rarity(stem: str) -> int:
    return 1000 * len(stem) + zlib.crc32(stem.encode()) % 5000


class Pen:
    """Writes text from one seed."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)

    def pick(self, choices: Sequence[Any]) -> Any:
        """One of the choices, each as likely."""
        return choices[int(self.random.random() * len(choices))]

    def rank(self, size: int, common: int = 1) -> int:
        """A number from 0 to `size` - 1; number r falls about as often as 1 / (r + common)."""
        least, most = math.log(common), math.log(size + common)
        return min(int(math.exp(least + self.random.random() * (most - least))) - common, size - 1)

    def number(self, least: int, most: int) -> int:
        """A whole number between the two, both included."""
        return least + int(self.random.random() * (most - least + 1))

    def often(self, share: float) -> bool:
        """True in `share` of the calls, 0 to 1."""
        return self.random.random() < share

    def word(self, part: str = "N") -> str:
        """One form of a word: N noun, A adjective, V verb, P preposition, # a number and what it counts."""
        if part == "P":
            return str(self.pick(_PREPOSITIONS))
        if part == "#":
            return f"{self.number(2, 60)} {self.pick(_COUNTED)}"
        if part not in "NAV":
            return part
        lemmas = _lemmas(part)
        stem, endings = lemmas[self.rank(len(lemmas), COMMON)]
        return f"{stem}{self.pick(endings)}"

    def clause(self) -> str:
        """Three to seven words."""
        return " ".join(self.word(part) for part in self.pick(_CLAUSES).split())

    def sentence(self) -> str:
        """One to three clauses with a full stop."""
        text = self.clause()
        for _ in range(self.number(0, 2)):
            text += self.pick(_JOINTS) + self.clause()
        if self.often(0.1):
            text += f" «{self.word()}»"
        return f"{text[0].upper()}{text[1:]}."

    def text(self, signs: int) -> str:
        """Whole sentences, at least `signs` characters together."""
        sentences = [self.sentence()]
        length = len(sentences[0])
        while length < signs:
            sentences.append(self.sentence())
            length += len(sentences[-1]) + 1
        return " ".join(sentences)

    def line(self, words: int = 4) -> str:
        """A title-like line: adjectives and nouns, no full stop."""
        text = " ".join(self.word("A" if place % 2 == 0 else "N") for place in range(words))
        return f"{text[0].upper()}{text[1:]}"

    def lines(self, least: int, most: int, words: int = 5) -> list[str]:
        """A few title-like lines."""
        return [self.line(words) for _ in range(self.number(least, most))]
