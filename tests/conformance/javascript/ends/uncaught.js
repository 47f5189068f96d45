// SPDX-License-Identifier: MIT
process.on('exit', status => console.log('exit', status));
setTimeout(() => console.log('never'), 1);
Promise.resolve().then(() => console.log('never either'));
throw new TypeError('it fails');
