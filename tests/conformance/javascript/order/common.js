// SPDX-License-Identifier: MIT
const part = require('./common_part.js');
const again = require('./common_part');
console.log(part === again, part.name, part.add(1, 2), __filename.endsWith('common.js'), typeof __dirname, this === module.exports);
import('./module_part.mjs').then(module => console.log(module.value));
try {
    require('./missing.js');
} catch (error) {
    console.log(error.code);
}
