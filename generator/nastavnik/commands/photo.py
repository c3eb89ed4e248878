"""`nastavnik photo`: a photo from a phone → a picture in the content folder, and the line that shows it."""

from pathlib import Path

import click

from nastavnik import messages
from nastavnik.attachments import Unpublishable
from nastavnik.building.project import Project
from nastavnik.commands.options import root_option
from nastavnik.commands.usage import Command, Refusal
from nastavnik.office.uploads import Upload, picture_field, uploaded
from nastavnik.office.withdrawal import record_of


@click.command(cls=Command)
@click.argument("record", metavar="ЗАПИСЬ")
@click.argument("photo", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="ФАЙЛ")
@click.option("--dry-run", is_flag=True, help=messages.HELP_PHOTO_DRY_RUN)
@root_option
def photo_command(record: str, photo: Path, dry_run: bool, root: Path) -> None:
    project = Project.at(root)
    path = record_of(project.root, record).path
    field = picture_field(project.content, path)
    try:
        upload = uploaded(project.content, path, field.shape, photo.name, photo.read_bytes())
    except Unpublishable as refused:
        raise Refusal(messages.labelled(photo.name, str(refused))) from refused
    if not dry_run:
        upload.keep(project.root, f"photo {record} {photo.name}")
    _tell(upload, project.root, photo.stat().st_size)
    click.echo(messages.photo_to_write(path.relative_to(project.root).as_posix()))
    click.echo(f"  {field.line(upload.written)}")
    click.echo(messages.ALT_ASKED)


def _tell(upload: Upload, root: Path, size: int) -> None:
    file = upload.path.relative_to(root).as_posix()
    click.echo(messages.photo_is_there(file) if upload.is_there else messages.photo_kept(file, size, len(upload.data)))
