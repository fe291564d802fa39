"""Edit distance between all pairs of two word lists, and the similarity S of TDSL (science.md section 2)."""
from __future__ import annotations

import random

import numpy as np

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


def edit_similarity(rows: list[str], columns: list[str]) -> np.ndarray:
    """S(w, u) = 1 - Levenshtein(w, u) / max(|w|, |u|) as float32 [rows, columns] in 0..1; 0 against an empty word."""
    row_letters, row_lengths = _encoded(rows)
    column_letters, column_lengths = _encoded(columns)
    distance = _levenshtein(row_letters, row_lengths, column_letters, column_lengths)
    longer = np.maximum(np.maximum(row_lengths[:, None], column_lengths[None, :]), 1)
    similarity = 1.0 - distance / longer
    similarity[row_lengths == 0] = 0
    similarity[:, column_lengths == 0] = 0
    return similarity.astype(np.float32)


def mutated(word: str, rng: random.Random) -> str:
    """The word with one or two random edits (insert, delete, substitute alike), never empty: a similar but different word."""
    letters = list(word)
    for _ in range(rng.choice((1, 1, 2))):
        place, edit = rng.randrange(len(letters) + 1), rng.randrange(3)
        if edit == 0 or place == len(letters):
            letters.insert(place, rng.choice(ALPHABET))
        elif edit == 1 and len(letters) > 1:
            del letters[place]
        else:
            letters[place] = rng.choice(ALPHABET)
    return " ".join("".join(letters).split()) or word


def _levenshtein(a: np.ndarray, a_lengths: np.ndarray, b: np.ndarray, b_lengths: np.ndarray) -> np.ndarray:
    """Distances [A, B]. Row-wise dynamic programme on planes [A, B] of int8: each step serves all pairs, so the innermost
    loop is numpy's over contiguous bytes (144 x 144 words in about 5 ms)."""
    a_max, b_max = a.shape[1], b.shape[1]
    distance = np.zeros((len(a), len(b)), np.int8)
    above = [np.full((len(a), len(b)), j, np.int8) for j in range(b_max + 1)]
    each = np.arange(len(b))
    _keep(distance, above, a_lengths == 0, b_lengths, each)
    for i in range(1, a_max + 1):
        here = [np.full((len(a), len(b)), i, np.int8)]
        for j in range(1, b_max + 1):
            best = above[j - 1] + (a[:, i - 1, None] != b[None, :, j - 1])
            np.minimum(best, np.minimum(above[j], here[j - 1]) + np.int8(1), out=best)
            here.append(best)
        above = here
        _keep(distance, above, a_lengths == i, b_lengths, each)
    return distance


def _keep(distance: np.ndarray, planes: list[np.ndarray], finished: np.ndarray, b_lengths: np.ndarray, each: np.ndarray) -> None:
    """Copies the final cell of every pair whose row word ends here."""
    if finished.any():
        distance[finished] = np.stack(planes)[b_lengths[None, :], np.flatnonzero(finished)[:, None], each[None, :]]


def _encoded(words: list[str]) -> tuple[np.ndarray, np.ndarray]:
    lengths = np.array([len(word) for word in words], np.int64)
    letters = np.zeros((len(words), int(lengths.max(initial=0))), np.uint8)
    for row, word in zip(letters, words):
        row[:len(word)] = np.frombuffer(word.encode("ascii"), np.uint8)
    return letters, lengths
