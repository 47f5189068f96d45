// SPDX-License-Identifier: MIT
console.log(new Map(), new Set(), new Map([['a', 1], [{b: 2}, [3]]]), new Set([1, 'two', {three: 3}]));
console.log(new WeakMap(), new WeakSet());
console.log({map: new Map([['k', new Map([['inner', 1]])]])});
console.log(new Uint8Array([1, 2, 3]), new Float64Array(2), new ArrayBuffer(4));
console.log([new Set([1])], new Set([new Set([1])]));
