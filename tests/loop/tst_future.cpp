// SPDX-License-Identifier: MIT
#include "loop/future.h"
#include "loop/run.h"
#include "loop/sleep.h"
#include "tests/loop/combining_test.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace braid;
using namespace std::chrono_literals;

namespace {

/// What asking it says, in a word.
template<typename Ask>
std::string answer_of(Ask ask) {
    try {
        ask();
    } catch (const InvalidStateError&) {
        return "invalid state";
    } catch (const CancelledError& e) {
        return "cancelled " + e.message();
    } catch (const std::exception& e) {
        return e.what();
    }
    return "ok";
}

std::exception_ptr error(const char* what) {
    return std::make_exception_ptr(std::runtime_error(what));
}

} // namespace

class TestFuture : public QObject {
    Q_OBJECT

private slots:
    void a_future_gives_what_callback_code_sets() {
        run_test([]() -> Coroutine<> {
            Future<std::string> future;
            EventLoop::current()->call_later(1ms, [future] { future.set_result("x"); });
            const std::string& text = co_await future;
            CO_VERIFY(text == "x" && future.result() == "x");
            bool refused = false;
            try {
                future.set_result("y");
            } catch (const InvalidStateError&) {
                refused = true;
            }
            CO_VERIFY(refused);
            Future<> failing;
            failing.set_exception(std::make_exception_ptr(std::runtime_error("no")));
            CO_VERIFY(failing.exception() != nullptr);
        });
    }

    void done_callbacks_come_soon_after_in_order() {
        std::string order;
        run_test([&]() -> Coroutine<> {
            auto task = create_task(after(0s, 42));
            task.add_done_callback(
                [&](const Task<int>& t) { order += std::to_string(t.result()); });
            task.add_done_callback([&](const Task<int>&) { order += "b"; });
            co_await task;
            order += "|";
            co_await yield();
            task.add_done_callback([&](const Task<int>&) { order += "c"; });
            order += "|";
            co_await yield();
        });
        QCOMPARE(order, std::string("42b||c")); // as in asyncio
    }

    void a_future_answers_by_its_state() {
        run_test([]() -> Coroutine<> {
            struct Row {
                const char* name;
                void (*end)(const Future<int>&);
                const char* result;
                const char* exception;
            };
            const std::vector<Row> rows{
                {"pending", [](const Future<int>&) {}, "invalid state", "invalid state"},
                {"set", [](const Future<int>& f) { f.set_result(1); }, "ok", "ok"},
                {"failed", [](const Future<int>& f) { f.set_exception(error("x")); }, "x", "ok"},
                {"cancelled", [](const Future<int>& f) { f.cancel("why"); }, "cancelled why",
                 "cancelled why"},
            };
            for (const Row& row : rows) {
                const Future<int> future;
                row.end(future);
                const bool pending = std::string(row.name) == "pending";
                CO_VERIFY(future.done() == !pending);
                CO_VERIFY(future.cancelled() == (std::string(row.name) == "cancelled"));
                CO_VERIFY(answer_of([&] { static_cast<void>(future.result()); }) == row.result);
                CO_VERIFY(answer_of([&] { static_cast<void>(future.exception()); }) ==
                          row.exception);
                if (pending)
                    continue;
                CO_VERIFY(answer_of([&] { future.set_result(2); }) == "invalid state");
                CO_VERIFY(answer_of([&] { future.set_exception(error("y")); }) == "invalid state");
                CO_VERIFY(!future.cancel());
                CO_VERIFY(answer_of([&] { static_cast<void>(future.result()); }) == row.result);
            }
            co_return;
        });
    }

    void callbacks_are_called_by_the_loop_whatever_the_end_and_outside_of_tasks() {
        std::string story;
        run_test([&]() -> Coroutine<> {
            const auto note = [&](const Future<int>& f) {
                story += f.cancelled() ? "cancelled " : f.exception() ? "failed " : "set ";
                if (current_task())
                    story += "in a task ";
            };
            Future<int> set;
            Future<int> failed;
            Future<int> cancelled;
            for (const auto& future : {set, failed, cancelled})
                future.add_done_callback(note);
            set.set_result(1);
            failed.set_exception(error("x"));
            cancelled.cancel();
            CO_VERIFY(story.empty()); // soon, not at once
            co_await yield();
            set.add_done_callback(note);
            story += "| ";
            co_await yield();
        });
        QCOMPARE(story, std::string("set failed cancelled | set "));
    }

    void an_exception_of_a_callback_reaches_the_handler_and_the_others_are_called() {
        EventLoop loop;
        std::vector<std::string> lost;
        loop.set_exception_handler([&](const LostException& e) {
            lost.push_back(answer_of([&] { std::rethrow_exception(e.error); }));
        });
        int called = 0;
        const Future<> future(loop);
        future.add_done_callback([](const Future<>&) { throw std::runtime_error("callback"); });
        future.add_done_callback([&](const Future<>&) { ++called; });
        future.set_result();
        while (loop.run_ready(Clock::now(), false)) {
        }
        QCOMPARE(called, 1);
        QCOMPARE(lost, std::vector<std::string>{"callback"});
    }

    void an_exception_that_nobody_asks_for_reaches_the_handler() {
        EventLoop loop;
        std::vector<std::string> lost;
        loop.set_exception_handler([&](const LostException& e) {
            lost.push_back(answer_of([&] { std::rethrow_exception(e.error); }));
        });
        {
            const Future<> asked(loop);
            asked.set_exception(error("asked"));
            QVERIFY(asked.exception() != nullptr);
            const Future<> cancelled(loop);
            cancelled.cancel();
            const Future<> dropped(loop);
            dropped.set_exception(error("dropped"));
            QVERIFY(lost.empty());
        }
        QCOMPARE(lost, std::vector<std::string>{"dropped"});
    }

    void the_last_one_who_asks_gets_the_value_itself() {
        run_test([]() -> Coroutine<> {
            Future<std::unique_ptr<int>> future;
            EventLoop::current()->call_soon(
                [future] { future.set_result(std::make_unique<int>(7)); });
            const std::unique_ptr<int> value = co_await std::move(future);
            CO_VERIFY(*value == 7);
            Future<std::string> shared;
            shared.set_result(std::string("a text that is kept on the heap"));
            const Future<std::string> copy = shared;
            const std::string mine = co_await std::move(shared);
            CO_VERIFY(mine == copy.result());
        });
    }

    void handles_may_be_kept_and_dropped_in_other_threads() {
        run_test([]() -> Coroutine<> {
            EventLoop& loop = *EventLoop::current();
            for (int i = 0; i < 100; ++i) {
                Future<int> future;
                std::thread other([&loop, future] {
                    const Future<int> copy = future;
                    loop.call_soon_threadsafe([copy] { copy.set_result(5); });
                });
                const int five = co_await future;
                CO_VERIFY(five == 5);
                other.join();
            }
        });
    }

    void a_future_needs_a_loop_and_the_error_says_how_to_get_one() {
        const std::string refused = [] {
            try {
                const Future<> future;
            } catch (const InvalidStateError& e) {
                return std::string(e.what());
            }
            return std::string();
        }();
        QVERIFY(refused.find("braid::run") != refused.npos);
        QVERIFY(refused.find("Runner") != refused.npos);
        QVERIFY(refused.find("EventDispatcher") != refused.npos);
    }
};

QTEST_GUILESS_MAIN(TestFuture)
#include "tst_future.moc"
