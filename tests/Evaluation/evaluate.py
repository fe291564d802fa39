"""Measures the product's model pack by the published protocols and keeps the figures: results/<pack>.json and results/<pack>.md.

    python3 tests/Evaluation/evaluate.py --data ../shared/data

Runs every `indexing eval` command on the development sets (some twenty minutes on two cores), one after the other. Needs the SDK and Python 3
only. The precision-recall figure and the sample words are drawn by figures.py from what this leaves in --work.
"""
from __future__ import annotations

import argparse
import json
import subprocess
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HELD_OUT = ["--set", "{data}/icdar2015_train", "--holdout", "5"]
RUNS = {
    "retrieval, svt_train": ["retrieval", "--set", "{data}/svt_train", "--out", "{work}/svt_train.jsonl"],
    "retrieval, icdar2015_train held-out fifth": ["retrieval", *HELD_OUT, "--out", "{work}/icdar2015_heldout.jsonl"],
    "words, iiit5k_train": ["words", "--set", "{data}/iiit5k_train", "--out", "{work}/iiit5k_train.jsonl"],
    "detection, icdar2015_train held-out fifth": ["detection", *HELD_OUT],
    "similar, svt_train": ["similar", "--set", "{data}/svt_train"],
    "concepts, synthetic": ["concepts", "--set", "synthetic"],
    "concepts, iiit5k_train": ["concepts", "--set", "{data}/iiit5k_train"],
    "captions, flickr8k_160 dev": ["captions", "--set", "{data}/flickr8k_160"],
    "gallery, svt_train and flickr8k_160 dev": ["gallery", "--words", "{data}/svt_train", "--captions", "{data}/flickr8k_160"],
}


def run(program: Path, arguments: list[str], data: Path, work: Path) -> dict:
    filled = [part.format(data=data, work=work) for part in arguments]
    done = subprocess.run([str(program), "eval", *filled, "--json"], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def flat(value: dict, prefix: str = "") -> list[tuple[str, float | str]]:
    """Every number and name of a report with its path."""
    pairs: list[tuple[str, float | str]] = []
    for name, inner in value.items():
        pairs += flat(inner, f"{prefix}{name}.") if isinstance(inner, dict) else [(prefix + name, inner)]
    return pairs


def number(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) and value > 0.001 else f"{value:.6g}"


def table(results: dict) -> str:
    lines = [f"# {results['pack']}", "", f"Measured on {results['date']} at commit {results['commit']} by `tests/Evaluation/evaluate.py`, through the product.", ""]
    for name, report in results["runs"].items():
        arguments = " ".join(RUNS[name]).replace("{data}", "../shared/data").split(" --out")[0]
        lines += [f"## {name}", "", f"`indexing eval {arguments}`", "", "| measure | value |", "|---|---|"]
        lines += [f"| {path} | {number(value)} |" for path, value in flat(report)] + [""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with svt_train, iiit5k_train and icdar2015_train")
    parser.add_argument("--work", type=Path, default=ROOT / "artifacts" / "evaluation", help="rankings of every query")
    parser.add_argument("--program", type=Path, help="a built indexing program; default: build it")
    parser.add_argument("--pack", default="scene-text-2", help="name of the result files")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    if arguments.program is None:
        arguments.program = arguments.work / "program" / "indexing"
        project = ROOT / "services" / "Standalone"
        subprocess.run(["dotnet", "publish", "-c", "Release", str(project), "-o", str(arguments.program.parent)], check=True)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    results = {"pack": arguments.pack, "commit": commit, "date": date.today().isoformat(), "runs": {}}
    for name, command in RUNS.items():
        results["runs"][name] = run(arguments.program, command, arguments.data.resolve(), arguments.work.resolve())
        print(name, results["runs"][name], flush=True)
    out = Path(__file__).parent / "results"
    out.mkdir(exist_ok=True)
    (out / f"{arguments.pack}.json").write_text(json.dumps(results, indent=2) + "\n")
    (out / f"{arguments.pack}.md").write_text(table(results) + "\n")


if __name__ == "__main__":
    main()
