// SPDX-License-Identifier: MIT
setTimeout(() => console.log('never'), 1000).unref();
setTimeout(() => console.log('once'), 1);
console.log(setTimeout(() => {}, 1).hasRef());
