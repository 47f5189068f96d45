// SPDX-License-Identifier: MIT
const url = new URL('https://user:pw@Example.com:8080/a/./b/../c?x=1&y=2#frag');
console.log(url.href, url.origin, url.host, url.hostname, url.port, url.pathname, url.search, url.hash, url.username);
console.log(url.searchParams.get('x'), [...url.searchParams], url.searchParams.has('z'));
url.searchParams.append('z', 'a b&c');
console.log(url.search, String(url));
console.log(new URL('../d?q', 'http://h/a/b/c').href, new URL('/e', 'http://h:80/a').href, new URL('//other/x', 'https://h').href);
try {
    new URL('not a url');
} catch (error) {
    console.log(error.name, error.code, error.message);
}
console.log(new URLSearchParams({a: '1', b: 'zwei drei'}).toString(), JSON.stringify({u: new URL('http://h')}), URL.canParse('x:'), URL.canParse('x'));
