"""Which chapter of the handbook is about which page of the desk."""

CONTENTS = "index"
CHAPTERS = {
    "mentors": "mentor",
    "practices": "practice",
    "news": "news",
    "events": "news",
    "documents": "documents",
    "roadmap": "roadmap",
    "programmes": "programmes",
    "contests": "programmes",
    "partners": "programmes",
    "monitoring": "figures",
    "page": "site",
    "school": "first-hour",
    "start": "first-hour",
    "import": "first-hour",
    "examples": "first-hour",
    "consent": "consents",
    "agreed": "consents",
    "withdraw": "consents",
    "confirm": "documents",
    "column": "documents",
    "done": "roadmap",
    "post": "news",
    "papers": "programmes",
    "figures": "figures",
    "ready": "weekly",
    "new-year": "year",
    "build": "publishing",
    "publish": "hosting",
    "place": "hosting",
    "hosting": "publishing",
    "fragments": "gosweb",
    "rename": "desk",
    "delete": "desk",
    "history": "desk",
    "remarks": "messages",
}
"""Kind of records, errand or page of the desk → the chapter about it."""


def chapter_of(name: str) -> str:
    """The address of the chapter about a kind, an errand or a page of the desk; of the contents for any other."""
    return f"/help/{CHAPTERS.get(name, CONTENTS)}"
