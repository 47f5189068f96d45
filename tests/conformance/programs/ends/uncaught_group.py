# SPDX-License-Identifier: MIT
def fail(error):
    raise error


errors = []
for error in ValueError(1), TypeError('two'):
    try:
        fail(error)
    except Exception as caught:
        errors.append(caught)
raise ExceptionGroup('several', [*errors, ExceptionGroup('nested', [OSError(2, 'no file', 'x')])])
