// SPDX-License-Identifier: MIT
const EventEmitter = require('events');
const emitter = new EventEmitter();
emitter.on('x', value => console.log('on', value));
emitter.once('x', value => console.log('once', value));
emitter.prependListener('x', value => console.log('before', value));
console.log(emitter.emit('x', 1), emitter.emit('x', 2), emitter.emit('y'), emitter.listenerCount('x'));
EventEmitter.once(emitter, 'z').then(value => console.log('promised', value));
emitter.emit('z', 'last');
console.log('sync');
