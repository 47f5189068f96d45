// SPDX-License-Identifier: MIT
// Values as node writes them: what console.log and util.inspect say of anything, however hostile.
'use strict';

const custom = Symbol.for('nodejs.util.inspect.custom');
const lineLength = 80;
const longestArray = 100;
const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
const escapes = {'\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\'};

function quote(text) {
    let mark = "'";
    if (text.includes("'"))
        mark = !text.includes('"') ? '"' : !text.includes('`') && !text.includes('${') ? '`' : "'";
    const body = text.replace(/[\x00-\x1f\x7f-\x9f\\'"`]/g, c => {
        if (c === "'" || c === '"' || c === '`')
            return c === mark ? '\\' + c : c;
        return escapes[c] ?? '\\x' + c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    });
    return mark + body + mark;
}

const ofNumber = n => Object.is(n, -0) ? '-0' : String(n);

function ofPrimitive(value, context) {
    switch (typeof value) {
    case 'string': {
        let text = value, rest = '';
        if (text.length > 10000) {
            const more = text.length - 10000;
            rest = `... ${more} more character${more > 1 ? 's' : ''}`;
            text = text.slice(0, 10000);
        }
        if (text.length > 16 && text.length > lineLength - context.indentation - 4 &&
            text.includes('\n'))
            return text.split(/(?<=\n)/).map(quote)
                       .join(` +\n${' '.repeat(context.indentation + 2)}`) + rest;
        return quote(text) + rest;
    }
    case 'number': return ofNumber(value);
    case 'bigint': return `${value}n`;
    default: return String(value);
    }
}

function constructorName(value) {
    for (let object = value; object; object = Object.getPrototypeOf(object)) {
        const own = Object.getOwnPropertyDescriptor(object, 'constructor');
        if (own && typeof own.value === 'function' && own.value.name !== '' &&
            (object !== value || Object.getPrototypeOf(value) === null || isInstance(value, own.value)))
            return own.value.name;
    }
    return null;
}

function isInstance(value, type) {
    try {
        return value instanceof type;
    } catch {
        return false;
    }
}

function tagOf(value, name) {
    let tag;
    try {
        tag = value[Symbol.toStringTag];
    } catch {}
    return typeof tag === 'string' && tag !== '' && tag !== name ? tag : '';
}

function prefixOf(name, tag, fallback, size = '') {
    if (name === null)
        return `[${fallback}${size}: null prototype] ` + (tag && tag !== fallback ? `[${tag}] ` : '');
    return `${name}${size} ` + (tag ? `[${tag}] ` : '');
}

function ofKey(key) {
    if (typeof key === 'symbol')
        return `[${String(key)}]`;
    return identifier.test(key) ? key : quote(key);
}

function ofProperty(context, object, key, level, isElement) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key) ?? {value: object[key], enumerable: true};
    let text;
    if ('value' in descriptor) {
        const indent = isElement ? 2 : 2;
        context.indentation += indent;
        text = format(context, descriptor.value, level);
        context.indentation -= indent;
    } else {
        text = descriptor.get ? descriptor.set ? '[Getter/Setter]' : '[Getter]'
                              : descriptor.set ? '[Setter]' : 'undefined';
    }
    if (isElement)
        return text;
    const name = ofKey(key);
    return `${descriptor.enumerable ? name : `[${name}]`}: ${text}`;
}

function keysOf(value, isArray) {
    let keys = Object.keys(value);
    if (isArray)
        keys = keys.filter(key => !/^(0|[1-9][0-9]*)$/.test(key));
    for (const symbol of Object.getOwnPropertySymbols(value))
        if (Object.prototype.propertyIsEnumerable.call(value, symbol))
            keys.push(symbol);
    return keys;
}

function moreItems(output, count) {
    if (count > 0)
        output.push(`... ${count} more item${count > 1 ? 's' : ''}`);
}

function elementsOf(context, array, level) {
    const output = [];
    let holes = 0;
    const end = holes => output.push(`<${holes} empty item${holes > 1 ? 's' : ''}>`);
    let i = 0;
    for (; i < array.length && output.length < longestArray; ++i) {
        if (!Object.prototype.hasOwnProperty.call(array, i)) {
            const present = Object.keys(array).find(key => Number(key) > i && Number(key) < array.length);
            const next = present === undefined ? array.length : Number(present);
            end(next - i);
            i = next - 1;
            continue;
        }
        output.push(ofProperty(context, array, i, level, true));
    }
    moreItems(output, array.length - i);
    return output;
}

