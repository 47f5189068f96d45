// SPDX-License-Identifier: MIT
process.stdout.write('no newline');
process.stdout.write(' and one\n');
process.stderr.write('not seen here\n');
console.error('nor this');
process.stdout.write('done\n', () => console.log('callback'));
console.log('sync');
