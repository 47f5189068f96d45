// SPDX-License-Identifier: MIT
process.on('unhandledRejection', reason => console.log('unhandled', reason));
Promise.reject('a');
setTimeout(() => Promise.reject('b'), 1);
