// SPDX-License-Identifier: MIT
new Promise(() => { throw new Error('thrown'); }).catch(error => console.log('caught', error.message));
Promise.reject(1).catch(value => { console.log('caught', value); throw 2; }).then(() => console.log('no'), value => console.log('second', value));
console.log('first');
