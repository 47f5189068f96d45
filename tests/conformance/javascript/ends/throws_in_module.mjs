// SPDX-License-Identifier: MIT
console.log('module');
await null;
throw new RangeError('from a module');
