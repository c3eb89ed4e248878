"""Signs that look like others: which letter it is, where, and what to type."""

_LETTERS = {"latin": "русская", "russian": "латинская"}
_TYPED = {"latin": "латинскими буквами", "russian": "русскими буквами", "digits": "цифрами"}
LIST_OF_DASHES = "пункты начаты с тире или точки, а список делает только дефис — каждый с новой строки после «- »"
DASH_WITHOUT_BLANK = "после дефиса нет пробела, и пункт списка не получился — напишите «- » и слово"
LONG_DASH = (
    "строка начинается с тире, точки или звёздочки, а список делает только дефис — замените на «- » (дефис и пробел)"
)
FRONT_MATTER_OF_DASHES = (
    "шапку отделяют ровно три дефиса: «---» — здесь другой знак или их не три, проверьте обе строки"
)
NO_BREAK_BLANK = "после двоеточия неразрывный пробел (так вставляет Word) — сотрите его и нажмите обычный пробел"
NO_BREAK_INDENT = "отступ сделан неразрывными пробелами (так вставляет Word) — сотрите их и нажмите пробел дважды"
WIDE_COLON = "двоеточие здесь из другого алфавита — сотрите его и наберите обычное «:», после него пробел"
SMART_QUOTES = "кавычки “ ” „ « » здесь обычные буквы и ничего не защищают — возьмите всё значение в прямые кавычки '…'"
BROKEN_BY_SMART_QUOTES = (
    'запятая внутри кавычек “ ” „ « » всё равно делит список: возьмите пункт целиком в прямые кавычки "…"'
)


def _what(sign: str, script: str, place: int) -> str:
    if not sign:
        return f"невидимый знак ({place}-й по счёту)"
    if script == "digits":
        return f"знак «{sign}» ({place}-й по счёту): буква, а не цифра"
    return f"буква «{sign}» ({place}-я) {_LETTERS[script]}"


def odd_key(sign: str, script: str, place: int, word: str, good: str) -> str:
    """Of the name of a field, which is always in Latin letters."""
    return f"в названии «{word}» {_what(sign, script, place)} — сотрите и наберите латинскими буквами: {good}"


def odd_word(sign: str, script: str, place: int, word: str, good: str) -> str:
    """Of a word of a value; after the field's caption."""
    return f"в «{word}» {_what(sign, script, place)} — сотрите и наберите {_TYPED[script]}: {good}"
