"""Prints the numbers that BpeTokenizerTests expects: OpenAI's simple_tokenizer.py in its own steps.

Without ftfy and html.unescape, as the product's tokenizer; categories of characters by unicodedata instead of the module `regex`.
Run: python3 clip_tokens.py "a sentence" ...
"""
from __future__ import annotations

import gzip
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

MERGES = Path(__file__).parents[3] / "TestSupport" / "Assets" / "clip_merges.txt.gz"
CONTRACTIONS = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")


def bytes_to_unicode() -> dict[int, str]:
    values = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAC + 1), *range(0xAE, 0xFF + 1)]
    names = values[:]
    for value in range(256):
        if value not in values:
            values.append(value)
            names.append(256 + len(values) - 1 - 188)
    return dict(zip(values, map(chr, names)))


class SimpleTokenizer:
    def __init__(self) -> None:
        self.names = bytes_to_unicode()
        merges = [tuple(line.split()) for line in gzip.decompress(MERGES.read_bytes()).decode().rstrip("\n").split("\n")[1:]]
        tokens = [*self.names.values(), *(name + "</w>" for name in self.names.values()), *map("".join, merges)]
        self.numbers = {token: number for number, token in enumerate(tokens)}
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}

    def merged(self, token: str) -> list[str]:
        word = [*token[:-1], token[-1] + "</w>"]
        while len(word) > 1:
            first, second = min(zip(word, word[1:]), key=lambda pair: self.ranks.get(pair, len(self.ranks)))
            if (first, second) not in self.ranks:
                break
            out, i = [], 0
            while i < len(word):
                both = word[i] == first and word[i + 1:i + 2] == [second]
                out.append(first + second if both else word[i])
                i += 2 if both else 1
            word = out
        return word

    def encode(self, text: str) -> list[int]:
        return [
            self.numbers[part] for piece in pieces(" ".join(text.split()).lower())
            for part in self.merged("".join(self.names[byte] for byte in piece.encode()))]


def kind(character: str) -> str:
    return " " if character.isspace() else unicodedata.category(character)[0]


def pieces(text: str) -> Iterator[str]:
    """'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"""
    start = 0
    while start < len(text):
        end = start + next((len(c) for c in CONTRACTIONS if text.startswith(c, start)), 0)
        if end == start:
            end += 1
            this = kind(text[start])
            if this == "L":
                while end < len(text) and kind(text[end]) == "L":
                    end += 1
            elif this not in " N":
                while end < len(text) and kind(text[end]) not in " LN":
                    end += 1
        if text[start:end] != " ":
            yield text[start:end]
        start = end


if __name__ == "__main__":
    tokenizer = SimpleTokenizer()
    for sentence in sys.argv[1:]:
        print(repr(sentence), tokenizer.encode(sentence))
