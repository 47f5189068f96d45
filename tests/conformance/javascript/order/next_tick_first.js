// SPDX-License-Identifier: MIT
Promise.resolve().then(() => console.log('promise'));
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('microtask'));
setTimeout(() => console.log('timeout'));
setImmediate(() => console.log('immediate'));
console.log('script');
