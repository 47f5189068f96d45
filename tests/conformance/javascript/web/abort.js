// SPDX-License-Identifier: MIT
const controller = new AbortController();
controller.signal.addEventListener('abort', event => console.log(event.type, controller.signal.aborted));
controller.abort();
controller.abort();
console.log(controller.signal.reason.name, controller.signal.reason.message);
try {
    controller.signal.throwIfAborted();
} catch (error) {
    console.log(error.name);
}
console.log(AbortSignal.abort('why').reason);
const other = new AbortController();
other.abort(new Error('mine'));
console.log(other.signal.reason.message);
