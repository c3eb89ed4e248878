"""Files of hosts, drawn from one set of templates: few steps, in order, with no right that is not needed."""

import os
import re
import runpy
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from nastavnik import messages
from nastavnik.installation import shipped
from nastavnik.office.hosting import (
    ACTIONS,
    HOST_WORDS,
    HOSTS,
    IMAGE,
    NIGHT,
    NOWHERE,
    PROJECT,
    PYTHON,
    SECRETS,
    host_files,
)
from nastavnik.office.starting import answered
from tests.conftest import DAY, run

ROOT = Path(__file__).parent.parent
OURS: dict[str, str] = runpy.run_path(str(ROOT / "docs" / "make_workflows.py"))["files"]()
INSTALL = [
    "python -m pip install --no-compile --require-hashes -r requirements.lock",
    "python -m pip install --no-compile --no-deps --require-hashes -r requirements.txt",
]
OF_ACTIONS = [name for name, host in HOSTS.items() if "workflow.yaml" in host.files.values()]
OF_PIPELINES = [name for name, host in HOSTS.items() if "pipeline.yaml" in host.files.values()]
GITFLIC_KEYWORDS = {"stages", "image", "cache", "variables", "workflow", "include", "inputs"}
GITFLIC_JOB = {"stage", "image", "tags", "script", "variables", "artifacts", "cache", "needs", "when", "rules"}
"""Keywords of GitFlic's own reference; it publishes no schema."""
SCHEMAS: dict[str, list[str]] = {"github-workflows": [], "gitlab-ci": ["--data-transform", "gitlab-ci"]}
"""Published schemas and what reads a file for them."""


def text_of(name: str, template: str) -> str:
    """The file of a host that is drawn from a template, for a school."""
    host = HOSTS[name]
    return host_files(host)[next(path for path, source in host.files.items() if source == template)]


def of_schema(schema: str) -> list[tuple[str, str, str]]:
    """Host, path and text of every file that a schema is for; GitFlic, which has none, is near to GitLab and not it."""
    names = OF_ACTIONS if schema == "github-workflows" else ["gitlab"]
    return [(name, path, text) for name in names for path, text in host_files(HOSTS[name]).items()]


def read(text: str) -> dict[str, Any]:
    """YAML whose scalars are all texts, or YAML 1.1 would read the key `on` as true."""
    data: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return data


def tool(name: str) -> str:
    path = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    return path or pytest.skip(f"{name} is not installed: requirements/dev.lock has it")


