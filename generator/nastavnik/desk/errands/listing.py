"""All errands of the desk. `ERRANDS` is the only list of those on the first page; a module does its work when asked."""

from nastavnik import messages
from nastavnik.desk.errands.errand import Errand

BUILD = Errand("build", messages.DESK_BUILD, messages.DESK_BUILD_ABOUT, "building:build_section")
PAPER = Errand("consent", messages.DESK_PAPER, messages.DESK_PAPER_ABOUT, "consents:paper")
WITHDRAW = Errand("withdraw", messages.DESK_WITHDRAW, messages.DESK_WITHDRAW_ABOUT, "consents:withdraw")
IMPORT = Errand("import", messages.DESK_IMPORT, messages.DESK_IMPORT_ABOUT, "importing:take_in_file")
PAPERS = Errand("papers", messages.DESK_PAPERS, messages.DESK_PAPERS_ABOUT, "papers:papers")
READY = Errand("ready", messages.DESK_READY, messages.DESK_READY_ABOUT, "papers:ready")
PLAN = Errand("roadmap", messages.DESK_PLAN, messages.DESK_PLAN_ABOUT, "planning:take_plan_in")
HOSTING = Errand("hosting", messages.START_CAPTIONS["host"], messages.DESK_HOSTING_ABOUT, "hosting:move")
PASTING = Errand("fragments", messages.DESK_PASTING, messages.DESK_PASTING_ABOUT, "pasting:prepare_pages")
PUBLISH = Errand("publish", messages.DESK_PUBLISH, messages.DESK_PUBLISH_ABOUT, "publishing:publish_section")
PLACE = Errand("place", messages.DESK_PLACE, messages.DESK_PLACE_ABOUT, "publishing_place:describe_place")
RENAME = Errand("rename", messages.DESK_RENAME, messages.DESK_RENAME_ABOUT, "record_files:rename_record")
DELETE = Errand("delete", messages.DESK_DELETE, messages.DESK_DELETE_ABOUT, "record_files:delete")
START = Errand("start", messages.DESK_START, messages.DESK_START_LEAD, "starting:begin")
POST = Errand("post", messages.DESK_POST, messages.DESK_POST_ABOUT, "telling:tell")
FIGURES = Errand("figures", messages.DESK_FIGURES, messages.DESK_FIGURES_ABOUT, "telling:figures_table")
YEAR = Errand("new-year", messages.DESK_YEAR, messages.DESK_YEAR_ABOUT, "year:open_school_year")

AGREED = Errand("agreed", messages.DESK_AGREED, messages.DESK_AGREED_ABOUT, "signing:mark_consents")
DONE = Errand("done", messages.DESK_DONE, messages.DESK_DONE_ABOUT, "marking:mark_done")
CONFIRM = Errand("confirm", messages.DESK_CONFIRM, messages.DESK_CONFIRM_ABOUT, "signing:confirm_documents")
COLUMN = Errand("column", messages.DESK_COLUMN, messages.DESK_COLUMN_ABOUT, "columns:remove_column")
EXAMPLES = Errand("examples", messages.DESK_EXAMPLES, messages.DESK_EXAMPLES_ABOUT, "examples:remove_examples")
ERRANDS: tuple[Errand, ...] = (
    IMPORT,
    DONE,
    PAPER,
    AGREED,
    WITHDRAW,
    POST,
    PAPERS,
    FIGURES,
    READY,
    YEAR,
    PASTING,
    BUILD,
    PUBLISH,
    HOSTING,
)
OF_RECORDS: tuple[Errand, ...] = (RENAME, DELETE, EXAMPLES, CONFIRM, COLUMN, PLACE, PLAN)
"""Errands that begin at the form of a record, or when there is something to do; a plan alone, where a link leads."""
