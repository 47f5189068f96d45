// SPDX-License-Identifier: MIT
#include "bridge/python/task_counter.h"

#include "bridge/python/py_ref.h"

#include <link.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

namespace braid {

namespace {

/// The variables of the library that holds this address.
struct Variables {
    ElfW(Addr) address;
    std::vector<std::span<std::uint64_t>> found = {};
};

int look_for_variables(dl_phdr_info* info, std::size_t, void* wanted) {
    auto& variables = *static_cast<Variables*>(wanted);
    const std::span headers(info->dlpi_phdr, info->dlpi_phnum);
    const auto address_of = [info](const ElfW(Phdr) & header) {
        return info->dlpi_addr + header.p_vaddr;
    };
    const auto holds = [&](const ElfW(Phdr) & header) {
        return header.p_type == PT_LOAD && variables.address - address_of(header) < header.p_memsz;
    };
    if (std::none_of(headers.begin(), headers.end(), holds))
        return 0;
    for (const ElfW(Phdr) & header : headers) {
        if (header.p_type != PT_LOAD || !(header.p_flags & PF_W))
            continue;
        const ElfW(Addr) begin = (address_of(header) + 7) & ~ElfW(Addr){7};
        const ElfW(Addr) end = address_of(header) + header.p_memsz;
        // NOLINTNEXTLINE(performance-no-int-to-ptr): the linker tells addresses as numbers
        variables.found.emplace_back(reinterpret_cast<std::uint64_t*>(begin), (end - begin) / 8);
    }
    return 1;
}

/// The number of "Task-12".
std::optional<std::uint64_t> next_number(PyObject* next_name) {
    const PyRef name = PyRef::steal(PyObject_CallNoArgs(next_name));
    const char* text = name && PyUnicode_Check(name.get()) ? PyUnicode_AsUTF8(name.get()) : nullptr;
    PyErr_Clear();
    if (!text || std::strncmp(text, "Task-", 5) != 0)
        return {};
    return std::strtoull(text + 5, nullptr, 10);
}

} // namespace

std::uint64_t* find_task_counter(PyTypeObject* task_type, PyObject* next_name) {
    Variables variables{reinterpret_cast<ElfW(Addr)>(task_type->tp_init)};
    dl_iterate_phdr(look_for_variables, &variables);
    // What counts along is it.
    std::vector<std::uint64_t*> candidates;
    const auto first = next_number(next_name);
    for (const std::span<std::uint64_t> part : variables.found)
        for (std::uint64_t& word : part)
            if (first && word == *first)
                candidates.push_back(&word);
    for (int i = 0; i < 3; ++i) {
        const auto next = next_number(next_name);
        std::erase_if(candidates,
                      [&next](const std::uint64_t* word) { return !next || *word != *next; });
    }
    if (candidates.size() != 1)
        return nullptr;
    *candidates.front() = *first - 1;
    return candidates.front();
}

} // namespace braid
