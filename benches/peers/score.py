"""Scores the answers of `diaryctl reconcile` against the truth: `score.py TRUTH ANSWERS [check]`.

The truth is the `truth.csv` of `diaryctl generate`, with the columns `identity,record,class,field`:
one line for each record that belongs to an identity; `record` is empty for somebody who is in no
record. `class` is empty where both sides are written alike and `format` where nothing but the
format of values differs, so that the record must be found; else it is the kind of the one mistake
in the pair, by the name that the findings have for it, in `field`.

A candidate pair is the found record, else the record that the findings name first. With `check`
the exit is 1 unless every goal is reached: no false entry, every pair found that differs in format
alone, the kind right in 99 of 100, recall and precision of the pairs 99.96 %.
"""

import collections
import csv
import json
import sys


def main(truth_path, answers_path, check):
    truth = collections.defaultdict(list)
    with open(truth_path, encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            truth[row["identity"]].append(row)
    false = found = pairs = right = missed = kinds = kinds_right = possible = 0
    wrong = collections.Counter()
    with open(answers_path, encoding="utf-8") as lines:
        for line in lines:
            answer = json.loads(line)
            if "identity" not in answer:
                continue
            rows = truth[answer["identity"]]
            records = {row["record"] for row in rows if row["record"]}
            classes = {row["class"] for row in rows}
            findings = answer.get("findings") or []
            possible += bool(records)
            named = answer["record"] or (findings[0]["record"] if findings else None)
            pairs += named is not None
            right += named in records
            if answer["outcome"] == "found":
                found += 1
                false += answer["record"] not in records
                continue
            missed += bool(records) and classes <= {"", "format"} and len(rows) == 1
            if len(rows) == 1 and records and not classes & {"", "format", "missing", "duplicate"}:
                (kind,) = classes
                kinds += 1
                told = [item["kind"] for item in findings if item["record"] in records]
                kinds_right += kind in told
                wrong[kind] += kind not in told
    recall, precision = right / possible, right / pairs
    print(f"found {found}, false entries {false}, format alone and yet not found {missed}")
    print(f"kinds right {kinds_right} of {kinds} ({100 * kinds_right / max(kinds, 1):.2f} %)")
    print(f"candidate pairs: recall {100 * recall:.3f} %, precision {100 * precision:.3f} %")
    print("kinds most often wrong:", [item for item in wrong.most_common(5) if item[1]])
    is_good = not false and not missed and kinds_right >= 0.99 * kinds
    if check and not (is_good and recall >= 0.9996 and precision >= 0.9996):
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:3], "check" in sys.argv[3:])
