"""Why a file is not published."""


class Unpublishable(Exception):
    """The file cannot be published; the message is a Russian sentence."""
