// SPDX-License-Identifier: MIT
Promise.resolve().then(() => {
    console.log(1);
    return Promise.resolve(2);
}).then(console.log);
Promise.resolve().then(() => console.log(3)).then(() => console.log(4)).then(() => console.log(5))
    .then(() => console.log(6)).then(() => console.log(7));
