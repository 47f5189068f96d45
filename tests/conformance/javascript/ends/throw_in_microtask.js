// SPDX-License-Identifier: MIT
queueMicrotask(() => { throw new Error('in a microtask'); });
process.on('uncaughtException', error => console.log('caught', error.message));
queueMicrotask(() => console.log('the next one runs'));
setTimeout(() => console.log('and timers'));
