"""The regional bank: schools' catalogues gathered into one store, judged by experts, shown as one site.

`papers` are what the region writes itself, `harvest` asks the sources, `store` keeps what they gave, `review` says what
waits for a decision, `site` shows it.
"""
