"""What an editor should know of periods beside each other: two with one title, numbers that the site will not tell."""

from collections.abc import Iterator

from nastavnik import messages
from nastavnik.records import Monitoring
from nastavnik.records.monitoring import Figures
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text.source import Problem, reread
from nastavnik.views.monitoring.differences import held_back


def problems(catalogue: Catalogue) -> Iterator[Problem]:
    """Hints about the figures of several periods, each at its place."""
    seen: dict[str, Entry[Monitoring]] = {}
    for entry in reversed(catalogue.of(Monitoring)):
        source = reread(entry.path, entry.file)
        twin = seen.setdefault(entry.record.label, entry)
        if twin is not entry:
            yield Problem(source.place(("period",)), messages.same_period(twin.file), "hint")
        names = sorted(held_back(catalogue, entry))
        if names:
            captions = [_caption(name, catalogue) for name in names]
            yield Problem(source.place(("figures",)), messages.kept_apart(captions), "hint")


def _caption(name: str, catalogue: Catalogue) -> str:
    """What a held figure is called: a field of the figures, a form, a question on one side."""
    first, _, rest = name.partition(".")
    if first == "form":
        return catalogue.vocabularies["forms"].title(rest)
    if first == "survey":
        title, _, side = rest.rpartition(".")
        return messages.survey_caption(title, side)
    return Figures.model_fields[name].title or name
