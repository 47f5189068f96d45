// SPDX-License-Identifier: MIT
try {
    process.exit(4);
} finally {
    console.log('never');
}
