"""The bank's site: practices drawn as the store streams them, lists, figures, what machines read."""
