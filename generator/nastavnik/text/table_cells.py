"""Cells of tables in a text as our pages hold them: a class says where a column stands, a head says what it heads.

Python-Markdown writes `style=`, which our pages do not let in, or `align=`, which HTML has dropped.
"""

import re

_CELL = re.compile(r"<t[hd]\b[^>]*>")
_STAND = re.compile(r'\s(?:align="|style="text-align:\s*)(left|right|center);?"')
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_HEAD_CELL = re.compile(r"<th(?![^>]*\bscope=)\b")


def plain_cells(html: str) -> str:
    """The same HTML: `right` and `center` are classes of cells, the cells of a table's head have a scope."""
    if "<table" not in html:
        return html
    html = _HEAD.sub(lambda head: _HEAD_CELL.sub('<th scope="col"', head[0]), html)
    return _CELL.sub(lambda cell: _STAND.sub(_as_class, cell[0]), html)


def _as_class(stand: re.Match[str]) -> str:
    return "" if stand[1] == "left" else f' class="{stand[1]}"'
