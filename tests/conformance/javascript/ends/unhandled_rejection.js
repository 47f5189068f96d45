// SPDX-License-Identifier: MIT
Promise.reject(new Error('nobody catches'));
setTimeout(() => console.log('never'), 1);
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('microtask'));
