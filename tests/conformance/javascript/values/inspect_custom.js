// SPDX-License-Identifier: MIT
const {inspect} = require('util');
class Money { constructor(n) { this.n = n; } [inspect.custom]() { return `Money<${this.n}>`; } }
console.log(new Money(5), [new Money(6)], {m: new Money(7)});
console.log(inspect({a: {b: {c: {d: {}}}}}, {depth: null}), inspect('text'), inspect([1, [2, [3, [4, [5]]]]], {depth: 1}));
class Tagged { get [Symbol.toStringTag]() { return 'Tag'; } }
console.log(new Tagged(), Object.create({constructor: null}));
