// SPDX-License-Identifier: MIT
console.log(/a+/gi, new Date(0), new Date(NaN), [new Date(86400000)], new Number(3), new String('abc'), new Boolean(false));
console.log([/x/], {date: new Date(0)}, Object(Symbol('s')), Object(1n));
console.log((function () { return typeof arguments; })(), Math.max, JSON.stringify);
console.log(function named() {}, function () {}, () => {}, async () => {}, function* gen() {}, Symbol.iterator);
console.log([function named() {}, class A {}], {f: Object.assign(function f() {}, {extra: 1})});
