"""The door's commands. `COMMANDS` is the only list: one line here and one function in a module add a command.

They take the words, ask the rooms below and print what those answer.
"""

import click

from nastavnik import messages
from nastavnik.commands.region import region
from nastavnik.commands.usage import Group, Later

COMMANDS: dict[str, click.Command] = {
    "build": Later("build:build_command", messages.HELP_BUILD),
    "check": Later("check:check_command", messages.HELP_CHECK),
    "consent": Later("consent:consent", messages.HELP_CONSENT),
    "desk": Later("desk:desk", messages.HELP_DESK),
    "diff": Later("diff:diff_command", messages.HELP_DIFF),
    "due": Later("due:due_command", messages.HELP_DUE),
    "editor": Later("editor:editor_command", messages.HELP_EDITOR),
    "fragments": Later("fragments:fragments_command", messages.HELP_FRAGMENTS),
    "import": Group(
        help=messages.HELP_IMPORT,
        commands={
            "roadmap": Later("import_roadmap:import_roadmap_command", messages.HELP_IMPORT_ROADMAP),
            **{kind: Later(f"import_records:{kind}", help) for kind, help in messages.HELP_IMPORT_KINDS.items()},
        },
    ),
    "new": Later("new:new", messages.HELP_NEW),
    "new-year": Later("new:new_year", messages.HELP_NEW_YEAR),
    "photo": Later("photo:photo_command", messages.HELP_PHOTO),
    "post": Later("post:post_command", messages.HELP_POST),
    "programme": Group(
        help=messages.HELP_PROGRAMME, commands={"docx": Later("programme:docx", messages.HELP_PROGRAMME_DOCX)}
    ),
    "publish": Later("publish:publish_command", messages.HELP_PUBLISH),
    "ready": Later("ready:ready_command", messages.HELP_READY),
    "region": region,
    "rename": Later("rename:rename_command", messages.HELP_RENAME),
    "report": Group(
        help=messages.HELP_REPORT,
        commands={
            "coverage": Later("report:coverage_command", messages.HELP_COVERAGE),
            "monitoring": Later("report:monitoring", messages.HELP_REPORT_MONITORING),
        },
    ),
    "roadmap": Group(help=messages.HELP_ROADMAP, commands={"docx": Later("roadmap:docx", messages.HELP_ROADMAP_DOCX)}),
    "serve": Later("serve:serve", messages.HELP_SERVE),
    "start": Later("start:start", messages.HELP_START),
    "term": Later("term:term", messages.HELP_TERM),
    "undo": Later("undo:undo_command", messages.HELP_UNDO_COMMAND),
    "upgrade": Later("upgrade:upgrade_command", messages.HELP_UPGRADE),
    "withdraw": Later("consent:withdraw", messages.HELP_WITHDRAW),
}
