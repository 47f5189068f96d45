# SPDX-License-Identifier: MIT
# signal: USR1 after 'ready'
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1, signal.SIGUSR2})
print('ready', flush=True)
print(signal.sigwait({signal.SIGUSR1, signal.SIGUSR2}))
signal.raise_signal(signal.SIGUSR2)
print(signal.sigpending())
info = signal.sigwaitinfo({signal.SIGUSR2})
print(info.si_signo, info.si_code, info.si_uid == __import__('os').getuid())
print(signal.sigtimedwait({signal.SIGUSR2}, 0.05))
