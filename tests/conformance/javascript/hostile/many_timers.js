// SPDX-License-Identifier: MIT
let count = 0;
for (let i = 0; i < 20000; ++i)
    setTimeout(() => { if (++count === 20000) console.log('all'); }, i % 7);
