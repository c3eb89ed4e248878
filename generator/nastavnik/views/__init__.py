"""What pages show besides records themselves: lists, years, figures, honours, terms. Values only, no HTML of pages."""
