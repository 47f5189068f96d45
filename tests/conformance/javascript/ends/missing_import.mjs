// SPDX-License-Identifier: MIT
import './nowhere.mjs';
console.log('never');
