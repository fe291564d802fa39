"""The captioned scenes: python3 -m unittest discover -s tests (from shared/training)."""
from __future__ import annotations

import json
import random
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import cv2
import numpy as np

from scenesentence import captioned_scenes
from scenesentence.captioned_scenes import SceneSource, background_paths
from scenesentence.drawn_things import KINDS, PLAIN, SIGN_WORDS, pair_is_held_out, word_is_held_out
from scenesentence.scene_grammar import Thing, phrases_of, relations
from scenesentence.sketch import Sketch, extent, paint
from scenesentence.drawn_things import look_of
from scenetext.fonts import training_fonts

SCENES = 120


def backgrounds(folder: Path) -> Path:
    """Twenty small photographs, each with a crop."""
    (folder / "backgrounds" / "images").mkdir(parents=True)
    rng, lines = np.random.default_rng(1), []
    for number in range(20):
        for name, crop_of in ((f"{number}.png", None), (f"{number}_crop.png", f"{number}.png")):
            cv2.imwrite(str(folder / "backgrounds" / "images" / name), rng.integers(0, 255, (96, 128, 3), np.uint8))
            lines.append(json.dumps({"image": name, "crop_of": crop_of}))
    (folder / "backgrounds" / "meta.jsonl").write_text("\n".join(lines))
    return folder


def kind(name: str):
    return next(kind for kind in KINDS if kind.name == name)


def thing(name: str, colour: str, box=(0.1, 0.1, 0.3, 0.3), second=None, pattern=PLAIN, size="", word="", depth=0) -> Thing:
    return Thing(kind(name), colour, second, pattern, size, word, box, depth)


class SourceTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.data = backgrounds(Path(cls.folder.name))
        cls.seen = SceneSource(cls.data, seed=3)
        cls.unseen = SceneSource(cls.data, seed=3, held_out=True)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    def test_same_seed_and_number_give_the_same_scene(self) -> None:
        again = SceneSource(self.data, seed=3)
        for index in (5, 0, 17):
            first, second = self.seen.scene(index), again.scene(index)
            np.testing.assert_array_equal(first.picture, second.picture)
            self.assertEqual(first[1:], second[1:])
        self.assertNotEqual(self.seen.scene(0).captions, SceneSource(self.data, seed=4).scene(0).captions)

    def test_the_larger_picture_says_the_same(self) -> None:
        small, large = self.seen.scene(2), self.seen.large(2, 640)
        self.assertEqual(small.phrases, large.phrases)
        self.assertEqual(max(large.picture.shape), 640)
        squashed = cv2.resize(large.picture, (160, 160), interpolation=cv2.INTER_AREA)
        self.assertLess(np.abs(squashed.astype(float) - small.picture).mean(), 25)

    def test_forms_of_pictures_captions_and_boxes(self) -> None:
        for source in (self.seen, self.unseen):
            for index in range(SCENES):
                picture, captions, phrases = source.scene(index)
                self.assertEqual((picture.shape, picture.dtype), ((160, 160, 3), np.uint8))
                self.assertEqual(len(set(captions)), 5)
                self.assertTrue(all(caption == caption.lower() for caption in captions))
                for _, (x0, y0, x1, y1) in phrases:
                    self.assertTrue(0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1)

    def test_a_phrase_has_one_box(self) -> None:
        for index in range(SCENES):
            boxes: dict[str, set] = {}
            for phrase, box in self.seen.scene(index).phrases:
                boxes.setdefault(phrase.removeprefix("the ").replace("gray", "grey"), set()).add(box)
            self.assertTrue(all(len(found) == 1 for found in boxes.values()), boxes)

    def test_most_scenes_have_several_of_one_kind(self) -> None:
        several = 0
        for index in range(SCENES):
            rng = random.Random(index)
            names = [placed.thing.kind.name for placed in self.seen._layout(rng, 1.0, 1.0)]
            several += len(set(names)) < len(names)
        self.assertGreater(several, 0.4 * SCENES)

    def test_training_never_shows_what_is_held_out(self) -> None:
        words, pairs = set(), set()
        for source in (self.seen, self.unseen):
            drawn = [placed.thing for index in range(4 * SCENES) for placed in source._layout(random.Random(index), 1.0, 1.0)]
            words_here = {one.word for one in drawn if one.word}
            pairs_here = {(one.kind.name, one.colour) for one in drawn if pair_is_held_out(one.kind, one.colour)}
            self.assertTrue(all(word_is_held_out(word) == source.held_out for word in words_here))
            self.assertEqual(bool(pairs_here), source.held_out)
            words, pairs = words_here, pairs_here
        self.assertGreater(len(words), 5)
        self.assertGreater(len(pairs), 5)

    def test_backgrounds_are_split_by_photograph(self) -> None:
        seen, unseen = (background_paths(self.data, held_out) for held_out in (False, True))
        sources = [{path.name.replace("_crop", "") for path in paths} for paths in (seen, unseen)]
        self.assertFalse(sources[0] & sources[1])
        self.assertEqual(len(seen) + len(unseen), 40)
        self.assertTrue(seen and unseen)

    def test_the_box_holds_what_was_drawn(self) -> None:
        flat = np.full((240, 240, 3), 128, np.uint8)
        for number in range(len(KINDS)):
            only = KINDS[number]
            with mock.patch.object(captioned_scenes, "_shadow"), mock.patch.object(self.seen, "_kinds", return_value=[only]):
                placed = self.seen._layout(random.Random(number), 1.0, 1.0)
                canvas = flat.copy()
                captioned_scenes._draw(canvas, placed[0], 240, random.Random(1))
            rows, columns = np.nonzero((canvas != 128).any(2))
            found = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]) / 240
            np.testing.assert_allclose(found, placed[0].thing.box, atol=0.02, err_msg=only.name)


