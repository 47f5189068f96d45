# SPDX-License-Identifier: MIT
# needs: requests
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import requests


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response(201)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body.upper())

    def log_message(self, *arguments):
        pass


server = HTTPServer(('127.0.0.1', 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f'http://127.0.0.1:{server.server_port}/'
with requests.Session() as session:
    for _ in range(3):
        answer = session.post(url, data='text', timeout=5)
        print(answer.status_code, answer.text, answer.reason)
try:
    requests.get('http://127.0.0.1:9', timeout=0.5)
except requests.ConnectionError as error:
    print(type(error).__name__)
server.shutdown()
