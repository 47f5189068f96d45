# SPDX-License-Identifier: MIT
# needs: jinja2
import asyncio

import jinja2


async def numbers():
    for number in range(3):
        await asyncio.sleep(0)
        yield number


environment = jinja2.Environment(enable_async=True, undefined=jinja2.StrictUndefined)
template = environment.from_string('{% for n in numbers() %}{{ n }},{% endfor %} {{ name|upper }}')
print(asyncio.run(template.render_async(numbers=numbers, name='x')))
print(jinja2.Template('{{ 1 + 1 }}').render())
asyncio.run(template.render_async(numbers=numbers))
