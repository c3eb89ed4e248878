"""The school's office: what the administrator asks about the school's own records. One module a command; none prints.

Records come here as the school keeps them (`school.cabinet`), private fields included; nothing here is published.
"""
