"""Where the form on the site keeps records: `admin` in `content/school.yml`; without it there is no form."""

from typing import Annotated, Self

from pydantic import model_validator

from nastavnik import messages
from nastavnik.records.codes import FormService
from nastavnik.records.fields import Line, Part, Url, field, like, wrong

FOLDER = "folder"
"""The service that is none: records lie in a folder of the editor's own computer."""
ON_SERVERS_OF_ONES_OWN = ("gitea", "forgejo")
"""Programs for a server of one's own: there is no address that goes without saying."""


class WebForm(Part):
    """The form at `admin/`: in whose repository it writes. Whoever writes shows his own token; none is kept here."""

    service: FormService = field("Где лежит раздел", example="GitHub")
    repository: Annotated[Line, like(r"[\w.-]+(?:/[\w.-]+)+", messages.NOT_A_REPOSITORY)] | None = field(
        "Репозиторий", None, example="school28/nastavnichestvo"
    )
    branch: Line | None = field("Ветка, если не главная", None, example="main")
    server: Url | None = field("Адрес своего сервера", None, example="https://git.school28.example/")

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.service != FOLDER and not self.repository:
            raise wrong(messages.REPOSITORY_NEEDED)
        if self.service in ON_SERVERS_OF_ONES_OWN and not self.server:
            raise wrong(messages.SERVER_NEEDED)
        return self
