// SPDX-License-Identifier: MIT
console.log({}, {a: 1}, {a: {b: {c: {d: 1}}}}, {'with-dash': 1, 2: 3, [Symbol('s')]: 4});
console.log({a: 'text', f() {}, g: () => {}, h: class {}, i: class A extends Array {}, async j() {}, *k() {}, async *l() {}});
console.log(Object.create(null), Object.create({a: 1}), Object.assign(Object.create(null), {x: 1}));
console.log({get a() { return 1; }, set b(v) {}, get c() { return 1; }, set c(v) {}});
class Point { constructor(x, y) { this.x = x; this.y = y; } }
console.log(new Point(1, 2), [new Point(3, 4)], {p: new Point(5, {q: new Point(6, 7)})});
class Empty {}
console.log(new Empty(), [new Empty()], Point, Empty);
