// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace braid {

/// The SHA-256 of a file, computed piece by piece. For one thread at a time, any.
class FileHash {
public:
    /// Nothing is opened yet.
    explicit FileHash(std::filesystem::path file);
    ~FileHash();
    FileHash(const FileHash&) = delete;
    FileHash& operator=(const FileHash&) = delete;

    /// Reads and hashes some megabytes; returns how many bytes. At the end of the file it is done.
    /// Throws std::system_error.
    std::uint64_t hash_some();
    bool done() const noexcept { return !hex_.empty(); }
    /// As sha256sum writes it.
    const std::string& hex() const noexcept { return hex_; }

private:
    void open();
    void finish();

    struct Digest;
    const std::filesystem::path file_;
    std::unique_ptr<Digest> digest_;
    int descriptor_ = -1;
    std::string hex_;
};

} // namespace braid
