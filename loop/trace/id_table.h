// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace braid::detail {

/// Things by their number, which is given once and never again. What has gone leaves no trace but
/// a gap: memory follows those that are there, however many there have been.
template<typename Id, typename T>
class IdTable {
public:
    IdTable() = default;
    IdTable(const IdTable&) = delete;
    IdTable& operator=(const IdTable&) = delete;
    ~IdTable() {
        for_each([](Id, T& thing) { delete &thing; });
    }

    std::size_t size() const noexcept { return size_; }
    /// The newest number; None before the first.
    Id last() const noexcept { return Id(last_); }

    /// The next one has this number; those that are passed over are not there.
    void skip_to(Id next) noexcept { last_ = std::max(last_, std::uint32_t(next) - 1); }

    /// Takes it over, and returns its number.
    Id add(std::unique_ptr<T> thing) {
        const std::uint32_t at = last_; // numbers count from 1, places from 0
        if (at / per_branch >= branches_.size())
            branches_.resize(at / per_branch + 1);
        auto& branch = branches_[at / per_branch];
        if (!branch)
            branch = std::make_unique<Branch>();
        auto& leaf = branch->leaves[at % per_branch / per_leaf];
        if (!leaf) {
            leaf = std::make_unique<Leaf>();
            ++branch->used;
        }
        leaf->things[at % per_leaf] = thing.release();
        ++leaf->used;
        ++size_;
        return Id(++last_);
    }

    /// Null if it is not there, or no more. O(1).
    T* find(Id id) const noexcept {
        const std::uint32_t at = std::uint32_t(id) - 1; // of None: far behind the end
        if (at >= last_)
            return nullptr;
        const Branch* const branch = branches_[at / per_branch].get();
        const Leaf* const leaf =
            branch ? branch->leaves[at % per_branch / per_leaf].get() : nullptr;
        return leaf ? leaf->things[at % per_leaf] : nullptr;
    }

    void erase(Id id) noexcept {
        const std::uint32_t at = std::uint32_t(id) - 1;
        auto& branch = branches_[at / per_branch];
        auto& leaf = branch->leaves[at % per_branch / per_leaf];
        delete std::exchange(leaf->things[at % per_leaf], nullptr);
        --size_;
        if (--leaf->used > 0)
            return;
        leaf.reset();
        if (--branch->used == 0)
            branch.reset();
    }

    /// In the order of their numbers. The callable may erase the one that it is called with.
    template<typename Callable>
    void for_each(Callable&& callable) const {
        for (std::size_t b = 0; b < branches_.size(); ++b)
            for (std::size_t l = 0; branches_[b] && l < per_branch / per_leaf; ++l)
                for (std::size_t i = 0; branches_[b] && branches_[b]->leaves[l] && i < per_leaf;
                     ++i)
                    if (T* const thing = branches_[b]->leaves[l]->things[i])
                        callable(Id(b * per_branch + l * per_leaf + i + 1), *thing);
    }

private:
    static constexpr std::size_t per_leaf = 256;
    static constexpr std::size_t per_branch = per_leaf * 1024;

    struct Leaf {
        std::array<T*, per_leaf> things{};
        std::size_t used = 0;
    };
    struct Branch {
        std::array<std::unique_ptr<Leaf>, per_branch / per_leaf> leaves;
        std::size_t used = 0;
    };

    std::vector<std::unique_ptr<Branch>> branches_;
    std::size_t size_ = 0;
    std::uint32_t last_ = 0;
};

} // namespace braid::detail
