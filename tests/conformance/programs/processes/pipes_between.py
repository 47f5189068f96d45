# SPDX-License-Identifier: MIT
import multiprocessing


def work(connection, event):
    while (item := connection.recv()) is not None:
        connection.send(item[::-1])
    event.set()
    connection.close()


if __name__ == '__main__':
    ours, theirs = multiprocessing.Pipe()
    event = multiprocessing.Event()
    process = multiprocessing.Process(target=work, args=(theirs, event))
    process.start()
    theirs.close()
    for item in 'abc', [1, 2], b'x' * 200_000:
        ours.send(item)
        print(str(ours.recv())[:20])
    ours.send(None)
    print(event.wait(5), ours.poll(5))
    process.join()
    try:
        ours.recv()
    except EOFError as error:
        print(repr(error))
