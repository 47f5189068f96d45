// SPDX-License-Identifier: MIT
Promise.resolve(1).finally(() => 2).then(value => console.log('value', value));
Promise.reject(3).finally(() => console.log('finally')).catch(value => console.log('caught', value));
Promise.resolve(4).finally(() => { throw 5; }).catch(value => console.log('thrown', value));
(async () => { try { return 'returned'; } finally { console.log('finally of async'); await null; } })().then(console.log);
