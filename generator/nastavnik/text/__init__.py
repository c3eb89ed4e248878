"""Text: sources with the place of every value, editing there, Markdown, typography, names, CSV, addresses."""
