"""How the stages of a roadmap were covered: publications by stage, level and channel, and where there are none."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nastavnik import messages
from nastavnik.records import News, Roadmap
from nastavnik.school.catalogue import Catalogue, Entry
from nastavnik.text.csv_rows import csv_rows
from nastavnik.views.coverage import busiest, publications

ALWAYS = ("school", "municipal", "regional", "federal")  # levels a report names even where nothing was published


@dataclass(frozen=True, slots=True)
class StageCoverage:
    """One stage: its stories with their addresses, and how many publications each (level, channel) has."""

    code: str
    title: str
    stories: Mapping[str, News]
    counts: Counter[tuple[str, str]]

    @property
    def total(self) -> int:
        return self.counts.total()

    def of_level(self, level: str) -> dict[str, int]:
        """Channels of a level with their numbers, the largest first."""
        return dict(busiest(self.counts, level))


@dataclass(frozen=True, slots=True)
class Coverage:
    """A roadmap's stages with the levels and channels that its columns are."""

    plan: str
    stages: tuple[StageCoverage, ...]
    levels: tuple[tuple[str, str], ...]
    """Codes and captions, in the order of the vocabulary."""
    channels: tuple[str, ...]


def coverage(catalogue: Catalogue, plan: Entry[Roadmap], root: str) -> Coverage:
    """Count what was published about each stage of `plan`; `root` is the section's address."""
    stages = tuple(
        _stage(catalogue, plan, code, stage.title, root)
        for code, stage in zip(plan.record.codes, plan.record.stages, strict=True)
    )
    met = {level for stage in stages for level, _ in stage.counts} | set(ALWAYS)
    levels = tuple((term.code, term.title) for term in catalogue.vocabularies["levels"].terms if term.code in met)
    networks = [link.title for link in catalogue.school.networks]
    used = sorted({channel for stage in stages for _, channel in stage.counts})
    channels = tuple(dict.fromkeys([messages.OWN_SITE, *networks, *used]))
    return Coverage(plan.id, stages, levels, channels)


def _stage(catalogue: Catalogue, plan: Entry, code: str, title: str, root: str) -> StageCoverage:
    stories = {root + entry.url: entry.record for entry in catalogue.referring_to(f"roadmap/{plan.id}/{code}", News)}
    counts = Counter(place[:2] for story in stories.values() for place in publications(story))
    return StageCoverage(code, messages.one_line(title), stories, counts)


# --- forms of the report


def as_text(report: Coverage) -> str:
    """For people: stage by stage, what is empty is said."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Coverage) -> Iterator[str]:
    for stage in report.stages:
        yield messages.stage_covered(stage.code, stage.title, stage.total)
        for code, title in report.levels:
            channels = ", ".join(f"{channel} {count}" for channel, count in stage.of_level(code).items())
            yield f"  {title}: {channels or messages.NOT_COVERED}"
        if stage.stories:
            yield f"  {messages.HOW_COVERED}"
            yield from (f"    {news.date:%d.%m.%Y} {news.title} — {url}" for url, news in stage.stories.items())


def as_json(report: Coverage) -> str:
    """For programs."""
    data = {
        "roadmap": report.plan,
        "stages": [
            {
                "code": stage.code,
                "title": stage.title,
                "total": stage.total,
                "levels": [
                    {
                        "level": code,
                        "title": title,
                        "total": sum(stage.of_level(code).values()),
                        "channels": [{"title": name, "count": count} for name, count in stage.of_level(code).items()],
                    }
                    for code, title in report.levels
                ],
                "news": [
                    {"date": story.date.isoformat(), "title": story.title, "url": url}
                    for url, story in stage.stories.items()
                ],
            }
            for stage in report.stages
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_csv(report: Coverage) -> str:
    """For spreadsheets: a row for every stage, level and channel, zeros too."""
    rows = (
        (stage.code, stage.title, title, channel, stage.counts[code, channel])
        for stage in report.stages
        for code, title in report.levels
        for channel in report.channels
    )
    return csv_rows([messages.COVERAGE_COLUMNS, *rows])


FORMS: dict[str, Callable[[Coverage], str]] = {"text": as_text, "json": as_json, "csv": as_csv}
"""The forms of the report by their names on the command line."""
