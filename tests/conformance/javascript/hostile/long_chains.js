// SPDX-License-Identifier: MIT
let p = Promise.resolve(0);
for (let i = 0; i < 100000; ++i)
    p = p.then(n => n + 1);
p.then(console.log);
let n = 0;
const next = () => ++n < 100000 ? queueMicrotask(next) : console.log('microtasks', n);
next();
let t = 0;
const tick = () => ++t < 20000 ? process.nextTick(tick) : console.log('ticks', t);
tick();
