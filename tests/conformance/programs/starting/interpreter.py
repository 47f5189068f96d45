# SPDX-License-Identifier: MIT
import site
import sys
import sysconfig

print(sys.executable, sys.prefix, sys.base_prefix, sys.exec_prefix, sys.version)
print(sys.flags)
print(sys._xoptions, sys.warnoptions, sys.dont_write_bytecode, sys.implementation.name)
print(sys.path[1:])
print(site.ENABLE_USER_SITE, sysconfig.get_path('stdlib'), sys.getswitchinterval(),
      sys.getrecursionlimit(), sys.flags.isolated, sys._git)
print(sys.stdlib_module_names >= {'asyncio'}, sys.pycache_prefix, sys.platlibdir)
