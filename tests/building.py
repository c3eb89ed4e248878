"""Building and checking as the commands do it: with the default engine at the door."""

import datetime as dt
from typing import Any

from nastavnik import engines
from nastavnik.building import checking, site
from nastavnik.building.project import Project
from nastavnik.building.site import Report
from nastavnik.text.source import Problem


def build(project: Project, today: dt.date, **options: Any) -> Report:
    """The site of a project, its hand-written pages by the default engine."""
    return site.build(project, today, engines.Engine(engines.ENGINES[0]), **options)


def check(project: Project, today: dt.date) -> tuple[Problem, ...]:
    """Every problem of a project."""
    engine = engines.Engine(engines.ENGINES[0])
    return checking.check(project, today, engines.converter, engine.problems)
