"""Issues of the forge a run of CI belongs to: GitHub, Gitea and Forgejo, which speak alike, and GitLab.

Where it is and who may write there the run says itself, by its environment; a token is sent there and nowhere else.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from nastavnik import messages
from nastavnik.errors import TrackerFailed

TOKEN = "NASTAVNIK_TOKEN"
PATIENCE = 30  # seconds for one answer
LARGEST = 20_000_000  # bytes of one answer
MOST_PAGES = 40
"""Of issues that are looked through; ours was touched last week, and the list begins with those touched last."""
PER_PAGE = 50  # what Gitea gives at most


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue as its forge has it; `number` is the one people see."""

    number: int
    body: str
    is_open: bool
    url: str


class Tracker(Protocol):
    """Issues of one project. Everything raises `TrackerFailed`."""

    def is_closed(self) -> bool:
        """Whether only its own people may read there."""

    def issues(self) -> Iterator[Issue]:
        """Its issues, open and closed, those changed last first."""

    def create(self, title: str, body: str) -> str:
        """Open an issue; its address."""

    def update(self, issue: Issue, title: str, body: str, *, is_open: bool) -> None:
        """Make an issue say this, and open or close it."""

    def comment(self, issue: Issue, body: str) -> None:
        """Say this below an issue."""


def tracker_of(environment: Mapping[str, str]) -> Tracker:
    """The tracker of the project that a run of CI belongs to. Raises `TrackerFailed` outside of CI, without a token."""
    gitlab, github = environment.get("CI_API_V4_URL", ""), environment.get("GITHUB_API_URL", "")
    if not gitlab and not github:
        raise TrackerFailed(messages.NO_TRACKER)
    token = environment.get(TOKEN) or (environment.get("GITHUB_TOKEN", "") if not gitlab else "")
    if not token:
        raise TrackerFailed(messages.NO_TOKEN_GITLAB if gitlab else messages.NO_TOKEN_GITHUB)
    if gitlab:
        project = quote(environment.get("CI_PROJECT_ID", ""), safe="")
        return GitLab(f"{gitlab.rstrip('/')}/projects/{project}", {"PRIVATE-TOKEN": token})
    repository = environment.get("GITHUB_REPOSITORY", "")
    return GitHub(f"{github.rstrip('/')}/repos/{repository}", {"Authorization": f"token {token}"})


class GitHub:
    """GitHub's REST API, and Gitea's and Forgejo's, which follow it in what is asked here."""

    def __init__(self, base: str, headers: Mapping[str, str]) -> None:
        self.base, self.headers = base, headers

    def is_closed(self) -> bool:
        project = _asked(self.base, self.headers)
        return (
            project.get("private") is True and project.get("visibility") != "internal" and not project.get("internal")
        )

    def issues(self) -> Iterator[Issue]:
        wanted = {"state": "all", "type": "issues", "sort": "updated", "per_page": PER_PAGE, "limit": PER_PAGE}
        for row in _pages(f"{self.base}/issues", self.headers, wanted):
            if not row.get("pull_request"):
                yield Issue(row["number"], row.get("body") or "", row["state"] == "open", row["html_url"])

    def create(self, title: str, body: str) -> str:
        row = _asked(f"{self.base}/issues", self.headers, "POST", {"title": title, "body": body})
        return str(row["html_url"])

    def update(self, issue: Issue, title: str, body: str, *, is_open: bool) -> None:
        data = {"title": title, "body": body, "state": "open" if is_open else "closed"}
        _asked(f"{self.base}/issues/{issue.number}", self.headers, "PATCH", data)

    def comment(self, issue: Issue, body: str) -> None:
        _asked(f"{self.base}/issues/{issue.number}/comments", self.headers, "POST", {"body": body})


class GitLab:
    """GitLab's REST API, version 4."""

    def __init__(self, base: str, headers: Mapping[str, str]) -> None:
        self.base, self.headers = base, headers

    def is_closed(self) -> bool:
        return bool(_asked(self.base, self.headers).get("visibility") == "private")

    def issues(self) -> Iterator[Issue]:
        wanted = {"scope": "all", "order_by": "updated_at", "per_page": PER_PAGE}
        for row in _pages(f"{self.base}/issues", self.headers, wanted):
            yield Issue(row["iid"], row.get("description") or "", row["state"] == "opened", row["web_url"])

    def create(self, title: str, body: str) -> str:
        row = _asked(f"{self.base}/issues", self.headers, "POST", {"title": title, "description": body})
        return str(row["web_url"])

    def update(self, issue: Issue, title: str, body: str, *, is_open: bool) -> None:
        turn = {} if is_open is issue.is_open else {"state_event": "reopen" if is_open else "close"}
        data = {"title": title, "description": body, **turn}
        _asked(f"{self.base}/issues/{issue.number}", self.headers, "PUT", data)

    def comment(self, issue: Issue, body: str) -> None:
        _asked(f"{self.base}/issues/{issue.number}/notes", self.headers, "POST", {"body": body})


# --- asking --------------------------------------------------------------------------------------------


class _NoWayOn(HTTPRedirectHandler):
    """Another address gets no token."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _pages(url: str, headers: Mapping[str, str], wanted: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    for page in range(1, MOST_PAGES + 1):
        rows = _asked(f"{url}?{urlencode({**wanted, 'page': page})}", headers)
        if not isinstance(rows, list) or not rows:
            return
        yield from rows


def _asked(url: str, headers: Mapping[str, str], method: str = "GET", data: Mapping[str, Any] | None = None) -> Any:
    """What the forge answers, as plain data. Raises `TrackerFailed` with a sentence that holds no token."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise TrackerFailed(messages.NO_TRACKER)
    body = json.dumps(data).encode() if data is not None else None
    own = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "nastavnik"}
    request = Request(url, body, {**own, **headers}, method=method)
    try:
        with build_opener(_NoWayOn).open(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read(LARGEST))
    except HTTPError as error:
        raise TrackerFailed(messages.tracker_refused(urlsplit(url).hostname or "", error.code)) from None
    except (URLError, HTTPException, OSError, ValueError):
        raise TrackerFailed(messages.tracker_silent(urlsplit(url).hostname or "")) from None
