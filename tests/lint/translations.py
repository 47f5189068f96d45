#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Are the catalogues of resources/translations complete? With --update, brings them up to date.

Complete: lupdate finds no text that they do not have, each is translated, with the places for
arguments and the access key of the original, and in as many plural forms as the language has.
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

root = pathlib.Path(__file__).resolve().parents[2]
catalogues = sorted((root / "resources/translations").glob("braid_*.ts"))
lupdate = "/usr/lib/qt6/bin/lupdate"


def texts_of_tasks():
    """What app/task_field.cpp translates: bridge/tasks, which knows no Qt, cannot mark it."""
    for file in sorted((root / "bridge/tasks").glob("*.cpp")):
        for found in re.finditer(r'\.(?:title|description) =((?:\s*"(?:\\.|[^"\\])*")+)',
                                 file.read_text(encoding="utf-8")):
            yield found[1]


def update(files):
    with tempfile.TemporaryDirectory() as folder:
        tasks = pathlib.Path(folder) / "tasks.cpp"
        tasks.write_text("\n".join(f'QT_TRANSLATE_NOOP("braid::TaskKind",{text});'
                                   for text in texts_of_tasks()), encoding="utf-8")
        command = [lupdate, "-silent", "-no-obsolete", "-locations", "none", "-extensions", "cpp,h",
                   "-I", ".", "app", "widgets", str(tasks), "-ts", *map(str, files)]
        subprocess.run(command, cwd=root, check=True)


def places(text):
    return sorted(set(re.findall(r"%(?:L?\d+|L?n)", text)))


def faults(file):
    for context in tree.parse(file).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            if translation.get("type") in ("vanished", "obsolete"):
                continue
            source = message.findtext("source")
            where = f"{file.name}: {context.findtext('name')}: {source!r}"
            numerus = message.get("numerus") == "yes"
            forms = ([form.text or "" for form in translation.findall("numerusform")] if numerus
                     else [translation.text or ""])
            if translation.get("type") == "unfinished" or not all(forms):
                yield f"{where} is not translated"
                continue
            if numerus and len(forms) != 2:
                yield f"{where} has {len(forms)} forms"
            for form in forms:
                wanted, found = places(source), places(form)
                if wanted != found:
                    yield f"{where} has other places in its translation: {form!r}"
                if (re.search("&[^& ]", source) is None) != (re.search("&[^& ]", form) is None):
                    yield f"{where} has an access key, or its translation {form!r}: not both"


def main():
    if "--update" in sys.argv[1:]:
        update(catalogues)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        copies = [pathlib.Path(folder) / file.name for file in catalogues]
        for file, copy in zip(catalogues, copies):
            copy.write_bytes(file.read_bytes())
        update(copies)
        found = [fault for copy in copies for fault in faults(copy)]
    for fault in found:
        print(fault)
    if found:
        print("./dev translate puts what is new into resources/translations/*.ts, to be translated.")
    return 1 if found or not catalogues else 0


if __name__ == "__main__":
    sys.exit(main())
