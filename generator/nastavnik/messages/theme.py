"""What is wrong with a template, for whoever changes the theme. What Jinja says in English is said in Russian here."""

import re
from collections.abc import Mapping

_SIGNS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "end of template": "конец шаблона",
    "name": "имя",
    "string": "строка",
    "integer": "число",
    "float": "число",
}
"""What Jinja calls the parts of a template."""
_SAYS = (
    (r"'(?P<name>\w+)' is undefined", "имени «{name}» здесь нет"),
    (r".* has no attribute '(?P<name>.+)'", "поля «{name}» нет"),
    (r".*does not export the requested name '(?P<name>.+)'", "подключается «{name}», но там такого нет"),
    (r"'?(?P<name>[\w/.-]+\.html)'?(?: not found in search paths?: .*)?", "нет шаблона «{name}»"),
    (r"Encountered unknown tag '(?P<name>\w+)'\..*", "тега «{name}» нет или он здесь лишний"),
    (r".* that needs to be closed is '(?P<name>\w+)'\.", "тег «{name}» не закрыт"),
    (r"No filter named '(?P<name>\w+)'.*", "фильтра «{name}» нет"),
    (r"No test named '(?P<name>\w+)'.*", "проверки «{name}» нет"),
    (r"block '(?P<name>\w+)' defined twice", "блок «{name}» записан дважды"),
    (r"expected token '(?P<wanted>.+)', got '(?P<name>.+)'", "вместо «{name}» нужно «{wanted}»"),
    (r"unexpected end of template, expected '(?P<name>.+)'\.", "не хватает «{name}»"),
    (r"unexpected '(?P<name>.+)', expected '(?P<wanted>.+)'", "вместо «{name}» нужно «{wanted}»"),
    (r"unexpected '(?P<name>.+)'", "лишнее «{name}»"),
    (r"Expected an expression, got '(?P<name>.+)'", "перед «{name}» не сказано, что напечатать или проверить"),
    (r"unexpected char '(?P<name>.)' at .*", "лишний знак «{name}»"),
    (r"Missing end of comment tag", "примечание не закрыто: нет «#}}»"),
)
_UNREADABLE = "не читается"
_UNFIT = "значение не подходит этому выражению, фильтру или функции"
MISFITS: Mapping[type[Exception], str] = {
    KeyError: "«{name}» здесь нет",
    IndexError: "в списке столько нет",
    ArithmeticError: "число не вычислить: деление на ноль или слишком большое",
    RecursionError: "шаблон без конца вызывает сам себя",
    AttributeError: _UNFIT,
    TypeError: _UNFIT,
    ValueError: _UNFIT,
}
"""What Python raises inside an expression → what is said of it."""


def template_error(error: str) -> str:
    """What Jinja says → a Russian sentence; «не читается» where it says something rare."""
    line = " ".join(error.split())
    for pattern, sentence in _SAYS:
        match = re.fullmatch(pattern, line)
        if match:
            return sentence.format(**{name: _SIGNS.get(word, word) for name, word in match.groupdict().items()})
    return _UNREADABLE


def misfit(error: Exception) -> str:
    """What Python says of an expression → a Russian sentence; `error` is of one of `MISFITS`."""
    sentence = next(sentence for type, sentence in MISFITS.items() if isinstance(error, type))
    return sentence.format(name=error.args[0] if isinstance(error, KeyError) else "")


def theme_broken(template: str, line: int, page: str, error: str) -> str:
    return f"шаблон {template}, строка {line}{f', страница {page}' if page else ''}: {error}"


def template_unreadable(template: str, error: str) -> str:
    return f"шаблон {template}: {error}"


def block_missing(block: str) -> str:
    return f'нет блока «{block}» — добавьте его или начните шаблон со строки {{% extends "_record.html" %}}'
