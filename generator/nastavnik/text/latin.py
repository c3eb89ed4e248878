"""Names for new files and addresses in Latin letters, spelt one way: «Круглый стол» → `kruglyy-stol`.

Addresses that are made anew with each build (anchors, listings) keep the spelling they have always had.
"""

from slugify import slugify

from nastavnik import messages

LONGEST = 60
"""Letters of the name of a new file."""


def latin_name(words: str, longest: int = LONGEST) -> str:
    """Small Latin letters, digits and hyphens, cut at a word; "" for what has neither letters nor digits."""
    return slugify(messages.in_latin_letters(words.replace("№", " ")), max_length=longest, word_boundary=True)
