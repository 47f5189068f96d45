// SPDX-License-Identifier: MIT
console.log('never');
let let = 1;
