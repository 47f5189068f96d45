// SPDX-License-Identifier: MIT
setTimeout(() => console.log('timer 1'), 1);
const end = Date.now() + 20;
while (Date.now() < end);
setTimeout(() => console.log('timer 0'), 0);
setTimeout(() => console.log('timer 30'), 30);
Promise.resolve().then(() => console.log('promise'));
console.log('worked');