def commands(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def step_with(job: dict[str, Any], words: str) -> dict[str, Any]:
    """The one step whose command or action has these words."""
    (step,) = (step for step in job["steps"] if words in step.get("run", "") + step.get("uses", ""))
    return dict(step)


# --- what all of them promise


def test_our_own_files_are_drawn_from_the_same_templates() -> None:
    """If not: `python docs/make_workflows.py`."""
    assert {path: (ROOT / path).read_text("utf-8") for path in OURS} == OURS


@pytest.mark.parametrize("name", HOSTS)
def test_no_two_hosts_read_the_same_file_and_none_names_a_registry(name: str) -> None:
    others = {path for host in HOSTS.values() if host.name != name for path in host.files}

    assert others.isdisjoint(HOSTS[name].files)
    for text in host_files(HOSTS[name]).values():
        assert re.findall(r"--(?:extra-)?index-url\S*", text) == []
        assert re.findall(r"https?://(?!127\.0\.0\.1)\S+", text) == []
        assert "[[" not in text and "[%" not in text and max(map(len, text.splitlines())) <= 140


@pytest.mark.parametrize(("schema", "options"), SCHEMAS.items(), ids=SCHEMAS)
def test_files_fit_their_published_schema(schema: str, options: list[str], tmp_path: Path) -> None:
    files = {tmp_path / f"{name}-{Path(path).name}": text for name, path, text in of_schema(schema)}
    checker = [tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *options, *map(str, files)]

    for file, text in files.items():
        file.write_text(text, "utf-8")
    fits = subprocess.run(checker, capture_output=True, text=True, check=False)
    assert fits.returncode == 0, fits.stdout

    for file, text in files.items():
        file.write_text(text.replace("rules:", "rule:").replace("runs-on:", "runs:"), "utf-8")
    said = subprocess.run(checker, capture_output=True, text=True, check=False).stdout
    assert [file for file in files if str(file) not in said] == []


def test_workflows_have_no_weakness_zizmor_knows(tmp_path: Path) -> None:
    files = {tmp_path / f"{name}-{Path(path).name}": text for name, path, text in of_schema("github-workflows")}
    command = [tool("zizmor"), "--offline", "--no-progress", "--quiet", "--format", "plain", *map(str, files)]
    for file, text in files.items():
        file.write_text(text, "utf-8")

    clean = subprocess.run(command, capture_output=True, text=True, check=False)
    assert clean.returncode == 0, clean.stdout

    for file, text in files.items():
        file.write_text(re.sub(r"@[0-9a-f]{40} # (v\d+)\S*", r"@\1", text), "utf-8")
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert [file for file in files if str(file) not in said] == []


# --- workflows: GitHub, Gitea, Forgejo, GitVerse


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_actions_are_named_by_digest_with_the_version_beside(action: str) -> None:
    assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


@pytest.mark.parametrize("name", OF_ACTIONS)
def test_workflow_runs_on_main_on_requests_at_night_and_by_hand(name: str) -> None:
    assert read(text_of(name, "workflow.yaml"))["on"] == {
        "push": {"branches": ["main"]},
        "pull_request": "",
        "schedule": [{"cron": NIGHT}],
        "workflow_dispatch": "",
    }


@pytest.mark.parametrize("name", OF_ACTIONS)
def test_workflow_installs_checks_sums_up_and_builds(name: str) -> None:
    job = read(text_of(name, "workflow.yaml"))["jobs"]["build"]
    steps = [command for command in commands(job) if command in INSTALL or command.startswith("nastavnik")]

    assert [step.split(" --")[0] for step in steps[2:]] == [
        "nastavnik check",
        "nastavnik diff",
        "nastavnik build",
        "nastavnik publish",
    ]
    assert steps[:2] == INSTALL
    assert step_with(job, "nastavnik check")["run"] == "nastavnik check --format github"
    assert "GITHUB_STEP_SUMMARY" in step_with(job, "nastavnik diff")["run"]


@pytest.mark.parametrize("name", OF_ACTIONS)
def test_request_to_merge_brings_the_built_site_and_publishes_nothing(name: str) -> None:
    host, workflow = HOSTS[name], read(text_of(name, "workflow.yaml"))
    job = workflow["jobs"]["build"]
    upload = step_with(job, "actions/upload-artifact@")

    assert upload["if"] == step_with(job, "nastavnik diff")["if"] == f"{host.context}.event_name == 'pull_request'"
    assert upload["with"]["path"] == "site"
    going_out = [
        step
        for step in job["steps"]
        if re.search("nastavnik publish|pages", str(step.get("run")) + str(step.get("uses")))
    ]
    others = [other for other_name, other in workflow["jobs"].items() if other_name != "build"]
    assert all(f"{host.context}.ref == 'refs/heads/main'" in step["if"] for step in [*going_out, *others])
    assert going_out


@pytest.mark.parametrize("name", OF_ACTIONS)
def test_workflow_has_no_right_to_spare(name: str) -> None:
    text = text_of(name, "workflow.yaml")
    jobs = read(text)["jobs"]

    assert read(text)["permissions"] == {"contents": "read"}
    assert "permissions" not in jobs["build"]
    assert step_with(jobs["build"], "actions/checkout")["with"] == {"persist-credentials": "false", "fetch-depth": "2"}
    assert set(re.findall(r"secrets\.(\w+)", text)) == {
        *SECRETS,
        *(["PAGES_TOKEN"] if HOSTS[name].pages == "branch" else []),
    }
    assert all(int(job["timeout-minutes"]) <= 30 for job in jobs.values())
    assert (
        read(text)["concurrency"]["cancel-in-progress"]
        == f"${{{{ {HOSTS[name].context}.event_name == 'pull_request' }}}}"
    )


@pytest.mark.parametrize("name", OF_ACTIONS)
def test_only_the_memory_of_builds_is_cached(name: str) -> None:
    """`.nastavnik` holds records before a withdrawal too; a pull request reads the cache of main."""
    cache = step_with(read(text_of(name, "workflow.yaml"))["jobs"]["build"], "actions/cache@")

    assert cache["with"]["path"] == ".nastavnik/state.db"
    assert cache["if"] == f"{HOSTS[name].context}.ref == 'refs/heads/main'"


@pytest.mark.parametrize("name", OF_ACTIONS)
def test_workflow_says_who_sees_the_repository(name: str) -> None:
    check = step_with(read(text_of(name, "workflow.yaml"))["jobs"]["build"], "nastavnik check")

    assert "repository" in check["env"]["NASTAVNIK_REPOSITORY"]


def test_github_publishes_on_its_pages_unless_there_is_a_place_of_ones_own() -> None:
    workflow = read(text_of("github", "workflow.yaml"))
    elsewhere = "outputs.elsewhere != 'true'"

    assert elsewhere in workflow["jobs"]["publish"]["if"] and elsewhere in workflow["jobs"]["attest"]["if"]
    assert workflow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["jobs"]["attest"]["permissions"] == {"id-token": "write", "attestations": "write"}
    assert "visibility == 'public'" in workflow["jobs"]["attest"]["if"], "private repositories pay for attestations"


@pytest.mark.skipif(not shutil.which("git"), reason="no git here")
@pytest.mark.parametrize("name", [name for name in OF_ACTIONS if HOSTS[name].pages == "branch"])
def test_branch_of_pages_has_the_site_and_no_past(name: str, tmp_path: Path) -> None:
    """The very commands of the step, with a repository beside in place of the host."""
    step = step_with(read(text_of(name, "workflow.yaml"))["jobs"]["build"], "init --quiet")
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "server/school/site.git"], check=True)
    server = {"GITHUB_SERVER_URL": (tmp_path / "server").as_uri(), "GITHUB_REPOSITORY": "school/site"}
    environment = {**os.environ, **server, "PAGES_TOKEN": "t"}
    for words in ("Петрова", "без имени"):
        shutil.rmtree(tmp_path / "site", ignore_errors=True)
        (tmp_path / "site").mkdir()
        (tmp_path / "site/index.html").write_text(words, "utf-8")
        subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)

    git = ["git", "-C", str(tmp_path / "server/school/site.git")]
    shown = subprocess.run([*git, "show", "pages:index.html"], capture_output=True, text=True, check=True).stdout
    count = subprocess.run([*git, "rev-list", "--count", "pages"], capture_output=True, text=True, check=True).stdout
    assert (shown, count.strip()) == ("без имени", "1")


