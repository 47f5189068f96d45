// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/python/py_ref.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace braid {

/// Names in modules that all scripts share, of which each script sees its own value (`sys.argv`,
/// `sys.stdout`, the event loop policy, …), and the modules that are a script's own: all but the
/// library's.
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

    /// Modules that lie in `directory` are the library's, which all scripts share: the standard
    /// library, installed packages, PYTHONPATH. A script's own directory may lie in it.
    static void share(const std::string& directory);

    /// Before it is shown: modules from `directory` are the script's own, also where that is within
    /// the library; those from `environment`, which may lie in it, are shared by all scripts that
    /// run in that, and seen by them alone. Empty: there is none.
    void set_places(std::string directory, const std::string& environment);

    /// From now on shared modules show this script's values and modules, and nobody else's. The GIL
    /// must be held, as for all that follows.
    void show();
    bool shown() const noexcept;
    /// They do not, and there are values of this script's that they hide.
    bool hidden() const noexcept { return !cleared_ && !shown(); }
    /// If they do: what they show when no script does comes back, this script's values are kept.
    void hide();
    /// Is that one of the script's own modules' files?
    bool owns(std::string_view path) const noexcept;
    /// While shown: its own modules, in the order in which they came, are in nobody's view any
    /// more.
    std::vector<PyRef> take_modules();
    /// While hidden: what `dict[key]` is to this script; borrowed, null if it has none or shares
    /// that with all.
    PyObject* value(PyObject* dict, PyObject* key);
    void set_value(PyObject* dict, PyObject* key, PyObject* value);
    /// Drops what is kept: the script has ended. While hidden. Where threads of it go on, one may
    /// be in the middle of a read from `sys.stdin`, which can only be closed after that: the values
    /// stay, until this is called again.
    void clear(bool threads_go_on);

private:
    /// Modules that are not in everybody's view.
    struct Modules {
        std::string prefix;                          ///< of the files that lie in their place
        std::vector<std::pair<PyRef, PyRef>> hidden; ///< name and module

        bool has(std::string_view path) const noexcept { return path.starts_with(prefix); }
        void show();
    };
    static std::shared_ptr<Modules> modules_of(const std::string& environment);

    void enter();
    void leave(const Modules* next_environment);
    void exchange();
    void complete();
    void hide_own_modules();
    static void hide_environment();

    static Modules* environment_in_view_;

    bool cleared_ = false;
    Modules own_;                          ///< of its directory, and from wherever else it has them
    std::shared_ptr<Modules> environment_; ///< null if that is everybody's
    std::vector<PyRef> values_; ///< while outside: the script's; while inside: those of before
    std::vector<std::uint64_t> numbers_; ///< the same for variables
};

} // namespace braid
