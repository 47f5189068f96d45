// SPDX-License-Identifier: MIT
console.log({first: 'some text here', second: 'some more text', third: 'and even more', fourth: 1});
console.log({first: 'some text here', second: 'some more text', third: 'and even more', fourth: 1, fifth: 'too long by now'});
console.log([{name: 'Ada', born: 1815, works: ['notes', 'letters']}, {name: 'Grace', born: 1906, works: ['compiler', 'COBOL']}]);
console.log({a: {b: {c: {}}}, list: [1, 2, {deep: {deeper: [1]}}]});
console.log({nested: {array: [1, 2, 3], object: {x: 1, y: 2, z: {deep: true}}}, text: 'x'.repeat(60)});