@pytest.mark.parametrize("name", [name for name in OF_ACTIONS if "due.yaml" in HOSTS[name].files.values()])
def test_weekly_run_may_write_issues_and_nothing_else(name: str) -> None:
    workflow = read(text_of(name, "due.yaml"))
    job = workflow["jobs"]["due"]

    assert workflow["permissions"] == {}
    assert job["permissions"] == {"contents": "read", "issues": "write"}
    assert commands(job)[-1] == "nastavnik due --issue"
    assert job["steps"][-1]["env"] == {"GITHUB_TOKEN": "${{ github.token }}"}
    assert list(workflow["on"]) == ["schedule", "workflow_dispatch"]
    assert int(job["timeout-minutes"]) <= 30


# --- pipelines: GitLab, GitFlic


@pytest.mark.parametrize("name", OF_PIPELINES)
def test_pipeline_checks_then_builds_then_publishes(name: str) -> None:
    pipeline = read(text_of(name, "pipeline.yaml"))

    assert all(pipeline[job]["script"][:2] == INSTALL for job in ("check", "changes", "publish"))
    assert "nastavnik check" in pipeline["check"]["script"][-1]
    assert pipeline["publish"]["script"][2:] == ["nastavnik build", "nastavnik publish"]
    assert pipeline["publish"]["stage"] == "deploy" and pipeline["check"]["stage"] == "test"
    assert NIGHT in text_of(name, "pipeline.yaml")


