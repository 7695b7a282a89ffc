"""Which files may be kept, told by their content, and photos without what a camera wrote about place and owner.

Sources: JPEG (ITU T.81 annex B), Exif 2.32 §4, PNG (W3C) §5, RIFF WebP (RFC 9649). A photo that cannot be followed
to its end is refused: then nobody knows what is in it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _

PDF, PNG, JPEG, WEBP = "application/pdf", "image/png", "image/jpeg", "image/webp"
M4A, MP3, OGG = "audio/mp4", "audio/mpeg", "audio/ogg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PICTURES = (JPEG, PNG, WEBP)
ENDINGS = {
    PDF: ".pdf", PNG: ".png", JPEG: ".jpg", WEBP: ".webp", M4A: ".m4a", MP3: ".mp3", OGG: ".ogg", DOCX: ".docx",
}  # fmt: skip
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_GENERAL_BRANDS = (b"mp41", b"mp42", b"isom", b"iso2", b"dash")
_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = (
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD",
)  # fmt: skip
_NEVER_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length: TEM, RST0-7
_ORIENTATION, _EXIF_PART, _TAKEN = 0x0112, 0x8769, 0x9003
_HEIC_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"avif")


@dataclass(frozen=True)
class Photo:
    """A picture without notes of the camera, and the day it was taken as ISO; empty = not told."""

    data: bytes
    taken_on: str = ""


def media_type(name: str, data: bytes) -> str:
    """What kind of file it is, by its content. UserError for a kind that is not kept."""
    for found in (_by_sign(data), _sound(name.lower(), data), _word(data)):
        if found:
            return found
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise UserError(
            _("WijkDesk kan uit dit soort foto (HEIC) de plaats niet weghalen."),
            kept=_("Er is niets toegevoegd."),
            todo=_("Bewaar de foto op je telefoon als JPEG en voeg die toe."),
        )
    raise UserError(
        _("Dit soort bestand kan WijkDesk niet bewaren."), kept=_("Er is niets toegevoegd."), todo=allowed()
    )


def allowed() -> str:
    """Which kinds are kept, to be said beforehand."""
    return _("Dit kan: foto (JPEG, PNG, WebP), PDF, geluid (m4a, mp3, ogg) en Word (docx).")


def _by_sign(data: bytes) -> str:
    if data.startswith(_PNG_SIGN):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"OggS"):
        return OGG
    return PDF if b"%PDF-" in data[:1024] else ""


def _sound(name: str, data: bytes) -> str:
    """Sound that has no sign of its own, or shares it with film: the name must say the same."""
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        fits = brand in _SOUND_BRANDS or (brand in _GENERAL_BRANDS and name.endswith(".m4a"))
        return M4A if fits else ""
    framed = data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xE6 in (0xE2, 0xE4, 0xE6)
    return MP3 if data.startswith(b"ID3") or (framed and name.endswith(".mp3")) else ""


def _word(data: bytes) -> str:
    """A Word file, by its list of content; nothing in it is unpacked."""
    if not data.startswith(b"PK\x03\x04"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return DOCX if "word/document.xml" in packed.namelist() else ""
    except (zipfile.BadZipFile, ValueError, OSError, struct.error):
        return ""


def bare(kind: str, data: bytes) -> Photo:
    """The photo without position, camera, owner or hidden second pictures. UserError when it is damaged."""
    try:
        if kind == JPEG:
            return _bare_jpeg(data)
        return Photo(_bare_png(data) if kind == PNG else _bare_webp(data))
    except (IndexError, struct.error) as error:
        raise UserError(
            _("Deze foto is beschadigd of niet compleet."),
            kept=_("Er is niets toegevoegd."),
            todo=_("Maak of bewaar de foto opnieuw en voeg die toe."),
        ) from error


# ---- JPEG


def _bare_jpeg(data: bytes) -> Photo:
    """The segments that make the picture. Orientation is kept, else the photo lies on its side."""
    out = bytearray(data[:2])
    turned, taken = 1, ""
    place = 2
    while True:
        place = _at_marker(data, place)
        marker = data[place + 1]
        if marker == 0xD9:
            return Photo(bytes(out[:2]) + _turn(turned) + bytes(out[2:]) + b"\xff\xd9", taken)
        length = 2 + struct.unpack_from(">H", data, place + 2)[0]
        segment = data[place : place + length]
        if len(segment) < length:
            raise IndexError("cut")
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned, taken = _told(segment[10:])
        elif _makes_picture(marker, segment):
            out += segment
        place += length
        if marker == 0xDA:
            end = _scan_end(data, place)
            out += data[place:end]
            place = end


def _at_marker(data: bytes, place: int) -> int:
    """Past fill bytes, to a marker that has a length or ends the picture."""
    if data[place] != 0xFF:
        raise IndexError("no marker")
    while data[place + 1] == 0xFF:
        place += 1
    if data[place + 1] in _NEVER_ALONE or data[place + 1] == 0:
        raise IndexError("marker out of place")
    return place


def _makes_picture(marker: int, segment: bytes) -> bool:
    """Everything but notes: of the application segments only JFIF, colour profile and Adobe's colour transform."""
    if marker == 0xE2:
        return segment[4:16] == b"ICC_PROFILE\0"
    return marker in (0xE0, 0xEE) or not (0xE1 <= marker <= 0xEF or marker == 0xFE)


