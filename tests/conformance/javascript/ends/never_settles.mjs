// SPDX-License-Identifier: MIT
console.log('waits');
await new Promise(() => {});
console.log('never');
