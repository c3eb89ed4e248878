"""Addresses of the desk and the pages that answer them."""

from nastavnik.desk import built_site, errands, files, forms, handbook, history, own_pages, pages, saving, text_page
from nastavnik.desk.app import Handler, in_turn
from nastavnik.desk.first_page import FIRST

ROUTES: tuple[tuple[str, str, Handler], ...] = (
    *FIRST,
    ("GET", r"due", pages.due_now),
    ("GET", r"remarks", pages.remarks_page),
    ("GET", r"history", history.history),
    ("POST", r"(undo|redo)", in_turn(history.take_back)),
    ("GET", r"assets/(.+)", pages.asset),
    ("GET", r"help/images/([\w.-]+)", handbook.help_image),
    ("GET", r"help/([a-z-]*)", handbook.help_page),
    ("GET", r"built/(.*)", built_site.built_page),
    ("GET", r"site\.zip", built_site.archive),
    ("POST", r"folder", built_site.open_folder),
    ("GET", r"kind/page", own_pages.pages_list),
    ("GET", r"kind/([a-z-]+)", pages.kind_page),
    ("GET", r"new/([a-z-]+)", forms.new_page),
    ("POST", r"new/([a-z-]+)", in_turn(saving.save)),
    ("GET", r"blank/([a-z-]+)", forms.blank),
    ("GET", r"edit/([a-z-]+)/([^/]+)", forms.edit_page),
    ("POST", r"edit/([a-z-]+)/([^/]+)", in_turn(saving.save)),
    ("POST", r"text/([a-z-]+)/([^/]+)", in_turn(text_page.save_text)),
    ("POST", r"draft/([a-z-]+)/([^/]+)", forms.draft),
    ("POST", r"files/([a-z-]+)/([^/]+)", in_turn(files.receive)),
    ("GET", r"picture/([a-z-]+)/([^/]+)", files.picture),
    ("GET", r"look/([a-z-]+)/([^/]+)/(.*)", forms.look),
    ("GET", r"site/(.*)", forms.site_page),
    ("GET", r"pasted/(.*)", errands.pasted_file),
    ("GET", r"waiting/([^/]+)", errands.waiting_picture),
    ("GET", r"do/([a-z-]+)", errands.errand_page),
    ("POST", r"do/([a-z-]+)", in_turn(errands.errand_page)),
)
