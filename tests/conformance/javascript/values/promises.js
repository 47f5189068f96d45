// SPDX-License-Identifier: MIT
console.log(Promise.resolve(1), new Promise(() => {}), Promise.resolve({a: [1]}));
const rejected = Promise.reject('no');
console.log(rejected);
rejected.catch(() => {});
console.log((async () => 1)(), [Promise.resolve('x')]);
