// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/py_ref.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace braid {

/// Names in modules that all scripts share, of which each script sees its own value (`sys.argv`,
/// `sys.stdout`, the event loop policy, …), and the modules that lie beside a script.
///
/// They are exchanged when another script's turn comes, without need of Python code: a script may
/// be anywhere then, also at its recursion limit.
class ScriptGlobals {
public:
    /// Every script has its own `dict[key]` from now on, and starts from what it is now; from a
    /// copy if that is a list, which programs change in place. `changed`, if it is not null, is
    /// called when another script's value differs from the last one's.
    static void add(PyObject* dict, PyObject* key, PyObject* changed);

    /// The same for a variable of a C module.
    static void add(std::uint64_t* variable);

    /// `directory` is the script's: modules from there are its own.
    explicit ScriptGlobals(std::string directory);

    /// From now on shared modules show this script's values and modules, and nobody else's. The GIL
    /// must be held, as for all that follows.
    void show();
    bool shown() const noexcept;
    /// If they do: what they show when no script does comes back, this script's values are kept.
    void hide();
    /// Is that one of the script's own modules' files?
    bool owns(std::string_view path) const noexcept { return path.starts_with(directory_prefix_); }
    /// While shown: its own modules, in the order in which they came, are in nobody's view any
    /// more.
    std::vector<PyRef> take_modules();
    /// While hidden: what `dict[key]` is to this script; borrowed, null if it has none or shares
    /// that with all.
    PyObject* value(PyObject* dict, PyObject* key);
    void set_value(PyObject* dict, PyObject* key, PyObject* value);
    /// Drops what is kept: the script has ended. While hidden.
    void clear();

private:
    void enter();
    void leave();
    void exchange();
    void complete();
    void take_own_modules();

    std::string directory_prefix_;
    std::vector<PyRef> values_; ///< while outside: the script's; while inside: those of before
    std::vector<std::uint64_t> numbers_;           ///< the same for variables
    std::vector<std::pair<PyRef, PyRef>> modules_; ///< name and module, while outside
};

} // namespace braid
