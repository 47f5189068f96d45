// SPDX-License-Identifier: MIT
const error = new Error('message');
console.log(error.name, error.message, String(error), error instanceof Error, typeof error.stack);
console.log(error.stack.split('\n')[0]);
class Mine extends Error { constructor(m) { super(m); this.name = 'Mine'; this.code = 7; } }
const mine = new Mine('own');
console.log(String(mine), mine.code, Object.prototype.toString.call(mine));
console.log(new Error('outer', {cause: 'inner'}).cause);
console.log(new AggregateError([1, 2], 'several').errors);
