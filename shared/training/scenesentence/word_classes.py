"""Which words name things or looks: nouns and adjectives of WordNet, read from its index files (Debian package wordnet-base)."""
from __future__ import annotations

from functools import cache
from pathlib import Path

WORDNET = Path("/usr/share/wordnet")


@cache
def picture_words() -> frozenset[str]:
    """Lemmas that are nouns or adjectives more often than verbs or adverbs, by WordNet's counts of tagged senses, with their plurals.

    :raises SystemExit: WordNet is not installed
    """
    if not (WORDNET / "index.noun").exists():
        raise SystemExit(f"{WORDNET} is missing: apt-get install wordnet-base")
    senses = {kind: _senses(WORDNET / f"index.{kind}") for kind in ("noun", "adj", "verb", "adv")}
    words = {word for kind in ("noun", "adj") for word in senses[kind]
             if max(senses["noun"].get(word, 0), senses["adj"].get(word, 0)) >= max(senses["verb"].get(word, 0), senses["adv"].get(word, 0))}
    return frozenset(words | {plural(word) for word in words if word in senses["noun"]} | IRREGULAR)


IRREGULAR = frozenset({"men", "women", "children", "people", "feet", "teeth", "mice", "geese", "leaves", "wolves", "knives", "scarves"})


def plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return noun[:-1] + "ies"
    return noun + "s"


def _senses(index: Path) -> dict[str, int]:
    """Of each lemma the number of its senses and those that stand in tagged text, twice: what is used so."""
    out = {}
    for line in index.read_text(encoding="ascii", errors="ignore").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        pointers = int(fields[3])
        out[fields[0]] = int(fields[2]) + 2 * int(fields[5 + pointers])
    return out
