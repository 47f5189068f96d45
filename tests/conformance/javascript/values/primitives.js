// SPDX-License-Identifier: MIT
console.log('text', 1, -0, 1n, true, null, undefined, NaN, Symbol('s'), Infinity);
console.log(['text', "it's", `both ' and "`, 'new\nline', '\u0001'], [-0, 1n, null, undefined, Symbol('s')]);
console.log();
console.log('');
