// SPDX-License-Identifier: MIT
const before = performance.now();
setTimeout(() => console.log(performance.now() - before >= 4, typeof performance.timeOrigin), 5);
console.log(before >= 0, typeof process.hrtime.bigint(), process.hrtime().length, process.uptime() < 60);
