// SPDX-License-Identifier: MIT
const thenable = {then(resolve) { console.log('then called'); resolve('thenable'); }};
Promise.resolve(thenable).then(console.log);
(async () => console.log('await', await thenable))();
Promise.resolve().then(() => console.log(1)).then(() => console.log(2)).then(() => console.log(3));
