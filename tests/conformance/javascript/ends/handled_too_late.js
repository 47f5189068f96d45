// SPDX-License-Identifier: MIT
const p = Promise.reject(new Error('late'));
setTimeout(() => p.catch(() => console.log('never')), 1);
