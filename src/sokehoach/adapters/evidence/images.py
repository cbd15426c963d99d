"""Pictures inside a document: place, camera and comments are taken out, the picture stays."""

import struct

_JPEG_KEPT = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform
_PNG_KEPT = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"pHYs",
    b"sBIT",
    b"bKGD",
}


def without_metadata(data: bytes) -> bytes:
    """JPEG and PNG without Exif, XMP, IPTC and texts; anything else, and what cannot be read, as it came."""
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    return data


def _jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == 0xDA:
            break
        application = 0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT
        if not application and marker != 0xFE:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, data[at:]])


def _png(data: bytes) -> bytes:
    kept = [data[:8]]
    at = 8
    while at + 12 <= len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        if data[at + 4 : at + 8] in _PNG_KEPT:
            kept.append(data[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)
