"""How a text file was written down: UTF-8, UTF-16 or one of the Cyrillic code pages, by its bytes alone."""

CYRILLIC_CODE_PAGES = ["cp1251", "koi8_r", "cp866", "mac_cyrillic"]


def codec_of(raw: bytes) -> str | None:
    """The codec that reads a text file saved by anything; None if nothing does."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        import charset_normalizer  # large, and nearly no file needs it

        best = charset_normalizer.from_bytes(raw, cp_isolation=CYRILLIC_CODE_PAGES).best()
        return best.encoding if best else None
    return (_utf_16_without_mark(raw) if b"\x00" in raw else None) or "utf-8-sig"


def _utf_16_without_mark(raw: bytes) -> str | None:
    """The codec if zeros stand only at every second place, and often: a stray zero is no encoding."""
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    if min(even, odd) or max(even, odd) * 20 < len(raw):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"
