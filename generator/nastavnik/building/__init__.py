"""A build: what is prepared, which artifacts are stale, what is made, staged and switched, and what is remembered."""
