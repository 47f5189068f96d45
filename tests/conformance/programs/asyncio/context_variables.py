# SPDX-License-Identifier: MIT
import asyncio
import contextvars

request = contextvars.ContextVar('request')


async def handle(number):
    request.set(number)
    await asyncio.sleep(0.01)
    loop = asyncio.get_running_loop()
    seen = []
    loop.call_soon(lambda: seen.append(request.get()))
    loop.call_later(0.001, lambda: seen.append(request.get()))
    seen.append(await asyncio.to_thread(request.get))
    await asyncio.sleep(0.02)
    return number, seen


async def main():
    request.set('main')
    print(await asyncio.gather(*map(handle, range(3))))
    context = contextvars.copy_context()
    context.run(request.set, 'copied')
    task = asyncio.create_task(handle('task'), context=context)
    await task
    print(context[request], request.get())


asyncio.run(main())
