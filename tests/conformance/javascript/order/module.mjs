// SPDX-License-Identifier: MIT
import {value, increment} from './module_part.mjs';
import * as all from './module_part.mjs';
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('promise'));
console.log(value);
increment();
console.log(value, Object.keys(all));
const {default: fallback} = await import('./module_part.mjs');
console.log(fallback(2));
console.log(typeof import.meta.url, typeof require);
await new Promise(resolve => setTimeout(resolve, 2));
console.log('after top-level await');
