// SPDX-License-Identifier: MIT
process.on('uncaughtException', (error, origin) => console.log(error.message, origin));
setTimeout(() => console.log('goes on'), 40);
setTimeout(() => { throw new Error('one'); }, 1);
Promise.reject(new Error('two'));
throw new Error('zero');
