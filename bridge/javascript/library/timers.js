// SPDX-License-Identifier: MIT
// The event loop, in node's order: timers, input, immediates; after each callback what nextTick was
// given, then microtasks, then rejections that nobody has handled.
'use strict';

const {now, addMicrotask, runMicrotasks, addLane, removeLane, enterLane, leaveLane} = braid;
const callStack = 0, macrotasks = 2;
const longestDelay = 2 ** 31 - 1;

let nextId = 3; // after the lanes that are always there
let time = now();
let firstTurn = true;

// -- after each callback ------------------------------------------------------------------------

let ticks = [], tickAt = 0;

function call(callback, self, values) {
    try {
        Reflect.apply(callback, self, values);
    } catch (error) {
        braid.uncaught(error);
    }
}

function drainMicrotasks() {
    for (;;) {
        try {
            return runMicrotasks();
        } catch (error) {
            braid.uncaught(error);
        }
    }
}

function drain() {
    do {
        if (tickAt < ticks.length) {
            enterLane(macrotasks);
            while (tickAt < ticks.length) {
                const {callback, values} = ticks[tickAt++];
                call(callback, undefined, values);
                if (tickAt === 4096) {
                    ticks.splice(0, tickAt);
                    tickAt = 0;
                }
            }
            leaveLane();
            ticks = [];
            tickAt = 0;
        }
        drainMicrotasks();
    } while (ticks.length > 0 || handleRejections());
}

function handleRejections() {
    const rejections = braid.takeRejections();
    for (const promise of rejections)
        braid.unhandled(braid.promiseState(promise)[2], promise);
    return rejections.length > 0 || ticks.length > 0;
}

function requireFunction(callback, name = 'callback') {
    if (typeof callback === 'function')
        return;
    const error = new TypeError(`The "${name}" argument must be of type function. Received ${braid.received(callback)}`);
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
}

braid.received = value => {
    if (value === null || value === undefined)
        return String(value);
    if (typeof value === 'object')
        return `an instance of ${value.constructor?.name ?? 'Object'}`;
    if (typeof value === 'function')
        return `function ${value.name}`;
    return `type ${typeof value} (${braid.inspect(value)})`;
};

braid.nextTick = (callback, ...values) => {
    requireFunction(callback);
    ticks.push({callback, values});
};

// -- timers --------------------------------------------------------------------------------------

/// By time, then by the order in which they were started: a binary heap.
const heap = [];
const earlier = (a, b) => a.at < b.at || a.at === b.at && a.order < b.order;
let order = 0;
const timers = new Map();
let referenced = 0;

function push(entry) {
    let at = heap.push(entry) - 1;
    while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!earlier(entry, heap[parent]))
            break;
        heap[at] = heap[parent];
        at = parent;
    }
    heap[at] = entry;
}

function pop() {
    const first = heap[0], last = heap.pop();
    if (heap.length === 0)
        return first;
    let at = 0;
    for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length)
            break;
        if (child + 1 < heap.length && earlier(heap[child + 1], heap[child]))
            ++child;
        if (!earlier(heap[child], last))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = last;
    return first;
}

class Timeout {
    constructor(callback, delay, values, repeats, name) {
        if (!(delay >= 1 && delay <= longestDelay))
            delay = 1;
        this._idleTimeout = Math.trunc(delay);
        this._onTimeout = callback;
        this._repeat = repeats ? this._idleTimeout : null;
        Object.defineProperties(this, {
            id: {value: nextId++}, values: {value: values},
            entry: {value: null, writable: true}, holds: {value: true, writable: true},
        });
        addLane(this.id, callback.name ? `${name} ${callback.name}` : name, 'timer', this._idleTimeout / 1000);
        timers.set(this.id, this);
        ++referenced;
        this.schedule();
    }
    schedule() {
        this.entry = {at: time + this._idleTimeout, order: ++order, timer: this};
        push(this.entry);
    }
    end(cancelled) {
        if (!timers.delete(this.id))
            return;
        if (this.holds)
            --referenced;
        this.entry = null;
        removeLane(this.id, cancelled);
    }
    ref() {
        if (!this.holds && timers.has(this.id))
            ++referenced;
        this.holds = true;
        return this;
    }
    unref() {
        if (this.holds && timers.has(this.id))
            --referenced;
        this.holds = false;
        return this;
    }
    hasRef() { return this.holds; }
    refresh() {
        if (timers.has(this.id))
            this.schedule();
        return this;
    }
    close() {
        this.end(true);
        return this;
    }
    [Symbol.toPrimitive]() { return this.id; }
}
for (const hidden of ['schedule', 'end'])
    Object.defineProperty(Timeout.prototype, hidden, {enumerable: false});

function clear(timer) {
    if (timer instanceof Timeout)
        timer.end(true);
    else if (typeof timer === 'number' || typeof timer === 'string')
        timers.get(Number(timer))?.end(true);
}

