"""Pictures of every kind are read, or refused in a sentence."""

import numpy as np
import pytest
from PIL import Image

from helpers import datasets
from helpers.datasets import photos

CORNER = np.zeros((40, 60), dtype=np.uint8)
CORNER[:10, :15] = 255  # white at the upper left


def test_the_lecture_s_picture_gives_12_in_its_first_window():
    picture, kernel = datasets.lecture_picture()
    rows = ["".join(f"{pixel:g}" for pixel in row) for row in picture]
    assert rows == ["401831", "647211", "359285", "211040", "317378", "675309"] and kernel.sum(axis=1).tolist() == [
        -3,
        3,
        0,
    ]
    assert np.sum(picture[:3, :3] * kernel) == 12 and np.sum(picture[3:, 3:] * kernel) == 14


def test_the_photograph_has_every_shade_and_the_asked_size():
    small, large = datasets.photo(), datasets.photo(300)
    assert max(small.shape) == 160 and max(large.shape) == 300 and small.dtype == np.float64
    assert 0 <= small.min() < 0.1 and 0.9 < small.max() <= 1 and len(np.unique((small * 255).astype(int))) > 150


@pytest.mark.parametrize(
    "kind, ending",
    [
        ("L", "png"),
        ("RGB", "png"),
        ("RGBA", "png"),
        ("P", "png"),
        ("1", "png"),
        ("LA", "png"),
        ("I;16", "png"),
        ("L", "jpg"),
        ("RGB", "jpg"),
        ("CMYK", "jpg"),
        ("L", "gif"),
        ("RGB", "gif"),
        ("RGBA", "gif"),
        ("P", "gif"),
        ("1", "gif"),
        ("L", "webp"),
        ("RGB", "webp"),
        ("RGBA", "webp"),
        ("P", "webp"),
        ("CMYK", "webp"),
    ],
)
def test_every_kind_of_file_shows_the_same_corner(tmp_path, kind, ending):
    picture = (
        Image.fromarray(CORNER.astype(np.uint16) * 257) if kind == "I;16" else Image.fromarray(CORNER).convert(kind)
    )
    picture.save(tmp_path / f"own.{ending}")
    read = datasets.own_picture(tmp_path / f"own.{ending}")
    assert read.shape == (40, 60) and 0 <= read.min() and read.max() <= 1
    np.testing.assert_allclose(read[:8, :13], 1, atol=0.05)
    np.testing.assert_allclose(read[14:], 0, atol=0.05)


@pytest.mark.parametrize("ending", ["gif", "webp", "png"])
def test_of_moving_pictures_the_first_is_read(tmp_path, ending):
    first, later = Image.fromarray(CORNER), Image.fromarray(255 - CORNER)
    first.save(tmp_path / f"own.{ending}", save_all=True, append_images=[later, later], duration=50)
    with Image.open(tmp_path / f"own.{ending}") as file:
        assert file.n_frames > 1
    np.testing.assert_allclose(datasets.own_picture(tmp_path / f"own.{ending}")[14:], 0, atol=0.05)


@pytest.mark.parametrize("ending", ["png", "webp", "gif"])
def test_what_is_transparent_becomes_white(tmp_path, ending):
    pixels = np.zeros((8, 8, 4), dtype=np.uint8)
    pixels[:, 4:, 3] = 255
    Image.fromarray(pixels).save(tmp_path / f"own.{ending}", lossless=True)
    assert datasets.own_picture(tmp_path / f"own.{ending}")[0].round(6).tolist() == [1] * 4 + [0] * 4


@pytest.mark.parametrize("ending", ["png", "gif"])
def test_the_transparent_colour_of_a_palette_becomes_white(tmp_path, ending):
    picture = Image.fromarray(CORNER).convert("P")
    picture.save(tmp_path / f"own.{ending}", transparency=picture.getpixel((50, 30)))
    with Image.open(tmp_path / f"own.{ending}") as file:
        assert file.mode == "P" and "transparency" in file.info
    assert datasets.own_picture(tmp_path / f"own.{ending}").min() == 1


@pytest.mark.parametrize("ending", ["jpg", "webp", "png"])
def test_a_phone_held_upright_gives_an_upright_picture(tmp_path, ending):
    turned = Image.Exif()
    turned[0x0112] = 6  # a quarter turn to the right brings it upright
    Image.fromarray(CORNER).save(tmp_path / f"own.{ending}", exif=turned, quality=95)
    read = datasets.own_picture(tmp_path / f"own.{ending}")
    assert read.shape == (60, 40) and read[:8, -6:].min() > 0.9 and read[:, :20].max() < 0.1


@pytest.mark.parametrize(
    "size, shape", [((1, 1), (1, 1)), ((900, 30), (5, 160)), ((30, 900), (160, 5)), ((50, 20), (20, 50))]
)
def test_any_size_is_shrunk_and_none_is_blown_up(tmp_path, size, shape):
    Image.new("RGB", size, "grey").save(tmp_path / "own.png")
    assert datasets.own_picture(tmp_path / "own.png").shape == shape


def damaged(path):
    Image.fromarray(CORNER).save(path)
    path.write_bytes(path.read_bytes()[:60])


def damaged_exif(path):
    """Its width is said to be a text: at this, Pillow raises a struct.error"""
    turned = Image.Exif()
    turned.update({0x0100: 60, 0x0112: 6})
    Image.fromarray(CORNER).save(path, format="JPEG", exif=turned)
    path.write_bytes(path.read_bytes().replace(b"\x01\x00\x00\x04", b"\x01\x00\x00\x02", 1))


@pytest.mark.parametrize(
    "spoil",
    [
        damaged,
        damaged_exif,
        lambda path: path.write_text("not a picture"),
        lambda path: path.write_bytes(b""),
        lambda path: Image.fromarray(CORNER).save(path, format="BMP"),
    ],
)
def test_a_file_that_is_no_such_picture_gets_a_sentence(tmp_path, spoil):
    spoil(tmp_path / "own.png")
    with pytest.raises(
        ValueError, match=r"own\.png cannot be read as a PNG, JPEG, WebP or GIF .* save it again as PNG"
    ):
        datasets.own_picture(tmp_path / "own.png")


def test_a_picture_of_endless_pixels_is_refused(tmp_path, monkeypatch):
    Image.fromarray(CORNER).save(tmp_path / "own.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(ValueError, match="too large"):
        datasets.own_picture(tmp_path / "own.png")


def test_a_missing_file_and_a_missing_photograph_are_said(tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError, match="There is no file .*me.jpg. Put the picture beside"):
        datasets.own_picture(tmp_path / "me.jpg")
    monkeypatch.setattr(photos, "PHOTO", "nobody.jpg")
    with pytest.raises(FileNotFoundError, match="take a picture of your own"):
        datasets.photo()


def test_a_folder_is_not_taken_for_a_missing_file(tmp_path):
    with pytest.raises(IsADirectoryError, match=f"{tmp_path.name} is a folder: give the name of a picture in it"):
        datasets.own_picture(tmp_path)


def test_a_picture_that_may_not_be_read_is_not_called_damaged(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", "own.png")

    Image.fromarray(CORNER).save(tmp_path / "own.png")
    monkeypatch.setattr(photos.Image, "open", refuse)
    with pytest.raises(PermissionError, match="Permission denied"):
        datasets.own_picture(tmp_path / "own.png")
