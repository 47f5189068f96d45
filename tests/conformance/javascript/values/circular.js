// SPDX-License-Identifier: MIT
const a = {name: 'a'};
a.self = a;
console.log(a);
const list = [1];
list.push(list, {list});
console.log(list);
const x = {}, y = {x};
x.y = y;
console.log(x, [y]);
