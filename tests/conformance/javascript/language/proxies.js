// SPDX-License-Identifier: MIT
const p = new Proxy({a: 1}, {get: (t, k) => k in t ? t[k] : `no ${String(k)}`, has: () => true});
console.log(p.a, p.b, 'x' in p);
const w = new WeakRef({});
console.log(typeof w.deref, Reflect.ownKeys({b: 1, a: 2, 1: 3}));
console.log(JSON.stringify({d: new Date(0), u: undefined, n: NaN, nested: [undefined, () => {}]}, null, 2));
