"""Latin fonts of this machine and their split by family into training and held-out fonts.

`../setup.sh` installs the packages the published weights were trained with; other machines work with whatever they have.
The scan of about 1,500 files takes half a minute, so its result is kept in `runs/fonts.json` (delete it after installing fonts).
"""
from __future__ import annotations

import hashlib
import json
import string
from collections import Counter
from pathlib import Path

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts/opentype")
CACHE = Path(__file__).resolve().parent.parent / "runs" / "fonts.json"
REQUIRED = string.digits + string.ascii_letters
HELD_OUT_PERCENT = 15
FILES_PER_FAMILY, FILES_PER_FOLDER, HELD_OUT_PER_FOLDER = 6, 60, 10
"""Thirty weights of one family must not outweigh thirty families, nor one package's four hundred novelty faces all others (a third of
those were read in less than half of twelve clean words by the first trained encoder)."""

# Pictures, barcodes and letters of other scripts under the code points of Latin letters; lines for writing exercises.
NOT_LATIN = ("dingbat", "d050000l", "symbol", "icon", "emoji", "linex", "ocrabarcode", "cmex", "cmsy", "cmmi", "alfa-beta", "elleni",
             "ellebo", "ellenb", "abecedario", "ecolier")
# Noto covers each script of the world by a family of its own, all with the same Latin letters.
NOTO_LATIN = ("notosans-", "notoserif-", "notosansmono-", "notosansdisplay-", "notoserifdisplay-", "notomono-")
FOUNDRIES = {"tex", "noto", "urw", "pt", "gfs", "adf", "sil", "new", "the", "league", "open", "latin", "fira", "f500"}


def training_fonts() -> list[str]:
    """Paths of the fonts that training may use."""
    return [font["path"] for font in _capped(held_out=False)]


def heldout_fonts() -> list[str]:
    """Paths of the fonts that only measurements may use; no family occurs on both sides."""
    return [font["path"] for font in _capped(held_out=True)]


def _capped(held_out: bool) -> list[dict]:
    kept: list[dict] = []
    families, folders = Counter(), Counter()
    per_folder = HELD_OUT_PER_FOLDER if held_out else FILES_PER_FOLDER
    for font in sorted(_scan(), key=lambda font: _hash(font["path"])):
        family, folder = font["family"], Path(font["path"]).parent
        in_split = (_hash(family) % 100 < HELD_OUT_PERCENT) == held_out
        if in_split and families[family] < FILES_PER_FAMILY and folders[folder] < per_folder:
            families[family] += 1
            folders[folder] += 1
            kept.append(font)
    return sorted(kept, key=lambda font: font["path"])


def _scan() -> list[dict]:
    if CACHE.exists():
        return json.loads(CACHE.read_text())
    fonts = []
    for folder in FONT_FOLDERS:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix.lower() in (".ttf", ".otf") and _may_be_latin(path):
                family = _family_with_latin_glyphs(path)
                if family:
                    fonts.append({"path": str(path), "family": family})
    if not fonts:
        raise RuntimeError(f"no Latin font below {', '.join(FONT_FOLDERS)}: run setup.sh")
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    CACHE.write_text(json.dumps(fonts, indent=0))
    return fonts


def _may_be_latin(path: Path) -> bool:
    name = path.name.lower()
    return not any(part in name for part in NOT_LATIN) and (not name.startswith("noto") or name.startswith(NOTO_LATIN))


def _family_with_latin_glyphs(path: Path) -> str | None:
    """Lower-case family key, or None when a letter is missing, empty or the file is unreadable."""
    from fontTools.ttLib import TTFont, TTLibError
    from PIL import ImageFont
    try:
        with TTFont(path, lazy=True) as font:
            characters = font.getBestCmap() or {}
            if any(ord(character) not in characters for character in REQUIRED):
                return None
            words = (font["name"].getDebugName(16) or font["name"].getDebugName(1) or path.stem).lower().split()
        drawn = ImageFont.truetype(str(path), 24)
        shapes = {bytes(drawn.getmask(character)) for character in REQUIRED}
    except (TTLibError, OSError, KeyError, AttributeError, AssertionError):
        return None
    if len(shapes) < 36:  # one box or blank for everything; small capitals still leave 36 shapes
        return None
    return " ".join(words[:2]) if words[0] in FOUNDRIES else words[0]


def _hash(text: str) -> int:
    return int(hashlib.sha1(text.encode()).hexdigest()[:8], 16)


if __name__ == "__main__":
    print(f"{len(training_fonts())} training fonts, {len(heldout_fonts())} held-out fonts")
