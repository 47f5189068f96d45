// SPDX-License-Identifier: MIT
(async () => { throw 'just text'; })();
console.log('before');
