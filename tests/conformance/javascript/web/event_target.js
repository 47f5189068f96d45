// SPDX-License-Identifier: MIT
const target = new EventTarget();
target.addEventListener('x', event => console.log(1, event.type, event.target === target));
target.addEventListener('x', () => console.log('once'), {once: true});
target.addEventListener('x', {handleEvent(event) { console.log('object', event.cancelable); event.preventDefault(); }});
console.log(target.dispatchEvent(new Event('x', {cancelable: true})), target.dispatchEvent(new Event('x')));
