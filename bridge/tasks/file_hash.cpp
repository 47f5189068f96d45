// SPDX-License-Identifier: MIT
#include "bridge/tasks/file_hash.h"

#include <openssl/evp.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <new>
#include <string_view>
#include <system_error>
#include <utility>

namespace braid {

namespace {

/// Read at once: it stays in a core's cache until it is hashed.
constexpr std::size_t piece_bytes = 256 << 10;
/// Hashed in one go: some milliseconds of work.
constexpr std::uint64_t portion_bytes = 4 << 20;

[[noreturn]] void throw_errno() { throw std::system_error(errno, std::generic_category()); }

} // namespace

struct FileHash::Digest {
    Digest()
        : context(EVP_MD_CTX_new()) {
        if (!context || !EVP_DigestInit_ex(context, EVP_sha256(), nullptr))
            throw std::bad_alloc();
    }
    ~Digest() { EVP_MD_CTX_free(context); }
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    EVP_MD_CTX* context;
};

FileHash::FileHash(std::filesystem::path file)
    : file_(std::move(file)) {}

FileHash::~FileHash() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void FileHash::open() {
    // What has become a pipe since it was found must not hold anybody.
    descriptor_ = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    struct stat status {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0)
        throw_errno();
    if (!S_ISREG(status.st_mode))
        throw std::system_error(std::make_error_code(std::errc::not_supported));
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
    digest_ = std::make_unique<Digest>();
}

std::uint64_t FileHash::hash_some() {
    thread_local std::array<char, piece_bytes> piece;
    if (descriptor_ < 0)
        open();
    std::uint64_t hashed = 0;
    while (hashed < portion_bytes) {
        const ssize_t got = ::read(descriptor_, piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw_errno();
        if (got == 0) {
            finish();
            break;
        }
        EVP_DigestUpdate(digest_->context, piece.data(), std::size_t(got));
        hashed += std::uint64_t(got);
    }
    return hashed;
}

void FileHash::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    EVP_DigestFinal_ex(digest_->context, bytes.data(), &size);
    constexpr std::string_view digits = "0123456789abcdef";
    for (unsigned i = 0; i < size; ++i) {
        hex_ += digits[bytes[i] >> 4];
        hex_ += digits[bytes[i] & 15];
    }
}

} // namespace braid
