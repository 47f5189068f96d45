// SPDX-License-Identifier: MIT
async function a() {
    console.log('a start');
    await b();
    console.log('a end');
}
async function b() { console.log('b'); }
console.log('script start');
setTimeout(() => console.log('timeout'), 0);
a();
new Promise(resolve => {
    console.log('executor');
    resolve();
}).then(() => console.log('then 1')).then(() => console.log('then 2'));
console.log('script end');
