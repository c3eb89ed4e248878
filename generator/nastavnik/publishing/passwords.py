"""Passwords of targets: from the environment or from the keyring of the system, never from a file of ours."""

from typing import TYPE_CHECKING

from nastavnik.publishing.settings import KEY, SECRET, variable
from nastavnik.publishing.targets import Target

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "nastavnik publish"


def known(target: Target) -> str:
    """The password of a target, empty if nobody has told it yet."""
    password = variable(SECRET, target)
    backend = None if password else _keyring()
    if backend is None:
        return password
    from keyring.errors import KeyringError

    try:
        return backend.get_password(_SERVICE, target.account) or ""
    except KeyringError:
        return ""


def has_key(target: Target) -> bool:
    """Whether a key of SSH stands in the place of a password."""
    return target.type == "sftp" and bool(target.key_file or variable(KEY, target))


def can_keep() -> bool:
    """Whether this system has a keyring that can be written to."""
    return _keyring() is not None


def keep(target: Target, password: str) -> bool:
    """Put a password into the keyring; whether that worked."""
    from keyring.errors import KeyringError

    backend = _keyring()
    try:
        if backend is not None:
            backend.set_password(_SERVICE, target.account, password)
    except KeyringError:
        return False
    return backend is not None


def _keyring() -> "KeyringBackend | None":
    """The keyring of this system; None without one, or without the library of the extra `publish`."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ModuleNotFoundError:
        return None
    try:
        backend = keyring.get_keyring()
    except KeyringError:
        return None
    return backend if backend.priority >= 1 else None
