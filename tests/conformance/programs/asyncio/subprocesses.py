# SPDX-License-Identifier: MIT
import asyncio


async def main():
    process = await asyncio.create_subprocess_exec(
        'cat', stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    print(await process.communicate(b'through cat'), process.returncode)
    process = await asyncio.create_subprocess_shell(
        'echo out; echo err >&2; exit 3', stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE)
    print(await process.communicate(), await process.wait())
    process = await asyncio.create_subprocess_exec('sleep', '10')
    try:
        await asyncio.wait_for(process.wait(), 0.05)
    except TimeoutError:
        process.terminate()
    print(await process.wait())
    processes = await asyncio.gather(*(asyncio.create_subprocess_shell(f'exit {number}')
                                       for number in range(5)))
    print(await asyncio.gather(*(each.wait() for each in processes)))
    process = await asyncio.create_subprocess_exec('echo', 'inherited')
    print(await process.wait())


asyncio.run(main())
