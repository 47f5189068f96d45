// SPDX-License-Identifier: MIT
// The process that a program takes itself for: streams, console, arguments, and how it ends.
'use strict';

const {write, now, EventEmitter, inspect, format} = braid;
const began = now();
const epoch = Date.now() - began;

// -- its streams ----------------------------------------------------------------------------------

class Output extends EventEmitter {
    constructor(number) {
        super();
        Object.assign(this, {fd: number, writable: true, isTTY: undefined, columns: undefined});
    }
    write(text, encoding, callback) {
        write(this.fd, typeof text === 'string' ? text : new TextDecoder().decode(text));
        const done = typeof encoding === 'function' ? encoding : callback;
        if (done)
            process.nextTick(done);
        return true;
    }
    end(text) {
        if (text !== undefined)
            this.write(text);
        return this;
    }
}

class Input extends EventEmitter {
    #waiting = false;
    #ended = false;
    #chunks = [];
    #readers = [];
    fd = 0;
    listenerAdded(name) {
        if (name === 'data' || name === 'end')
            this.resume();
    }
    setEncoding() { return this; }
    resume() {
        this.#wait(!this.#ended);
        return this;
    }
    pause() {
        this.#wait(false);
        return this;
    }
    unref() { return this.pause(); }
    ref() { return this; }
    #wait(waits) {
        if (waits === this.#waiting)
            return;
        this.#waiting = waits;
        braid.awaited += waits ? 1 : -1;
        braid.listenToInput(waits);
    }
    /// undefined: there is no more.
    came(text) {
        if (text === undefined) {
            this.#ended = true;
            this.#wait(false);
        } else {
            this.#chunks.push(text);
        }
        if (this.#readers.length > 0)
            return this.#readers.shift()();
        if (this.listenerCount('data') > 0)
            for (const chunk of this.#chunks.splice(0))
                this.emit('data', chunk);
        if (this.#ended)
            this.emit('end');
    }
    async *[Symbol.asyncIterator]() {
        for (;;) {
            if (this.#chunks.length > 0)
                yield this.#chunks.shift();
            else if (this.#ended)
                return;
            else
                await new Promise(resolve => {
                    this.#readers.push(resolve);
                    this.resume();
                });
        }
    }
}

/// Lines of what a stream of text says.
class Interface extends EventEmitter {
    #input;
    #output;
    #rest = '';
    #questions = [];
    #begun = false;
    #closed = false;
    #lines = [];
    constructor({input, output}) {
        super();
        this.#input = input;
        this.#output = output;
    }
    listenerAdded(name) {
        if (name === 'line')
            this.#begin();
    }
    #begin() {
        if (this.#begun)
            return;
        this.#begun = true;
        this.#input.on('data', text => {
            const lines = (this.#rest + text).split(/\r?\n/);
            this.#rest = lines.pop();
            lines.forEach(line => this.#tell(line));
        });
        this.#input.on('end', () => {
            if (this.#rest)
                this.#tell(this.#rest);
            this.close();
        });
    }
    #tell(line) {
        const question = this.#questions.shift();
        question ? question(line) : this.emit('line', line);
    }
    question(text, callback) {
        this.#output?.write(text);
        this.#questions.push(callback);
        this.#begin();
    }
    setPrompt() {}
    prompt() {}
    close() {
        if (this.#closed)
            return;
        this.#closed = true;
        this.#input.pause();
        this.emit('close');
    }
    async *[Symbol.asyncIterator]() {
        let wake = () => {};
        const lines = [];
        let closed = false;
        this.on('line', line => {
            lines.push(line);
            wake();
        });
        this.on('close', () => {
            closed = true;
            wake();
        });
        for (;;) {
            if (lines.length > 0)
                yield lines.shift();
            else if (closed)
                return;
            else
                await new Promise(resolve => { wake = resolve; });
        }
    }
}
braid.readline = {createInterface: options => new Interface(options), Interface};

braid.inputCame = text => braid.callBack(() => process.stdin.came(text));

// -- how it ends ----------------------------------------------------------------------------------

let exiting = false;

function exit(status) {
    if (status !== undefined)
        process.exitCode = status;
    if (!exiting) {
        exiting = true;
        process.emit('exit', process.exitCode ?? 0);
    }
    braid.exit(Number(process.exitCode ?? 0), process.exitCode ? `exit status ${process.exitCode}` : '');
}

/// The line where it was thrown, as node shows it.
function excerpt(error) {
    const place = error instanceof Error && /(?:\(|at )((?:\/|file:)[^\n]*?):(\d+):(\d+)\)?(?:\n|$)/.exec(error.stack);
    if (!place)
        return '';
    const line = braid.readFile(place[1])?.split('\n')[place[2] - 1];
    return line === undefined ? '' : `${place[1]}:${place[2]}\n${line}\n${' '.repeat(Math.max(place[3] - 1, 0))}^\n\n`;
}

function fail(error, text) {
    write(2, `${text}\n\nJavaScript, as Node.js ${process.version}\n`);
    process.exitCode = 1;
    let line = error instanceof Error ? String(error) : `Uncaught ${inspect(error)}`;
    line = line.split('\n')[0];
    if (!exiting) {
        exiting = true;
        process.emit('exit', 1);
    }
    braid.exit(Number(process.exitCode), line);
}

braid.uncaught = (error, origin = 'uncaughtException') => {
    if (braid.isStopping())
        return braid.stop();
    if (process.listenerCount('uncaughtException') > 0 && !exiting) {
        try {
            process.emit('uncaughtException', error, origin);
            return;
        } catch (another) {
            error = another;
        }
    }
    fail(error, error instanceof Error ? excerpt(error) + inspect(error)
         : `Uncaught:\n${inspect(error)}\n(Use \`node --trace-uncaught ...\` to show where the exception was thrown)`);
};

braid.unhandled = (reason, promise) => {
    if (process.listenerCount('unhandledRejection') > 0) {
        try {
            process.emit('unhandledRejection', reason, promise);
        } catch (error) {
            braid.uncaught(error);
        }
        return;
    }
    if (reason instanceof Error || process.listenerCount('uncaughtException') > 0)
        return braid.uncaught(reason, 'unhandledRejection');
    fail(reason, '[UnhandledPromiseRejection: This error originated either by throwing inside of an async function ' +
         'without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected ' +
         `with the reason "${typeof reason === 'string' ? reason : inspect(reason)}".] {\n  code: 'ERR_UNHANDLED_REJECTION'\n}`);
};

braid.beforeExit = () => {
    braid.callBack(() => process.emit('beforeExit', process.exitCode ?? 0));
};

/// Nothing is left to do.
braid.atEnd = () => {
    if (braid.mainModule && !braid.promiseState(braid.mainModule)[0]) {
        write(2, 'Warning: Detected unsettled top-level await\n');
        process.exitCode ??= 13;
    }
    exit();
    return -1;
};

/// Somebody wants it to end.
braid.stop = () => {
    if (process.listenerCount('SIGINT') > 0 && !braid.interruptTold) {
        braid.interruptTold = true;
        return braid.callBack(() => process.emit('SIGINT', 'SIGINT', 2));
    }
    if (!exiting) {
        exiting = true;
        try {
            process.emit('exit', 130);
        } catch {}
    }
    braid.exit(130, '');
};

// -- what programs see ----------------------------------------------------------------------------

const environment = {};
for (const entry of braid.environment()) {
    const end = entry.indexOf('=', 1);
    environment[entry.slice(0, end)] = entry.slice(end + 1);
}

const nanoseconds = () => BigInt(Math.round(now() * 1e6));
const hrtime = before => {
    const all = Math.round(now() * 1e6);
    const pair = [Math.floor(all / 1e9), all % 1e9];
    if (!before)
        return pair;
    const difference = all - (before[0] * 1e9 + before[1]);
    return [Math.floor(difference / 1e9), difference % 1e9];
};
hrtime.bigint = nanoseconds;

class Process extends EventEmitter {
    title = 'node';
    version = 'v20.0.0';
    versions = {node: '20.0.0', spidermonkey: '102'};
    platform = 'linux';
    arch = 'x64';
    pid = braid.processNumber();
    env = environment;
    execPath = '/usr/bin/braid';
    execArgv = [];
    exitCode = undefined;
    stdin = new Input();
    stdout = new Output(1);
    stderr = new Output(2);
    argv = [this.execPath, ...braid.commandLine()];
    hrtime = hrtime;
    nextTick = braid.nextTick;
    cwd() { return braid.workingDirectory(); }
    exit(status) { exit(status); }
    uptime() { return (now() - began) / 1000; }
    memoryUsage() { return {rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0}; }
    emitWarning(warning) {
        write(2, `(node:${this.pid}) ${warning instanceof Error ? warning : `Warning: ${warning}`}\n`);
    }
    get [Symbol.toStringTag]() { return 'process'; }
}
const process = new Process();
delete Process.prototype.memoryUsage; // what nobody measures is not said

// -- console --------------------------------------------------------------------------------------

const counts = new Map(), times = new Map();
let indent = '';

function say(number, values) {
    let text;
    try {
        text = format(...values);
    } catch (error) {
        text = `[a value that cannot be shown: ${error?.message}]`;
    }
    if (indent)
        text = indent + text.replaceAll('\n', '\n' + indent);
    write(number, text + '\n');
}

function duration(milliseconds) {
    if (milliseconds >= 1000)
        return `${(milliseconds / 1000).toFixed(3)}s`;
    return `${Number(milliseconds.toFixed(3))}ms`;
}

function table(data, wanted) {
    if (data === null || typeof data !== 'object')
        return say(1, [data]);
    const show = value => inspect(value, {depth: value !== null && typeof value === 'object' && !Array.isArray(value) &&
                                          Object.keys(value).length > 2 ? -1 : 0});
    const rows = data instanceof Map ? [...data].map(([key, value], i) => [i, value]) : data instanceof Set
        ? [...data].map((value, i) => [i, value]) : Object.entries(data);
    const columns = [], values = [];
    const cells = rows.map(([, row]) => {
        const cell = new Map();
        if (row !== null && typeof row === 'object')
            for (const key of wanted ?? Object.keys(row)) {
                if (!columns.includes(key))
                    columns.push(key);
                if (Object.prototype.hasOwnProperty.call(row, key))
                    cell.set(key, show(row[key]));
            }
        else
            values.push(true);
        return cell;
    });
    const isIteration = data instanceof Map || data instanceof Set;
    const head = [isIteration ? '(iteration index)' : '(index)', ...columns, ...(values.length ? ['Values'] : [])];
    const lines = rows.map(([key, row], i) => [
        String(key), ...columns.map(column => cells[i].get(column) ?? ''),
        ...(values.length ? [row !== null && typeof row === 'object' ? '' : show(row)] : [])]);
    const widths = head.map((name, i) => Math.max(name.length, ...lines.map(line => line[i].length)) + 2);
    const row = cells => '│' + cells.map((text, i) => ` ${text.padEnd(widths[i] - 1)}`).join('│') + '│\n';
    const rule = (left, middle, right) => left + widths.map(width => '─'.repeat(width)).join(middle) + right + '\n';
    say(1, [rule('┌', '┬', '┐') + row(head) + rule('├', '┼', '┤') + lines.map(row).join('') + rule('└', '┴', '┘').trimEnd()]);
}

const console = {
    log(...values) { say(1, values); },
    info(...values) { say(1, values); },
    debug(...values) { say(1, values); },
    error(...values) { say(2, values); },
    warn(...values) { say(2, values); },
    dir(value, options) { say(1, [inspect(value, options)]); },
    dirxml(...values) { say(1, values); },
    table,
    trace(...values) {
        const error = new Error(format(...values));
        error.name = 'Trace';
        say(2, [error.stack]);
    },
    assert(holds, ...values) {
        if (holds)
            return;
        if (typeof values[0] === 'string')
            values[0] = `Assertion failed: ${values[0]}`;
        else
            values.unshift(values.length ? 'Assertion failed:' : 'Assertion failed');
        say(2, values);
    },
    count(label = 'default') {
        counts.set(`${label}`, (counts.get(`${label}`) ?? 0) + 1);
        say(1, [`${label}: ${counts.get(`${label}`)}`]);
    },
    countReset(label = 'default') { counts.delete(`${label}`); },
    time(label = 'default') { times.set(`${label}`, now()); },
    timeEnd(label = 'default') {
        if (times.has(`${label}`))
            say(1, [`${label}: ${duration(now() - times.get(`${label}`))}`]);
        times.delete(`${label}`);
    },
    timeLog(label = 'default', ...values) {
        if (times.has(`${label}`))
            say(1, [`${label}: ${duration(now() - times.get(`${label}`))}`, ...values]);
    },
    group(...values) {
        if (values.length)
            say(1, values);
        indent += '  ';
    },
    groupCollapsed(...values) { console.group(...values); },
    groupEnd() { indent = indent.slice(2); },
};

for (const [name, value] of Object.entries({process, console, global: globalThis}))
    Object.defineProperty(globalThis, name, {value, writable: true, configurable: true, enumerable: false});
Object.defineProperty(globalThis, 'performance', {
    value: {now: () => now() - began, timeOrigin: epoch + began, mark() {}, measure() {}},
    writable: true, configurable: true, enumerable: true});

// -- errors as V8's programs expect them -------------------------------------------------------------

const stack = Object.getOwnPropertyDescriptor(Error.prototype, 'stack');
Object.defineProperty(Error.prototype, 'stack', {
    ...stack,
    get() {
        const text = Reflect.apply(stack.get, this, []);
        if (typeof text !== 'string')
            return text;
        return text.replace(/\n?    at [^\n]*(?:braid:|self-hosted)[^\n]*/g, '')
                   .replace(/    at (\/[^\n]*)/g, '    at Object.<anonymous> ($1)').trimEnd();
    },
});
Error.captureStackTrace = object => {
    Object.defineProperty(object, 'stack', {value: `${object}\n` + new Error().stack.split('\n').slice(2).join('\n'),
                                            writable: true, configurable: true});
};
Error.stackTraceLimit = 10;
// Too much recursion is what SpiderMonkey has a kind of error of its own for.
Object.setPrototypeOf(InternalError.prototype, RangeError.prototype);
InternalError.prototype.name = 'RangeError';
Object.defineProperty(InternalError.prototype, 'constructor', {value: RangeError});
delete globalThis.InternalError;
