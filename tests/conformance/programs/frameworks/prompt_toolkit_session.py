# SPDX-License-Identifier: MIT
# needs: prompt_toolkit
# tty
# env: PROMPT_TOOLKIT_NO_CPR=1 TERM=dumb
# type: Ada\r after 'name: '
# type: secret\r after 'password: '
# type: Bob\r after 'name: '
# type: \x04 after 'more: '
import asyncio

from prompt_toolkit import PromptSession, prompt


async def main():
    session = PromptSession()
    print('hello', await session.prompt_async('name: '))
    try:
        await session.prompt_async('more: ')
    except EOFError as error:
        print(repr(error))


print(len(prompt('name: ')))
print(len(prompt('password: ', is_password=True)))
asyncio.run(main())
