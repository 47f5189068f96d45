// SPDX-License-Identifier: MIT
console.log('loaded once');
exports.name = 'part';
exports.add = (a, b) => a + b;
