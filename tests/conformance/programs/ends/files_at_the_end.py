# SPDX-License-Identifier: MIT
# shell: $PYTHON $FILE; cat rows.csv log.txt
import csv
import logging
import logging.handlers

logging.basicConfig(filename='log.txt', format='%(levelname)s %(message)s', level='DEBUG')
memory = logging.handlers.MemoryHandler(100, target=logging.getLogger().handlers[0])
logging.getLogger('deferred').addHandler(memory)
logging.getLogger('deferred').propagate = False
logging.getLogger('deferred').info('written by shutdown')
logging.info('written at once')
rows = csv.writer(open('rows.csv', 'w'))
rows.writerows([[1, 'a'], [2, 'b,c']])
