# SPDX-License-Identifier: MIT
import asyncio
import threading


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        print('a new loop')
        return super().new_event_loop()


asyncio.set_event_loop_policy(Policy())
asyncio.run(asyncio.sleep(0))
print(isinstance(asyncio.get_event_loop_policy(), Policy))
try:
    asyncio.get_event_loop()
except RuntimeError as error:
    print(error)
asyncio.set_event_loop_policy(None)
loop = asyncio.get_event_loop()
print(loop.run_until_complete(asyncio.sleep(0, 'done')))
loop.close()


def work():
    try:
        asyncio.get_event_loop()
    except RuntimeError as error:
        print(error)


thread = threading.Thread(target=work, name='other')
thread.start()
thread.join()
