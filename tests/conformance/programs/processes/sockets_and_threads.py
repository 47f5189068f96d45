# SPDX-License-Identifier: MIT
import socketserver
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *arguments):
        print('log', arguments[1])


with ThreadingHTTPServer(('127.0.0.1', 0), Handler) as server:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    for path in '/one', '/two':
        url = f'http://127.0.0.1:{server.server_port}{path}'
        print(urllib.request.urlopen(url, timeout=5).read())
    server.shutdown()
    thread.join()
print(issubclass(ThreadingHTTPServer, socketserver.ThreadingMixIn))
