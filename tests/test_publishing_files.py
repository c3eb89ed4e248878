"""The two files that publish through CI: few steps, in order, with no right that is not needed."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from nastavnik.installation import shipped

ROOT = Path(__file__).parent.parent
GITHUB, GITLAB = ROOT / ".github" / "workflows" / "publish.yaml", ROOT / ".gitlab-ci.yml"
STARTED = [shipped("office/new_school/publish.yaml"), shipped("office/new_school/due.yaml")]
WORKFLOWS = [*sorted((ROOT / ".github" / "workflows").glob("*.y*ml")), *STARTED]
DUE = ROOT / ".github" / "workflows" / "due.yaml"
NIGHTLY = "20 23 * * *"
INSTALL = [
    "python -m pip install --require-hashes -r requirements/school.lock",
    "python -m pip install --no-deps --no-build-isolation .",
]


HANDBOOK = "mkdocs build --strict --quiet -f docs/handbook.yml"
"""Only where the demo is: a school that keeps its own records has removed `about-demo.md`."""


@pytest.fixture
def github() -> dict[str, Any]:
    """The workflow; every scalar is text, or YAML 1.1 would read the key `on` as true."""
    data: dict[str, Any] = yaml.load(GITHUB.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return data


@pytest.fixture
def gitlab() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(GITLAB.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return data


def commands(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def actions(job: dict[str, Any]) -> list[str]:
    return [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]


# --- GitHub, read by GitVerse too ------------------------------------------------------------------


def test_github_runs_on_main_on_requests_at_night_and_by_hand(github: dict[str, Any]) -> None:
    assert github["on"] == {
        "push": {"branches": ["main"]},
        "pull_request": "",
        "schedule": [{"cron": NIGHTLY}],
        "workflow_dispatch": "",
    }


def test_github_checks_then_builds(github: dict[str, Any]) -> None:
    build = github["jobs"]["build"]

    summary = 'nastavnik diff --since HEAD^1 --markdown >> "$GITHUB_STEP_SUMMARY"'
    assert commands(build) == [*INSTALL, "nastavnik check --format github", summary, "nastavnik build", HANDBOOK]
    step = next(step for step in build["steps"] if step.get("run") == summary)
    assert step["if"] == "github.event_name == 'pull_request'"
    handbook = next(step for step in build["steps"] if step.get("run") == HANDBOOK)
    assert handbook["if"] == "hashFiles('content/about-demo.md') != ''"
    assert actions(build) == [
        "actions/checkout",
        "actions/setup-python",
        "actions/cache",
        "actions/upload-pages-artifact",
    ]


def test_github_publishes_the_folder_that_build_fills(github: dict[str, Any]) -> None:
    upload = github["jobs"]["build"]["steps"][-1]
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")

    assert upload["with"] == {"path": "site"}
    assert "site_dir: site" in settings


def test_github_publishes_nothing_but_main(github: dict[str, Any]) -> None:
    only_main = "github.ref == 'refs/heads/main'"

    assert github["jobs"]["build"]["steps"][-1]["if"] == only_main
    assert github["jobs"]["publish"]["if"] == only_main
    assert github["jobs"]["publish"]["needs"] == "build"
    assert actions(github["jobs"]["publish"]) == ["actions/deploy-pages"]


def test_github_has_no_right_to_spare(github: dict[str, Any]) -> None:
    jobs = github["jobs"]

    assert github["permissions"] == {"contents": "read"}
    assert "permissions" not in jobs["build"]
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["build"]["steps"][0]["with"] == {"persist-credentials": "false", "fetch-depth": "2"}
    assert "secrets." not in GITHUB.read_text(encoding="utf-8")


def test_github_never_cuts_a_publication_short(github: dict[str, Any]) -> None:
    assert github["concurrency"] == {
        "group": "${{ github.workflow }}-${{ github.ref }}",
        "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
    }


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.parent.name)
def test_github_actions_are_named_by_digest_with_the_version_beside(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))

    assert used
    assert [
        action for action in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    ] == []


def test_every_job_ends_some_day(github: dict[str, Any]) -> None:
    assert all(int(job["timeout-minutes"]) <= 30 for job in github["jobs"].values())


# --- GitLab ----------------------------------------------------------------------------------------


def test_gitlab_checks_then_builds(gitlab: dict[str, Any]) -> None:
    assert gitlab["check"]["script"] == [*INSTALL, "nastavnik check"]
    assert gitlab["check"]["stage"] == "test"
    handbook = f"if [ -f content/about-demo.md ]; then {HANDBOOK} -d ../public/handbook; fi"
    assert gitlab["pages"]["script"] == [*INSTALL, "nastavnik build --site public", handbook]
    assert gitlab["pages"]["stage"] == "deploy"


def test_gitlab_publishes_the_folder_that_build_fills(gitlab: dict[str, Any]) -> None:
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}


def test_gitlab_publishes_nothing_but_the_default_branch(gitlab: dict[str, Any]) -> None:
    weekly, published = gitlab["pages"]["rules"]
    assert weekly == {"if": "$NASTAVNIK_DUE", "when": "never"}
    assert published == {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}


def test_gitlab_says_how_to_build_at_night() -> None:
    assert NIGHTLY in GITLAB.read_text(encoding="utf-8")


def test_only_the_memory_of_builds_is_cached(github: dict[str, Any], gitlab: dict[str, Any]) -> None:
    """`.nastavnik` holds records before a withdrawal too; a pull request reads the cache of main."""
    kept = next(step for step in github["jobs"]["build"]["steps"] if "actions/cache@" in step.get("uses", ""))

    assert kept["with"]["path"] == ".nastavnik/state.db"
    assert kept["if"] == "github.ref == 'refs/heads/main'"
    assert gitlab["pages"]["cache"]["paths"] == [".nastavnik/state.db"]


@pytest.mark.parametrize("file", [GITLAB, shipped("office/new_school/gitlab-ci.yml")], ids=["ours", "started"])
def test_gitlab_says_what_a_request_changes(file: Path) -> None:
    changes = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["changes"]

    assert changes["script"][-1] == 'nastavnik diff --since "$CI_MERGE_REQUEST_DIFF_BASE_SHA"'
    assert changes["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]


def test_a_started_school_publishes_nothing_but_main() -> None:
    """A request to merge is checked and summed up, never published."""
    workflow = yaml.load(STARTED[0].read_text(encoding="utf-8"), Loader=yaml.BaseLoader)

    only_main = "github.ref == 'refs/heads/main'"
    assert "pull_request" in workflow["on"]
    assert workflow["jobs"]["build"]["steps"][-1]["if"] == workflow["jobs"]["publish"]["if"] == only_main


# --- what is due, once a week ----------------------------------------------------------------------


@pytest.mark.parametrize("file", [DUE, shipped("office/new_school/due.yaml")], ids=["ours", "started"])
def test_github_may_write_issues_and_nothing_else(file: Path) -> None:
    workflow = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    job = workflow["jobs"]["due"]

    assert workflow["permissions"] == {}
    assert job["permissions"] == {"contents": "read", "issues": "write"}
    assert commands(job)[-1] == "nastavnik due --issue"
    assert job["steps"][-1]["env"] == {"GITHUB_TOKEN": "${{ github.token }}"}
    assert actions(job) == ["actions/checkout", "actions/setup-python"]
    assert int(job["timeout-minutes"]) <= 30
    assert list(workflow["on"]) == ["schedule", "workflow_dispatch"]


@pytest.mark.parametrize("file", [GITLAB, shipped("office/new_school/gitlab-ci.yml")], ids=["ours", "started"])
def test_gitlab_sends_what_is_due_by_its_own_schedule(file: Path) -> None:
    pipeline = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)

    assert pipeline["due"]["script"][-1] == "nastavnik due --issue"
    assert pipeline["due"]["rules"] == [{"if": '$NASTAVNIK_DUE && $CI_PIPELINE_SOURCE == "schedule"'}]
    others = [job for name, job in pipeline.items() if name in ("pages", "check")]
    assert all({"if": "$NASTAVNIK_DUE", "when": "never"} in job["rules"] for job in others)


# --- both ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_no_host_is_named(file: Path) -> None:
    """A school behind a mirror changes nothing here: the registry is a matter of the machine."""
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url\S*", file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_python_is_one_the_tool_runs_on(file: Path) -> None:
    version = re.findall(r'python(?:-version: "|:)3\.(\d+)', file.read_text(encoding="utf-8"))
    needed = re.findall(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert int(version[0]) >= int(needed[0])


@pytest.mark.parametrize("name", [".github/workflows/publish.yaml", ".gitlab-ci.yml"])
def test_guide_names_the_file_to_keep(name: str) -> None:
    assert (ROOT / name).is_file()
    assert f"`{name}`" in (ROOT / "docs" / "ru" / "publishing.md").read_text(encoding="utf-8")


def test_guide_names_the_hour_of_the_night() -> None:
    assert f"`{NIGHTLY}`" in (ROOT / "docs" / "ru" / "publishing.md").read_text(encoding="utf-8")


# --- what `nastavnik start` writes


def test_a_new_school_gets_the_same_settings_and_the_same_actions(
    github: dict[str, Any], gitlab: dict[str, Any]
) -> None:
    ours = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings, workflow, pipeline = (
        shipped(f"office/new_school/{name}").read_text(encoding="utf-8")
        for name in ("mkdocs.yml", "publish.yaml", "gitlab-ci.yml")
    )
    assert settings.partition("markdown_extensions:")[2] == ours.partition("markdown_extensions:")[2]
    started = yaml.load(workflow, Loader=yaml.BaseLoader)
    versions = {step["uses"] for job in started["jobs"].values() for step in job["steps"] if "uses" in step}
    assert versions <= {step["uses"] for job in github["jobs"].values() for step in job["steps"] if "uses" in step}
    assert started["on"]["schedule"] == github["on"]["schedule"]
    pages = yaml.load(pipeline, Loader=yaml.BaseLoader)
    assert pages["image"] == gitlab["image"]
    assert pages["pages"]["artifacts"] == gitlab["pages"]["artifacts"]
    assert pages["pages"]["script"][-1] in gitlab["pages"]["script"]
