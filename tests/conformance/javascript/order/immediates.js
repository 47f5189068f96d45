// SPDX-License-Identifier: MIT
setImmediate(() => {
    console.log('immediate 1');
    setImmediate(() => console.log('immediate 3'));
    Promise.resolve().then(() => console.log('promise'));
    process.nextTick(() => console.log('tick'));
});
setImmediate(() => console.log('immediate 2'));
