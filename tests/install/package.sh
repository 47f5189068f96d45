#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# package.sh BUILD: packs what BUILD has built, unpacks it into a root of its own, and uses it there.
#
# Exit status: 77 if there is no dpkg.
set -euo pipefail

build=$1
sources=$(cd "$(dirname "$0")/../.." && pwd)
command -v dpkg-deb >/dev/null || { echo "SKIP: no dpkg here" >&2; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $*" >&2; exit 1; }
expect() { [[ -e $root$1 ]] || fail "$1 is not in the package"; }

(umask 022 && cpack --config "$build/CPackConfig.cmake" -B "$work/packages" >"$work/log" 2>&1) ||
    { cat "$work/log" >&2; fail "cpack"; }
packages=("$work"/packages/*.deb)
((${#packages[@]} == 2)) || fail "there should be two packages: ${packages[*]}"

root=$work/root
mkdir -p "$root"
for package in "${packages[@]}"; do
    name=$(dpkg-deb --field "$package" Package)
    [[ $name == braid || $name == libbraid-dev ]] || fail "what is $name?"
    for field in Version Section Maintainer Description Depends; do
        [[ -n $(dpkg-deb --field "$package" "$field") ]] || fail "$name has no $field"
    done
    [[ $(dpkg-deb --field "$package" Version) == "$(dpkg-parsechangelog -l "$sources/resources/debian/changelog" -S Version)" ]] ||
        fail "the change log tells of another version"
    dpkg-deb --extract "$package" "$root"
done
grep -q "release version=\"$(dpkg-deb --field "${packages[0]}" Version)\"" "$root/usr/share/metainfo/org.braid.Braid.metainfo.xml" ||
    fail "the AppStream data tells of another version"

expect /usr/bin/braid
expect /usr/libexec/braid/braid-window
expect /usr/libexec/braid/braid-task
expect /usr/share/applications/org.braid.Braid.desktop
expect /usr/share/mime/packages/org.braid.Braid.xml
expect /usr/share/icons/hicolor/scalable/apps/org.braid.Braid.svg
expect /usr/share/man/man1/braid.1.gz
expect /usr/share/man/man1/braid-run.1.gz
expect /usr/share/man/man1/braid-task.1.gz
expect /usr/share/bash-completion/completions/braid
expect /usr/share/zsh/vendor-completions/_braid
expect /usr/share/doc/braid/copyright
expect /usr/share/braid/examples/sleepers.py
expect /usr/include/braid/loop/task.h
[[ -n $(find "$root/usr/lib" -name BraidConfig.cmake) ]] || fail "CMake would not find the libraries"

# Every option that the program tells of is in the manual and in the completions.
for page in braid braid-run braid-task; do
    command=(--help)
    if [[ $page == braid-* ]]; then command=("${page#braid-}" --help); fi
    while read -r option; do
        gzip -dc "$root/usr/share/man/man1/$page.1.gz" | sed 's/\\-/-/g' | grep -qF -- "$option" ||
            fail "$page.1 does not tell of $option"
        for completion in bash-completion/completions/braid zsh/vendor-completions/_braid; do
            grep -qF -- "$option" "$root/usr/share/$completion" || fail "$completion misses $option"
        done
    done < <("$root/usr/bin/braid" "${command[@]}" | grep -oE '(^| )--[a-z][a-z-]+' | sort -u)
done
for page in braid braid-run braid-task; do
    if command -v man >/dev/null; then
        warnings=$(LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -E UTF-8 -l "$root/usr/share/man/man1/$page.1.gz" 2>&1 >/dev/null)
        [[ -z $warnings ]] || fail "$page.1: $warnings"
    fi
done

# What bash would offer.
offered=$(bash -c "source '$root/usr/share/bash-completion/completions/braid'
    COMP_WORDS=(braid --th); COMP_CWORD=1; _braid; echo \"\${COMPREPLY[@]}\"
    COMP_WORDS=(braid --theme d); COMP_CWORD=2; _braid; echo \"\${COMPREPLY[@]}\"")
[[ $offered == $'--theme\ndark' ]] || fail "bash completes to: $offered"

# What the desktop is told.
if command -v desktop-file-validate >/dev/null; then
    desktop-file-validate "$root/usr/share/applications/org.braid.Braid.desktop" || fail "desktop entry"
fi
if command -v appstreamcli >/dev/null; then
    appstreamcli validate --no-net "$root/usr/share/metainfo/org.braid.Braid.metainfo.xml" >"$work/log" ||
        { cat "$work/log" >&2; fail "AppStream data"; }
fi
grep -q '^Exec=braid %F$' "$root/usr/share/applications/org.braid.Braid.desktop" || fail "Exec"
for type in text/x-python text/markdown application/x-ipynb+json application/vnd.braid.trace+json; do
    grep -q "^MimeType=.*$type;" "$root/usr/share/applications/org.braid.Braid.desktop" || fail "$type"
done
if command -v update-mime-database >/dev/null; then
    update-mime-database "$root/usr/share/mime" 2>"$work/log" || { cat "$work/log" >&2; fail "MIME types"; }
    [[ -e $root/usr/share/mime/application/vnd.braid.trace+json.xml ]] || fail "the type of traces"
fi

# It runs, from where it is.
export HOME=$work/home XDG_CONFIG_HOME=$work/home XDG_DATA_HOME=$work/home
mkdir -p "$HOME"
cat >"$work/hello.py" <<'PROGRAM'
import asyncio
asyncio.run(asyncio.sleep(0.01))
print("hello from the package")
PROGRAM
[[ $("$root/usr/bin/braid" run "$work/hello.py") == "hello from the package" ]] || fail "braid run"
QT_QPA_PLATFORM=offscreen "$root/usr/bin/braid" --screenshot "$work/window.png" "$work/hello.py" ||
    fail "the window"
[[ -s $work/window.png ]] || fail "there is no picture of the window"
echo "installed: ${packages[*]##*/}"
