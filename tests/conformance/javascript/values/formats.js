// SPDX-License-Identifier: MIT
console.log('%s is %d years and %i, %f', 'Bob', 42, 42.9, '1.5');
console.log('%j', {a: 1}, [1]);
console.log('%O', {a: {b: {c: {}}}});
console.log('100%', 'of %s', 'it');
console.log('%s', null, undefined, 1n, Symbol('x'), {a: 1});
console.log('%c styled', 'color: red');
console.log('%%', '%d', 5);
console.log('a%sb%s', 1);
console.log('%s', [1, 2], '%s');
