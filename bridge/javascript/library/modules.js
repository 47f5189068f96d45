// SPDX-License-Identifier: MIT
// Modules of both kinds, those that are built in, and how the program itself begins.
'use strict';

const {EventEmitter, inspect, format, timers, timersPromises} = braid;

// -- what is built in -----------------------------------------------------------------------------

const promisify = original => (...values) => new Promise((resolve, reject) =>
    original(...values, (error, result) => error ? reject(error) : resolve(result)));
const fail = (message, fallback, more) => {
    if (message instanceof Error)
        throw message;
    const error = new Error(message ?? fallback);
    error.name = 'AssertionError';
    error.code = 'ERR_ASSERTION';
    throw Object.assign(error, more);
};
const assert = (value, message) => value || fail(message, 'The expression evaluated to a falsy value');
Object.assign(assert, {
    ok: assert,
    equal: (a, b, message) => a == b || fail(message, `${inspect(a)} == ${inspect(b)}`),
    strictEqual: (a, b, message) => Object.is(a, b) ||
        fail(message, `Expected values to be strictly equal:\n\n${inspect(a)} !== ${inspect(b)}\n`),
    notStrictEqual: (a, b, message) => !Object.is(a, b) || fail(message, `Expected not to equal ${inspect(a)}`),
    deepStrictEqual: (a, b, message) => inspect(a, {depth: null}) === inspect(b, {depth: null}) ||
        fail(message, 'Expected values to be strictly deep-equal'),
    fail: message => fail(message, 'Failed'),
});

