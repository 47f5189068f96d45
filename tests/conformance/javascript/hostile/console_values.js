// SPDX-License-Identifier: MIT
console.log({toString() { throw new Error('no'); }});
console.log({get boom() { throw new Error('never called'); }});
console.log(Object.create(null));
const deep = {};
let at = deep;
for (let i = 0; i < 1000; ++i)
    at = at.next = {};
console.log(deep);
const bad = {};
Object.defineProperty(bad, 'constructor', {get() { throw new Error('no'); }});
console.log(bad);
