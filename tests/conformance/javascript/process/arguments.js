// SPDX-License-Identifier: MIT
console.log(process.argv.length, process.argv.slice(2), typeof process.argv[0], process.argv[1].endsWith('arguments.js'));
console.log(typeof process.env.PATH, process.env.NOT_THERE, process.platform, typeof process.pid, process.cwd().startsWith('/'));
console.log(typeof process.version, process.execArgv, globalThis === global);
