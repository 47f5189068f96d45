// SPDX-License-Identifier: MIT
// Fetches URLs, so many at a time, and says of each how large it was and how long it took.
#include "bridge/tasks/batch.h"
#include "bridge/tasks/http_client.h"
#include "bridge/tasks/task_kind.h"
#include "bridge/tasks/words.h"
#include "loop/errors.h"
#include "loop/timeout.h"

namespace braid::tasks {

namespace {

/// What all fetches of one task have in common.
struct Fetching {
    TaskContext& task;
    HttpClient client;
    std::size_t urls;
    std::size_t done = 0;
    std::size_t failed = 0;
    std::uint64_t bytes = 0;

    void tell() const {
        task.progress(double(done) / double(urls),
                      in_groups(done) + " of " + in_groups(urls) + " · " + in_bytes(bytes));
    }
    void failure(const std::string& url, const std::string& why) {
        ++done;
        ++failed;
        task.complain(url + ": " + why);
        tell();
        throw TaskFailure(why); // so its lane has failed, too
    }
};

Coroutine<> fetch_one(Fetching& all, std::string url) {
    const Duration patience = all.task.time("timeout");
    HttpResponse got;
    std::string why;
    try {
        got = co_await timeout(patience, all.client.get(url));
    } catch (const TimeoutError&) {
        why = "no answer within " + in_time(patience);
    } catch (const std::exception& error) {
        why = error.what();
    }
    const std::string status = std::to_string(got.status) + " " + got.reason;
    if (why.empty() && got.status >= 400)
        why = status;
    if (!why.empty())
        all.failure(url, why);
    ++all.done;
    all.bytes += got.bytes;
    all.task.print(status + "  " + in_bytes(got.bytes) + "  " + in_time(got.total) +
                   " (first byte " + in_time(got.first_byte) + ")  " + url +
                   (got.redirects ? " → " + got.url : ""));
    all.tell();
}

Coroutine<> start_all(Fetching& all, Batch& batch) {
    for (const std::string& url : all.task.list("urls"))
        co_await batch.start(fetch_one(all, url), url);
}

Coroutine<> fetch_urls(TaskContext& task) {
    Fetching all{task, HttpClient(*EventLoop::current()), task.list("urls").size()};
    Batch batch(task.number("at-once"));
    all.tell();
    co_await batch.run(start_all(all, batch));
    if (all.failed)
        throw TaskFailure(in_groups(all.failed) + " of " + counted(all.urls, "URL") + " failed");
}

} // namespace

TaskKind fetch() {
    return {.name = "fetch",
            .title = "Fetch URLs",
            .description = "Fetches URLs over HTTP and HTTPS and tells status, size and times of "
                           "each. Fails if any of them cannot be got.",
            .parameters = {{.name = "urls",
                            .title = "URLs",
                            .description = "what to fetch",
                            .value_name = "URL",
                            .kind = Parameter::Kind::Words,
                            .is_positional = true,
                            .check = HttpClient::problem_with},
                           {.name = "at-once",
                            .title = "At once",
                            .description = "so many at a time",
                            .value_name = "N",
                            .kind = Parameter::Kind::Number,
                            .fallback = "10",
                            .least = 1,
                            .most = 1000},
                           {.name = "timeout",
                            .title = "Timeout",
                            .description = "seconds that each may take",
                            .value_name = "SECONDS",
                            .kind = Parameter::Kind::Seconds,
                            .fallback = "30",
                            .least = 0.001}},
            .run = fetch_urls};
}

} // namespace braid::tasks
