// SPDX-License-Identifier: MIT
export let value = 1;
export const increment = () => { ++value; };
export default x => x * 21;
console.log('part');
