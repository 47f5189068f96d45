// SPDX-License-Identifier: MIT
(async () => { console.log('waits'); await new Promise(() => {}); console.log('never'); })();
