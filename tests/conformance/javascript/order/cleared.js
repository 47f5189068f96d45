// SPDX-License-Identifier: MIT
const first = setTimeout(() => console.log('never'), 5);
setTimeout(() => { clearTimeout(second); console.log('cleared'); }, 0);
const second = setTimeout(() => console.log('never either'), 0);
clearTimeout(first);
clearTimeout(undefined);
clearTimeout(12345);
const immediate = setImmediate(() => console.log('not this'));
clearImmediate(immediate);
setTimeout((a, b) => console.log(a, b), 2, 'with', 'arguments');
