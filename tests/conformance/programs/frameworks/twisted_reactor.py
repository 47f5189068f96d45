# SPDX-License-Identifier: MIT
# needs: twisted
from twisted.internet import asyncioreactor

asyncioreactor.install()
from twisted.internet import defer, endpoints, protocol, reactor, task


class Echo(protocol.Protocol):
    def dataReceived(self, data):
        self.transport.write(data.upper())
        self.transport.loseConnection()


class Client(protocol.Protocol):
    def connectionMade(self):
        self.transport.write(b'hello')

    def dataReceived(self, data):
        print(data)

    def connectionLost(self, reason):
        print(reason.type.__name__)
        reactor.stop()


@defer.inlineCallbacks
def start():
    yield task.deferLater(reactor, 0.01, print, 'later')
    port = yield endpoints.TCP4ServerEndpoint(reactor, 0, interface='127.0.0.1').listen(
        protocol.Factory.forProtocol(Echo))
    client = endpoints.TCP4ClientEndpoint(reactor, '127.0.0.1', port.getHost().port)
    yield endpoints.connectProtocol(client, Client())


reactor.callWhenRunning(start)
reactor.run()
print(type(reactor).__name__)
