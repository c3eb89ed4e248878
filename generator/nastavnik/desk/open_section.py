"""What the desk knows of the section once it has looked at it: pages, names of records, what forms were drawn from."""

import datetime as dt

from nastavnik.building.project import Project
from nastavnik.desk.form_words import FormWords
from nastavnik.desk.labels import Labels
from nastavnik.desk.record_editing import Editing
from nastavnik.desk.section import LiveSection
from nastavnik.desk.values import FormValues


class OpenSection:
    """The section of one project, for all windows of its desk."""

    def __init__(self, project: Project) -> None:
        self.section, self.editing, self.labels = LiveSection(project), Editing(), Labels(project.content)

    def values(self, today: dt.date) -> FormValues:
        """Values of forms by the words of this school as they are on a day."""
        return FormValues(self.section.words(today))

    @property
    def wording(self) -> FormWords:
        """How sentences of the office and of `check` are said at the desk."""
        return FormWords(self.labels.titles())
