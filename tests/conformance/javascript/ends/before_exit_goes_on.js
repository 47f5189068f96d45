// SPDX-License-Identifier: MIT
let times = 0;
process.on('beforeExit', () => {
    console.log('before exit', ++times);
    if (times < 3)
        setTimeout(() => console.log('more'), 1);
});
