"""`nastavnik publish`: the built site goes to its host, whole or not at all, and is looked at there."""

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from nastavnik import messages
from nastavnik.building.checking import check, errors
from nastavnik.building.clock import the_moment
from nastavnik.building.project import Project
from nastavnik.commands.interrupting import settled, stoppable
from nastavnik.commands.options import day_of, root_option, site_option, today_option
from nastavnik.commands.problems import print_list, print_rejected, print_text
from nastavnik.commands.progress import progress
from nastavnik.commands.usage import Command, Refusal
from nastavnik.engines import Engine, converter, usual
from nastavnik.errors import ContentRejected, PublishRefused
from nastavnik.publishing import passwords
from nastavnik.publishing.delivery import SiteDelivery, refuse_stale
from nastavnik.publishing.releasing import Published, Publisher
from nastavnik.publishing.targets import Target, chosen, targets

MOST_LISTED, KB = 200, 1024


@click.command(cls=Command)
@click.argument("target", required=False, metavar=messages.PUBLISH_TARGET)
@click.option("--back", is_flag=True, help=messages.HELP_PUBLISH_BACK)
@click.option("--dry-run", is_flag=True, help=messages.HELP_PUBLISH_DRY_RUN)
@click.option("--allow", is_flag=True, help=messages.HELP_PUBLISH_ALLOW)
@click.option("--forget", is_flag=True, help=messages.HELP_PUBLISH_FORGET)
@click.option("--full", is_flag=True, help=messages.HELP_PUBLISH_FULL)
@click.option("--no-read-back", is_flag=True, help=messages.HELP_PUBLISH_NO_READ_BACK)
@site_option
@today_option
@root_option
def publish_command(
    target: str | None,
    back: bool,
    dry_run: bool,
    no_read_back: bool,
    site: Path | None,
    today: dt.date | None,
    root: Path,
    **wishes: bool,
) -> None:
    project = Project.at(root, site)
    settled(project)
    place = _place(project, target)
    if not back:
        _refuse_unready(project, day_of(project, today), allow=wishes["allow"])
    with _sending() as publisher:
        known = replace(publisher, allow=wishes["allow"], forget=wishes["forget"], full=wishes["full"])
        delivery = SiteDelivery(project, place, _password(place), known)
        if dry_run and not back:
            _print_changes(delivery.would())
            return
        published = delivery.back() if back else delivery.publish()
    _tell(place, published, is_back=back)
    if not no_read_back and not back:
        remarks = delivery.read_back(published)
        print_list(messages.READ_BACK_HEAD, remarks)
        if not remarks:
            click.echo(messages.READ_BACK_FINE)


@contextmanager
def _sending() -> Iterator[Publisher]:
    """A publisher that shows how far it is; whoever interrupts is told what lies at the host."""
    switched: list[bool] = []
    with (
        stoppable(lambda: messages.PUBLISH_INTERRUPTED_LATE if switched else messages.PUBLISH_INTERRUPTED),
        progress(caption=messages.SENDING, line=messages.sent_so_far) as tell,
    ):
        yield Publisher(
            "",
            the_moment(os.environ),
            tell=lambda done, total: tell(done // KB, total // KB),
            on_switch=lambda: switched.append(True),
        )


def _place(project: Project, name: str | None) -> Target:
    try:
        places, hints = targets(project.root)
    except ContentRejected as rejected:
        print_rejected(rejected)
        sys.exit(1)
    print_text(hints)
    return chosen(places, name)


def _refuse_unready(project: Project, today: dt.date, *, allow: bool) -> None:
    """A site older than its records is not published; if they have mistakes, these are said."""
    try:
        refuse_stale(project, today)
    except PublishRefused:
        wrong = errors(check(project, today, converter, Engine(usual()).problems))
        if wrong:
            print_text(wrong)
        if not allow or wrong:
            raise


def _password(target: Target) -> str:
    """From the environment or the keyring; else it is asked, and kept if the person wants."""
    password = passwords.known(target)
    if password or not target.has_password or passwords.has_key(target):
        return password
    if not sys.stdin.isatty():
        raise Refusal(messages.PUBLISH_PASSWORD_NEEDED)
    password = click.prompt(messages.DESK_HOST_PASSWORD, hide_input=True)
    if passwords.can_keep() and click.confirm(messages.KEEP_PASSWORD, default=True):
        passwords.keep(target, password)
    return password


def _print_changes(published: Published) -> None:
    plan = published.plan
    lines = [messages.would_send(path) for path in plan.send] + [messages.would_delete(path) for path in plan.delete]
    print_list(messages.would_publish(len(plan.send), len(plan.delete)), lines, MOST_LISTED)


def _tell(target: Target, published: Published, *, is_back: bool) -> None:
    plan = published.plan
    if published.was_cut:
        click.echo(messages.RUN_WAS_CUT)
    if is_back:
        click.echo(messages.came_back(target.name, len(plan.paths)))
    elif not plan.paths:
        click.echo(messages.NOTHING_TO_PUBLISH)
    else:
        click.echo(messages.published(target.name, len(plan.send), len(plan.delete), plan.same))
    if published.is_forgotten:
        click.echo(messages.NO_FORMER_KEPT)