const typedArray = Object.getPrototypeOf(Uint8Array);
const tagOfTyped = Object.getOwnPropertyDescriptor(typedArray.prototype, Symbol.toStringTag).get;
const sizeOfMap = Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;
const sizeOfSet = Object.getOwnPropertyDescriptor(Set.prototype, 'size').get;
const hasSlot = (getter, value) => {
    try {
        getter.call(value);
        return true;
    } catch {
        return false;
    }
};
const isMap = value => hasSlot(sizeOfMap, value);
const isSet = value => hasSlot(sizeOfSet, value);
const isDate = value => hasSlot(Date.prototype.getTime, value);
const isError = value => value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
const isRegExp = value => Object.prototype.toString.call(value) === '[object RegExp]' && value instanceof RegExp;

function functionBase(value, name, tag) {
    const source = Function.prototype.toString.call(value);
    if (source.startsWith('class') && source.endsWith('}')) {
        const parent = Object.getPrototypeOf(value);
        return `[class ${Object.prototype.hasOwnProperty.call(value, 'name') && value.name || '(anonymous)'}` +
               (parent?.name ? ` extends ${parent.name}` : parent === null ? ' extends null' : '') + ']';
    }
    const kind = tagOfFunction(value);
    return `[${kind}${typeof value.name === 'string' && value.name !== '' ? `: ${value.name}` : ' (anonymous)'}]` +
           (name === null ? ' [null prototype]' : '');
}

function tagOfFunction(value) {
    const tag = Object.prototype.toString.call(value).slice(8, -1);
    return ['AsyncFunction', 'GeneratorFunction', 'AsyncGeneratorFunction'].includes(tag) ? tag : 'Function';
}

function errorBase(context, error, keys) {
    let stack = typeof error.stack === 'string' && error.stack ? error.stack : Error.prototype.toString.call(error);
    const name = error.name != null ? String(error.name) : 'Error';
    const type = constructorName(error);
    if (type && name === 'Error' && type !== 'Error' && stack.startsWith('Error') && !type.startsWith('Error'))
        stack = type + stack.slice(5);
    for (const hidden of ['name', 'message', 'stack']) {
        const index = keys.indexOf(hidden);
        if (index >= 0 && stack.includes(String(error[hidden])))
            keys.splice(index, 1);
    }
    if ('cause' in error && !keys.includes('cause'))
        keys.push('cause');
    if (Array.isArray(error.errors) && !keys.includes('errors'))
        keys.push('errors');
    const message = stack.indexOf(error.message);
    if (stack.indexOf('\n    at', message < 0 ? 0 : message + String(error.message).length) < 0)
        stack = `[${stack}]`;
    return context.indentation ? stack.replaceAll('\n', '\n' + ' '.repeat(context.indentation)) : stack;
}

/// Many short elements stand in columns.
function inColumns(context, output, value) {
    let total = 0, longest = 0, count = output.length;
    const more = value && value.length > count - 1 && /^\.\.\. \d+ more item/.test(output[count - 1]);
    if (more)
        --count;
    const lengths = [];
    for (let i = 0; i < count; ++i) {
        lengths.push(output[i].length);
        total += output[i].length + 2;
        longest = Math.max(longest, output[i].length);
    }
    const width = longest + 2;
    if (!(width * 3 + context.indentation < lineLength) || !(total / width > 5 || longest <= 6))
        return output;
    const bias = Math.sqrt(width - total / output.length);
    const biased = Math.max(width - 3 - bias, 1);
    const columns = Math.min(Math.round(Math.sqrt(2.5 * biased * count) / biased),
                             Math.floor((lineLength - context.indentation) / width), 3 * 4, 15);
    if (columns <= 1)
        return output;
    const widths = [];
    for (let i = 0; i < columns; ++i) {
        let most = 0;
        for (let j = i; j < count; j += columns)
            most = Math.max(most, lengths[j]);
        widths.push(most + 2);
    }
    const numbers = value !== undefined &&
        Array.prototype.every.call(value, each => typeof each === 'number' || typeof each === 'bigint');
    const rows = [];
    for (let i = 0; i < count; i += columns) {
        const end = Math.min(i + columns, count);
        let row = '';
        let j = i;
        for (; j < end - 1; ++j)
            row += numbers ? `${output[j]}, `.padStart(widths[j - i]) : `${output[j]}, `.padEnd(widths[j - i]);
        row += numbers ? output[j].padStart(widths[j - i] - 2) : output[j];
        rows.push(row);
    }
    if (more)
        rows.push(output[count]);
    return rows;
}

