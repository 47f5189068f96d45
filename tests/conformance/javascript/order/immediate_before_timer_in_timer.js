// SPDX-License-Identifier: MIT
setTimeout(() => {
    setTimeout(() => console.log('timer'), 0);
    setImmediate(() => console.log('immediate'));
}, 0);
