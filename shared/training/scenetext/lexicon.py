"""Words as they stand on signs, parcels and shelves: WordNet lemmas, inflections, names, numbers, codes.

A word belongs to the held-out part by the hash of its letters, whatever its case or punctuation, so that no held-out word is ever
drawn for training. Numbers and codes are made up anew each time and are not held out.
"""
from __future__ import annotations

import functools
import hashlib
import random
import re
import string
from pathlib import Path

WORDNET = Path("/usr/share/wordnet")
HELD_OUT_PERCENT = 5
SHARES = (("lemma", 0.54), ("common", 0.10), ("name", 0.08), ("inflected", 0.08), ("number", 0.10), ("random", 0.10))
"""Shares of the kinds of words; lemma + common + name are the 72 % of dictionary words of science.md section 7 plus names."""

USUAL_LENGTH = 7
"""Signs prefer short words (ICDAR 2015: 5.3 letters in the mean, WordNet: 8.6): six in ten longer ones are drawn again."""

COMMON = """
hotel cafe street avenue road coffee bar grill restaurant pizza burger food market store shop bank atm pharmacy drugs
salon spa nails hair barber dental clinic care center centre school college church theatre theater cinema museum
library park parking exit enter entrance open closed sale off free new now the of and to in for on at by no not your
our you we us all one two best good great big house home inn motel suites plaza square city town west east north south
main central park station bus taxi metro rail airport police fire post office mail express cleaners laundry dry auto
tire repair service gas oil diesel stop yield speed limit only way left right turn lane bridge tunnel private property
danger warning caution keep out push pull men women toilet room floor level lift stairs ticket tickets sold price save
more less fresh fruit fish meat chicken beef pork salad soup noodle rice sushi thai china chinese indian italian
mexican french greek japan american bakery bread cake ice cream juice tea milk beer wine spirits liquor tobacco lotto
cash check loan credit card visa money exchange gold jewelry watch shoes fashion dress boutique books music video
games toys sports gym fitness yoga dance studio art gallery photo print copy computer phone mobile wireless internet
net com www http inc ltd co company group international global world national state united royal king queen star sun
moon golden silver blue red green black white lucky happy smile love life time day night today week hour hours monday
tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
november december telephone call tel fax email web site info help desk reception security staff visitors welcome thank
please do smoking entry access authorised persons emergency first aid water power energy electric gas solar land lease
rent sale realty estate insurance law attorney tax travel tours cruise flight bike cycle motor truck rental van line
lines trust savings medical health eye optical vision doctor hospital animal pet vet garden flower flowers nursery
furniture mattress carpet kitchen bath paint tools hardware lumber supply building
""".split()

SYLLABLES = """
ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo ga ge go ha he hi ho hu ja je jo ka ke ki ko ku la le li lo
lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo wa we wi wo xa
ya yo za zen zo an ar el en er es in is ix on or os um us ax ex tron tech mart max pro land ville berg stein ton son
man well field wood ford
""".split()


def normalise(text: str) -> str:
    """The text as the retrieval protocol compares it: lower case, only 0-9a-z (science.md section 2)."""
    return re.sub("[^0-9a-z]", "", text.lower())


def singular_forms(word: str) -> list[str]:
    """The word itself, and what it may be the plural of."""
    endings = (("ies", "y"), ("es", ""), ("s", ""))
    return [word, *(word[:-len(plural)] + single for plural, single in endings if word.endswith(plural) and len(word) > len(plural) + 2)]


