// SPDX-License-Identifier: MIT
const p = new Promise(resolve => { resolve(1); resolve(2); console.log('still runs'); });
p.then(v => console.log('a', v));
p.then(v => console.log('b', v));
const q = p.then(v => { console.log('c', v); return v; });
q.then(() => console.log('d'));
console.log(p === Promise.resolve(p));