_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def _scan_end(data: bytes, place: int) -> int:
    found = _AFTER_SCAN.search(data, place)
    if found is None:
        raise IndexError("cut")
    return found.start()


def _turn(orientation: int) -> bytes:
    """An Exif segment that says only how the photo is held; none when it stands upright."""
    if orientation not in range(2, 9):
        return b""
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _told(tiff: bytes) -> tuple[int, str]:
    """Orientation and day of an Exif block; (1, "") where it is not to be read. It is never kept itself."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        first = _tags(tiff, order, struct.unpack_from(order + "I", tiff, 4)[0])
        turned = struct.unpack_from(
            order + "H", first.get(_ORIENTATION, b"\0\1" if order == ">" else b"\1\0")
        )[0]
        day = ""
        if _EXIF_PART in first:
            inner = _tags(tiff, order, struct.unpack(order + "I", first[_EXIF_PART])[0])
            day = _day(tiff, struct.unpack(order + "I", inner[_TAKEN])[0]) if _TAKEN in inner else ""
    except (KeyError, struct.error):
        return 1, ""
    return turned, day


def _tags(tiff: bytes, order: str, at: int) -> dict[int, bytes]:
    """The four value bytes of each tag of a directory."""
    count = struct.unpack_from(order + "H", tiff, at)[0]
    places = (at + 2 + 12 * number for number in range(count))
    return {struct.unpack_from(order + "H", tiff, place)[0]: tiff[place + 8 : place + 12] for place in places}


def _day(tiff: bytes, at: int) -> str:
    found = re.match(rb"(\d{4}):(0[1-9]|1[0-2]):(0[1-9]|[12]\d|3[01]) ", tiff[at : at + 19])
    return b"-".join(found.groups()).decode() if found else ""


# ---- PNG and WebP


def _bare_png(data: bytes) -> bytes:
    out = bytearray(data[: len(_PNG_SIGN)])
    place = len(_PNG_SIGN)
    while True:
        (length,) = struct.unpack_from(">I", data, place)
        kind, chunk = data[place + 4 : place + 8], data[place : place + 12 + length]
        if len(chunk) < 12 + length:
            raise IndexError("cut")
        if kind in _PNG_KEPT:
            out += chunk
        if kind == b"IEND":
            return bytes(out)
        place += 12 + length


def _bare_webp(data: bytes) -> bytes:
    (length,) = struct.unpack_from("<I", data, 4)
    end, place = 8 + length, 12
    if end > len(data):
        raise IndexError("cut")
    out = bytearray()
    while place < end:
        kind = data[place : place + 4]
        (size,) = struct.unpack_from("<I", data, place + 4)
        chunk = bytearray(data[place : place + 8 + size + (size & 1)])
        if place + 8 + size > end:
            raise IndexError("cut")
        if kind == b"VP8X":
            chunk[8] &= ~0x0C & 0xFF  # the flags that announce Exif and XMP
        if kind in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"):
            out += chunk
        place += len(chunk)
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + bytes(out)
