// SPDX-License-Identifier: MIT
async function* numbers() {
    for (let i = 0; i < 3; ++i) {
        await null;
        yield i;
    }
}
(async () => {
    for await (const n of numbers())
        console.log(n);
    for await (const n of [Promise.resolve('a'), 'b'])
        console.log(n);
    const iterator = numbers();
    console.log(await iterator.next(), await iterator.return('done'), await iterator.next());
})();
Promise.resolve().then(() => console.log('between'));