@pytest.mark.parametrize("name", OF_PIPELINES)
def test_pipeline_says_what_a_request_changes_and_shows_its_site(name: str) -> None:
    changes = read(text_of(name, "pipeline.yaml"))["changes"]

    assert any(line.startswith("nastavnik diff --since ") for line in changes["script"])
    assert changes["artifacts"]["paths"] == ["changes.md", "site/"]
    assert changes["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]


def test_gitlab_shows_problems_beside_the_lines_and_says_where_a_file_comes_from() -> None:
    pipeline = read(text_of("gitlab", "pipeline.yaml"))

    assert "--format gitlab > problems.json" in pipeline["check"]["script"][-1]
    assert pipeline["check"]["artifacts"] == {"when": "always", "reports": {"codequality": "problems.json"}}
    assert pipeline["variables"]["NASTAVNIK_REPOSITORY"] == "$CI_PROJECT_VISIBILITY"
    assert pipeline["variables"]["RUNNER_GENERATE_ARTIFACTS_METADATA"] == "true"


def test_gitlab_publishes_nothing_but_the_default_branch_and_either_here_or_there() -> None:
    pipeline = read(text_of("gitlab", "pipeline.yaml"))
    weekly, elsewhere, here = pipeline["pages"]["rules"]

    assert weekly == {"if": "$NASTAVNIK_DUE", "when": "never"}
    assert elsewhere == {"exists": ["publish.yml"], "when": "never"}
    assert here == {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}
    assert pipeline["publish"]["rules"] == [weekly, {**here, "exists": ["publish.yml"]}]
    assert pipeline["pages"]["script"][2] == "nastavnik build --site public"
    assert pipeline["pages"]["artifacts"] == {"paths": ["public"]}
    paths = [path for cache in pipeline["pages"]["cache"] for path in cache["paths"]]
    assert paths == [".cache/pip", ".nastavnik/state.db"]


def test_gitlab_sends_what_is_due_by_its_own_schedule() -> None:
    pipeline = read(text_of("gitlab", "pipeline.yaml"))

    assert pipeline["due"]["script"][-1] == "nastavnik due --issue"
    assert pipeline["due"]["rules"] == [{"if": '$NASTAVNIK_DUE && $CI_PIPELINE_SOURCE == "schedule"'}]
    assert all({"if": "$NASTAVNIK_DUE", "when": "never"} in pipeline[job]["rules"] for job in ("pages", "check"))


def test_gitflic_knows_every_word_of_its_file() -> None:
    pipeline = read(text_of("gitflic", "pipeline.yaml"))
    jobs = {name: job for name, job in pipeline.items() if name not in GITFLIC_KEYWORDS}

    assert list(jobs) == ["check", "changes", "publish"]
    assert {key for job in jobs.values() for key in job} <= GITFLIC_JOB
    assert all(job["stage"] in pipeline["stages"] for job in jobs.values())
    assert jobs["publish"]["rules"][-1] == {"if": "$CI_COMMIT_REF_NAME == $CI_DEFAULT_BRANCH"}


# --- ours


def test_handbook_is_built_beside_the_demo_alone() -> None:
    """A school that keeps its own records has removed `about-demo.md`; nothing of it is in the files of a school."""
    job = read(OURS[".github/workflows/publish.yaml"])["jobs"]["build"]

    assert step_with(job, PROJECT.handbook)["if"] == "hashFiles('content/about-demo.md') != ''"
    handbook = f"if [ -f content/about-demo.md ]; then {PROJECT.handbook} -d ../public/handbook; fi"
    assert read(OURS[".gitlab-ci.yml"])["pages"]["script"][-1] == handbook
    assert not any("handbook" in text for host in HOSTS.values() for text in host_files(host).values())


def test_new_school_has_the_settings_of_the_demo() -> None:
    ours, settings = (
        (ROOT / "mkdocs.yml").read_text("utf-8"),
        shipped("office/new_school/mkdocs.yml").read_text("utf-8"),
    )

    assert settings.partition("markdown_extensions:")[2] == ours.partition("markdown_extensions:")[2]
    assert "site_dir: site" in ours and "site_dir: site" in settings


def test_python_is_one_the_program_runs_on() -> None:
    (needed,) = re.findall(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert all(int(version) >= int(needed) for version in re.findall(r"3\.(\d+)", f"{PYTHON} {IMAGE[:12]}"))


# --- a container


@pytest.mark.parametrize("program", ["school", "ours"])
def test_container_has_no_records_no_python_and_no_root(program: str, tmp_path: Path) -> None:
    text = (
        text_of("docker", "Dockerfile") if program == "school" else host_files(HOSTS["docker"], PROJECT)["Dockerfile"]
    )
    first, second = text.split("\nFROM ")[1:]

    assert re.fullmatch(r"python:\d+\.\d+\.\d+\S+ AS build", first.splitlines()[0])
    assert [line.split()[-2] for line in second.splitlines() if line.startswith("COPY")] == [
        "/section/.nastavnik/servers/container.conf",
        "/section/site",
    ]
    assert all(re.search(r"^USER \d{3,}$", stage, re.MULTILINE) for stage in (first, second))
    assert ".nastavnik" in text_of("docker", "dockerignore").splitlines()
    (tmp_path / "Dockerfile").write_text(text, "utf-8")
    linted = subprocess.run([tool("hadolint"), tmp_path / "Dockerfile"], capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


# --- where a new section lives


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ({}, NOWHERE),
        ({"host": "гитхаб"}, "github"),
        ({"host": "Codeberg"}, "forgejo"),
        ({"host": "Docker"}, "docker"),
        ({"admin": "https://gitlab.com/school5/section"}, "gitlab"),
        ({"admin": "Gitea https://git.school5.ru/school5/section.git"}, "gitea"),
        ({"admin": "папка"}, NOWHERE),
        ({"section_url": "https://school5.github.io/section/"}, "github"),
        ({"section_url": "https://github.io.school5.ru/"}, NOWHERE),
        ({"admin": "https://github.com/a/b", "host": "нет"}, NOWHERE),
    ],
    ids=str,
)
def test_host_is_asked_or_follows_from_other_answers(written: dict[str, str], host: str) -> None:
    assert answered(written)["host"] == host


@pytest.mark.parametrize("name", [*HOSTS, NOWHERE])
def test_start_writes_the_files_of_its_host_and_of_no_other(name: str, tmp_path: Path) -> None:
    started = run("start", tmp_path, "--yes", "--host", HOST_WORDS.title(name), *DAY)

    wanted = set(HOSTS[name].files) if name in HOSTS else set()
    every = {path for host in HOSTS.values() for path in host.files}
    assert {path for path in every if (tmp_path / path).is_file()} == wanted
    assert (tmp_path / "program").is_dir() is (name in HOSTS)
    assert (messages.START_NO_HOST in started.stdout) is (name == NOWHERE)


def test_without_a_host_a_folder_holds_content_and_settings_alone(tmp_path: Path) -> None:
    run("start", tmp_path, "--yes", *DAY)

    names = {path.name for path in tmp_path.iterdir()} - {".nastavnik"}  # what undo keeps
    assert names == {"content", "mkdocs.yml", ".gitignore", ".vscode"}


def test_every_host_is_in_the_handbook() -> None:
    page = (ROOT / "docs/ru/servers.md").read_text("utf-8")

    assert [path for host in HOSTS.values() for path in host.files if f"`{path}`" not in page] == []
    assert f"`{NIGHT}`" in page