function runTimers() {
    const until = firstTurn ? time + 1 : time; // as if the program had taken its first millisecond
    const last = order;
    const again = [];
    while (heap.length > 0 && heap[0].at <= until) {
        const entry = pop();
        const timer = entry.timer;
        if (timer.entry !== entry)
            continue; // cleared, or started again
        if (entry.order > last) { // it was started in this phase
            again.push(entry);
            continue;
        }
        const repeats = timer._repeat !== null;
        enterLane(timer.id);
        call(timer._onTimeout, timer, timer.values);
        leaveLane(repeats ? timer._idleTimeout / 1000 : -1);
        if (timers.has(timer.id) && timer.entry === entry)
            repeats ? timer.schedule() : timer.end(false);
        drain();
    }
    again.forEach(push);
}

// -- immediates, and what comes from outside -----------------------------------------------------

class Immediate {
    constructor(callback, values) {
        this._onImmediate = callback;
        Object.defineProperties(this, {values: {value: values}, cleared: {value: false, writable: true}});
    }
    ref() { return this; }
    unref() { return this; }
    hasRef() { return true; }
}

let immediates = [];

function runImmediates() {
    const batch = immediates;
    immediates = [];
    for (const immediate of batch) {
        if (immediate.cleared)
            continue;
        immediate.cleared = true;
        enterLane(macrotasks);
        call(immediate._onImmediate, immediate, immediate.values);
        leaveLane();
        drain();
    }
}

/// A callback for what has come from outside.
braid.callBack = (callback, ...values) => {
    enterLane(macrotasks);
    call(callback, undefined, values);
    leaveLane();
    drain();
};
/// Time stands still while code runs.
braid.lookAtClock = () => { time = now(); };
/// How many things from outside are awaited.
braid.awaited = 0;

// -- the loop's turns ----------------------------------------------------------------------------

braid.drain = drain;
braid.drainMicrotasks = drainMicrotasks;

const isAlive = () => referenced > 0 || immediates.length > 0 || braid.awaited > 0;

/// `import()` loads when the code that called it has come to its end.
braid.importSoon = () => addMicrotask(braid.finishImport);

/// One turn. Milliseconds until the next; 0: at once; less: there is none.
braid.turn = () => {
    braid.lookAtClock();
    runTimers();
    firstTurn = false;
    runImmediates();
    if (!isAlive()) {
        braid.beforeExit();
        if (!isAlive())
            return braid.atEnd();
    }
    if (immediates.length > 0)
        return 0;
    while (heap.length > 0 && heap[0].timer.entry !== heap[0])
        pop();
    return heap.length === 0 ? Infinity : Math.max(heap[0].at - now(), 0);
};

braid.cancel = id => timers.get(id)?.end(true);

// -- what programs see ---------------------------------------------------------------------------

const visible = {
    setTimeout(callback, delay, ...values) {
        requireFunction(callback);
        return new Timeout(callback, delay, values, false, 'setTimeout');
    },
    setInterval(callback, delay, ...values) {
        requireFunction(callback);
        return new Timeout(callback, delay, values, true, 'setInterval');
    },
    setImmediate(callback, ...values) {
        requireFunction(callback);
        const immediate = new Immediate(callback, values);
        immediates.push(immediate);
        return immediate;
    },
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate(immediate) {
        if (immediate instanceof Immediate) {
            immediate.cleared = true;
            immediates = immediates.filter(each => !each.cleared);
        }
    },
    queueMicrotask(callback) {
        requireFunction(callback);
        addMicrotask(() => { callback(); });
    },
    /// Sixty times in a second, as the frames of a window.
    requestAnimationFrame(callback) {
        requireFunction(callback);
        const frame = 1000 / 60;
        const timer = new Timeout(() => callback(now()), frame - now() % frame, [], false, 'requestAnimationFrame');
        return timer.id;
    },
    cancelAnimationFrame: clear,
};
for (const [name, value] of Object.entries(visible))
    Object.defineProperty(globalThis, name, {value, writable: true, configurable: true, enumerable: true});

const abortable = (start, stop) => (delay, value, {signal} = {}) => new Promise((resolve, reject) => {
    if (signal?.aborted)
        return reject(signal.reason);
    const aborted = () => {
        stop(running);
        reject(new braid.AbortError(signal.reason));
    };
    const running = start(() => {
        signal?.removeEventListener('abort', aborted);
        resolve(value);
    }, delay);
    signal?.addEventListener('abort', aborted, {once: true});
});
braid.timersPromises = {
    setTimeout: abortable((done, delay) => setTimeout(done, delay), clearTimeout),
    setImmediate: value => new Promise(resolve => setImmediate(resolve, value)),
    async *setInterval(delay, value) {
        for (;;)
            yield await braid.timersPromises.setTimeout(delay, value);
    },
};
braid.timers = visible;
