// SPDX-License-Identifier: MIT
let count = 0;
const interval = setInterval(() => {
    console.log('tick', ++count);
    if (count === 3)
        clearInterval(interval);
}, 5);
