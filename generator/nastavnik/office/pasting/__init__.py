"""Pages for closed platforms: clean HTML to paste, files to upload, a start page that says what goes where.

`pasting.write_fragments` is the errand; nothing is imported here, for `address_table` is asked by others too.
"""
