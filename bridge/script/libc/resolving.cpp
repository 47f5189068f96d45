// SPDX-License-Identifier: MIT
// Names and addresses of hosts on a script's stack: the C library waits for servers in its own way,
// which nothing ends. So it does that in a thread, and the script is interrupted afterwards.
#include "bridge/script/blocking_call.h"
#include "bridge/script/libc/real_call.h"

#include <netdb.h>

#include <cerrno>

using namespace braid;

namespace {

BRAID_REAL_CALL(getaddrinfo)
BRAID_REAL_CALL(getnameinfo)
BRAID_REAL_CALL(gethostbyname)
BRAID_REAL_CALL(gethostbyname_r)
BRAID_REAL_CALL(gethostbyname2_r)
BRAID_REAL_CALL(gethostbyaddr_r)

/// `resolve`, with errno and h_errno as if it were made here, where each thread has its own.
template<typename Resolve>
auto resolve_in_thread(const char* name, Resolve resolve) {
    StackRun* const run = BlockingCall::run_here();
    if (!run)
        return resolve();
    decltype(resolve()) result{};
    int error = 0, host_error = 0;
    BlockingCall call(*run, WaitKind::Io, name);
    const auto attempt = [&] {
        result = resolve();
        error = errno;
        host_error = h_errno;
        return true;
    };
    if (call.in_thread(attempt, false) == BlockingCall::End::Impossible)
        return resolve();
    errno = error;
    h_errno = host_error;
    return result;
}

} // namespace

extern "C" {

int getaddrinfo(const char* host, const char* service, const addrinfo* hints, addrinfo** found) {
    const auto real = [=] { return real_getaddrinfo(host, service, hints, found); };
    if (!CurrentRun::on_stack() || !host || (hints && hints->ai_flags & AI_NUMERICHOST))
        return real();
    // A host may be named by its address, and then nobody has to be asked.
    addrinfo numeric{};
    if (hints)
        numeric = *hints;
    numeric.ai_flags |= AI_NUMERICHOST;
    if (real_getaddrinfo(host, service, &numeric, found) == 0)
        return 0;
    return resolve_in_thread("getaddrinfo", real);
}

int getnameinfo(const sockaddr* address, socklen_t length, char* host, socklen_t host_size,
                char* service, socklen_t service_size, int flags) {
    const auto real = [=] {
        return real_getnameinfo(address, length, host, host_size, service, service_size, flags);
    };
    return !host || flags & NI_NUMERICHOST ? real() : resolve_in_thread("getnameinfo", real);
}

hostent* gethostbyname(const char* name) {
    return resolve_in_thread("gethostbyname", [=] { return real_gethostbyname(name); });
}

int gethostbyname_r(const char* name, hostent* entry, char* buffer, size_t size, hostent** result,
                    int* error) {
    return resolve_in_thread("gethostbyname", [=] {
        return real_gethostbyname_r(name, entry, buffer, size, result, error);
    });
}

int gethostbyname2_r(const char* name, int family, hostent* entry, char* buffer, size_t size,
                     hostent** result, int* error) {
    return resolve_in_thread("gethostbyname", [=] {
        return real_gethostbyname2_r(name, family, entry, buffer, size, result, error);
    });
}

int gethostbyaddr_r(const void* address, socklen_t length, int family, hostent* entry, char* buffer,
                    size_t size, hostent** result, int* error) {
    return resolve_in_thread("gethostbyaddr", [=] {
        return real_gethostbyaddr_r(address, length, family, entry, buffer, size, result, error);
    });
}

} // extern "C"
