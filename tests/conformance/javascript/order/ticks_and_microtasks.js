// SPDX-License-Identifier: MIT
process.nextTick(() => {
    console.log('tick 1');
    Promise.resolve().then(() => console.log('promise in tick'));
    process.nextTick(() => console.log('tick in tick'));
});
Promise.resolve().then(() => {
    console.log('promise 1');
    process.nextTick(() => console.log('tick in promise'));
    Promise.resolve().then(() => console.log('promise in promise'));
});
