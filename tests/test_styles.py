"""What the style promises: eight sizes of text, drawings with a size of their own, rest for who asks for it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nastavnik.building.assets import joined
from nastavnik.installation import shipped

SIZES = {f"--nv-f-{name}" for name in ("label", "small", "body", "lead", "h3", "h2", "h1", "figure")}
SCREEN = {
    part.name: part.read_text("utf-8")
    for part in sorted(shipped("theme/styles").glob("*.css"))
    if "print" not in part.name
}
"""Parts of the style for the screen; paper has sizes of its own, in points."""
DRAWN = sorted(
    [*shipped("theme/fragments").rglob("*.html"), *shipped("theme/overrides").rglob("*.html")],
    key=lambda file: file.name,
)
MOVES = ("transition", "animation")


def blocks(style: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the innermost blocks, those of paper apart."""
    screen = re.sub(r"@media print[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", joined([style]))
    yield from re.findall(r"([^{};]+)\{([^{}]*)\}", screen)


def strange_sizes(style: str) -> list[str]:
    """Sizes that are none of the eight and not that of the text around; the root alone sets the scale."""
    return [
        f"{selector.strip()}: {size.strip()}"
        for selector, declarations in blocks(style)
        if not re.fullmatch(r"html(\[[^\]]*\])?", selector.strip())
        for size in re.findall(r"(?:^|[;\s])(?:font-size|font): *([^;]+)", declarations)
        if not re.fullmatch(r"var\((--nv-f-\w+)\)|inherit|1em|400 1rem/1\.55 var\(--nv-font\)", size.strip())
        or (size.startswith("var(") and size.strip()[4:-1] not in SIZES)
    ]


@pytest.mark.parametrize("part", SCREEN)
def test_text_has_eight_sizes(part: str) -> None:
    assert strange_sizes(SCREEN[part]) == []


@pytest.mark.parametrize(
    ("style", "strange"),
    [
        ("p { font-size: 15px }", ["p: 15px"]),
        ("p { color: red; font-size: .9em; }", ["p: .9em"]),
        ("@media screen { p { font: 12px serif } }", ["p: 12px serif"]),
        ("p { font-size: var(--nv-f-tiny) }", ["p: var(--nv-f-tiny)"]),
        ("html p { font-size: 110% }", ["html p: 110%"]),
        ("@media print { p { font-size: 9pt } b { font-size: 8pt } } i { font-size: 9pt }", ["i: 9pt"]),
        ("html { font-size: 112.5% }", []),
        ("p { font-size: var(--nv-f-small) } b { font: inherit }", []),
        ("p::after { font-family: serif; --font-size: 3px }", []),
    ],
)
def test_another_size_is_noticed(style: str, strange: list[str]) -> None:
    assert strange_sizes(style) == strange


def test_the_eight_are_what_the_tokens_say() -> None:
    assert set(re.findall(r"(--nv-f-\w+):", SCREEN["20-tokens.css"])) == SIZES


@pytest.mark.parametrize("template", DRAWN, ids=lambda file: file.name)
def test_drawings_have_a_size_of_their_own(template: Path) -> None:
    """Without the style a drawing would fill the window: the emblem was a black square of 1,425 pixels."""
    drawings = re.findall(r"<svg\b[^>]*>", template.read_text("utf-8"))

    assert [tag for tag in drawings if " width=" not in tag or " height=" not in tag] == []


@pytest.mark.parametrize("part", SCREEN)
def test_only_who_did_not_ask_for_rest_sees_motion(part: str) -> None:
    outside = re.sub(
        r"@media[^{]*prefers-reduced-motion: no-preference[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", "", SCREEN[part]
    )

    said = re.findall(r"(?:^|[;{\s])([\w-]+): *([^;}]+)", joined([outside]))
    moving = [
        name for name, value in said if name.startswith(MOVES) and value.strip() not in ("none", "none !important")
    ]

    assert moving == []
