# SPDX-License-Identifier: MIT
import os
import sqlite3
import tempfile
import threading
import time

with tempfile.TemporaryDirectory() as directory:
    path = os.path.join(directory, 'data')
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute('create table items (value)')
    connection.execute('begin immediate')
    connection.executemany('insert into items values (?)', [(1,), (2,)])
    try:
        sqlite3.connect(path, timeout=0.1).execute('insert into items values (3)')
    except sqlite3.OperationalError as error:
        print(error)
    begin = time.monotonic()
    thread = threading.Thread(target=lambda: sqlite3.connect(path, timeout=5).execute(
        'create table other (value)'))
    thread.start()
    thread.join(0.2)
    connection.execute('commit')
    thread.join()
    print(connection.execute('select sum(value) from items').fetchone(),
          connection.execute('select name from sqlite_master').fetchall(),
          time.monotonic() - begin >= 0.2)
