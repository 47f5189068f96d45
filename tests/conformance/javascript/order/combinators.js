// SPDX-License-Identifier: MIT
const after = (delay, value) => new Promise(resolve => setTimeout(resolve, delay, value));
const fails = (delay, value) => new Promise((_, reject) => setTimeout(reject, delay, value));
(async () => {
    console.log(await Promise.all([after(6, 'a'), after(3, 'b'), 'c']));
    console.log(await Promise.race([after(60, 'slow'), after(3, 'fast')]));
    console.log(await Promise.allSettled([after(1, 'x'), fails(2, 'y')]));
    console.log(await Promise.any([fails(1, 'no'), after(4, 'yes')]));
    try {
        await Promise.any([fails(1, 'p'), fails(2, 'q')]);
    } catch (error) {
        console.log(error.constructor.name, error.errors);
    }
    await Promise.all([fails(1, 'first'), fails(60, 'second')]).catch(value => console.log(value));
})();
