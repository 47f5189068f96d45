#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The rules of the house that no compiler knows, for every file that git tracks.

Prints each breach as FILE:LINE: WHAT; exit status 1 if there is one.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Which parts a part may include. The longest name that fits a file is its part.
MAY_INCLUDE = {
    "loop": {"loop"},
    "bridge/script": {"bridge/script", "loop"},
    "bridge/notes": {"bridge/notes", "bridge/script"},
    "bridge/qt": {"bridge/qt", "loop"},
    "bridge/javascript": {"bridge/javascript", "bridge/script", "loop"},
    "bridge/tasks": {"bridge/tasks", "bridge/script", "loop"},
    "bridge/python": {"bridge/python", "bridge/script", "loop"},
    "widgets": {"widgets", "bridge/script", "loop/trace", "loop/diagnosis"},
    "widgets/session": {"widgets/session", "widgets/wording.h", "widgets/glyphs.h", "bridge/script",
                        "loop/trace", "loop/diagnosis"},
    "widgets/health": {"widgets/health", "loop"},
    "widgets/notes": {"widgets", "bridge/notes", "bridge/script", "loop/trace"},
    "widgets/inspector": {"widgets", "bridge/qt", "loop"},
    "app": {"app", "widgets", "bridge", "loop"},
}

# What of others a part must not know.
NO_QT = re.compile(r"<Q[A-Z]\w*>|<Qt[\w/]+>")
NO_WIDGETS = re.compile(r"<(Q\w*(Widget|View|Window|Dialog|Button|Bar|Label|Menu)|QtWidgets/.*)>")
NO_PYTHON = re.compile(r"<Python\.h>|<(internal/)?pycore_")
MUST_NOT_KNOW = {
    "loop": [NO_QT, NO_PYTHON],
    "bridge/script": [NO_QT, NO_PYTHON],
    "bridge/notes": [NO_QT, NO_PYTHON],
    "bridge/python": [NO_QT],
    "bridge/javascript": [NO_QT, NO_PYTHON],
    "bridge/tasks": [NO_QT, NO_PYTHON],
    "bridge/qt": [NO_PYTHON],
    "widgets": [NO_PYTHON],
    "widgets/session": [NO_PYTHON, NO_WIDGETS],
    "widgets/health": [NO_PYTHON, NO_WIDGETS],
    "widgets/notes": [NO_PYTHON],
    "widgets/inspector": [NO_PYTHON],
    "app": [NO_PYTHON],
}

# One language among others: only its bridge knows it, and what puts the parts together. The lessons
# are files of resources/, by name.
PYTHON = re.compile(r"python|\.py\b", re.IGNORECASE)
MAY_SAY_PYTHON = {"app/window_command.cpp", "app/run_command.cpp", "app/run_options.cpp",
                  "app/lessons.cpp", "widgets/source/highlighting.cpp"}

NEEDS_NO_LICENCE_LINE = re.compile(
    r"LICENSE$|\.(png|expected|gitignore)$|\.json$|\.desktop$|\.ts$|^resources/debian/")
INCLUDE = re.compile(r'^\s*#\s*include\s+(<[^>]+>|"[^"]+")')


def part_of(path, parts):
    """The longest of `parts` that `path` lies in."""
    inside = [part for part in parts if path == part or path.startswith(part + "/")]
    return max(inside, key=len, default=None)


def without_comments(text):
    """The text of a C++ file, its comments blank; its lines stay where they are."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*")', re.DOTALL)
    return pattern.sub(
        lambda found: found[1] or re.sub(r"[^\n]", " ", found[0]), text
    )


def breaches_of_layers(path, line):
    found = INCLUDE.match(line)
    part = part_of(path, MAY_INCLUDE)
    if not found or not part:
        return
    name = found[1]
    if name.startswith('"') and "/" in name:
        target = name.strip('"')
        if part_of(target, MAY_INCLUDE) and not part_of(target, MAY_INCLUDE[part]):
            yield f"{part} must not include {target}"
    for unknown in MUST_NOT_KNOW[part]:
        if unknown.match(name):
            yield f"{part} must not include {name}"


def breaches_of_language(path, line):
    if part_of(path, MAY_INCLUDE) in (None, "bridge/python") or path in MAY_SAY_PYTHON:
        return
    if not INCLUDE.match(line) and PYTHON.search(line):
        yield "only bridge/python knows Python"


def breaches_in(path, text):
    if not NEEDS_NO_LICENCE_LINE.search(path) and "SPDX-License-Identifier: MIT" not in text[:300]:
        yield 1, "the licence line is missing"
    if not path.endswith((".h", ".cpp", ".c")):
        return
    if path.endswith(".h") and "#pragma once" not in text:
        yield 1, "#pragma once is missing"
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        for check in (breaches_of_layers, breaches_of_language):
            for breach in check(path, line):
                yield number, breach


def main():
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split("\0")
    count = 0
    for path in filter(None, tracked):
        file = ROOT / path
        if not file.is_file():
            continue  # deleted, but not yet in git
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, breach in breaches_in(path, text):
            print(f"{path}:{number}: {breach}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
