// SPDX-License-Identifier: MIT
let depth = 0;
const deeper = () => { ++depth; deeper(); };
try {
    deeper();
} catch (error) {
    console.log(error instanceof RangeError, error.name, error.constructor.name, depth > 1000);
}
