"""The beginning of a text that is too long for a summary: as many whole sentences as it may hold."""

import re

from nastavnik import messages

SENTENCE = re.compile(r".+?[.!?…]+(?:[»\")]+)?(?=\s|$)\s*", re.DOTALL)
LONGEST_SUMMARY = 500  # signs


def beginning(text: str) -> str:
    """The first sentences of a text, cut inside the first one only if it is too long itself."""
    summary = ""
    for sentence in SENTENCE.finditer(text[: 2 * LONGEST_SUMMARY]):
        if len(summary) + len(sentence[0].rstrip()) > LONGEST_SUMMARY:
            break
        summary += sentence[0]
    return summary.strip() or messages.shortened(text, LONGEST_SUMMARY - 1)
