// SPDX-License-Identifier: MIT
process.on('exit', status => { console.log('exit', status, process.exitCode); });
setTimeout(() => console.log('never'), 10);
Promise.resolve().then(() => process.exit(7));
