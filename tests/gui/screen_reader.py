#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""screen_reader.py SCRIPT: uses Braid's window as a screen reader does, by roles, names and actions.

Opens SCRIPT, hears what it does and prints, stops it. Exit status 1 and a word about what was not
found, or 77 if there is nothing to read screens with.
"""
import sys
import time
import warnings

warnings.simplefilter("ignore", DeprecationWarning)  # of names only

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi
except (ImportError, ValueError):
    print("SKIP: gir1.2-atspi-2.0 or python3-gi is not installed")
    sys.exit(77)

PATIENCE_S = 30


def everything(under):
    """All that is below, and shown."""
    try:
        for number in range(min(under.get_child_count(), 200)):
            child = under.get_child_at_index(number)
            if child is not None:
                yield child
                yield from everything(child)
    except gi.repository.GLib.Error:  # it went while it was looked at
        return


def heard(what, condition):
    """What `condition` gives as soon as that is something."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            if found := condition():
                return found
        except gi.repository.GLib.Error:
            pass
        time.sleep(0.05)
    sys.exit(f"not found: {what}")


def find(under, role, name="", shown=True):
    def look():
        for each in everything(under):
            if each.get_role_name() == role and name in (each.get_name() or ""):
                if not shown or each.get_state_set().contains(Atspi.StateType.SHOWING):
                    return each
        return None

    return heard(f"{role} {name!r}", look)


def press(button):
    names = [Atspi.Action.get_action_name(button, n) for n in range(button.get_n_actions())]
    if "Press" not in names or not button.do_action(names.index("Press")):
        sys.exit(f"cannot be pressed: {button.get_name()}: {names}")


def text_of(each):
    return Atspi.Text.get_text(each, 0, Atspi.Text.get_character_count(each))


def words_of(under):
    return " | ".join(each.get_name() or "" for each in everything(under))


def main(script):
    desktop = Atspi.get_desktop(0)
    braid = find(desktop, "application", "braid", shown=False)
    window = find(braid, "frame", "Braid")

    # open
    press(find(window, "push button", "Open"))
    dialog = find(braid, "dialog", "Open scripts")
    name = find(dialog, "text", "File name")
    Atspi.EditableText.set_text_contents(name, script)
    press(find(dialog, "push button", "Open"))

    # run, read: the list of tasks, the lanes, the console, the strip
    for task, state in (("main", "waiting"), ("napper", "waiting")):
        heard(f"{task} {state}", lambda: task in (all := words_of(find(window, "tree"))) and state in all)
    lanes = find(window, "table", "Timeline")
    heard("napper's lane", lambda: "napper" in words_of(lanes))
    console = find(window, "text", "Console")
    heard("what it printed", lambda: "good night" in text_of(console))
    strip = heard("the strip", lambda: [e for e in everything(window) if e.get_name() == "Loop"
                                        and "waiting" in (e.get_description() or "")])
    print(strip[0].get_description())

    # stop
    press(find(window, "push button", "Stop all"))
    heard("its end", lambda: "cleaned up" in text_of(console))
    heard("napper cancelled", lambda: "cancelled" in words_of(find(window, "tree")))


main(sys.argv[1])
