"""Stand-ins inside texts that are being made: private characters of Unicode, each with one meaning.

Nobody can type one: every text that comes in loses them at the border, together with what cannot be printed at all.
"""

import re
from dataclasses import dataclass

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""The private areas of the Unicode Standard, 23.5, as a class of a regular expression."""
_TURNING = "\u202a-\u202e\u2066-\u2069"
"""Signs that turn the direction of letters: what is read is then not what is written (Unicode, UAX #9)."""
_LAST_OF_PLANES = "".join(f"{chr(end)}{chr(end + 1)}" for end in range(0xFFFE, 0x110000, 0x10000))
_NOBODY = f"\ufdd0-\ufdef{_LAST_OF_PLANES}"
"""Noncharacters of the Unicode Standard, 23.7: no XML may hold them."""
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff"
UNPRINTABLE = re.compile(f"[{_CONTROL}{_TURNING}{_NOBODY}{_PRIVATE}]")
"""A sign no text may bring along: forbidden by YAML 1.2, 5.1, turning letters around, or one of the private ones."""
_ODD_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")  # YAML would end the line there; Word pastes them
_REFERENCE = re.compile(r"&#(?:[xX]0*([1-9a-fA-F][0-9a-fA-F]*)|0*([1-9][0-9]*));?")
_LATIN_1 = range(0x80, 0xA0)  # HTML reads these as Windows-1252: dashes and quotes of old texts


@dataclass(frozen=True, slots=True)
class Pair:
    """Two characters around a name; together they stand for what has that name."""

    opens: str
    closes: str

    def around(self, name: str) -> str:
        """The stand-in of this name."""
        return f"{self.opens}{name}{self.closes}"

    @property
    def pattern(self) -> str:
        """A regular expression that finds a stand-in; its group is the name."""
        return f"{self.opens}([^{self.closes}]*){self.closes}"


WORD = Pair("\ue000", "\ue001")
"""A word of a page by its name in the shell, which is drawn once for many pages."""
TAGS = "\ue002"
"""A tag between two runs of text while typography looks at the text alone."""
PIECE = Pair("\ue003", "\ue004")
"""A text or a card by its key, drawn and typeset apart from the fragment it stands in."""
CARDS = "\ue007"
"""The cards of a list of the bank."""
FILTERS = "\ue008"
"""The filters of a list of the bank."""
LINK = Pair("\ue009", "\ue00a")
"""A link of a paragraph by its number, while emphasis is looked for."""
POLICY = "\ue00c"
"""The policy of a page, until the whole page is known."""
ROOT = "\ue00b"
"""The root of the section at the head of an address, until the page that has the link is known."""


def printable(text: str) -> str:
    """A text from outside without signs that are ours or that YAML forbids; odd line breaks become blanks."""
    return text if text.isprintable() else UNPRINTABLE.sub("", _ODD_LINE_BREAKS.sub(" ", text))


def stripped(text: str) -> str:
    """A text from outside without such signs, its line breaks as they are: for cells, databases and terminals."""
    return text if text.isprintable() else UNPRINTABLE.sub("", text)


def kept(text: str) -> list[int]:
    """Where the signs stand in a text that `printable` leaves in it, by their number there; at last where it ends."""
    return [at for at, sign in enumerate(text) if not UNPRINTABLE.match(sign)] + [len(text)]


def without_references(html: str) -> str:
    """HTML in which no character reference (`&#xE000;`) names such a sign: whatever reads it would let the sign in."""
    return _REFERENCE.sub(_harmless, html) if "&#" in html else html


def _harmless(reference: re.Match[str]) -> str:
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    code = int(digits, base) if len(digits) < 8 else 0x110000
    unwelcome = code > 0x10FFFF or (code not in _LATIN_1 and UNPRINTABLE.match(chr(code)))
    return "\ufffd" if unwelcome else reference[0]
