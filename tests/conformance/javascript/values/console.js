// SPDX-License-Identifier: MIT
console.group('outer');
console.log('inside\nof it');
console.group();
console.info('deeper');
console.groupEnd();
console.debug('back');
console.groupEnd();
console.log('out');
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
console.assert(true, 'not shown');
console.dir({a: {b: {c: {d: 1}}}}, {depth: 0});