function join(context, output, base, braces, isArray, level, value) {
    const entries = output.length;
    if (isArray && entries > 6)
        output = inColumns(context, output, value);
    const start = base ? `${base} ` : '';
    if (context.deepest - level < 3 && entries === output.length) {
        let total = output.length + output.length + context.indentation + braces[0].length + base.length + 10;
        for (const each of output)
            total += each.length;
        if (total <= lineLength && !base.includes('\n') && !output.some(each => each.includes('\n')))
            return `${start}${braces[0]} ${output.join(', ')} ${braces[1]}`;
    }
    const line = '\n' + ' '.repeat(context.indentation);
    return `${start}${braces[0]}${line}  ${output.join(`,${line}  `)}${line}${braces[1]}`;
}

function formatObject(context, value, level) {
    if (braid.isProxy(value))
        value = context.unwrap(value);
    if (typeof value[custom] === 'function' && value[custom] !== inspect) {
        const result = value[custom](context.depth - level, {depth: context.depth - level}, inspect);
        if (result !== value)
            return typeof result === 'object' && result !== null ? format(context, result, level)
                 : String(result).replaceAll('\n', '\n' + ' '.repeat(context.indentation));
    }
    if (context.seen.includes(value)) {
        if (!context.circular.has(value))
            context.circular.set(value, context.circular.size + 1);
        return `[Circular *${context.circular.get(value)}]`;
    }
    const name = constructorName(value);
    const tag = tagOf(value, name);
    const isArray = Array.isArray(value);
    let keys = keysOf(value, isArray || value instanceof typedArray);
    let braces = ['{', '}'], base = '', items = () => [], listed = false;
    if (isArray) {
        braces = [name !== 'Array' || tag ? `${prefixOf(name, tag, 'Array', `(${value.length})`)}[` : '[', ']'];
        if (value.length === 0 && keys.length === 0)
            return `${braces[0]}]`;
        items = () => elementsOf(context, value, level + 1);
        listed = true;
    } else if (isSet(value)) {
        const size = sizeOfSet.call(value);
        braces = [`${prefixOf(name, tag, 'Set', `(${size})`)}{`, '}'];
        if (size === 0 && keys.length === 0)
            return `${braces[0]}}`;
        items = () => {
            context.indentation += 2;
            const output = [];
            let left = longestArray;
            for (const each of Set.prototype.values.call(value))
                if (left-- > 0)
                    output.push(format(context, each, level + 1));
            moreItems(output, size - output.length);
            context.indentation -= 2;
            return output;
        };
    } else if (isMap(value)) {
        const size = sizeOfMap.call(value);
        braces = [`${prefixOf(name, tag, 'Map', `(${size})`)}{`, '}'];
        if (size === 0 && keys.length === 0)
            return `${braces[0]}}`;
        items = () => {
            context.indentation += 2;
            const output = [];
            let left = longestArray;
            for (const [key, each] of Map.prototype.entries.call(value))
                if (left-- > 0)
                    output.push(`${format(context, key, level + 1)} => ${format(context, each, level + 1)}`);
            moreItems(output, size - output.length);
            context.indentation -= 2;
            return output;
        };
    } else if (value instanceof typedArray && hasSlot(tagOfTyped, value) && tagOfTyped.call(value)) {
        braces = [`${prefixOf(name, tag === tagOfTyped.call(value) ? '' : tag, tagOfTyped.call(value), `(${value.length})`)}[`, ']'];
        if (value.length === 0 && keys.length === 0)
            return `${braces[0]}]`;
        items = () => elementsOf(context, value, level + 1);
        listed = true;
    } else if (typeof value === 'function') {
        base = functionBase(value, name, tag);
        if (keys.length === 0)
            return base;
    } else if (isError(value)) {
        base = errorBase(context, value, keys);
        if (keys.length === 0)
            return base;
    } else if (isRegExp(value)) {
        base = RegExp.prototype.toString.call(value);
        if (keys.length === 0)
            return base;
    } else if (isDate(value)) {
        base = Number.isNaN(Date.prototype.getTime.call(value)) ? 'Invalid Date' : Date.prototype.toISOString.call(value);
        if (keys.length === 0)
            return base;
    } else if (braid.promiseState(value)) {
        const [settled, rejected, result] = braid.promiseState(value);
        braces = [`${prefixOf(name, tag === 'Promise' ? '' : tag, 'Promise')}{`, '}'];
        items = () => {
            if (!settled)
                return ['<pending>'];
            context.indentation += 2;
            const text = format(context, result, level + 1);
            context.indentation -= 2;
            return [rejected ? `<rejected> ${text}` : text];
        };
    } else if (value instanceof ArrayBuffer) {
        braces = [`${prefixOf(name, tag, 'ArrayBuffer')}{`, '}'];
        items = () => {
            const bytes = new Uint8Array(value);
            const hex = Array.from(bytes.slice(0, 50), b => b.toString(16).padStart(2, '0')).join(' ');
            return [`[Uint8Contents]: <${hex}${bytes.length > 50 ? ` ... ${bytes.length - 50} more bytes` : ''}>`,
                    `byteLength: ${bytes.length}`];
        };
    } else if (value instanceof WeakSet || value instanceof WeakMap) {
        braces = [`${prefixOf(name, tag, 'WeakSet')}{`, '}'];
        items = () => ['<items unknown>'];
    } else if (value instanceof Number || value instanceof String || value instanceof Boolean ||
               value instanceof Symbol || value instanceof BigInt) {
        const kind = value instanceof Number ? 'Number' : value instanceof String ? 'String'
                   : value instanceof Boolean ? 'Boolean' : value instanceof Symbol ? 'Symbol' : 'BigInt';
        if (kind === 'String')
            keys = keys.filter(key => typeof key === 'symbol' || !/^\d+$/.test(key));
        base = `[${kind}: ${ofPrimitive(value.valueOf(), context)}]`;
        if (keys.length === 0)
            return base;
    } else if (name === 'Object' && !tag) {
        if (keys.length === 0)
            return Object.prototype.toString.call(value) === '[object Arguments]' ? '[Arguments] {}' : '{}';
    } else {
        const generator = Object.prototype.toString.call(value);
        const isGenerator = generator === '[object Generator]' || generator === '[object AsyncGenerator]';
        braces = [`${isGenerator ? `Object [${generator.slice(8, -1)}] ` : prefixOf(name, tag, 'Object')}{`, '}'];
        if (keys.length === 0)
            return `${braces[0]}}`;
    }
    if (level > context.depth)
        return isArray ? '[Array]' : `[${prefixOf(name, tag, 'Object').trimEnd()}]`;
    context.seen.push(value);
    context.deepest = level;
    const output = items();
    for (const key of keys)
        output.push(ofProperty(context, value, key, level + 1, false));
    context.seen.pop();
    if (context.circular.has(value)) {
        const reference = `<ref *${context.circular.get(value)}>`;
        base = base === '' ? reference : `${reference} ${base}`;
    }
    return join(context, output, base, braces, listed, level, value);
}

