// SPDX-License-Identifier: MIT
async function count(name) {
    for (let i = 0; i < 3; ++i) {
        console.log(name, i);
        await null;
    }
}
count('a');
count('b');
Promise.all([count('c'), count('d')]).then(() => console.log('all'));
