// SPDX-License-Identifier: MIT
function* gen() { try { const got = yield 1; console.log('got', got); yield* [2, 3]; return 4; } finally { console.log('closed'); } }
const g = gen();
console.log(g.next(), g.next('x'), g.next(), g.next(), g.next());
for (const v of gen()) { console.log(v); break; }
console.log([...gen()], gen());