const path = {
    sep: '/',
    basename: (file, end = '') => {
        const name = file.replace(/\/+$/, '').split('/').pop();
        return end && name.endsWith(end) ? name.slice(0, -end.length) : name;
    },
    dirname: file => file.replace(/\/[^/]*\/*$/, '') || (file.startsWith('/') ? '/' : '.'),
    extname: file => /[^/.](\.[^./]*)$/.exec(file)?.[1] ?? '',
    join: (...parts) => path.normalize(parts.filter(Boolean).join('/')),
    resolve: (...parts) => parts.reduce((from, part) => part.startsWith('/') ? part : `${from}/${part}`,
                                        process.cwd()).split('/').reduce(straighten, []).join('/').replace(/^\/?/, '/'),
    normalize: file => (file.startsWith('/') ? '/' : '') + file.split('/').reduce(straighten, []).join('/') || '.',
    isAbsolute: file => file.startsWith('/'),
};
function straighten(parts, part) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..')
        parts.pop();
    else if (part !== '' && part !== '.')
        parts.push(part);
    return parts;
}

const builtIn = {
    assert,
    events: EventEmitter,
    path,
    perf_hooks: {performance},
    process,
    readline: braid.readline,
    'readline/promises': {
        createInterface: options => {
            const made = braid.readline.createInterface(options);
            const ask = made.question.bind(made);
            made.question = text => new Promise(resolve => ask(text, resolve));
            return made;
        },
    },
    timers: {...timers, promises: timersPromises},
    'timers/promises': timersPromises,
    url: {URL, URLSearchParams, fileURLToPath: url => decodeURIComponent(new URL(url).pathname),
          pathToFileURL: file => new URL(`file://${path.resolve(file)}`)},
    util: {inspect, format, promisify, inherits: (type, parent) => Object.setPrototypeOf(type.prototype, parent.prototype),
           isDeepStrictEqual: (a, b) => inspect(a, {depth: null}) === inspect(b, {depth: null}),
           TextEncoder, TextDecoder, types: {isPromise: value => Boolean(braid.promiseState(value)), isProxy: braid.isProxy}},
};

// -- what is meant by a name ------------------------------------------------------------------------

function notFound(specifier, importer, kind) {
    const error = new Error(kind === 'module' ? `Cannot find module '${specifier}' imported from ${importer}`
                            : `Cannot find module '${specifier}'\nRequire stack:\n- ${importer}`);
    error.code = kind === 'module' ? 'ERR_MODULE_NOT_FOUND' : 'MODULE_NOT_FOUND';
    return error;
}

/// A full path, or "node:NAME".
function find(specifier, importer, endings, kind) {
    const name = specifier.replace(/^node:/, '');
    if (Object.prototype.hasOwnProperty.call(builtIn, name))
        return `node:${name}`;
    if (specifier.startsWith('file:'))
        specifier = builtIn.url.fileURLToPath(specifier);
    if (!/^\.{0,2}\//.test(specifier) && specifier !== '.' && specifier !== '..')
        throw notFound(specifier, importer, kind);
    const file = specifier.startsWith('/') ? specifier : `${path.dirname(importer)}/${specifier}`;
    for (const ending of endings)
        if (braid.isFile(file + ending))
            return braid.fullPath(file + ending);
    throw notFound(kind === 'module' ? path.normalize(file) : specifier, importer, kind);
}

braid.resolve = (specifier, importer) => find(specifier, importer || `${process.cwd()}/-`, [''], 'module');

// -- CommonJS ---------------------------------------------------------------------------------------

const loaded = new Map();

function makeRequire(importer) {
    const require = specifier => {
        if (typeof specifier !== 'string') {
            const error = new TypeError(`The "id" argument must be of type string. Received ${braid.received(specifier)}`);
            error.code = 'ERR_INVALID_ARG_TYPE';
            throw error;
        }
        return load(find(specifier, importer, ['', '.js', '.json', '.cjs', '/index.js'], 'require'));
    };
    require.resolve = specifier => find(specifier, importer, ['', '.js', '.json', '.cjs', '/index.js'], 'require');
    require.cache = {};
    require.main = braid.main_;
    return require;
}

function load(file) {
    if (file.startsWith('node:'))
        return builtIn[file.slice(5)];
    return (loaded.get(file) ?? run(file, compile(file))).exports;
}

function compile(file) {
    const text = braid.readFile(file);
    return file.endsWith('.json') ? module => { module.exports = JSON.parse(text); } : braid.compile(text, file);
}

function run(file, body, isMain = false) {
    const module = {id: isMain ? '.' : file, filename: file, exports: {}, loaded: false, children: [], paths: []};
    if (isMain)
        braid.main_ = module;
    loaded.set(file, module);
    const require = makeRequire(file);
    module.require = require;
    try {
        file.endsWith('.json') ? body(module)
            : Reflect.apply(body, module.exports, [module.exports, require, module, file, path.dirname(file)]);
    } catch (error) {
        loaded.delete(file);
        throw error;
    }
    module.loaded = true;
    return module;
}

/// The text of a module that gives what is no module; undefined if it is one.
braid.moduleText = (name, readable) => {
    if (readable && !isCommonJs(name))
        return undefined;
    if (!readable && name.startsWith('/') && braid.readFile(name) === undefined)
        throw notFound(name, name, 'module');
    const exported = load(name);
    given.set(name, exported);
    const names = exported !== null && (typeof exported === 'object' || typeof exported === 'function')
        ? Object.keys(exported).filter(key => key !== 'default' && /^[a-zA-Z_$][\w$]*$/.test(key)) : [];
    if (name === 'node:process')
        names.push('nextTick');
    const text = `const given = import.meta.given;\nexport default given;\n` +
        [...new Set(names)].map((key, i) => `const value${i} = given[${JSON.stringify(key)}];\nexport {value${i} as ${key}};\n`).join('');
    return text;
};
const given = new Map();

function isCommonJs(name) {
    if (!name.endsWith('.js'))
        return false;
    try {
        braid.compile(braid.readFile(name), name);
        return true;
    } catch {
        return false;
    }
}

braid.describeModule = (name, meta) => {
    if (given.has(name))
        return void (meta.given = given.get(name));
    meta.dirname = path.dirname(name);
    meta.filename = name;
    meta.resolve = specifier => `file://${braid.resolve(specifier, name)}`;
    meta.url = `file://${name}`;
};

// -- the program ------------------------------------------------------------------------------------

function begin(file) {
    const text = braid.readFile(file);
    if (text === undefined)
        throw notFound(file, file, 'require');
    let body;
    if (!file.endsWith('.mjs')) {
        try {
            body = braid.compile(text, file);
        } catch (error) {
            if (file.endsWith('.cjs') || !/\b(?:import|export|await)\b/.test(text))
                throw error;
        }
    }
    if (body) {
        run(file, body, true);
        return;
    }
    braid.mainModule = braid.runModule(file);
    braid.drainMicrotasks(); // a module is a microtask itself
}

braid.main = () => {
    braid.lookAtClock();
    try {
        begin(braid.commandLine()[0]);
    } catch (error) {
        braid.uncaught(error);
    }
    braid.drain();
};
