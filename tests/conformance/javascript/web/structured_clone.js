// SPDX-License-Identifier: MIT
const original = {date: new Date(0), map: new Map([[1, {a: 1}]]), set: new Set([1]), list: [1, , 3], re: /x/g, n: null};
original.self = original;
const copy = structuredClone(original);
console.log(copy !== original, copy.self === copy, copy.map.get(1), copy.set, copy.date, copy.re, copy.list);
try {
    structuredClone(() => {});
} catch (error) {
    console.log(error.name, error.message);
}
