# SPDX-License-Identifier: MIT
import asyncio


async def main():
    process = await asyncio.create_subprocess_exec('true')
    print(await process.wait())


for watcher in (asyncio.SafeChildWatcher, asyncio.FastChildWatcher, asyncio.PidfdChildWatcher,
                asyncio.MultiLoopChildWatcher, asyncio.ThreadedChildWatcher):
    policy = asyncio.DefaultEventLoopPolicy()
    policy.set_child_watcher(watcher())
    asyncio.set_event_loop_policy(policy)
    asyncio.run(main())
    policy.get_child_watcher().close()
