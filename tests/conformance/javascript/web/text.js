// SPDX-License-Identifier: MIT
const bytes = new TextEncoder().encode('aä€\u{1f600}');
console.log(bytes, new TextDecoder().decode(bytes));
console.log(new TextDecoder().decode(Uint8Array.of(0xff, 0x61, 0xe2, 0x82, 0x62)));
try {
    new TextDecoder('utf-8', {fatal: true}).decode(Uint8Array.of(0xff));
} catch (error) {
    console.log(error.name);
}
