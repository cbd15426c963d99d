"""Remove place, camera and comments from images inside a document."""

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
    """Return a JPEG or PNG without Exif, XMP, IPTC and texts; other or unreadable data unchanged."""
    if data.startswith(b"\xff\xd8\xff"):
        return _clean_jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _clean_png(data)
    return data


def _clean_jpeg(data: bytes) -> bytes:
    segments = [data[:2]]
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker, length = data[position + 1], struct.unpack(">H", data[position + 2 : position + 4])[0]
        if marker == 0xDA:
            break
        application = 0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT
        if not application and marker != 0xFE:
            segments.append(data[position : position + 2 + length])
        position += 2 + length
    return b"".join([*segments, data[position:]])


def _clean_png(data: bytes) -> bytes:
    chunks = [data[:8]]
    position = 8
    while position + 12 <= len(data):
        length = struct.unpack(">I", data[position : position + 4])[0]
        if data[position + 4 : position + 8] in _PNG_KEPT:
            chunks.append(data[position : position + 12 + length])
        position += 12 + length
    return b"".join(chunks)
