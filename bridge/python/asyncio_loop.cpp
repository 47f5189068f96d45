// SPDX-License-Identifier: MIT
#include "bridge/python/asyncio_loop.h"

#include "bridge/python/asyncio_handle.h"
#include "bridge/python/python_run.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>

namespace braid {

namespace {

using Seconds = std::chrono::duration<double>;

/// As asyncio's: timers that are due within the clock's resolution are due.
constexpr double clock_resolution = 1e-9;
/// As asyncio's: no wait is longer than this.
constexpr double longest_wait = 24 * 3600;
/// When a wait is over that only looks, and one that no time ends.
constexpr double at_once = -std::numeric_limits<double>::infinity();
constexpr double never = std::numeric_limits<double>::infinity();

// The GIL guards them.
EventLoop* underneath = nullptr;
TimePoint latest;    ///< what the clock said last
Duration ahead = {}; ///< in a forked child: of the steady clock

/// Far more than seconds can be wrong by, and little enough for `time_point`.
constexpr double about_now = 1;

/// No earlier than `seconds`, which is no round number of ticks.
TimePoint time_point(double seconds) {
    return TimePoint(std::chrono::ceil<Duration>(Seconds(seconds)));
}

} // namespace

AsyncioLoop::~AsyncioLoop() { leave_loop(); }

void AsyncioLoop::set_underneath(EventLoop* loop) noexcept { underneath = loop; }

void AsyncioLoop::leave_underneath_after_fork() noexcept {
    if (underneath && underneath->clock().has_source())
        ahead = latest - Clock::now(); // no reading: another thread may have held its lock
    underneath = nullptr;
}

double AsyncioLoop::now() noexcept {
    latest = underneath ? underneath->clock().now() : Clock::now() + ahead;
    return Seconds(latest.time_since_epoch()).count();
}

void AsyncioLoop::add_ready(PyObject* handle) {
    ready_.push_back(handle);
    if (waiting_ != Waiting::No)
        wake();
}

void AsyncioLoop::add_timer(double when, PyObject* handle) {
    timers_.push_back({when, timer_sequence_++, handle});
    std::push_heap(timers_.begin(), timers_.end(), Later());
    if (waiting_ != Waiting::No)
        wake();
}

void AsyncioLoop::wake() {
    switch (waiting_) {
    case Waiting::No:
        return;
    case Waiting::OnLoop:
        if (!std::exchange(wake_posted_, true))
            waiter_->wake_threadsafe();
        return;
    case Waiting::InThread:
        descriptors_.wake();
        return;
    }
}

bool AsyncioLoop::add_descriptor(int descriptor, PyObject* file, DescriptorSet::Direction direction,
                                 PyObject* handle, PyObject*& replaced) {
    if (!descriptors_.add(descriptor, file, direction, handle, replaced))
        return false;
    if (waiting_ != Waiting::No)
        wake();
    return true;
}

PyObject* AsyncioLoop::take_ready() {
    if (ready_.empty())
        return nullptr;
    PyObject* handle = ready_.front();
    ready_.pop_front();
    return handle;
}

namespace {

template<typename Handles, typename HandleOf>
PyObject* list_of(const Handles& handles, HandleOf handle_of) {
    PyObject* const list = PyList_New(Py_ssize_t(handles.size()));
    for (std::size_t i = 0; list && i < handles.size(); ++i)
        PyList_SET_ITEM(list, Py_ssize_t(i), Py_NewRef(handle_of(handles[i])));
    return list;
}

} // namespace

PyObject* AsyncioLoop::list_ready() const {
    return list_of(ready_, [](PyObject* handle) { return handle; });
}

PyObject* AsyncioLoop::list_timers() const {
    std::vector<Timer> sorted = timers_;
    std::sort(sorted.begin(), sorted.end(),
              [](const Timer& a, const Timer& b) { return Later()(b, a); });
    return list_of(sorted, [](const Timer& timer) { return timer.handle; });
}

// -- timers -----------------------------------------------------------------------------------

PyObject* AsyncioLoop::take_first_timer() {
    PyObject* handle = timers_.front().handle;
    std::pop_heap(timers_.begin(), timers_.end(), Later());
    timers_.pop_back();
    AsyncioHandle::set_scheduled(handle, false);
    return handle;
}

void AsyncioLoop::drop_cancelled_timers() {
    while (!timers_.empty() && AsyncioHandle::cancelled(timers_.front().handle)) {
        cancelled_timers_ -= cancelled_timers_ > 0;
        Py_DECREF(take_first_timer());
    }
}

void AsyncioLoop::timer_was_cancelled() {
    ++cancelled_timers_;
    if (timers_.size() <= 100 || cancelled_timers_ <= timers_.size() / 2)
        return;
    // Most are cancelled: drop them all. The one that is being cancelled now says so only later.
    const auto kept = std::partition(timers_.begin(), timers_.end(), [](const Timer& timer) {
        return !AsyncioHandle::cancelled(timer.handle);
    });
    const std::vector<Timer> dropped(kept, timers_.end());
    timers_.erase(kept, timers_.end());
    std::make_heap(timers_.begin(), timers_.end(), Later());
    cancelled_timers_ = 1;
    for (const Timer& timer : dropped) {
        AsyncioHandle::set_scheduled(timer.handle, false);
        Py_DECREF(timer.handle);
    }
}

std::optional<double> AsyncioLoop::first_timer() {
    drop_cancelled_timers();
    return timers_.empty() ? std::nullopt : std::optional(timers_.front().when);
}

void AsyncioLoop::queue_timers_before(double end) {
    // A time that is none (NaN) is before all others.
    while (!timers_.empty() && !(timers_.front().when >= end))
        ready_.push_back(take_first_timer());
}

void AsyncioLoop::queue_due_timers() {
    if (timers_.empty())
        return;
    const double end = now() + clock_resolution;
    queue_timers_before(end);
    // Time that has jumped to a timer goes no further by itself.
    while (!timers_.empty() && timers_.front().when < end + about_now &&
           time_point(timers_.front().when) <= latest)
        ready_.push_back(take_first_timer());
}

// -- the wait ---------------------------------------------------------------------------------

double AsyncioLoop::wait_ends_at() {
    const std::optional<double> first = first_timer();
    if (!ready_.empty() || stopping || (first && !(*first > now())))
        return at_once;
    return first.value_or(never);
}

bool AsyncioLoop::collect() {
    if (!wait(wait_ends_at()))
        return false;
    queue_ready_descriptors();
    queue_due_timers();
    return true;
}

bool AsyncioLoop::looked_just_now() const noexcept {
    PythonRun* run = PythonRun::on_this_stack();
    return Clock::now() - left_at_ < (run ? run->loop().budget : TurnBudget()).ask;
}

bool AsyncioLoop::collect_at_once() {
    if (wait_ends_at() != at_once || !looked_just_now())
        return false;
    // What a step has made ready comes in the next round, as asyncio has it: programs may count.
    if (watches_others()) {
        if (!find_ready_descriptors(0)) {
            PyErr_Clear(); // it will be said by who looks next
            return false;
        }
        queue_ready_descriptors();
    }
    queue_due_timers();
    return true;
}

const std::vector<DescriptorSet::Event>* AsyncioLoop::select(double seconds) {
    return wait(seconds > 0 ? now() + seconds : at_once) ? &events_ : nullptr;
}

bool AsyncioLoop::wait(double until) {
    events_.clear();
    PythonRun* run = PythonRun::on_this_stack();
    return run ? wait_on_loop(*run, until) : wait_in_thread(until);
}

bool AsyncioLoop::wait_on_loop(PythonRun& run, double until) {
    bool uninterrupted = true;
    if (descriptors_.handle(STDIN_FILENO, DescriptorSet::Direction::Read))
        run.ask_for_input();
    if (until == at_once) {
        uninterrupted = run.yield();
    } else {
        loop_ = &run.loop();
        arm_timer(until);
        watch_descriptors();
        waiting_ = Waiting::OnLoop;
        waiter_ = &run;
        if (waits_for_outside()) {
            const LoopClock::Hold hold(loop_->clock());
            uninterrupted = run.wait();
        } else {
            uninterrupted = run.wait();
        }
        waiting_ = Waiting::No;
        wake_posted_ = false;
    }
    left_at_ = Clock::now();
    return uninterrupted && find_ready_descriptors(0);
}

bool AsyncioLoop::outside_began() noexcept {
    if (!underneath || !underneath->clock().has_source())
        return false;
    ++outside_;
    return true;
}

bool AsyncioLoop::watches_others() const noexcept {
    constexpr int own = 1; // every asyncio loop watches a pipe to itself
    return descriptors_.watched() > own;
}

bool AsyncioLoop::waits_for_outside() const noexcept { return outside_ > 0 || watches_others(); }

/// Only the loop underneath knows when that will be.
void AsyncioLoop::wake_in_thread_at(double when) {
    underneath->call_soon_threadsafe([self = shared_from_this(), when, &loop = *underneath] {
        loop.clock().release(); // who waits for this thread waits for a time, too
        loop.call_at(time_point(when), [self, &loop] {
            loop.clock().hold();
            self->descriptors_.wake();
        });
    });
}

bool AsyncioLoop::wait_in_thread(double until) {
    int timeout_ms = until == at_once ? 0 : -1;
    if (until != at_once && until != never) {
        const double begin = now();
        const double end = std::min(until, begin + longest_wait);
        if (underneath && underneath->clock().has_source())
            wake_in_thread_at(end);
        else
            timeout_ms = std::max(0, int(std::ceil((end - begin) * 1000)));
    }
    waiting_ = Waiting::InThread;
    const bool whole = find_ready_descriptors(timeout_ms);
    waiting_ = Waiting::No;
    left_at_ = Clock::now();
    return whole && PyErr_CheckSignals() == 0;
}

bool AsyncioLoop::find_ready_descriptors(int timeout_ms) {
    int error = 0;
    events_.clear();
    if (timeout_ms == 0) {
        error = descriptors_.wait(0, events_);
    } else {
        Py_BEGIN_ALLOW_THREADS;
        error = descriptors_.wait(timeout_ms, events_);
        Py_END_ALLOW_THREADS;
    }
    if (error == 0 || error == EINTR)
        return true;
    errno = error;
    PyErr_SetFromErrno(PyExc_OSError);
    return false;
}

void AsyncioLoop::queue_ready_descriptors() {
    for (const DescriptorSet::Event& event : events_) {
        for (const auto direction :
             {DescriptorSet::Direction::Read, DescriptorSet::Direction::Write}) {
            if (!(direction == DescriptorSet::Direction::Read ? event.readable : event.writable))
                continue;
            PyObject* handle = descriptors_.handle(event.descriptor, direction);
            if (!handle)
                continue;
            if (AsyncioHandle::cancelled(handle)) {
                Py_XDECREF(descriptors_.remove(event.descriptor, direction));
            } else {
                Py_INCREF(handle);
                ready_.push_back(handle);
            }
        }
    }
}

void AsyncioLoop::watch_descriptors() {
    if (poller_armed_)
        return;
    if (!poller_)
        poller_.emplace(loop_->io_context(), descriptors_.poll_descriptor());
    poller_armed_ = true;
    poller_->async_wait(boost::asio::posix::stream_descriptor::wait_read,
                        [self = shared_from_this()](boost::system::error_code error) {
                            self->poller_armed_ = false;
                            if (!error && self->waiting_ == Waiting::OnLoop)
                                self->waiter_->make_ready();
                        });
}

void AsyncioLoop::arm_timer(double when) {
    // A timer that comes too early is harmless, so it is only ever moved forward.
    if (!(when < loop_timer_at_))
        return;
    loop_timer_.cancel();
    loop_timer_at_ = std::min(when, now() + longest_wait);
    loop_timer_ = loop_->call_at(time_point(loop_timer_at_), [weak = weak_from_this()] {
        if (const auto self = weak.lock()) {
            self->loop_timer_at_ = no_time;
            if (self->waiting_ == Waiting::OnLoop)
                self->waiter_->make_ready();
        }
    });
}

void AsyncioLoop::leave_loop() {
    loop_timer_.cancel();
    if (!poller_)
        return;
    if (CurrentRun::in_forked_child())
        // It shares its registration with the parent's: it must not be taken back here.
        new boost::asio::posix::stream_descriptor(std::move(*poller_));
    else
        poller_->release(); // the descriptor is the set's to close
    poller_.reset();
}

void AsyncioLoop::release(std::shared_ptr<AsyncioLoop> state) {
    if (!state->loop_ || CurrentRun::in_forked_child())
        return;
    if (PythonRun::on_this_stack()) {
        state->leave_loop();
        return;
    }
    EventLoop& loop = *state->loop_;
    loop.call_soon_threadsafe([state = std::move(state)] { state->leave_loop(); });
}

// -- the garbage collector's side -------------------------------------------------------------

void AsyncioLoop::traverse(visitproc visit, void* argument, int& result) const {
    for (PyObject* handle : ready_)
        if (result == 0)
            result = visit(handle, argument);
    for (const Timer& timer : timers_)
        if (result == 0)
            result = visit(timer.handle, argument);
    descriptors_.traverse(visit, argument, result);
}

void AsyncioLoop::clear() {
    // Letting go of a handle may run anything: all are taken out before.
    std::vector<PyObject*> handles = descriptors_.clear();
    handles.insert(handles.end(), ready_.begin(), ready_.end());
    for (const Timer& timer : timers_)
        handles.push_back(timer.handle);
    ready_.clear();
    timers_.clear();
    for (PyObject* handle : handles)
        Py_DECREF(handle);
}

} // namespace braid
