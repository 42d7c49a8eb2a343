"""Ours beside its peers: `compare.py DIARYCTL HAND_JOIN FOLDER [RUNS]`, see ../README.md.

FOLDER holds what `diaryctl generate` writes. Everybody joins the same files, taking turns; printed
are the medians of wall time, CPU seconds and peak memory, and the ratios to ours. Then what the
peers found is held against ours: nobody may find less than 99.9 % of it, or another record.
"""

import csv
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent


def run(command):
    """Wall seconds, CPU seconds and peak KiB of a command."""
    begun = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss


def records(path):
    """The records that answers name as found."""
    with open(path, encoding="utf-8") as lines:
        if path.suffix == ".csv":
            return {row["identity"]: row["record"] for row in csv.DictReader(lines) if row["record"]}
        answers = (json.loads(line) for line in lines)
        return {a["identity"]: a["record"] for a in answers if a.get("outcome") == "found"}


def main(diaryctl, hand, folder, runs="3"):
    folder = Path(folder)
    journal, identities = str(folder / "journal.csv"), str(folder / "identities.csv")
    for path in (journal, identities):
        Path(path).read_bytes()
    with tempfile.TemporaryDirectory() as work:
        out = {name: Path(work) / name for name in ("ours.jsonl", "whole.jsonl", "hand.jsonl")}
        out |= {name: Path(work) / name for name in ("duckdb.csv", "near.csv", "polars.csv")}
        ours = [diaryctl, "reconcile", "--journal", journal, "--identities", identities, "--out"]
        peer = [sys.executable, str(HERE / "duckdb_join.py"), journal, identities]
        polars = [sys.executable, str(HERE / "polars_join.py"), journal, identities]
        commands = {
            "ours, exact": [*ours, str(out["ours.jsonl"]), "--no-diagnosis"],
            "ours, whole": [*ours, str(out["whole.jsonl"])],
            "by hand, exact": [hand, journal, identities, str(out["hand.jsonl"])],
            "DuckDB, exact": [*peer, str(out["duckdb.csv"])],
            "DuckDB, whole": [*peer, str(out["near.csv"]), "diagnose"],
            "Polars, exact": [*polars, str(out["polars.csv"])],
        }
        if "--ours" in sys.argv:
            commands = {name: command for name, command in commands.items() if "D" not in name}
        taken = {name: [] for name in commands}
        for _ in range(int(runs)):
            for name, command in commands.items():
                taken[name].append(run(command))
        medians = {
            name: [statistics.median(column) for column in zip(*rows)]
            for name, rows in taken.items()
        }
        print(f"{'':16}{'wall s':>9}{'CPU s':>9}{'MiB':>8}   as ratios to ours")
        for name, (wall, cpu, memory) in medians.items():
            own = medians["ours, whole" if name.endswith("whole") else "ours, exact"]
            ratios = [value / base for value, base in zip((wall, cpu, memory), own)]
            told = "".join(f"{ratio:8.2f}" for ratio in ratios)
            print(f"{name:16}{wall:9.2f}{cpu:9.2f}{memory / 1024:8.0f}   {told}")
        whole, exact = medians["ours, whole"], medians["ours, exact"]
        print(f"ours, whole to exact: wall {whole[0] / exact[0]:.2f}, CPU {whole[1] / exact[1]:.2f}")

        found = records(out["ours.jsonl"])
        for name in ("hand.jsonl", "duckdb.csv", "polars.csv"):
            if not out[name].exists():
                continue
            theirs = records(out[name])
            same = sum(theirs.get(identity) == record for identity, record in found.items())
            other = sum(theirs.get(identity, record) != record for identity, record in found.items())
            share = 100 * same / len(found)
            print(f"{name}: {share:.3f} % of what we find, {other} with another record")
            if share < 99.9:
                sys.exit(1)


if __name__ == "__main__":
    main(*[argument for argument in sys.argv[1:] if argument != "--ours"])
