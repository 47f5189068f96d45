// SPDX-License-Identifier: MIT
console.log(['a'.repeat(100)], {s: 'line one\nline two', t: "quote ' here", u: `back \`tick\``});
console.log(['\t', '\\', '\u{1f600}', 'ä', '\x7f', '\0']);
console.log('a\tb', ['a\tb']);
