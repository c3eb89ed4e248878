"""The body of an answer → bytes, unpacked by ourselves and counted as they come: an endless one ends early."""

import asyncio
import zlib
from collections.abc import AsyncIterator

import aiohttp

from nastavnik import messages
from nastavnik.bank.harvest.limits import Limits

_STEP = 262_144  # bytes unpacked at a time


class BodyRefused(Exception):
    """The body is not to be had whole; the message is a Russian sentence."""


async def body(response: aiohttp.ClientResponse, most: int, limits: Limits, large: asyncio.Semaphore) -> bytes:
    """At most `most` bytes, unpacked. Raises `BodyRefused` and what aiohttp raises on a broken connection."""
    declared = response.content_length
    if declared is not None and declared > most:
        raise BodyRefused(messages.too_large(most))
    pieces, size, holding = [], 0, False
    try:
        async for piece in _unpacked(response):
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise BodyRefused(messages.too_large(most))
            if size > limits.small and not holding:
                await large.acquire()
                holding = True
    finally:
        if holding:
            large.release()
    return b"".join(pieces)


async def _unpacked(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in ("", "identity"):
        async for piece in response.content.iter_any():
            yield piece
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise BodyRefused(messages.unknown_packing(coding))
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, whichever it is
    try:
        async for packed in response.content.iter_any():
            rest = packed
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _STEP)
                rest = unpacker.unconsumed_tail
    except zlib.error:
        raise BodyRefused(messages.BROKEN_PACKING) from None
    if not unpacker.eof:
        raise BodyRefused(messages.BROKEN_PACKING)
