"""The list of `nastavnik ready` as a page to print; nothing on it is asked of another host."""

from collections.abc import Iterable
from html import escape

from nastavnik import messages
from nastavnik.office.readiness import ReadyPoint, summary

STYLE = (
    "body{font:11pt/1.4 'Golos Text',Arial,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{width:100%;border-collapse:collapse}th,td{padding:.35rem .6rem;border:1px solid #999;text-align:left;"
    "vertical-align:top}td:nth-child(1){width:38%}td:nth-child(2){width:14%}tr:not(.there) td{font-weight:700}"
    "tr:not(.there) td:last-child{font-weight:400}tr{break-inside:avoid}"
)


def as_html(points: Iterable[ReadyPoint], school: str, day: str) -> str:
    """The list as a page to print, of a school by its name and a day in words."""
    listed = list(points)
    tables = "".join(
        f"<h2>{escape(title)}</h2><table><thead><tr>{_cells('th', messages.READY_COLUMNS)}</tr></thead><tbody>"
        + "".join(
            f'<tr class="{point.state}">'
            f"{_cells('td', (point.title, messages.READY_STATES[point.state], point.where))}</tr>"
            for point in listed
            if point.group == group
        )
        + "</tbody></table>"
        for group, title in messages.READY_GROUPS.items()
    )
    title = escape(messages.READY_TITLE)
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head>"
        f"<body><h1>{title}</h1><p>{escape(messages.ready_day(school, day))}</p>{tables}"
        f"<p>{escape(summary(listed))}</p></body></html>\n"
    )


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)