function format(context, value, level) {
    if (value === null || typeof value !== 'object' && typeof value !== 'function')
        return ofPrimitive(value, context);
    return formatObject(context, value, level);
}

function inspect(value, options = {}) {
    const context = {
        depth: options?.depth === null ? Infinity : options?.depth ?? 2,
        indentation: 0, seen: [], circular: new Map(), deepest: 0,
        unwrap: proxy => proxy,
    };
    return format(context, value, 0);
}
inspect.custom = custom;
inspect.defaultOptions = {};

/// As printf, and then all that is left.
function formatAll(...values) {
    let at = 0, text = '';
    if (typeof values[0] === 'string') {
        at = 1;
        text = values.length === 1 ? values[0] : values[0].replace(/%[sdifjoOc%]/g, pattern => {
            if (pattern === '%%')
                return '%';
            if (at >= values.length)
                return pattern;
            const value = values[at++];
            switch (pattern[1]) {
            case 's':
                if (typeof value === 'number')
                    return ofNumber(value);
                if (typeof value === 'bigint')
                    return `${value}n`;
                if (value !== null && typeof value === 'object' &&
                    (typeof value.toString !== 'function' || value.toString === Object.prototype.toString ||
                     value.toString === Array.prototype.toString || isError(value) && value.toString === Error.prototype.toString && false))
                    return inspect(value, {depth: 0});
                return String(value);
            case 'd':
                return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN'
                     : ofNumber(typeof value === 'object' ? NaN : Number(value));
            case 'i':
                return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' || typeof value === 'object' ? 'NaN' : ofNumber(parseInt(value));
            case 'f': return typeof value === 'symbol' ? 'NaN' : ofNumber(parseFloat(value));
            case 'j':
                try {
                    return JSON.stringify(value);
                } catch {
                    return '[Circular]';
                }
            case 'o': return inspect(value, {depth: 4});
            case 'O': return inspect(value);
            default: return '';
            }
        });
    }
    for (; at < values.length; ++at) {
        if (at > 0)
            text += ' ';
        text += typeof values[at] === 'string' ? values[at] : inspect(values[at]);
    }
    return text;
}

braid.inspect = inspect;
braid.format = formatAll;
