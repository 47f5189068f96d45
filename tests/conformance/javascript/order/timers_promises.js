// SPDX-License-Identifier: MIT
const {setTimeout: sleep, setImmediate: soon} = require('timers/promises');
(async () => {
    console.log(await sleep(2, 'slept'));
    console.log(await soon('soon'));
    const controller = new AbortController();
    sleep(1000, null, {signal: controller.signal}).catch(error => console.log(error.name));
    controller.abort();
})();
