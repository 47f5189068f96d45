// SPDX-License-Identifier: MIT
// node's EventEmitter, which `process` and streams are.
'use strict';

class EventEmitter {
    #listeners = new Map();

    on(name, listener) {
        if (typeof listener !== 'function')
            throw new TypeError(`The "listener" argument must be of type function. Received ${braid.inspect(listener)}`);
        if (this.#listeners.has('newListener'))
            this.emit('newListener', name, listener.listener ?? listener);
        this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
        this.listenerAdded?.(name);
        return this;
    }
    addListener(name, listener) { return this.on(name, listener); }
    prependListener(name, listener) {
        this.#listeners.set(name, [listener, ...(this.#listeners.get(name) ?? [])]);
        return this;
    }
    once(name, listener) {
        const wrapper = (...values) => {
            this.off(name, wrapper);
            return Reflect.apply(listener, this, values);
        };
        wrapper.listener = listener;
        return this.on(name, wrapper);
    }
    off(name, listener) {
        const known = this.#listeners.get(name) ?? [];
        const at = known.findLastIndex?.(each => each === listener || each.listener === listener) ??
            known.map(each => each === listener || each.listener === listener).lastIndexOf(true);
        if (at >= 0) {
            const left = known.filter((_, index) => index !== at);
            left.length ? this.#listeners.set(name, left) : this.#listeners.delete(name);
        }
        return this;
    }
    removeListener(name, listener) { return this.off(name, listener); }
    removeAllListeners(name) {
        name === undefined ? this.#listeners.clear() : this.#listeners.delete(name);
        return this;
    }
    emit(name, ...values) {
        const known = this.#listeners.get(name);
        if (!known) {
            if (name === 'error')
                throw values[0] instanceof Error ? values[0] : new Error(`Unhandled error. (${braid.inspect(values[0])})`);
            return false;
        }
        for (const listener of known)
            Reflect.apply(listener, this, values);
        return true;
    }
    listeners(name) { return (this.#listeners.get(name) ?? []).map(each => each.listener ?? each); }
    listenerCount(name) { return (this.#listeners.get(name) ?? []).length; }
    eventNames() { return [...this.#listeners.keys()]; }
    setMaxListeners() { return this; }

    static once(emitter, name) {
        return new Promise((resolve, reject) => {
            const failed = error => {
                emitter.off(name, came);
                reject(error);
            };
            const came = (...values) => {
                emitter.off('error', failed);
                resolve(values);
            };
            emitter.once(name, came);
            if (name !== 'error')
                emitter.once('error', failed);
        });
    }
}
EventEmitter.EventEmitter = EventEmitter;

braid.EventEmitter = EventEmitter;
