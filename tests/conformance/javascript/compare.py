#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs each program beside this file under node and under `braid run`: what it prints on standard
output and its exit status must be the same, byte for byte.

    compare.py BRAID [--find PART] [--verbose]

Programs differ on purpose in what they say on standard error: engines word errors differently.
"""
import argparse
import difflib
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
INPUT = b"first\nsecond\nlast without newline"
ARGUMENTS = ["one", "two words"]


def run(command, file, separator):
    try:
        done = subprocess.run([*command, str(file), *separator, *ARGUMENTS], input=INPUT,
                              capture_output=True, timeout=60, cwd=HERE, check=False)
    except subprocess.TimeoutExpired as late:
        return late.stdout or b"", "has not ended", b""
    return done.stdout, done.returncode, done.stderr


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("braid")
    parser.add_argument("--find", default="")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    programs = sorted(file for file in HERE.glob("*/*.*js")
                      if not file.stem.endswith("_part") and options.find in str(file))
    failed = []
    for file in programs:
        node = run(["node"], file, [])
        ours = run([options.braid, "run"], file, ["--"])
        if node[:2] == ours[:2]:
            continue
        failed.append(file)
        print(f"-- {file.relative_to(HERE)}: status {node[1]} under node, {ours[1]} here")
        sys.stdout.writelines(difflib.unified_diff(
            node[0].decode(errors="replace").splitlines(True),
            ours[0].decode(errors="replace").splitlines(True), "node", "braid", n=1))
        if options.verbose or node[1] != ours[1]:
            print(ours[2].decode(errors="replace")[-800:])
    print(f"{len(programs) - len(failed)} of {len(programs)} programs as under node")
    return bool(failed) or not programs


if __name__ == "__main__":
    sys.exit(main())
