"""Where a harvest may go: public hosts by http and https, whatever a name or a redirect turns out to mean.

The address is judged when the socket is made, after the name was resolved: a name that changes its meaning between
two questions (DNS rebinding) changes nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Any

from yarl import URL

from nastavnik import messages

LONGEST = 2000
_TRANSLATORS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
"""IPv6 networks whose last 32 bits are an IPv4 address: NAT64 (RFC 6052), the obsolete compatible ones (RFC 4291)."""


class Forbidden(OSError):
    """The address belongs to the own network. One text for all, so that the connector raises it as it is."""

    def __init__(self) -> None:
        super().__init__(messages.OWN_NETWORK)


class BadAddress(ValueError):
    """The text is no address a harvest may go to; the message is a Russian sentence."""


def address(text: str, base: URL | None = None) -> URL:
    """An http or https address with a host and without a password; relative ones from `base`. Raises `BadAddress`."""
    if len(text) > LONGEST:
        raise BadAddress(messages.address_refused(text[:80]))
    try:
        url = base.join(URL(text.strip())) if base else URL(text.strip())
        host, _ = url.host, url.port
    except ValueError:
        raise BadAddress(messages.address_refused(text)) from None
    if url.scheme not in ("http", "https") or not host or _half_ip(host):
        raise BadAddress(messages.address_refused(text))
    if url.user is not None or url.password is not None:
        raise BadAddress(messages.ADDRESS_WITH_PASSWORD)
    return url.with_fragment(None)


def _half_ip(host: str) -> bool:
    """Whether a host is an IPv4 address in a spelling no school uses: `2130706433`, `127.1`, `0x7f.1` (WHATWG URL)."""
    last = host.rstrip(".").rpartition(".")[2].lower()
    if not last.removeprefix("0x").isalnum() or not (last.isdigit() or last.startswith("0x")):
        return False
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return True
    return False


def is_public(ip: str) -> bool:
    """Whether an IP address, as the system writes it, belongs to the public internet."""
    parsed = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1]
        if inner is None and any(parsed in network for network in _TRANSLATORS):
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def opener(own: Sequence[str]) -> Callable[[Any], socket.socket]:
    """What makes a connector's sockets: (family, type, protocol, name, address) → socket. Raises `Forbidden`.

    `own` are networks that may be asked although they are not public.
    """
    networks = [ipaddress.ip_network(network) for network in own]

    def opened(info: Any) -> socket.socket:
        family, kind, protocol, _, target = info
        ip = str(target[0])
        if not is_public(ip) and not any(ipaddress.ip_address(ip.partition("%")[0]) in network for network in networks):
            raise Forbidden
        return socket.socket(family, kind, protocol)

    return opened