class Lexicon:
    """A seeded source of words of one split, `train` or `heldout`."""

    def __init__(self, seed: int, split: str = "train") -> None:
        if split not in ("train", "heldout"):
            raise ValueError(f"split must be train or heldout, not {split!r}")
        self.rng = random.Random(f"{split}-{seed}")
        held_out = split == "heldout"
        self.lemmas = [word for word in _lemmas() if is_held_out(word) == held_out]
        self.usual_lemmas = [word for word in _usual_lemmas() if is_held_out(word) == held_out]
        self.common = [word for word in COMMON if is_held_out(word) == held_out]
        self.held_out = held_out

    def sample(self, rng: random.Random | None = None) -> str:
        """One word with its case applied; rarely with punctuation. Its `normalise`d form is never empty."""
        rng = rng or self.rng
        while True:
            kind = rng.choices([name for name, _ in SHARES], [share for _, share in SHARES])[0]
            word = getattr(self, f"_{kind}")(rng)
            if len(word) > USUAL_LENGTH and rng.random() < 0.6:
                continue
            if kind in ("number", "random") or is_held_out(normalise(word)) == self.held_out:
                return _punctuate(_case(word, kind, rng), rng)

    def _lemma(self, rng: random.Random) -> str:
        return rng.choice(self.usual_lemmas if rng.random() < 0.5 else self.lemmas)

    def _common(self, rng: random.Random) -> str:
        return rng.choice(self.common)

    def _inflected(self, rng: random.Random) -> str:
        word, ending = rng.choice(self.usual_lemmas), rng.choice(("s", "s", "es", "ed", "ing", "er", "ers", "ly", "'s"))
        if ending[0] in "ei" and word.endswith("e"):
            word = word[:-1]
        return word + ending

    def _name(self, rng: random.Random) -> str:
        return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((1, 2, 2, 2, 3, 3, 4))))

    def _number(self, rng: random.Random) -> str:
        def digits(n: int) -> str:
            return "".join(rng.choice(string.digits) for _ in range(n))
        return rng.choice((
            lambda: digits(rng.randint(1, 5)), lambda: digits(rng.randint(2, 4)), lambda: f"${rng.randint(1, 99)}.{digits(2)}",
            lambda: f"{rng.randint(1, 999)}.{digits(2)}", lambda: f"{rng.randint(1, 99)}%", lambda: f"{digits(3)}-{digits(4)}",
            lambda: str(rng.randint(1900, 2030)), lambda: f"{rng.randint(1, 12)}:{digits(2)}", lambda: f"#{digits(rng.randint(1, 3))}",
            lambda: f"{rng.randint(1, 199)}{rng.choice(('st', 'nd', 'rd', 'th', 'am', 'pm', 'km', 'kg', 'ml', 'g', 'x', 'a', 'b'))}",
            lambda: f"{rng.choice(string.ascii_lowercase)}{digits(rng.randint(1, 4))}",
            lambda: digits(rng.randint(6, 10)), lambda: f"{digits(2)}-{digits(2)}"))()

    def _random(self, rng: random.Random) -> str:
        alphabet = rng.choice((string.ascii_lowercase, string.ascii_lowercase, string.ascii_lowercase + string.digits))
        return "".join(rng.choice(alphabet) for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10))))


def _case(word: str, kind: str, rng: random.Random) -> str:
    draw = rng.random()
    if draw < 0.45:
        return word.upper()
    if draw < 0.70:
        return word[:1].upper() + word[1:]
    if kind == "random" and draw < 0.80:
        return "".join(rng.choice((letter, letter.upper())) for letter in word)
    return word


def _punctuate(word: str, rng: random.Random) -> str:
    draw = rng.random()
    if draw > 0.06:
        return word
    mark = rng.choice(".,:;!?-&'\"")
    if draw < 0.04 or len(word) < 4:
        return word + mark if rng.random() < 0.7 else mark + word
    if draw < 0.05:
        return f"({word})"
    cut = rng.randint(1, len(word) - 1)
    return word[:cut] + rng.choice("-&'./@") + word[cut:]


@functools.lru_cache(maxsize=1)
def _lemmas() -> list[str]:
    words: set[str] = set()
    for part in ("noun", "verb", "adj", "adv"):
        for line in (WORDNET / f"index.{part}").read_text().splitlines():
            if not line.startswith(" "):
                words.update(line.split(" ", 1)[0].split("_"))
    return sorted(word for word in words if re.fullmatch("[a-z]{2,15}", word))


@functools.lru_cache(maxsize=1)
def _usual_lemmas() -> list[str]:
    """Single-word lemmas that occur in WordNet's sense-tagged texts, that is in ordinary prose."""
    counted = (line.split("%", 1)[0] for line in (WORDNET / "cntlist.rev").read_text().splitlines())
    return sorted({word for word in counted if re.fullmatch("[a-z]{2,15}", word)})


@functools.lru_cache(maxsize=200_000)
def is_held_out(word: str) -> bool:
    return int(hashlib.sha1(normalise(word).encode()).hexdigest()[:8], 16) % 100 < HELD_OUT_PERCENT


if __name__ == "__main__":
    lexicon = Lexicon(1)
    print(len(lexicon.lemmas), "lemmas;", " ".join(lexicon.sample() for _ in range(60)))
