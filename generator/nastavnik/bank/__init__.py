"""The regional bank: schools' catalogues gathered into one store, judged by experts, shown as one site.

`harvest` asks the sources, `store` keeps what they gave, `review` says what waits for a decision, `bank` and `pages`
show it.
"""
