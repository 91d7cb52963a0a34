"""Golden files: what the binary prints, in files that are reviewed as code. EPITAPH_UPDATE_GOLDEN=1 writes them anew."""
import os
import pathlib

GOLDEN = pathlib.Path(__file__).parent / "golden"


def check(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("EPITAPH_UPDATE_GOLDEN"):
        file.write_text(text)
    assert text == file.read_text(), f"{file}: EPITAPH_UPDATE_GOLDEN=1 writes it anew"
