"""What `nastavnik serve` says: MkDocs' own English messages in Russian, and only those that ask for something."""

import logging
from collections.abc import Callable

from nastavnik import messages


class Aloud(logging.Handler):
    """Tells `say` what the loggers of MkDocs tell, a sentence at a time."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        sentence = messages.served(record.getMessage(), is_trouble=record.levelno >= logging.WARNING)
        if sentence:
            self.say(sentence)

    def __enter__(self) -> "Aloud":
        logger = logging.getLogger("mkdocs")
        self.before = logger.level
        logger.setLevel(logging.INFO)
        logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logger = logging.getLogger("mkdocs")
        logger.setLevel(self.before)
        logger.removeHandler(self)
