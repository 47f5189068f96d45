// SPDX-License-Identifier: MIT
const log = text => () => console.log(text);
setImmediate(log('immediate'));
setTimeout(log('timeout'), 0);
process.nextTick(log('tick 1'));
Promise.resolve().then(log('promise 1')).then(log('promise 2')).finally(log('finally'));
queueMicrotask(() => { console.log('microtask'); process.nextTick(log('tick from microtask')); queueMicrotask(log('nested')); });
process.nextTick(() => queueMicrotask(log('microtask from tick')));
(async () => { log('async body')(); await null; log('after await')(); await null; log('after second')(); })();
log('end of script')();
