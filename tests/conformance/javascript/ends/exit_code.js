// SPDX-License-Identifier: MIT
process.exitCode = 3;
process.on('beforeExit', () => console.log('before exit'));
process.on('exit', status => console.log('exit', status));
