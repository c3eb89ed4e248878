"""Soft hyphens: where long words of headings may break, and that nothing else has any."""

import pytest

from nastavnik.text.hyphens import SOFT, hyphenated, softened, without


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("наставничество", "настав-ни-чество"),
        ("Муниципального", "Муни-ци-паль-ного"),
        ("общеобразовательное", "обще-об-ра-зо-ва-тельное"),
        ("взаимодействие", "взаимо-дей-ствие"),
        ("наставники", "наставники"),
        ("accessibility-statement", "accessibility-statement"),
    ],
)
def test_only_long_russian_words_break_and_between_syllables(word: str, broken: str) -> None:
    assert softened(word).replace(SOFT, "-") == broken


def test_only_words_of_headings_break() -> None:
    html = '<p>наставничество</p><h2 id="наставничество">В <a title="наставничество">наставничество</a></h2>'

    shown = hyphenated(html)

    assert shown.count(SOFT) == 2 and without(shown) == html
    assert f">настав{SOFT}ни{SOFT}чество</a></h2>" in shown
