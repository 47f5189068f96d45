# SPDX-License-Identifier: MIT
# needs: flask
import flask

application = flask.Flask(__name__)


@application.route('/<name>', methods=['GET', 'POST'])
def hello(name):
    if name == 'fail':
        raise ValueError('in a view')
    return {'name': name, 'method': flask.request.method}


client = application.test_client()
print(client.get('/Ada').json, client.post('/x').json, client.get('/a/b').status)
print(client.get('/fail').status, application.name, application.import_name)
