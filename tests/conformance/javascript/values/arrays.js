// SPDX-License-Identifier: MIT
console.log([], [1, 2, 3], [[1, [2, [3, [4]]]]], [, 1, , , 2], new Array(5), ['a', 'b']);
console.log(Array.from({length: 6}, (_, i) => i));
console.log(Object.assign([1, 2], {x: 3}));
console.log(Array.from({length: 101}, (_, i) => i));
console.log(Array.from({length: 30}, (_, i) => 'item ' + i));
