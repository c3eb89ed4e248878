"""How people put their question: words that ask but tell nothing, and the kind of page a question means.

The browser reads this with the list of shards: what is asked is data, not a rule in a script. Letters are as the
browser makes them: small, ё as е.
"""

from typing import Any

SILENT = (
    "а|без|более|будет|будут|бы|бывает|бывают|был|была|были|было|быть|в|вам|вас|ваш|ваша|ваше|ваши|ведет|ведут|"
    "вести|весь|во|вот|все|всего|всем|всех|вы|где|да|дайте|дела|делает|делать|для|до|его|ее|если|есть|еще|ж|же|за|"
    "занимается|занимаются|зачем|здесь|зовут|и|из|или|им|искать|их|к|как|какая|какие|каким|каких|какого|какое|какой|"
    "каком|какую|кем|ко|когда|кого|кому|которая|которое|которые|который|кто|куда|лежат|лежит|ли|либо|лучше|мне|мной|"
    "мое|моего|моей|моему|можно|мои|мой|моя|мы|на|над|надо|называется|найти|нам|нас|находится|находятся|наш|наша|"
    "наше|нашего|нашей|нашем|наши|не|нет|ни|нибудь|ну|нужен|нужна|нужно|нужны|о|об|обо|он|она|они|оно|от|откуда|"
    "очень|по|под|подскажите|пожалуйста|поискать|покажите|показать|помогает|попасть|посмотреть|почему|преподает|"
    "преподают|при|про|проводит|проводится|проводят|происходит|просто|прочитать|работает|работают|с|сам|свое|своего|"
    "свои|свой|своя|связаться|сделать|сейчас|скажите|скачать|сколько|смотреть|со|стоит|стоят|существует|такая|такие|"
    "такое|такой|там|тебе|теперь|то|тоже|только|том|ту|тут|ты|у|уже|узнать|учат|учит|хочет|хочу|чего|чей|чем|чему|"
    "через|читать|что|чтобы|чье|чьи|чья|эта|эти|это|этого|этой|этом|эту|я|является|являются"
)
"""Words dropped from a question while any other word is left: on a page they stand for nothing."""

ASKED = {
    "mentors": "кто|кого|кому|кем|ведет|ведут|преподает|преподают|учит|учат|зовут",
    "events": "когда|куда",
    "documents": "скачать|бланк|образец|файл",
    "pages": "как|зачем|почему|можно|надо|нужно|что|чем",
    "monitoring": "сколько",
}
"""Kind of page → the words that ask for it: «кто ведёт математику» means a mentor."""

WEIGHTS = {"sections": 5, "pages": 1.6, "mentors": 1.2, "practices": 1.2, "contests": 1.3, "roadmap": 1.3, "news": 0.7}
"""How much more a page of a kind weighs than what the engine says of its words; other kinds weigh 1."""
MEANT = 5
"""How much more the kind a question means."""


def asking() -> dict[str, Any]:
    """What the browser needs of this, in an order that stays."""
    kinds = {word: kind for kind, words in sorted(ASKED.items()) for word in words.split("|")}
    return {"silent": SILENT.replace("|", " "), "asked": kinds, "weights": WEIGHTS, "meant": MEANT}
