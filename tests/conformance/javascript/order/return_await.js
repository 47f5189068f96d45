// SPDX-License-Identifier: MIT
const plain = async () => Promise.resolve('plain');
const awaited = async () => await Promise.resolve('awaited');
const value = async () => 'value';
plain().then(console.log);
awaited().then(console.log);
value().then(console.log);
Promise.resolve().then(() => console.log(1)).then(() => console.log(2)).then(() => console.log(3)).then(() => console.log(4));
