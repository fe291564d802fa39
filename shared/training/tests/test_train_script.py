"""The chain of train.sh, with a program in place of Python: python3 -m unittest discover -s tests (from shared/training)."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent / "train.sh"

STAND_IN = """#!/usr/bin/env bash
# Notes what it is called for; a training leaves a checkpoint, unless there is one.
name=${2#scenetext.}
[[ $1 == -m ]] || name=${*: -1}
echo "$name" >> "$CALLS"
[[ $name != "$FAILS" ]] || exit 7
if [[ $name == "$HANGS" ]]; then echo $$ > "$CALLS.pid"; exec sleep 60; fi
if [[ $name == train_* ]]; then
  while (($#)); do [[ $1 != --out ]] || break; shift; done
  mkdir -p "$2"
  [[ -e $2/checkpoint.pt ]] || touch "$2/checkpoint.pt"
fi
sleep 0.02
"""

TRAININGS = ["train_detector", "train_word_encoder"]


class TrainScriptTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.calls = self.folder / "calls"
        self.stand_in = self.folder / "python"
        self.stand_in.write_text(STAND_IN)
        self.stand_in.chmod(0o755)

    def start(self, *options: str, fails: str = "none", hangs: str = "none") -> subprocess.Popen[str]:
        environment = os.environ | {"PYTHON": str(self.stand_in), "CALLS": str(self.calls), "FAILS": fails, "HANGS": hangs}
        command = [str(SCRIPT), "--data", "photographs", "--runs", str(self.folder / "runs"), "--out", str(self.folder / "pack/9"),
                   "--indexing", str(self.stand_in), *options]
        return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run_script(self, *options: str, expected: int = 0, **settings: str) -> tuple[str, list[str]]:
        """What it printed and which modules it called, in order."""
        self.calls.write_text("")
        process = self.start(*options, **settings)
        printed, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, expected, printed)
        return printed, [Path(call).name for call in self.calls.read_text().split()]

    def test_a_dry_run_prints_the_whole_chain_in_order_and_touches_nothing(self) -> None:
        printed, calls = self.run_script("--dry-run", "--detector-minutes", "7")
        names = [line.split()[1].rstrip(":") for line in printed.splitlines()]
        self.assertEqual(names[:-1], [
            "train-detector", "train-words", "boxes", "train-joint", "detector-scores", "words-scores", "export-detector", "export-words",
            "variants", "pack", "scenes", "evidence-photographs", "evidence-scenes", "evidence-similar", "relevance", "similarity",
            "fitted-pack"])
        self.assertIn("--minutes 7 --device cpu", printed)
        self.assertEqual(calls, [])
        self.assertFalse((self.folder / "runs").exists())

    def test_a_second_run_only_asks_the_trainings(self) -> None:
        _, first = self.run_script()
        self.assertEqual(len(first), 17)
        _, second = self.run_script()
        self.assertEqual(sorted(second), sorted([*TRAININGS, "train_word_encoder"]))

    def test_what_is_older_than_its_input_is_made_again(self) -> None:
        self.run_script()
        os.utime(self.folder / "runs/words/joint/checkpoint.pt")
        _, calls = self.run_script()
        self.assertEqual([call for call in calls if not call.startswith("train_")], [
            "evaluate_words", "export_word_encoder", "quantize_pack", "assemble_pack", "evidence-photographs.jsonl",
            "evidence-scenes.jsonl", "evidence-similar.jsonl", "fit_relevance", "fit_similarity", "assemble_pack"])

    def test_a_failure_ends_the_chain_and_is_made_up_for_by_the_next_run(self) -> None:
        printed, calls = self.run_script(expected=1, fails="export_detector")
        self.assertIn("export-detector failed with exit code 7", printed)
        self.assertEqual(calls[-1], "export_detector")
        _, calls = self.run_script()
        self.assertEqual([call for call in calls if not call.startswith("train_")][0], "export_detector")

    def test_a_signal_ends_the_training_too(self) -> None:
        process = self.start(hangs="train_word_encoder")
        pid = self.folder / "calls.pid"
        until = time.monotonic() + 30
        while not (pid.exists() and pid.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        process.terminate()
        process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130)
        with self.assertRaises(ProcessLookupError):
            for _ in range(100):
                os.kill(int(pid.read_text()), 0)
                time.sleep(0.05)

    def test_wrong_options_are_named(self) -> None:
        self.assertIn("--device tpu", self.run_script("--device", "tpu", expected=2)[0])
        self.assertIn("--fast: no such option", self.run_script("--fast", "1", expected=2)[0])
        self.assertIn("--runs needs a value", self.run_script("--runs", expected=2)[0])


if __name__ == "__main__":
    unittest.main()
