"""What a camera writes beside the picture does not come in, and the picture stays the same."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from wijkdesk.core.errors import UserError
from wijkdesk.services import media

SECRET = b"52.0907N 5.1214E Merelstraat"


def picture(kind: str, **more: object) -> bytes:
    image = Image.new("RGB", (40, 24))
    image.putdata([(x * 6, y * 10, (x * y) % 256) for y in range(24) for x in range(40)])
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def exif(orientation: int = 6) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = SECRET.decode()
    made.get_ifd(0x8825)[1] = "N"
    made.get_ifd(0x8825)[2] = (52.0, 5.0, 26.52)
    made.get_ifd(0x8769)[0x9003] = "2026:11:18 14:03:05"
    return made


def pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


def test_a_photo_loses_its_place_and_keeps_its_turn_and_day() -> None:
    data = picture("JPEG", exif=exif(), comment=SECRET, quality=90)
    bare = media.bare(media.JPEG, data)
    assert SECRET in data
    assert SECRET not in bare.data
    left = Image.open(io.BytesIO(bare.data)).getexif()
    assert dict(left) == {0x0112: 6}
    assert not left.get_ifd(0x8825)
    assert bare.taken_on == "2026-11-18"
    assert pixels(bare.data) == pixels(data)


def test_a_progressive_photo_is_followed_through_all_its_scans() -> None:
    data = picture("JPEG", exif=exif(1), progressive=True)
    bare = media.bare(media.JPEG, data)
    assert pixels(bare.data) == pixels(data)
    assert b"Exif" not in bare.data


def test_what_a_telephone_hides_behind_the_photo_is_cut_off() -> None:
    data = picture("JPEG")
    assert media.bare(media.JPEG, data + SECRET + data).data == media.bare(media.JPEG, data).data


def test_notes_of_other_programs_go_too() -> None:
    data = picture("JPEG")
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + SECRET
    with_xmp = data[:2] + b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp + data[2:]
    assert media.bare(media.JPEG, with_xmp).data == media.bare(media.JPEG, data).data


def test_png_and_webp_lose_their_notes() -> None:
    for kind, name in ((media.PNG, "PNG"), (media.WEBP, "WEBP")):
        data = picture(name, exif=exif().tobytes(), **({"lossless": True} if name == "WEBP" else {}))
        bare = media.bare(kind, data)
        assert SECRET in data
        assert SECRET not in bare.data
        assert pixels(bare.data) == pixels(data)


@settings(max_examples=60)
@given(st.data())
def test_a_photo_that_was_cut_is_refused_in_words(data: st.DataObject) -> None:
    name, kind = data.draw(st.sampled_from([("JPEG", media.JPEG), ("PNG", media.PNG), ("WEBP", media.WEBP)]))
    whole = picture(name, exif=exif().tobytes())
    cut = data.draw(st.integers(16, len(whole) - 3))
    with pytest.raises(UserError) as caught:
        media.bare(kind, whole[:cut])
    assert caught.value.todo


@settings(max_examples=150)
@given(st.sampled_from([media.JPEG, media.PNG, media.WEBP]), st.binary(max_size=300))
def test_nonsense_is_refused_and_nothing_else(kind: str, noise: bytes) -> None:
    sign = {media.JPEG: b"\xff\xd8\xff", media.PNG: b"\x89PNG\r\n\x1a\n", media.WEBP: b"RIFF\x40\0\0\0WEBP"}[
        kind
    ]
    with suppress(UserError):
        assert media.bare(kind, sign + noise).data.startswith(sign[:3])


def docx(entry: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(entry, "<w/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("brief.txt", b"%PDF-1.7 ...", media.PDF),
        ("x", picture("PNG"), media.PNG),
        ("x.png", picture("JPEG"), media.JPEG),
        ("x", picture("WEBP"), media.WEBP),
        ("stem.ogg", b"OggS\0\2", media.OGG),
        ("stem.m4a", b"\0\0\0\x20ftypM4A \0\0", media.M4A),
        ("Stem.M4A", b"\0\0\0\x20ftypisom\0\0", media.M4A),
        ("stem.mp3", b"ID3\4\0", media.MP3),
        ("stem.mp3", b"\xff\xfb\x90\0", media.MP3),
        ("brief.docx", docx(), media.DOCX),
    ],
)
def test_the_content_tells_the_kind(name: str, data: bytes, kind: str) -> None:
    assert media.media_type(name, data) == kind
    assert kind in media.ENDINGS


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("film.mp4", b"\0\0\0\x20ftypisom\0\0"), ("x.pdf", b"MZ\x90"), ("x.docx", docx("xl/workbook.xml")),
        ("x.docx", b"PK\x03\x04half"), ("x.heic", b"\0\0\0\x20ftypheic\0\0"), ("x.svg", b"<svg/>"), ("x", b"\xff"),
    ],
)  # fmt: skip
def test_what_is_not_kept_is_said_with_what_to_do(name: str, data: bytes) -> None:
    with pytest.raises(UserError) as caught:
        media.media_type(name, data)
    assert caught.value.kept
    assert caught.value.todo
