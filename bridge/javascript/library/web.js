// SPDX-License-Identifier: MIT
// What browsers and node share: events, aborting, text, clones, addresses.
'use strict';

class DOMException extends Error {
    #name;
    constructor(message = '', name = 'Error') {
        super(message);
        this.#name = name;
    }
    get name() { return this.#name; }
    get code() { return {AbortError: 20, TimeoutError: 23, DataCloneError: 25}[this.#name] ?? 0; }
}
braid.AbortError = class AbortError extends Error {
    constructor(reason) {
        super('The operation was aborted', {cause: reason});
        this.name = 'AbortError';
        this.code = 'ABORT_ERR';
    }
};

class Event {
    #stopped = false;
    #prevented = false;
    constructor(type, {cancelable = false, bubbles = false} = {}) {
        this.type = `${type}`;
        this.cancelable = cancelable;
        this.bubbles = bubbles;
        this.target = this.currentTarget = null;
        this.timeStamp = performance.now();
    }
    get defaultPrevented() { return this.#prevented; }
    preventDefault() { this.#prevented ||= this.cancelable; }
    stopPropagation() {}
    stopImmediatePropagation() { this.#stopped = true; }
    static isStopped(event) { return event.#stopped; }
}
const {isStopped} = Event;
delete Event.isStopped;

class CustomEvent extends Event {
    constructor(type, options = {}) {
        super(type, options);
        this.detail = options.detail ?? null;
    }
}

class EventTarget {
    #listeners = new Map();
    addEventListener(type, listener, options = {}) {
        if (listener == null)
            return;
        const known = this.#listeners.get(type) ?? [];
        if (!known.some(each => each.listener === listener))
            this.#listeners.set(type, [...known, {listener, once: Boolean(options?.once)}]);
    }
    removeEventListener(type, listener) {
        this.#listeners.set(type, (this.#listeners.get(type) ?? []).filter(each => each.listener !== listener));
    }
    dispatchEvent(event) {
        event.target = event.currentTarget = this;
        for (const {listener, once} of this.#listeners.get(event.type) ?? []) {
            if (once)
                this.removeEventListener(event.type, listener);
            try {
                typeof listener === 'function' ? Reflect.apply(listener, this, [event]) : listener.handleEvent(event);
            } catch (error) {
                process.nextTick(() => { throw error; });
            }
            if (isStopped(event))
                break;
        }
        return !event.defaultPrevented;
    }
}

let mayMakeSignals = false;
class AbortSignal extends EventTarget {
    #aborted = false;
    #reason;
    onabort = null;
    constructor() {
        if (!mayMakeSignals)
            throw new TypeError('Illegal constructor');
        super();
    }
    get aborted() { return this.#aborted; }
    get reason() { return this.#reason; }
    throwIfAborted() {
        if (this.#aborted)
            throw this.#reason;
    }
    static make() {
        mayMakeSignals = true;
        try {
            return new AbortSignal();
        } finally {
            mayMakeSignals = false;
        }
    }
    static fire(signal, reason = new DOMException('This operation was aborted', 'AbortError')) {
        if (signal.#aborted)
            return;
        signal.#aborted = true;
        signal.#reason = reason;
        const event = new Event('abort');
        signal.onabort?.(event);
        signal.dispatchEvent(event);
    }
    static abort(reason) {
        const signal = make();
        fire(signal, reason);
        return signal;
    }
    static timeout(delay) {
        const signal = make();
        setTimeout(() => fire(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
                   delay).unref();
        return signal;
    }
    static any(signals) {
        const result = make();
        for (const signal of signals)
            signal.aborted ? fire(result, signal.reason)
                           : signal.addEventListener('abort', () => fire(result, signal.reason), {once: true});
        return result;
    }
}
const {make, fire} = AbortSignal;
delete AbortSignal.make;
delete AbortSignal.fire;

class AbortController {
    #signal = make();
    get signal() { return this.#signal; }
    abort(reason) { fire(this.#signal, reason); }
}

class TextEncoder {
    get encoding() { return 'utf-8'; }
    encode(text = '') {
        const bytes = [];
        for (const character of `${text}`) {
            let code = character.codePointAt(0);
            if (code >= 0xd800 && code <= 0xdfff)
                code = 0xfffd;
            if (code < 0x80)
                bytes.push(code);
            else if (code < 0x800)
                bytes.push(0xc0 | code >> 6, 0x80 | code & 63);
            else if (code < 0x10000)
                bytes.push(0xe0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63);
            else
                bytes.push(0xf0 | code >> 18, 0x80 | code >> 12 & 63, 0x80 | code >> 6 & 63, 0x80 | code & 63);
        }
        return Uint8Array.from(bytes);
    }
}

class TextDecoder {
    #fatal;
    constructor(encoding = 'utf-8', {fatal = false} = {}) {
        if (!/^utf-?8$/i.test(encoding))
            throw new RangeError(`The "${encoding}" encoding is not supported`);
        this.#fatal = fatal;
    }
    get encoding() { return 'utf-8'; }
    decode(data = new Uint8Array()) {
        const bytes = data instanceof ArrayBuffer ? new Uint8Array(data)
            : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        let text = '';
        for (let i = 0; i < bytes.length;) {
            const first = bytes[i++];
            const more = first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2
                : first >= 0xf0 && first < 0xf5 ? 3 : -1;
            let code = more <= 0 ? first : first & (0x3f >> more), left = more;
            let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
            let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
            for (; left > 0 && bytes[i] >= low && bytes[i] <= high; --left, low = 0x80, high = 0xbf)
                code = code << 6 | bytes[i++] & 63;
            if (more < 0 || left > 0) {
                if (this.#fatal)
                    throw new TypeError('The encoded data was not valid for encoding utf-8');
                code = 0xfffd;
            }
            text += String.fromCodePoint(code);
        }
        return text.startsWith('\ufeff') ? text.slice(1) : text;
    }
}

function structuredClone(value) {
    if (arguments.length === 0)
        throw new TypeError('The "value" argument must be specified');
    try {
        return braid.clone(value);
    } catch (error) {
        const subject = typeof value === 'symbol' ? String(value) : typeof value === 'function' ? String(value) : '#<Object>';
        throw new DOMException(`${subject} could not be cloned.`, 'DataCloneError');
    }
}

// -- addresses --------------------------------------------------------------------------------------

const encode = text => encodeURIComponent(text).replace(/%20/g, '+').replace(/[!'()~]/g,
    c => '%' + c.charCodeAt(0).toString(16).toUpperCase());
const decode = text => {
    try {
        return decodeURIComponent(text.replace(/\+/g, ' '));
    } catch {
        return text;
    }
};

class URLSearchParams {
    #pairs = [];
    #changed;
    constructor(source = '', changed = () => {}) {
        this.#changed = changed;
        if (typeof source === 'string') {
            for (const part of source.replace(/^\?/, '').split('&').filter(Boolean)) {
                const end = part.indexOf('=');
                this.#pairs.push(end < 0 ? [decode(part), ''] : [decode(part.slice(0, end)), decode(part.slice(end + 1))]);
            }
        } else if (source != null) {
            const pairs = typeof source[Symbol.iterator] === 'function' ? source : Object.entries(source);
            for (const [name, value] of pairs)
                this.#pairs.push([`${name}`, `${value}`]);
        }
    }
    append(name, value) {
        this.#pairs.push([`${name}`, `${value}`]);
        this.#changed();
    }
    delete(name) {
        this.#pairs = this.#pairs.filter(pair => pair[0] !== name);
        this.#changed();
    }
    get(name) { return this.#pairs.find(pair => pair[0] === name)?.[1] ?? null; }
    getAll(name) { return this.#pairs.filter(pair => pair[0] === name).map(pair => pair[1]); }
    has(name) { return this.#pairs.some(pair => pair[0] === name); }
    set(name, value) {
        const at = this.#pairs.findIndex(pair => pair[0] === name);
        if (at < 0)
            return this.append(name, value);
        this.#pairs = this.#pairs.filter((pair, index) => pair[0] !== name || index === at);
        this.#pairs[at][1] = `${value}`;
        this.#changed();
    }
    sort() {
        this.#pairs.sort((a, b) => a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
        this.#changed();
    }
    forEach(callback) { this.#pairs.forEach(([name, value]) => callback(value, name, this)); }
    get size() { return this.#pairs.length; }
    *entries() { yield* this.#pairs.map(pair => [...pair]); }
    *keys() { yield* this.#pairs.map(pair => pair[0]); }
    *values() { yield* this.#pairs.map(pair => pair[1]); }
    [Symbol.iterator]() { return this.entries(); }
    toString() { return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'); }
}

const ports = {'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': ''};

class URL {
    protocol = '';
    username = '';
    password = '';
    hostname = '';
    port = '';
    pathname = '';
    hash = '';
    #query = '';
    #parameters;
    constructor(address, base) {
        let text = `${address}`.trim();
        if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) {
            if (base === undefined)
                URL.#refuse(address);
            const from = new URL(base);
            if (text.startsWith('//'))
                text = from.protocol + text;
            else if (text.startsWith('/'))
                text = from.origin + text;
            else if (text.startsWith('?'))
                text = from.origin + from.pathname + text;
            else if (text.startsWith('#') || text === '')
                text = from.origin + from.pathname + from.search + text;
            else
                text = (from.protocol === 'file:' ? 'file://' : from.origin) + from.pathname.replace(/[^/]*$/, '') + text;
        }
        const parts = /^([a-z][a-z0-9+.-]*:)(?:\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?)?([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(text);
        if (!parts)
            URL.#refuse(address);
        this.protocol = parts[1].toLowerCase();
        const special = this.protocol in ports;
        if (special && this.protocol !== 'file:' && !parts[4])
            URL.#refuse(address);
        this.username = parts[2] ?? '';
        this.password = parts[3] ?? '';
        this.hostname = special ? (parts[4] ?? '').toLowerCase() : parts[4] ?? '';
        this.port = parts[5] === ports[this.protocol] ? '' : parts[5] ?? '';
        if (Number(this.port) > 65535)
            URL.#refuse(address);
        this.pathname = special ? URL.#straighten(parts[6]) : parts[6];
        this.#query = URL.#quote(parts[7] ?? '').replace(/^\?$/, '');
        this.hash = URL.#quote(parts[8] ?? '').replace(/^#$/, '');
        this.#parameters = new URLSearchParams(this.#query, () => {
            const query = this.#parameters.toString();
            this.#query = query && `?${query}`;
        });
    }
    static #refuse(input) {
        const error = new TypeError('Invalid URL');
        error.code = 'ERR_INVALID_URL';
        error.input = `${input}`;
        throw error;
    }
    static #quote(text) { return text.replace(/[\s"<>^`{}\u0080-\uffff]+/g, part => encodeURI(part)); }
    static #straighten(path) {
        const result = [];
        const parts = path.replaceAll('\\', '/').split('/').slice(1);
        parts.forEach((part, index) => {
            const isLast = index === parts.length - 1;
            if (part === '..')
                result.pop();
            else if (part !== '.')
                return void result.push(part);
            if (isLast)
                result.push('');
        });
        return '/' + URL.#quote(result.join('/'));
    }
    get host() { return this.hostname + (this.port && `:${this.port}`); }
    get origin() { return this.protocol in ports && this.protocol !== 'file:' ? `${this.protocol}//${this.host}` : 'null'; }
    get search() { return this.#query; }
    set search(query) {
        this.#query = query && (query.startsWith('?') ? query : `?${query}`);
        this.#parameters = new URLSearchParams(this.#query);
    }
    get searchParams() { return this.#parameters; }
    get href() {
        const user = this.username && this.username + (this.password && `:${this.password}`) + '@';
        const authority = this.protocol in ports || this.hostname ? `//${user}${this.host}` : '';
        return this.protocol + authority + this.pathname + this.search + this.hash;
    }
    toString() { return this.href; }
    toJSON() { return this.href; }
    static canParse(address, base) {
        try {
            return Boolean(new URL(address, base));
        } catch {
            return false;
        }
    }
}

for (const [name, value] of Object.entries({
         DOMException, Event, CustomEvent, EventTarget, AbortSignal, AbortController, TextEncoder, TextDecoder,
         structuredClone, URL, URLSearchParams}))
    Object.defineProperty(globalThis, name, {value, writable: true, configurable: true, enumerable: false});
