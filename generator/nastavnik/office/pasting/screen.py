"""What of a finished page only a screen with our styles and scripts can show is said in words or left out.

A template says it where this file cannot know: `data-plain` leaves an element out of pages that are pasted,
`data-plain="Цель"` puts these words in its place. The rest is told by the classes of the theme.
"""

from nastavnik import messages
from nastavnik.office.pasting.elements import (
    HtmlElement,
    classes,
    descendants,
    is_element,
    new,
    put_before,
    said,
    take_out,
    unwrap,
)

PLAIN = "data-plain"
GONE_TAGS = {
    *("script", "style", "template", "noscript", "link", "meta", "base", "title", "svg", "math", "canvas"),
    *("iframe", "object", "embed", "audio", "video", "map", "button", "select", "textarea", "dialog", "input"),
    *("col", "colgroup", "progress", "meter", "datalist"),
}
"""Elements that act, draw or ask; what is drawn has been said in words before they go."""
OPENED_BY_MISTAKE = ("source", "track", "wbr")
"""Elements without an end, newer than libxml2's list of these: it takes what follows to stand in them."""
GONE_CLASSES = {"js", "print-only", "facets", "headerlink", "draft"}
"""What works by script only, is printed only, or leads about the site."""
ONLY_SCREEN = "noprint"
SEPARATE = {"tag", "badge", "st", "btn", "solo"}
"""Labels and buttons that stand side by side; where nothing is drawn around them a dot keeps them apart."""
BETWEEN = " · "


def for_reading(main: HtmlElement, *, is_list: bool) -> None:
    """Leave in `main`, which is changed, what can be read without styles and scripts; `is_list`: it has a next page."""
    for comment in main.xpath(".//comment()"):
        take_out(comment)
    for element in descendants(main, *OPENED_BY_MISTAKE):
        unwrap(element)
    _say_plainly(main)
    _say_pictures(main)
    _leave_out(main, is_list=is_list)
    for element in descendants(main, "small"):
        _on_a_line_of_its_own(element)
    for summary in main.xpath(".//summary[h2 | h3 | h4 | h5 | h6]"):
        unwrap(summary)  # opened, it is the heading it holds
    for element in descendants(main):
        _keep_apart(element)
        _say_status(element)
        if "admonition-title" in classes(element) or element.tag in ("summary", "legend"):
            _make_bold(element)


def _leave_out(element: HtmlElement, *, is_list: bool) -> None:
    for child in [each for each in element if is_element(each)]:
        if _is_gone(child, is_list=is_list):
            take_out(child)
        else:
            _leave_out(child, is_list=is_list)


def _say_plainly(main: HtmlElement) -> None:
    for element in main.xpath(f".//*[@{PLAIN}]"):
        put_before(element, element.get(PLAIN))
        take_out(element)


def _say_pictures(main: HtmlElement) -> None:
    """A drawing that has a description becomes it; a tick of a list of tasks becomes a sign."""
    for drawing in descendants(main, "svg"):
        words = drawing.get("aria-label") if drawing.get("role") == "img" else ""
        if words:
            paragraph = new("p")
            paragraph.text, paragraph.tail = words, drawing.tail
            drawing.getparent().replace(drawing, paragraph)
    for box in main.xpath(".//input[@type='checkbox']"):
        put_before(box, messages.TICKED if box.get("checked") is not None else messages.UNTICKED)


def _is_gone(element: HtmlElement, *, is_list: bool) -> bool:
    if element.tag in GONE_TAGS or element.tag == "h1" or element.get("hidden") is not None:
        return True
    if element.tag == "nav":
        return not (is_list and "pager" in classes(element))
    if element.get("aria-hidden") == "true" or classes(element) & GONE_CLASSES:
        return True
    return ONLY_SCREEN in classes(element) and not _holds_the_page(element)


def _holds_the_page(element: HtmlElement) -> bool:
    """Whether it is the page as screens show it, beside another one for paper."""
    return element.find(".//h1") is not None


def _on_a_line_of_its_own(small: HtmlElement) -> None:
    """The theme sets small print below what it belongs to."""
    parent, previous = small.getparent(), small.getprevious()
    before = previous.tail if previous is not None else parent.text
    if previous is not None or (before or "").strip():
        small.addprevious(new("br"))
    unwrap(small)


def _keep_apart(element: HtmlElement) -> None:
    previous = element.getprevious()
    if previous is None or not is_element(previous) or (previous.tail or "").strip():
        return
    is_pager = element.tag == "a" and element.getparent().tag == "nav"
    if is_pager or (classes(element) & SEPARATE and classes(previous) & SEPARATE):
        previous.tail = BETWEEN


def _say_status(element: HtmlElement) -> None:
    """A status as a word that is true after today too."""
    if not classes(element) & {"st", "tag"}:
        return
    words = said(element)
    if words in messages.STATUS_OF_ANY_DAY:
        words = messages.STATUS_OF_ANY_DAY[words]
        for child in list(element):
            element.remove(child)
        element.text = words
    if "st" in classes(element) and words:
        element.tag = "b"
        if (element.tail or "").lstrip()[:1].isupper():
            element.tail = f".{element.tail}"  # «Не действует. Вместо него: …»
        _below_its_heading(element)


def _below_its_heading(status: HtmlElement) -> None:
    """A status drawn above a heading is about what comes, not about what stands before it."""
    heading = status.getnext()
    if heading is not None and heading.tag in ("h2", "h3", "h4") and not (status.tail or "").strip():
        heading.addnext(status)


def _make_bold(element: HtmlElement) -> None:
    bold = new("b")
    bold.text, element.text = element.text, None
    for child in list(element):
        bold.append(child)
    element.append(bold)
    element.tag = "p"
