"""What pages and papers show besides records themselves: lists, plans, figures, honours, terms; no HTML of pages.

What goes to paper is blocks (`paper`), which a page draws and `word` writes as a .docx.
"""
