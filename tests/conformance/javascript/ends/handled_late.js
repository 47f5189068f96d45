// SPDX-License-Identifier: MIT
const p = Promise.reject(1);
queueMicrotask(() => queueMicrotask(() => p.catch(value => console.log('in time', value))));
process.nextTick(() => Promise.reject(2).catch(value => console.log('caught', value)));
