// SPDX-License-Identifier: MIT
class A {
    #x = 1;
    static count = 0;
    static { A.count = 5; }
    get x() { return this.#x; }
    has(o) { return #x in o; }
}
console.log(new A().x, A.count, new A().has({}), [1, 2, 3].at(-1), Object.hasOwn({a: 1}, 'a'));
let v = null;
v ??= 2;
console.log(v, v?.y?.z, 1_000, 2 ** 10, 'aXbX'.replaceAll('X', '-'), [..."héllo"].length);
console.log(/(?<y>\d{4})/d.exec('in 2022').groups.y, [3, 1, 2].sort(), [1, [2, [3]]].flat(Infinity));
label: for (const i of [1, 2]) for (const j of [1, 2]) { if (j === 2) continue label; console.log(i, j); }
