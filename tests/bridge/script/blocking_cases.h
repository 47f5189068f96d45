// SPDX-License-Identifier: MIT
#pragma once

#include <QTemporaryDir>

#include <semaphore.h>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

// Each call of the C library that may wait, what it waits for, and how somebody else ends that.

constexpr std::size_t much = 1 << 20;

/// What a call has to do with: two ends, of each kind that there is.
struct Ends {
    int pipe_read = -1, pipe_write = -1;
    int socket = -1, other_socket = -1;
    int datagrams = -1; ///< of a pair that the script has made
    sem_t semaphore;
    sem_t* shared_semaphore = nullptr;
    QTemporaryDir directory;
    int listener = -1, first_to_connect = -1; ///< those that the script has made

    Ends();
    ~Ends();
    Ends(const Ends&) = delete;
    Ends& operator=(const Ends&) = delete;
    std::string file(const char* name) const { return directory.filePath(name).toStdString(); }
};

/// A call, what it waits for, and how its neighbour ends it. The call returns true if all is well.
struct Case {
    const char* name;
    std::function<bool(Ends&)> call;
    std::function<void(Ends&)> end;
};

const std::vector<Case>& cases();