class GrammarTest(unittest.TestCase):
    def phrases(self, one: Thing, *others: Thing) -> set[str]:
        rng = random.Random(1)
        return {phrase.removeprefix("the ") for _ in range(60) for phrase in phrases_of(one, [one, *others], rng)}

    def test_a_colour_tells_two_of_a_kind_apart(self) -> None:
        found = self.phrases(thing("ball", "red"), thing("ball", "blue", (0.12, 0.5, 0.3, 0.7)))
        self.assertIn("red ball", found)
        self.assertNotIn("ball", found)

    def test_a_striped_thing_has_both_of_its_colours(self) -> None:
        found = self.phrases(thing("ball", "red"), thing("ball", "white", (0.12, 0.12, 0.32, 0.32), "red", "striped"))
        self.assertNotIn("red ball", found)
        self.assertIn("plain red ball", found)

    def test_the_word_tells_two_signs_apart(self) -> None:
        found = self.phrases(thing("sign", "red", word="open"), thing("sign", "red", (0.12, 0.12, 0.3, 0.3), word="closed"))
        self.assertIn("sign that says open", found)
        self.assertFalse({"sign", "red sign"} & found)

    def test_two_alike_are_told_apart_by_their_sides_alone(self) -> None:
        found = self.phrases(thing("ball", "red"), thing("ball", "red", (0.6, 0.1, 0.8, 0.3)))
        self.assertEqual(found, {"ball on the left"})

    def test_two_alike_at_one_place_have_no_phrase(self) -> None:
        self.assertEqual(self.phrases(thing("ball", "red"), thing("ball", "red", (0.12, 0.12, 0.3, 0.3))), set())

    def test_clothes_have_the_colour_of_a_person(self) -> None:
        found = self.phrases(thing("woman", "red"), thing("woman", "blue", (0.12, 0.1, 0.3, 0.3)))
        self.assertTrue({"woman in a red dress", "woman in a red top"} & found)

    def test_relations_are_those_of_the_boxes(self) -> None:
        left, right = thing("ball", "red", depth=1), thing("car", "blue", (0.35, 0.1, 0.6, 0.3))
        self.assertEqual(relations(left, right), ["left of", "next to", "beside", "near"])
        self.assertEqual(relations(right, left)[0], "right of")
        self.assertEqual(relations(left, thing("car", "blue", (0.1, 0.5, 0.3, 0.7))), ["above", "over"])
        self.assertEqual(relations(left, thing("car", "blue", (0.2, 0.2, 0.5, 0.5))), ["in front of"])


class SketchTest(unittest.TestCase):
    def test_every_kind_draws_in_both_ranges(self) -> None:
        fonts = training_fonts()[:1]
        for one in KINDS:
            for held_out in (False, True):
                rng = random.Random(7)
                sketch = Sketch(rng, held_out)
                one.draw(sketch, *(["OPEN"] if one.letters else []))
                shapes = sketch.posed(10, True)
                _, _, right, bottom = extent(shapes)
                self.assertAlmostEqual(max(right, bottom), 1.0, places=4)
                canvas = np.full((100, 100, 3), 128, np.uint8)
                paint(canvas, shapes, look_of(one.colours[0], None, PLAIN, fonts, rng), 10, 10, 80)
                self.assertGreater((canvas != 128).any(2).mean(), 0.04, one.name)

    def test_some_pairs_and_words_of_each_side_exist(self) -> None:
        held = sum(pair_is_held_out(one, colour) for one in KINDS for colour in one.colours)
        everything = sum(len(one.colours) for one in KINDS)
        self.assertTrue(0.1 < held / everything < 0.2)
        self.assertTrue(0.1 < sum(map(word_is_held_out, SIGN_WORDS)) / len(SIGN_WORDS) < 0.3)


if __name__ == "__main__":
    unittest.main()
