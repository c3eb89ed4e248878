"""What a region writes itself: its passport, sources and decisions, read and checked."""
